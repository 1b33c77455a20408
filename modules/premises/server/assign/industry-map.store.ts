import { tablesOf, type Work } from '#platform/server/work.ts';
import type { IndustryAssignment } from '../../contract/index.ts';

/** Rows of the class → department map, and the places that one of them moves. */
export function createIndustryMapStore(work: Work) {
  const db = tablesOf<'premises.industryAssignment' | 'premises.premises'>(work);
  return {
    all: async () =>
      (await db.selectFrom('premises.industryAssignment').selectAll().execute()) as (IndustryAssignment & {
        id: string;
      })[],
    async correct(id: string, values: { leadIndustry: string; coIndustries: string[]; documentNo: string }) {
      await db
        .updateTable('premises.industryAssignment')
        .set({ ...values, validTo: null })
        .where('id', '=', id)
        .execute();
    },
    async end(id: string, lastDay: string) {
      await db.updateTable('premises.industryAssignment').set({ validTo: lastDay }).where('id', '=', id).execute();
    },
    async add(row: {
      regionPrefix: string;
      premisesType: string;
      leadIndustry: string;
      coIndustries: string[];
      documentNo: string;
      validFrom: string;
    }) {
      await db
        .insertInto('premises.industryAssignment')
        .values({ id: work.newId(), ...row, validTo: null })
        .execute();
    },
    /** Ids of a county's places whose leading class is the given one and that this industry (null: none) has. */
    placesOf: async (countyCode: string, industry: string | null, leadingType: string) =>
      (
        await db
          .selectFrom('premises.premises')
          .select(['id', 'types'])
          .where('countyCode', '=', countyCode)
          .where((eb) => (industry === null ? eb('industry', 'is', null) : eb('industry', '=', industry)))
          .orderBy('id')
          .execute()
      )
        .filter(({ types }) => types[0] === leadingType)
        .map(({ id }) => id),
  };
}
