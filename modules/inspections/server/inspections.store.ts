import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

export type InspectionTables =
  | 'inspections.inspection'
  | 'inspections.inspector'
  | 'inspections.answer'
  | 'inspections.finding'
  | 'inspections.checklistItem'
  | 'inspections.frequencyCap';

/** Writes and loads visits. */
export function createInspectionStore(work: Work) {
  const db = tablesOf<InspectionTables>(work);
  const checklists: Record<number, Promise<Selectable<Tables['inspections.checklistItem']>[]>> = {};
  return {
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('inspections.inspection')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    async get(countyCode: string, id: string) {
      const visit = await db
        .selectFrom('inspections.inspection')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!visit) throw new AppError('not_found', '没有这次检查，或不在管辖范围内。');
      return visit;
    },
    async lock(countyCode: string, id: string) {
      await db
        .selectFrom('inspections.inspection')
        .select('id')
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
    },
    async add(row: Insertable<Tables['inspections.inspection']>) {
      await db.insertInto('inspections.inspection').values(row).execute();
    },
    async addInspectors(rows: Insertable<Tables['inspections.inspector']>[]) {
      if (rows.length) await db.insertInto('inspections.inspector').values(rows).execute();
    },
    async change(countyCode: string, id: string, changes: Updateable<Tables['inspections.inspection']>) {
      await db
        .updateTable('inspections.inspection')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .execute();
    },
    inspectors: (countyCode: string, inspectionId: string) =>
      db
        .selectFrom('inspections.inspector')
        .select(['personId', 'name', 'certificateNo', 'isLead'])
        .where('countyCode', '=', countyCode)
        .where('inspectionId', '=', inspectionId)
        .orderBy('isLead', 'desc')
        .orderBy('name')
        .execute(),
    answers: (countyCode: string, inspectionId: string) =>
      db
        .selectFrom('inspections.answer')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('inspectionId', '=', inspectionId)
        .orderBy('itemId')
        .execute(),
    async putAnswers(rows: Insertable<Tables['inspections.answer']>[]) {
      if (!rows.length) return;
      await db
        .insertInto('inspections.answer')
        .values(rows)
        .onConflict((on) =>
          on.columns(['countyCode', 'inspectionId', 'itemId']).doUpdateSet((eb) => ({
            result: eb.ref('excluded.result'),
            note: eb.ref('excluded.note'),
            answeredAt: eb.ref('excluded.answeredAt'),
            answeredBy: eb.ref('excluded.answeredBy'),
            version: eb('inspections.answer.version', '+', 1),
          })),
        )
        .execute();
    },
    findings: (countyCode: string, inspectionId: string) =>
      db
        .selectFrom('inspections.finding')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('inspectionId', '=', inspectionId)
        .orderBy('foundAt')
        .orderBy('id')
        .execute(),
    async putFinding(row: Insertable<Tables['inspections.finding']>) {
      const { countyCode: _county, id: _id, inspectionId: _visit, ...changes } = row;
      await db
        .insertInto('inspections.finding')
        .values(row)
        .onConflict((on) => on.columns(['countyCode', 'id']).doUpdateSet(changes))
        .execute();
    },
    async removeFinding(countyCode: string, inspectionId: string, id: string) {
      await db
        .deleteFrom('inspections.finding')
        .where('countyCode', '=', countyCode)
        .where('inspectionId', '=', inspectionId)
        .where('id', '=', id)
        .execute();
    },
    /** Read once in a unit of work: a version of the checklist never changes. */
    checklist(version: number) {
      checklists[version] ??= db
        .selectFrom('inspections.checklistItem')
        .selectAll()
        .where('version', '=', version)
        .orderBy('position')
        .execute();
      return checklists[version];
    },
    series: (countyCode: string, seriesId: string) =>
      db
        .selectFrom('inspections.inspection')
        .select(['id', 'kind', 'inspectedOn', 'status'])
        .where('countyCode', '=', countyCode)
        .where('seriesId', '=', seriesId)
        .orderBy('startedAt')
        .execute(),
    /** Administrative inspections that count towards the cap of a body at a premises in a year. */
    async countedVisits(
      countyCode: string,
      premisesId: string,
      orgId: string,
      year: string,
      uncapped: readonly string[],
    ) {
      const { n } = await db
        .selectFrom('inspections.inspection')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', premisesId)
        .where('orgId', '=', orgId)
        .where('nature', '=', 'ADMINISTRATIVE')
        .where('status', 'in', ['IN_PROGRESS', 'FINISHED'])
        .where('kind', 'not in', [...uncapped])
        .where('inspectedOn', '>=', `${year}-01-01`)
        .where('inspectedOn', '<=', `${year}-12-31`)
        .executeTakeFirstOrThrow();
      return n;
    },
    /** The cap that the most specific division has set for this kind of body, visit and premises on the day. */
    cap: (region: string, bodyKind: string, kind: string, supervisionClass: string, day: string) =>
      db
        .selectFrom('inspections.frequencyCap')
        .select(['perYear', 'source'])
        .where((eb) =>
          eb.or([eb('regionPrefix', '=', '00'), eb(eb.val(region), 'like', eb(eb.ref('regionPrefix'), '||', '%'))]),
        )
        .where('orgKind', '=', bodyKind)
        .where((eb) => eb.or([eb(eb.fn('cardinality', ['kinds']), '=', 0), eb(eb.val(kind), '=', eb.fn.any('kinds'))]))
        .where((eb) => eb.or([eb('supervisionClass', 'is', null), eb('supervisionClass', '=', supervisionClass)]))
        .where('validFrom', '<=', day)
        .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', day)]))
        .orderBy((eb) => eb.fn('length', ['regionPrefix']), 'desc')
        .orderBy('supervisionClass', (order) => order.asc().nullsLast())
        .limit(1)
        .executeTakeFirst(),
  };
}
