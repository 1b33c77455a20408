import { countyCodesIn } from '#modules/regions/server';
import type { Work } from '#platform/server/work.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import { type Figure, type Indicator, isBase, measuresOf, type Period } from '../contract/index.ts';
import { createBaseQueries } from './bases.queries.ts';
import { countMeasures, whole } from './count.queries.ts';
import { digitsOf, type Facts, factOf, type Level } from './measure.queries.ts';
import { createReporting, reportingMeasures } from './reporting.queries.ts';

/** One indicator at one place in one period, with what it was divided from. */
export interface Cell extends Figure {
  /** Sum of the numerator, before the factor. */
  numerator: number;
  denominator: number | null;
  /** Records counted by the numerator: as many as its list has. */
  records: number;
  /** Counties that told nothing, although others of the place did: the figure is of the rest. */
  silentCounties: number;
}

export interface Evaluation {
  /** Division prefixes at the level, in order of code; with names. */
  places: { code: string; name: string }[];
  /** `place` absent: the whole scope. */
  cell(indicator: Indicator, period: number, place?: string): Cell;
}

export interface Question {
  indicators: readonly Indicator[];
  /** Division prefix of 2 to 12 digits; the caller has made sure that it lies within the reach. */
  prefix: string;
  level: Level;
  periods: readonly Period[];
  scheme: Scheme;
  /** Day in Asia/Shanghai, to know which reports are due. */
  today: string;
}

/**
 * Evaluates any set of indicators at every place of a level in any number of periods.
 * @param work of the job role: the scope is all that limits what is counted (docs/decisions/0009)
 */
export async function evaluate(
  work: Pick<Work, 'db'>,
  facts: Facts,
  { indicators, prefix, level, periods, scheme, today }: Question,
): Promise<Evaluation> {
  const counties = await countyCodesIn(work, prefix);
  const measures = indicators.flatMap(measuresOf);
  const counted = await countMeasures(
    work.db,
    facts,
    [...measures, ...reportingMeasures(facts, measures)],
    { counties, prefix },
    level,
    periods,
    scheme,
  );
  const reporting = await createReporting(work.db, facts, measures, counties, periods, counted, today);
  const queries = createBaseQueries(work);
  const named = await queries.placesWithin(prefix, level);
  const known = new Set(named.map(({ code }) => code));
  // What is entered for the county itself stands at no township: it has a row of its own rather than being lost.
  for (const code of counted.places)
    if (!known.has(code))
      named.push({ code, name: code.endsWith('000') ? `未分到${level === 'VILLAGE' ? '村（社区）' : '乡镇'}` : code });
  const bases = await queries.bases(
    indicators.flatMap(({ denominator }) => (isBase(denominator) ? [denominator.base] : [])),
    [prefix, ...named.map(({ code }) => code)],
  );
  const published = await publishedTotals(
    queries,
    facts,
    indicators,
    [prefix, ...named.map(({ code }) => code)],
    periods,
  );

  // A published total never stands in for records that sum to nothing.
  const hasRecords = ({ numerator }: Indicator, place: string, period: number) =>
    reportingMeasures(facts, [numerator]).some((all) => counted.of(all, place, period).records > 0) ||
    counted.of(numerator, place, period).records > 0;

  return {
    places: named,
    cell(indicator, period, place) {
      const at = place ?? whole;
      const { value, records } = counted.of(indicator.numerator, at, period);
      const { denominator } = indicator;
      const own =
        place === undefined
          ? counties
          : place.length < 6
            ? counties.filter((one) => one.startsWith(place))
            : [place.slice(0, 6)];
      const silent = new Set(measuresOf(indicator).flatMap(({ fact }) => reporting.silent(fact, own, period)));
      const isSilent = silent.size === own.length && records === 0;
      const held: Cell = {
        value: null,
        state: 'RECORDED',
        numerator: value,
        denominator: null,
        records,
        silentCounties: isSilent || own.length === 1 ? 0 : silent.size,
      };
      const total = hasRecords(indicator, at, period)
        ? undefined
        : published(indicator, place ?? prefix, periods[period] as Period);
      if (total !== undefined)
        return { ...held, numerator: total, value: total * indicator.factor, state: 'PUBLISHED' };
      if (isSilent) return { ...held, state: 'UNREPORTED' };
      if (!denominator) return { ...held, value: value * indicator.factor };
      const divisor = isBase(denominator)
        ? bases(denominator.base, place ?? prefix, (periods[period] as Period).to)
        : counted.of(denominator, at, period).value;
      if (divisor === undefined) return { ...held, state: 'UNREPORTED' };
      if (divisor === 0) return { ...held, state: 'NOTHING', denominator: 0 };
      return { ...held, denominator: divisor, value: (value / divisor) * indicator.factor };
    },
  };
}

/** Totals that were published for a place and period, by indicator: used where there are no records. */
async function publishedTotals(
  queries: ReturnType<typeof createBaseQueries>,
  facts: Facts,
  indicators: readonly Indicator[],
  places: readonly string[],
  periods: readonly Period[],
) {
  const told = indicators.filter(({ published, denominator }) => published !== undefined && !denominator);
  const byView = Map.groupBy(told, ({ numerator }) => factOf(facts, numerator.fact).published);
  const found = new Map<string, Awaited<ReturnType<typeof queries.published>>>();
  const codes = places.map((place) => place.padEnd(12, '0'));
  for (const [view, list] of byView) {
    if (!view) continue;
    const values = await queries.published(
      view,
      list.map(({ published }) => published as string),
      codes,
      periods,
    );
    for (const { id } of list) found.set(id, values);
  }
  return ({ id, published }: Indicator, place: string, period: Period): number | undefined =>
    published === undefined ? undefined : found.get(id)?.(published, place, period);
}

/** The level of places below a division: provinces' prefectures, counties' townships. */
export const levelBelow = (prefix: string): Level =>
  prefix.length === 2 ? 'PREFECTURE' : prefix.length === 4 ? 'COUNTY' : prefix.length === 6 ? 'TOWNSHIP' : 'VILLAGE';
export const isLevelOf = (prefix: string, level: Level): boolean => digitsOf[level] >= prefix.length;
