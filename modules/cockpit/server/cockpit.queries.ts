import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Period } from '../contract/index.ts';

type Readable = 'hazards.ledger' | 'inspections.visit' | 'premises.place' | 'regions.division';

/** What is counted: whole counties, or one township of one county. */
export interface Scope {
  counties: string[];
  township: string | undefined;
  /** The village of somebody who answers for no more than that. */
  village: string | undefined;
  /** Rows of the table by place: counties of a sum, townships of a county. */
  by: 'county' | 'township';
  /** Only premises of this industry (a sector department's own). */
  industry: string | undefined;
}

/**
 * Counts over the facts that other modules publish: set-based, county first. Every one reads a covering index alone
 * (hazard_stock, hazard_found, hazard_closed, hazard_kept, inspection_list, inspection_premises, premises_counted).
 * They run as the job role (docs/decisions/0009), so the scope is all that limits them: it must lie within the reach.
 */
export function createCockpitQueries(work: Pick<Work, 'db'>, scope: Scope) {
  const db = tablesOf<Readable>(work);
  const place = sql<string>`${sql.ref(scope.by === 'county' ? 'countyCode' : 'townshipCode')}`;
  const inScope = sql<boolean>`county_code = any(${scope.counties}) ${scope.township ? sql`and township_code = ${scope.township}` : sql``}
    ${scope.village ? sql`and region_code = ${scope.village}` : sql``}`;
  const ledger = () => db.selectFrom('hazards.ledger').where(inScope);
  const within = (column: 'foundOn' | 'closedOn' | 'dueOn', { from, to }: Period) =>
    sql<boolean>`${sql.ref(column)} between ${from}::date and ${to}::date`;
  const total = sql<number>`count(*)`;
  const inUse = () =>
    db
      .selectFrom('premises.place as p')
      .where(inScope)
      .where('p.status', '=', 'OPERATING')
      .$if(scope.industry !== undefined, (q) => q.where('p.industry', '=', scope.industry as string));

  const grouped = (column: 'foundOn' | 'closedOn', period: Period) =>
    ledger()
      .where(within(column, period))
      .select([place.as('place'), 'premisesType as type', total.as('count')])
      .groupBy(['place', 'type'])
      .execute();
  // By day as the index has them; a hundred thousand dates made into words of months would take longer than counting.
  const byMonth = async (column: 'foundOn' | 'closedOn', period: Period) => {
    const days = await ledger()
      .where(within(column, period))
      .select([sql<string>`${sql.ref(column)}`.as('day'), total.as('count')])
      .groupBy('day')
      .execute();
    const months = new Map<string, number>();
    for (const { day, count } of days) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + count);
    return months;
  };
  const counted = async (column: 'foundOn' | 'closedOn', period: Period) =>
    (await ledger().where(within(column, period)).select(total.as('count')).executeTakeFirstOrThrow()).count;

  return {
    stock: (today: string) =>
      ledger()
        .where('isOpen', '=', true)
        .select([
          place.as('place'),
          'premisesType as type',
          total.as('count'),
          sql<number>`count(*) filter (where due_on < ${today}::date)`.as('overdue'),
        ])
        .groupBy(['place', 'type'])
        .execute(),
    found: (period: Period) => grouped('foundOn', period),
    closed: (period: Period) => grouped('closedOn', period),
    foundByMonth: (period: Period) => byMonth('foundOn', period),
    closedByMonth: (period: Period) => byMonth('closedOn', period),
    foundTotal: (period: Period) => counted('foundOn', period),
    closedTotal: (period: Period) => counted('closedOn', period),
    due: (period: Period) =>
      ledger()
        .where(within('dueOn', period))
        .select([
          place.as('place'),
          total.as('due'),
          sql<number>`count(*) filter (where outcome = 'FIXED' and reinspection_count <= 1)`.as('fixedOnTime'),
        ])
        .groupBy('place')
        .execute(),
    hasHazards: async () => (await ledger().select('id').limit(1).executeTakeFirst()) !== undefined,
    visits: ({ from, to }: Period) =>
      db
        .selectFrom('inspections.visit')
        .where(inScope)
        .where('status', '=', 'FINISHED')
        .where('nature', '!=', 'SELF_CHECK')
        .where(sql<boolean>`inspected_on between ${from}::date and ${to}::date`)
        .select([place.as('place'), total.as('count')])
        .groupBy('place')
        .execute(),
    /** Premises in use by place and leading class. */
    premises: () =>
      inUse()
        .select([place.as('place'), 'premisesType as type', total.as('count')])
        .groupBy(['place', 'type'])
        .execute(),
    /** Those among them that somebody from outside has ever visited. */
    visitedPremises: () =>
      inUse()
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('inspections.visit as v')
              .select(sql`1`.as('one'))
              .whereRef('v.countyCode', '=', 'p.countyCode')
              .whereRef('v.premisesId', '=', 'p.id')
              .where(sql<boolean>`v.county_code = any(${scope.counties})`)
              .where('v.status', '=', 'FINISHED')
              .where('v.nature', '!=', 'SELF_CHECK'),
          ),
        )
        .select([place.as('place'), 'premisesType as type', total.as('count')])
        .groupBy(['place', 'type'])
        .execute(),
    names: (codes: string[]) =>
      db.selectFrom('regions.division').select(['code', 'name', 'level']).where('code', 'in', codes).execute(),
    /** Every county or township of the scope, so that one without a hazard stands in the table as well. */
    places: async (prefix: string) =>
      db
        .selectFrom('regions.division')
        .select(['code', 'name'])
        .where('level', '=', scope.by === 'county' ? 'COUNTY' : 'TOWNSHIP')
        .where('code', '>=', prefix.padEnd(12, '0'))
        .where('code', '<=', prefix.padEnd(12, '9'))
        .orderBy('code')
        .execute(),
  };
}
