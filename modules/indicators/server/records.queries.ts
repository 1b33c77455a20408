import { sql } from 'kysely';
import { countyCodesIn } from '#modules/regions/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Fact, Scheme } from '#platform/shared/fact.ts';
import type { Cut, Measure, Period, RecordRow } from '../contract/index.ts';
import { withinCuts } from './breakdown.queries.ts';
import {
  conditionsOf,
  dayColumn,
  type Facts,
  factOf,
  leading,
  summed,
  view,
  withinPeriod,
  withinScope,
} from './measure.queries.ts';

export interface RecordQuestion {
  measure: Measure;
  prefix: string;
  period: Period;
  scheme: Scheme;
  cuts?: readonly Cut[] | undefined;
}

/**
 * The records behind a measure, as this person may see them (guarded). Of PLACES one row stands for each premises: its
 * latest record.
 */
export async function recordsBehind(
  work: Work,
  facts: Facts,
  { measure, prefix, period, scheme, cuts = [] }: RecordQuestion,
  page: { cursor?: string | undefined; limit: number },
) {
  const fact = factOf(facts, measure.fact);
  const counties = await countyCodesIn(work, prefix);
  const shown = Object.entries(fact.columns).filter(([, column]) => column.isShown);
  const day = dayColumn(fact, measure.date);
  const counts = sql`${withinPeriod(fact, measure, period)} and ${conditionsOf(fact, measure, scheme)} and ${withinCuts(fact, measure, cuts, scheme)}`;
  const after = decodeCursor(page.cursor, 3);
  if (after && !after.every((one) => typeof one === 'string'))
    throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
  const onward = after
    ? sql`${day} <= ${after[0]}::date and (${day}, f.county_code, f.record_id) < (${after[0]}::date, ${after[1]}, ${after[2]}::uuid)`
    : sql`true`;
  const newestFirst = sql`${day} desc, f.county_code desc, f.record_id desc`;
  const isPlaces = measure.aggregate === 'PLACES';
  const everyOne = isPlaces
    ? sql`(select distinct on (f.county_code, f.premises_id) f.* from ${view(fact)}
        where ${withinScope({ counties, prefix })} and ${counts} and f.premises_id is not null
        order by f.county_code, f.premises_id, ${day} desc, f.record_id desc) as f`
    : sql`(select f.* from ${view(fact)} where ${withinScope({ counties, prefix })} and ${counts}) as f`;
  // County by county an index holds the newest; all counties together would have to be sorted as a whole.
  const onThisPage = isPlaces
    ? everyOne
    : sql`unnest(${counties}::text[]) as county (code) cross join lateral (
        select f.* from ${view(fact)} where ${withinScope({ counties: sql`county.code`, prefix })} and ${counts} and ${onward}
        order by ${day} desc, f.record_id desc limit ${page.limit + 1}) as f`;
  const { rows } = await sql<Record<string, unknown> & RecordRow & { fileId: string }>`
    select ${leading}, ${sql.ref(`f.${fact.fileColumn ?? 'record_id'}`)} as file_id, ${day} as day, ${summed(fact, measure, scheme)}::float8 as value, p.name as premises_name, d.name as region_name
      ${shown.length ? sql`, jsonb_build_object(${sql.join(shown.flatMap(([name]) => [sql.lit(name), sql.ref(`f.${name}`)]))}) as shown` : sql`, '{}'::jsonb as shown`}
    from (select f.* from ${onThisPage} where ${onward} order by ${newestFirst} limit ${page.limit + 1}) as f
    left join premises.place p on p.county_code = f.county_code and p.id = f.premises_id
    left join regions.division d on d.code = f.region_code
    order by ${newestFirst}`.execute(work.db);
  const items = rows.slice(0, page.limit).map((row) => rowOf(fact, row));
  const last = items.at(-1);
  return {
    items,
    next: rows.length > page.limit && last ? encodeCursor([last.day, last.countyCode, last.recordId]) : null,
    // Newest first here too: of a stock the old ones have mostly ended.
    ...(await countUpTo(
      work,
      counties.length === 1 && !isPlaces
        ? sql`select 1 from ${everyOne} order by ${day} desc`
        : sql`select 1 from ${everyOne}`,
    )),
  };
}

const rowOf = (fact: Fact, row: Record<string, unknown> & RecordRow & { fileId: string }): RecordRow => ({
  countyCode: row.countyCode,
  regionCode: row.regionCode,
  regionName: row.regionName,
  recordId: row.recordId,
  premisesId: row.premisesId,
  premisesName: row.premisesName,
  day: row.day,
  value: row.value,
  shown: row.shown,
  page: fact.page({ countyCode: row.countyCode, recordId: row.fileId }),
});
