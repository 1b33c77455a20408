import { type SqlBool, sql } from 'kysely';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { InspectionFilter, InspectionRow } from '../contract/index.ts';
import type { InspectionTables } from './inspections.store.ts';

type Readable =
  | InspectionTables
  | 'organisations.heldPost'
  | 'premises.place'
  | 'organisations.organisationName'
  | 'hazards.ledger';

export type InspectionListFilter = InspectionFilter & { cursor?: string | undefined; limit: number };
export type ExportedInspection = InspectionRow & { remarks: string | null; noEntryReason: string | null };

/** Read models of visits, newest first. */
export function createInspectionQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const matching = (filter: InspectionFilter) =>
    db
      .selectFrom('inspections.inspection as i')
      .where('i.countyCode', '=', filter.countyCode)
      .$if(!!filter.premisesId, (q) => q.where('i.premisesId', '=', filter.premisesId as string))
      .$if(!!filter.orgId, (q) => q.where('i.orgId', '=', filter.orgId as string))
      .$if(!!filter.township, (q) => q.where(sql<SqlBool>`left(i.region_code, 9) = ${filter.township}`))
      .$if(!!filter.kind?.length, (q) => q.where('i.kind', 'in', filter.kind as string[]))
      .$if(!!filter.nature?.length, (q) => q.where('i.nature', 'in', filter.nature as string[]))
      .$if(!!filter.status?.length, (q) => q.where('i.status', 'in', filter.status as string[]))
      .$if(!!filter.from, (q) => q.where('i.inspectedOn', '>=', filter.from as string))
      .$if(!!filter.to, (q) => q.where('i.inspectedOn', '<=', filter.to as string));

  const rows = (filter: InspectionFilter) =>
    matching(filter)
      .innerJoin('premises.place as p', (join) =>
        join.onRef('p.countyCode', '=', 'i.countyCode').onRef('p.id', '=', 'i.premisesId'),
      )
      .leftJoin('organisations.organisationName as o', 'o.id', 'i.orgId')
      .select((eb) => [
        'i.countyCode',
        'i.id',
        'i.kind',
        'i.nature',
        'i.status',
        'i.premisesId',
        'p.name as premisesName',
        'i.regionCode',
        'i.orgId',
        'o.name as orgName',
        'i.inspectedOn',
        'i.startedAt',
        'i.finishedAt',
        'i.conclusion',
        'i.version',
        eb
          .selectFrom('inspections.finding as f')
          .select((inner) => inner.fn.countAll<number>().as('n'))
          .whereRef('f.countyCode', '=', 'i.countyCode')
          .whereRef('f.inspectionId', '=', 'i.id')
          .as('findingCount'),
        eb
          .selectFrom('inspections.inspector as r')
          .select(sql<string>`coalesce(string_agg(r.name, '、' order by r.is_lead desc, r.name), '')`.as('names'))
          .whereRef('r.countyCode', '=', 'i.countyCode')
          .whereRef('r.inspectionId', '=', 'i.id')
          .as('inspectorNames'),
      ]);

  return {
    async list(filter: InspectionListFilter) {
      const after = decodeCursor(filter.cursor, 2);
      const found = (await rows(filter)
        .$if(after !== undefined, (q) =>
          q.where(sql<SqlBool>`(i.inspected_on, i.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
        )
        .orderBy('i.inspectedOn', 'desc')
        .orderBy('i.id', 'desc')
        .limit(filter.limit + 1)
        .execute()) as InspectionRow[];
      const items = found.slice(0, filter.limit);
      const last = items.at(-1);
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([last.inspectedOn, last.id]) : null,
        ...(await countUpTo(work, matching(filter).select(sql`1`.as('one')))),
      };
    },
    /** Every matching visit in the order of the list. */
    async *all(filter: InspectionFilter, limit: number) {
      const found = await rows(filter)
        .select(['i.remarks', 'i.noEntryReason'])
        .orderBy('i.inspectedOn', 'desc')
        .orderBy('i.id', 'desc')
        .limit(limit)
        .execute();
      for (const row of found) yield row as ExportedInspection;
    },
    count: async (filter: InspectionFilter) =>
      (
        await matching(filter)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    row: (countyCode: string, id: string) =>
      rows({ countyCode }).where('i.id', '=', id).executeTakeFirst() as Promise<InspectionRow | undefined>,
    /** People of a body who visit premises on the day, by the permission of their post. */
    visitors: (orgId: string, roles: readonly string[], day: string) =>
      db
        .selectFrom('organisations.heldPost')
        .select(['personId', 'personName', 'title'])
        .where('orgId', '=', orgId)
        .where('role', 'in', [...roles])
        .where('fromOn', '<=', day)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .orderBy('title')
        .orderBy('personName')
        .execute(),
    /** The latest visit of another body at the same door within thirty days. */
    recentVisit: (countyCode: string, premisesId: string, orgId: string | null, since: string) =>
      db
        .selectFrom('inspections.inspection as i')
        .innerJoin('organisations.organisationName as o', 'o.id', 'i.orgId')
        .select(['i.id', 'o.name as orgName', 'i.inspectedOn'])
        .where('i.countyCode', '=', countyCode)
        .where('i.premisesId', '=', premisesId)
        .where('i.status', 'in', ['IN_PROGRESS', 'FINISHED'])
        .where('i.inspectedOn', '>=', since)
        .$if(orgId !== null, (q) => q.where('i.orgId', '!=', orgId as string))
        .orderBy('i.inspectedOn', 'desc')
        .limit(1)
        .executeTakeFirst(),
    async openHazards(countyCode: string, premisesId: string) {
      const { n } = await db
        .selectFrom('hazards.ledger')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', premisesId)
        .where('isOpen', '=', true)
        .executeTakeFirstOrThrow();
      return n;
    },
  };
}
