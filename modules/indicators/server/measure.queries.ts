import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { AppError } from '#platform/shared/errors.ts';
import type { Fact, Scheme } from '#platform/shared/fact.ts';
import type { Condition, Measure, Period } from '../contract/index.ts';

/** Facts by their id, as the modules publish them. */
export type Facts = ReadonlyMap<string, Fact>;

const led = ['county_code', 'region_code', 'township_code', 'org_id', 'premises_id', 'occurred_on', 'record_id'];

export function factOf(facts: Facts, id: string): Fact {
  const fact = facts.get(id);
  if (!fact)
    throw new AppError('invalid', `没有名为“${id}”的统计事实，请从列表中选择。`, { fields: { fact: '不存在' } });
  return fact;
}

/** The column to read under a scheme; only declared columns ever stand in a statement. */
export function columnOf(fact: Fact, name: string, scheme: Scheme): RawBuilder<unknown> {
  const column = fact.columns[name];
  if (!column) throw new AppError('invalid', `“${fact.label}”没有名为“${name}”的数据项，请从列表中选择。`);
  return sql.ref(`f.${column.byScheme?.[scheme] ?? name}`);
}
export function dayColumn(fact: Fact, name: string): RawBuilder<string> {
  if (name !== 'occurred_on' && !Object.hasOwn(fact.dates, name))
    throw new AppError('invalid', `“${fact.label}”没有名为“${name}”的日期，请从列表中选择。`);
  return sql.ref(`f.${name}`);
}

function test(fact: Fact, condition: Condition, scheme: Scheme): RawBuilder<SqlBool> {
  const column = columnOf(fact, condition.column, scheme);
  switch (condition.is) {
    case 'in':
      return sql`${column} = any(${condition.values}::text[])`;
    case 'notIn':
      return sql`(${column} is null or ${column} <> all(${condition.values}::text[]))`;
    case 'atLeast':
      return sql`${column} >= ${condition.value}`;
    case 'atMost':
      return sql`${column} <= ${condition.value}`;
    case 'true':
      return sql`${column}`;
    case 'false':
      return sql`not ${column}`;
    case 'known':
      return sql`${column} is not null`;
  }
}
/** What a record must be for the measure, apart from its day and place; to a sum only what is not zero adds anything. */
export function conditionsOf(fact: Fact, measure: Measure, scheme: Scheme): RawBuilder<SqlBool> {
  const tests = measure.where.map((condition) => sql<SqlBool>`(${test(fact, condition, scheme)})`);
  if (measure.aggregate === 'SUM') tests.push(sql`${summed(fact, measure, scheme)} <> 0`);
  return tests.length ? sql.join(tests, sql` and `) : sql<SqlBool>`true`;
}

export const summed = (fact: Fact, measure: Measure, scheme: Scheme): RawBuilder<number> =>
  measure.aggregate === 'SUM' ? (columnOf(fact, measure.value ?? '', scheme) as RawBuilder<number>) : sql<number>`1`;

/** Which records belong to a period: dated in it, or, of a stock, begun and not ended on its last day. */
export function withinPeriod(fact: Fact, measure: Measure, { from, to }: Period): RawBuilder<SqlBool> {
  const date = dayColumn(fact, measure.date);
  if (!measure.until) return sql`${date} between ${from}::date and ${to}::date`;
  const until = dayColumn(fact, measure.until);
  return sql`${date} <= ${to}::date and (${until} is null or ${until} > ${to}::date)`;
}

/** Where is counted: whole counties, or one township or village of one. */
export interface Scope {
  /** Those of the prefix; or the county of each row that is joined. */
  counties: readonly string[] | RawBuilder<string>;
  /** Division prefix of 2 to 12 digits. */
  prefix: string;
}
/** Equality by level beside the county, as the indexes have it; one county alone is an equality too, so that they sort. */
export function withinScope({ counties, prefix }: Scope): RawBuilder<SqlBool> {
  const county = !Array.isArray(counties)
    ? sql<SqlBool>`f.county_code = ${counties}`
    : counties.length === 1
      ? sql<SqlBool>`f.county_code = ${counties[0]}`
      : sql<SqlBool>`f.county_code = any(${counties})`;
  if (prefix.length <= 6) return county;
  return prefix.length === 9
    ? sql`${county} and f.township_code = ${prefix}`
    : sql`${county} and f.region_code = ${prefix.padEnd(12, '0')}`;
}

export const levels = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;
export type Level = (typeof levels)[number];
export const digitsOf = { PROVINCE: 2, PREFECTURE: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12 } as const;
/** The division of a record at a level, as many digits as the level has. */
export const placeOf = (level: Level): RawBuilder<string> =>
  level === 'TOWNSHIP'
    ? sql`f.township_code`
    : level === 'VILLAGE'
      ? sql`f.region_code`
      : level === 'COUNTY'
        ? sql`f.county_code`
        : sql`left(f.county_code, ${sql.lit(digitsOf[level])})`;

export const view = (fact: Fact): RawBuilder<unknown> => sql`${sql.table(fact.id)} as f`;
export const leading = sql.raw(led.map((name) => `f.${name}`).join(', '));
