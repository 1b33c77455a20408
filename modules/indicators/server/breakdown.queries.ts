import type { Kysely } from 'kysely';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Fact, Scheme } from '#platform/shared/fact.ts';
import { type Cut, type Measure, monthOf, type Period } from '../contract/index.ts';
import {
  columnOf,
  conditionsOf,
  dayColumn,
  type Scope,
  summed,
  view,
  withinPeriod,
  withinScope,
} from './measure.queries.ts';

/** A column that records can be grouped by. */
export interface Grouping {
  name: string;
  label: string;
  /** The group of a record as text; null where it is not known. */
  code: RawBuilder<string | null>;
  /** Whether a record is of the group, in a form that indexes serve. */
  is(code: string): RawBuilder<SqlBool>;
  /** Words of the codes, in their order; codes that are not here speak for themselves. */
  values: Readonly<Record<string, string>>;
}

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;
const monthWords = (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

/** Where a record stands, by the columns that every fact has. */
const places = {
  township: { column: 'township_code', label: '乡镇（街道）' },
  division: { column: 'region_code', label: '村（社区）' },
} as const;

/**
 * How the records of a fact are grouped by one of its columns: codes and flags by themselves, numbers by their bands or
 * where they are one of few, days by `month`, all by `township` and `division`.
 * @throws AppError `invalid` where the column cannot be grouped
 */
export function groupingOf(fact: Fact, measure: Measure, name: string, scheme: Scheme): Grouping {
  if (name === 'month') {
    const day = dayColumn(fact, measure.date);
    return {
      name,
      label: '月份',
      code: sql`to_char(${day}, 'YYYY-MM')`,
      is(code) {
        if (!monthPattern.test(code)) throw new AppError('invalid', '月份应写成 2026-03。');
        const { from, to } = monthOf(code);
        return sql`${day} between ${from}::date and ${to}::date`;
      },
      values: {},
    };
  }
  const place = places[name as keyof typeof places];
  if (place) {
    const column = sql<string>`${sql.ref(`f.${place.column}`)}`;
    return { name, label: place.label, code: column, is: (code) => sql`${column} = ${code}`, values: {} };
  }
  const declared = fact.columns[name];
  if (!declared)
    throw new AppError('invalid', `“${fact.label}”没有名为“${name}”的数据项，请从列表中选择。`, {
      fields: { by: '不存在' },
    });
  const { label, kind, bands, values = {} } = declared;
  const column = columnOf(fact, name, scheme);
  if (kind === 'CODE')
    return { name, label, code: sql`${column}::text`, is: (code) => sql`${column} = ${code}`, values };
  if (kind === 'FLAG')
    return {
      name,
      label,
      code: sql`${column}::text`,
      is: (code) => (code === 'true' ? sql`${column}` : sql`not ${column}`),
      values: { true: '是', false: '否' },
    };
  const byText = (code: RawBuilder<string | null>, words: Readonly<Record<string, string>>): Grouping => ({
    name,
    label,
    code,
    is: (wanted) => sql`${code} = ${wanted}`,
    values: words,
  });
  if (bands) {
    const bounds = bands.map(({ from }) => from);
    return byText(
      sql`(${bounds.map(String)}::text[])[width_bucket(${column}::numeric, ${bounds}::numeric[])]`,
      Object.fromEntries(bands.map((band) => [String(band.from), band.label])),
    );
  }
  if (declared.values) return byText(sql`${column}::int::text`, values);
  throw new AppError('invalid', `“${label}”是连续的数值，不能用来分组，请选择其他数据项。`, {
    fields: { by: '不能分组' },
  });
}

/** The words of a group; what is not known is said to be so. */
export const groupWords = ({ name, values }: Grouping, code: string | null): string =>
  code === null
    ? '未填'
    : name === 'month'
      ? monthWords(code)
      : name in places && code.endsWith('000')
        ? `未分到${places[name as keyof typeof places].label}`
        : (values[code] ?? code);

/** What a record must be to lie in the cuts: in one of those of each column. */
export function withinCuts(fact: Fact, measure: Measure, cuts: readonly Cut[], scheme: Scheme): RawBuilder<SqlBool> {
  if (!cuts.length) return sql<SqlBool>`true`;
  const columns = [...Map.groupBy(cuts, ({ column }) => column)].map(([name, ofColumn]) => {
    const grouping = groupingOf(fact, measure, name, scheme);
    const ways = ofColumn.map(({ code }) => (code === null ? sql`${grouping.code} is null` : grouping.is(code)));
    return sql`(${sql.join(ways, sql` or `)})`;
  });
  return sql<SqlBool>`${sql.join(columns, sql` and `)}`;
}

export interface GroupCount {
  codes: (string | null)[];
  /** By period as asked: sum and number of records. */
  counts: { value: number; records: number }[];
}

/** Counts the groups that one or two columns make, in every period; one read of the fact. */
export async function countGroups(
  db: Kysely<Tables>,
  question: {
    fact: Fact;
    measure: Measure;
    groupings: readonly Grouping[];
    scope: Scope;
    periods: readonly Period[];
    scheme: Scheme;
  },
): Promise<GroupCount[]> {
  const { fact, measure, groupings, scope, periods, scheme } = question;
  const within = periods.map((period) => sql<SqlBool>`(${withinPeriod(fact, measure, period)})`);
  const value = summed(fact, measure, scheme);
  const columns = [
    ...groupings.map(({ code }, i) => sql`${code} as ${sql.id(`g${i}`)}`),
    ...within.flatMap((isIn, i) => [
      sql`(count(*) filter (where ${isIn}))::float8 as ${sql.id(`n${i}`)}`,
      sql`coalesce(sum(${value}) filter (where ${isIn}), 0)::float8 as ${sql.id(`v${i}`)}`,
    ]),
  ];
  const { rows } = await sql<Record<string, never>>`
    select ${sql.join(columns)} from ${view(fact)}
    where ${withinScope(scope)} and (${sql.join(within, sql` or `)}) and ${conditionsOf(fact, measure, scheme)}
    group by ${sql.join(groupings.map((_, i) => sql.lit(i + 1)))}`.execute(db);
  return rows.map((row: Record<string, unknown>) => ({
    codes: groupings.map((_, i) => row[`g${i}`] as string | null),
    counts: periods.map((_, i) => ({ value: row[`v${i}`] as number, records: row[`n${i}`] as number })),
  }));
}
