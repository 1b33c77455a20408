import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { addDays } from '#modules/regions/contract';
import type { Tables } from '#platform/server/database.ts';
import type { Fact } from '#platform/shared/fact.ts';
import { type Measure, monthOf, monthsBetween, type Period } from '../contract/index.ts';
import type { Counted } from './count.queries.ts';
import { type Facts, factOf } from './measure.queries.ts';

/** Everything that is told of a fact, whatever it is: a county with none of it has told nothing. */
const everything = (fact: string): Measure => ({ fact, aggregate: 'COUNT', date: 'occurred_on', where: [] });

const reportedBy = (fact: Fact) => fact.reporting?.fact ?? fact.id;

/** What must be counted beside the measures to know who was silent; no read of its own. */
export const reportingMeasures = (facts: Facts, measures: readonly Measure[]): Measure[] =>
  [...new Set(measures.map(({ fact }) => factOf(facts, fact)))]
    .filter(({ reporting }) => reporting !== undefined)
    .map((fact) => everything(reportedBy(fact)));

export interface Reporting {
  /** Counties of those given that told nothing of the fact for the period. */
  silent(fact: string, counties: readonly string[], period: number): string[];
}

/**
 * Tells silence from zero. Where a fact is reported (fires), a county is silent for a period that has a month which was
 * due and neither a record nor a report that there was nothing; otherwise (hazards, visits) until its first record: years
 * before a register was kept were not years without hazards.
 */
export async function createReporting(
  db: Kysely<Tables>,
  facts: Facts,
  measures: readonly Measure[],
  counties: readonly string[],
  periods: readonly Period[],
  counted: Counted,
  today: string,
): Promise<Reporting> {
  const used = [...new Set(measures.map(({ fact }) => fact))].map((id) => factOf(facts, id));
  const ends = [...new Set(periods.map(({ to }) => to))];
  const begun = new Map<string, Set<string>>();
  for (const id of new Set(used.map(reportedBy))) {
    const { rows } = await sql<{ code: string; day: string }>`
      select c.code, e.day from unnest(${counties}::text[]) c (code) cross join unnest(${ends}::date[]) e (day)
      where exists (select 1 from ${sql.table(id)} f where f.county_code = c.code and f.occurred_on <= e.day)`.execute(
      db,
    );
    begun.set(id, new Set(rows.map(({ code, day }) => `${code} ${day}`)));
  }
  const nils = new Map<string, Set<string>>();
  for (const { reporting } of used) {
    if (!reporting || nils.has(keyOf(reporting))) continue;
    const { rows } = await sql<{ countyCode: string; month: string }>`
      select distinct county_code, month from ${sql.table(reporting.nil)}
      where county_code = any(${counties}) and kind = ${reporting.kind}
        and month between ${monthStart(first(periods))}::date and ${last(periods)}::date`.execute(db);
    nils.set(keyOf(reporting), new Set(rows.map((row) => `${row.countyCode} ${row.month.slice(0, 7)}`)));
  }
  const months = periods.map(({ from, to }) => monthsBetween(from.slice(0, 7), to));
  const totals = new Map<string, number>();
  const totalOf = (id: string, county: string, period: number) => {
    const key = `${id} ${county} ${period}`;
    const held = totals.get(key);
    if (held !== undefined) return held;
    let total = 0;
    for (const place of counted.places)
      if (place.startsWith(county)) total += counted.of(everything(id), place, period).records;
    totals.set(key, total);
    return total;
  };
  // Asked for each of thousands of cells, of a handful of facts, places and periods.
  const answers = new Map<string, string[]>();
  const silentOf = (id: string, asked: readonly string[], period: number): string[] => {
    const fact = factOf(facts, id);
    const records = begun.get(reportedBy(fact)) as Set<string>;
    const hasBegun = (county: string) => records.has(`${county} ${periods[period]?.to}`);
    const { reporting } = fact;
    if (!reporting) return asked.filter((county) => !hasBegun(county));
    const said = nils.get(keyOf(reporting)) as Set<string>;
    const of = months[period] as string[];
    const isDue = of.some((month) => addDays(monthOf(month).to, reporting.dueDay) < today);
    return asked.filter(
      (county) =>
        totalOf(reportedBy(fact), county, period) === 0 &&
        !of.some((month) => said.has(`${county} ${month}`)) &&
        (isDue || !hasBegun(county)),
    );
  };
  return {
    silent(id, asked, period) {
      const key = `${id} ${asked[0]} ${asked.length} ${period}`;
      const held = answers.get(key) ?? silentOf(id, asked, period);
      answers.set(key, held);
      return held;
    },
  };
}

const keyOf = ({ nil, kind }: NonNullable<Fact['reporting']>) => `${nil} ${kind}`;
const monthStart = (day: string) => `${day.slice(0, 7)}-01`;
const first = (periods: readonly Period[]) => periods.map(({ from }) => from).sort()[0] as string;
const last = (periods: readonly Period[]) =>
  periods
    .map(({ to }) => to)
    .sort()
    .at(-1) as string;
