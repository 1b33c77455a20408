import { sql } from 'kysely';
import { decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { type AlertState, daysOfWeek } from '../contract/index.ts';

/** Fires of one kind of place in the weeks that had any. */
export interface PlaceWeeks {
  countyCode: string;
  place: string | null;
  /** Numbers of weeks, and as many counts. */
  weeks: number[];
  counts: number[];
}

/** Reads of the watch: fires by week, and what it has found. */
export function createWatchQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<'analysis.alert' | 'analysis.watch' | 'regions.division'>(work);
  return {
    /** Fires of counties by kind of place and week, from the first week to the last. */
    async firesByWeek(counties: readonly string[], first: number, last: number): Promise<PlaceWeeks[]> {
      const { rows } = await sql<PlaceWeeks>`
        with weekly as (
          select county_code, place, (occurred_on - date '1970-01-05') / 7 as week, count(*)::int as fires
          from fires.fire_fact
          where county_code = any(${counties}) and occurred_on between ${daysOfWeek(first).from}::date and ${daysOfWeek(last).to}::date
          group by 1, 2, 3)
        select county_code, place, array_agg(week order by week) as weeks, array_agg(fires order by week) as counts
        from weekly group by 1, 2`.execute(work.db);
      return rows;
    },
    /** Alerts of counties, the latest week first. */
    async alerts(
      counties: readonly string[],
      status: AlertState | undefined,
      page: { cursor?: string | undefined; limit: number },
    ) {
      const after = decodeCursor(page.cursor, 2);
      const matching = db
        .selectFrom('analysis.alert as a')
        .where('a.countyCode', 'in', [...counties])
        .$if(status !== undefined, (query) => query.where('a.status', '=', status as AlertState));
      const rows = await matching
        .leftJoin('regions.division as d', 'd.code', 'a.regionCode')
        .selectAll('a')
        .select('d.name as countyName')
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(a.week, a.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
        )
        .orderBy('a.week', 'desc')
        .orderBy('a.id', 'desc')
        .limit(page.limit + 1)
        .execute();
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      return {
        items,
        matching: matching.select('a.id'),
        next: rows.length > page.limit && last ? encodeCursor([last.week, last.id]) : null,
      };
    },
    /** How counties were last watched, with the alerts that wait for somebody. */
    async watches(counties: readonly string[]) {
      const { rows } = await sql<{
        countyCode: string;
        name: string;
        lastWeek: string;
        years: number;
        kinds: number;
        tried: number;
        alarms: number;
        byChance: number;
        countedAt: string;
        open: number;
        checked: number;
      }>`
        select w.county_code, d.name, w.last_week, w.years, w.kinds, w.tried, w.alarms, w.by_chance, w.counted_at,
          coalesce(a.open, 0)::int as open, coalesce(a.checked, 0)::int as checked
        from analysis.watch w
        left join (
          select county_code, count(*) filter (where status = 'OPEN') as open, count(*) filter (where status = 'CHECKED') as checked
          from analysis.alert where county_code = any(${counties}) group by 1) a on a.county_code = w.county_code
        left join regions.division d on d.code = w.region_code
        where w.county_code = any(${counties}) order by open desc, w.county_code`.execute(work.db);
      return rows;
    },
    /** Counties that have recorded any fire. */
    async countiesWithFires(): Promise<string[]> {
      const { rows } = await sql<{ code: string }>`
        with recursive county as (
          (select county_code as code from fires.fire_fact order by county_code limit 1)
          union all
          select (select f.county_code from fires.fire_fact f where f.county_code > c.code order by f.county_code limit 1)
          from county c where c.code is not null)
        select code from county where code is not null`.execute(work.db);
      return rows.map(({ code }) => code);
    },
  };
}
