import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Period } from '../contract/index.ts';

type Readable = 'hazards.ledger' | 'inspections.visit' | 'premises.place' | 'regions.division';

/** What is counted: whole counties, or one township of one county. */
export interface Scope {
  counties: string[];
  township: string | undefined;
  /** Rows of the table by place: counties of a sum, townships of a county. */
  by: 'county' | 'township';
  /** Only premises of this industry (a sector department's own). */
  industry: string | undefined;
}

/**
 * Counts over the facts that other modules publish: set-based, county first. Every count of hazards reads one covering
 * index (hazard_stock, hazard_found, hazard_closed, hazard_due_fact), so a county of 200,000 hazards takes tens of
 * milliseconds.
 */
export function createCockpitQueries(work: Work, scope: Scope) {
  const db = tablesOf<Readable>(work);
  const place = sql<string>`${sql.ref(scope.by === 'county' ? 'countyCode' : 'townshipCode')}`;
  const inScope = sql<boolean>`county_code = any(${scope.counties}) ${scope.township ? sql`and township_code = ${scope.township}` : sql``}`;
  const ledger = () => db.selectFrom('hazards.ledger').where(inScope);
  const within = (column: 'foundOn' | 'closedOn' | 'dueOn', { from, to }: Period) =>
    sql<boolean>`${sql.ref(column)} between ${from}::date and ${to}::date`;
  const total = sql<number>`count(*)`;

  const grouped = (column: 'foundOn' | 'closedOn', period: Period) =>
    ledger()
      .where(within(column, period))
      .select([place.as('place'), 'premisesType as type', total.as('count')])
      .groupBy(['place', 'type'])
      .execute();
  const byMonth = (column: 'foundOn' | 'closedOn', period: Period) =>
    ledger()
      .where(within(column, period))
      .select([sql<string>`to_char(${sql.ref(column)}, 'YYYY-MM')`.as('month'), total.as('count')])
      .groupBy('month')
      .execute();
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
          total.as('due'),
          sql<number>`count(*) filter (where outcome = 'FIXED' and reinspection_count <= 1)`.as('fixedOnTime'),
        ])
        .executeTakeFirstOrThrow(),
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
    /** Premises in use by place and leading class, and those among them that nobody has visited. */
    premises: async () => {
      const { rows } = await sql<{ place: string; type: string; count: number; neverVisited: number }>`
        with visited as materialized (
          select county_code, premises_id from inspections.visit
          where ${inScope} and status = 'FINISHED' and nature <> 'SELF_CHECK'
          group by county_code, premises_id
        )
        select p.${sql.ref(scope.by === 'county' ? 'countyCode' : 'townshipCode')} as place, p.premises_type as type,
               count(*) as count, count(*) filter (where v.premises_id is null) as never_visited
        from premises.place p
        left join visited v on v.county_code = p.county_code and v.premises_id = p.id
        where p.county_code = any(${scope.counties})
          ${scope.township ? sql`and p.township_code = ${scope.township}` : sql``}
          ${scope.industry === undefined ? sql`` : sql`and p.industry = ${scope.industry}`}
          and p.status = 'OPERATING'
        group by 1, 2`.execute(work.db);
      return rows;
    },
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
