import { countyCodesIn } from '#modules/regions/server';
import { type Environment, type Work, workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import { type Indicator, isBase, monthOf, monthsBetween, type Period, yearToDate } from '../contract/index.ts';
import { createBaseQueries } from './bases.queries.ts';
import { type Cell, type Evaluation, evaluate, type Question } from './evaluate.ts';
import { createIndicatorQueries } from './indicators.queries.ts';
import { ruleVersion } from './indicators.reference.ts';
import type { Facts } from './measure.queries.ts';
import { type FrozenFigures, frozenPlaces } from './snapshot.queries.ts';
import { createSnapshotStore, type FrozenRow, type Span } from './snapshot.store.ts';

/** Sums of months are sums of records; a place that was seen in two months is one place. */
const isAdditive = ({ numerator, denominator }: Indicator) =>
  [numerator, ...(denominator && !isBase(denominator) ? [denominator] : [])].every(
    ({ aggregate, until }) => aggregate !== 'PLACES' && until === undefined,
  ) && !isBase(denominator);

/**
 * Freezes the figures of a month of a county as they are now: of the month and of the year up to it, for every township
 * and the county. Frozen figures stay; what is corrected later shows as a difference.
 * @param month `2026-10`
 * @returns false where the month is frozen already
 */
export async function freezeMonth(
  environment: Environment,
  facts: Facts,
  input: { countyCode: string; month: string; scheme: Scheme; by: string },
): Promise<boolean> {
  const { countyCode, month, scheme } = input;
  const period = monthOf(month);
  return workAsSystem(environment, countyCode, async (work) => {
    if (period.to >= dayOf(work.now))
      throw new AppError('invalid', `${month} 尚未结束，不能固定数据。`, { fields: { month: '尚未结束' } });
    const held = await createIndicatorQueries(work).all(countyCode);
    const indicators = held.filter(({ isActive }) => isActive).map(({ indicator }) => indicator);
    const evaluation = await evaluate(work, facts, {
      indicators,
      prefix: countyCode,
      level: 'TOWNSHIP',
      periods: [period, yearToDate(period)],
      scheme,
      today: dayOf(work.now),
    });
    const places = [undefined, ...evaluation.places.map(({ code }) => code)];
    const rows = (['MONTH', 'YEAR'] as const).flatMap((span, index) =>
      places.map((place): FrozenRow => {
        const told = indicators.flatMap(({ id }, i) => {
          const { numerator, denominator, records } = evaluation.cell(indicators[i] as Indicator, index, place);
          return numerator || denominator ? [[id, [numerator, denominator, records]] as const] : [];
        });
        return { span, place: place ?? countyCode, figures: Object.fromEntries(told) };
      }),
    );
    const silentIn = (index: number) =>
      indicators.filter((one) => evaluation.cell(one, index).state === 'UNREPORTED').map(({ id }) => id);
    const isNew = await createSnapshotStore(work).freeze(
      {
        countyCode,
        month: period.from,
        scheme,
        cutOff: work.now,
        frozenBy: input.by,
        ruleVersion,
        silent: { MONTH: silentIn(0), YEAR: silentIn(1) },
      },
      rows,
    );
    if (isNew)
      work.audit(
        'indicators.freeze',
        { kind: 'indicators.month', id: month, countyCode },
        { scheme, by: input.by, indicators: indicators.length },
      );
    return isNew;
  });
}

/** The months of a period, or a refusal where it is not made of whole months. */
function wholeMonths({ from, to }: Period): string[] {
  const months = monthsBetween(from.slice(0, 7), to.slice(0, 7));
  if (from !== monthOf(months[0] as string).from || to !== monthOf(months.at(-1) as string).to)
    throw new AppError('invalid', '固定的数据以整月为单位，请选择整月，或改看实时数据。', {
      fields: { to: '不是整月' },
    });
  return months;
}

export interface FrozenEvaluation extends Evaluation {
  /** Latest moment that any of the months was frozen at. */
  cutOff: string;
  /** Months that a county has not frozen. */
  missing: { countyCode: string; month: string }[];
}

/**
 * The same answer as `evaluate`, from what was frozen: a year up to a month and single months as they were counted, other
 * runs of months as sums; what cannot be summed is not told.
 */
export async function evaluateFrozen(
  work: Pick<Work, 'db'>,
  { prefix, level, periods, scheme }: Omit<Question, 'today' | 'indicators'>,
): Promise<FrozenEvaluation> {
  if (level === 'VILLAGE')
    throw new AppError('invalid', '固定的数据到乡镇（街道），请改看实时数据。', {
      fields: { level: '没有固定的数据' },
    });
  const counties = await countyCodesIn(work, prefix);
  const spansOf = periods.map((period) => {
    const months = wholeMonths(period).map((month) => `${month}-01`);
    const isYear =
      months.length > 1 &&
      (months[0] as string).slice(5, 7) === '01' &&
      months.every((one) => one.slice(0, 4) === months[0]?.slice(0, 4));
    return isYear ? { span: 'YEAR' as const, months: months.slice(-1) } : { span: 'MONTH' as const, months };
  });
  const wanted = spansOf.flatMap(({ span, months }) => months.map((month) => ({ span, month })));
  const months = [...new Set(wanted.map(({ month }) => month))];
  const frozen = await createSnapshotStore(work).freezes(counties, months, scheme);
  const rows = await frozenPlaces(work.db, { counties, prefix, level, wanted, scheme });
  const rowsAt = Map.groupBy(rows, ({ span, month }) => `${span} ${month}`);
  const frozenAt = new Map(frozen.map((one) => [`${one.countyCode} ${one.month}`, one]));
  const missing = counties.flatMap((countyCode) =>
    months
      .filter((month) => !frozenAt.has(`${countyCode} ${month}`))
      .map((month) => ({ countyCode, month: month.slice(0, 7) })),
  );

  /** What was frozen of a place for a period; asked for each indicator, made once. */
  interface Slice {
    isFrozen: boolean;
    figures: FrozenFigures[];
    /** By county, for each month: who was silent. */
    silent: ReadonlySet<string>[][];
  }
  const slices = new Map<string, Slice>();
  const sliceOf = (asked: string | undefined, period: number): Slice => {
    const place = asked ?? prefix;
    const key = `${place} ${period}`;
    const held = slices.get(key);
    if (held) return held;
    const { span, months: of } = spansOf[period] as (typeof spansOf)[number];
    const own = counties.filter((county) => county.startsWith(place) || place.startsWith(county));
    const heads = own.map((county) => of.map((month) => frozenAt.get(`${county} ${month}`)));
    // A county is more than its townships: what stands at none, and people and product of its own.
    const isPart = place.length > 6;
    const slice: Slice = {
      isFrozen: heads.every((list) => list.every((one) => one !== undefined)),
      figures: of.flatMap((month) =>
        (rowsAt.get(`${span} ${month}`) ?? [])
          .filter((row) => (isPart ? row.place === place : row.place.length === 6 && row.place.startsWith(place)))
          .map(({ figures }) => figures),
      ),
      silent: heads.map((list) => list.map((one) => new Set((one?.silent as Partial<Record<Span, string[]>>)?.[span]))),
    };
    slices.set(key, slice);
    return slice;
  };

  return {
    places: await createBaseQueries(work).placesWithin(prefix, level),
    cutOff:
      frozen
        .map((one) => one.cutOff)
        .sort()
        .at(-1) ?? '',
    missing,
    cell(indicator, period, place): Cell {
      const { isFrozen, figures, silent } = sliceOf(place, period);
      const total = { numerator: 0, denominator: null as number | null, records: 0, silentCounties: 0 };
      const unknown: Cell = { ...total, value: null, state: 'UNREPORTED' };
      const isSum = (spansOf[period]?.months.length ?? 0) > 1;
      if (!isFrozen || (isSum && !isAdditive(indicator))) return { ...unknown, state: 'UNFROZEN' };
      const quiet = silent.filter((list) => list.every((ids) => ids.has(indicator.id))).length;
      if (quiet === silent.length) return unknown;
      total.silentCounties = quiet;
      for (const held of figures) {
        const figure = held[indicator.id];
        if (!figure) continue;
        total.numerator += figure[0];
        total.records += figure[2];
        if (figure[1] !== null) total.denominator = (total.denominator ?? 0) + figure[1];
      }
      if (!indicator.denominator) return { ...total, state: 'RECORDED', value: total.numerator * indicator.factor };
      if (!total.denominator)
        return { ...total, value: null, state: isBase(indicator.denominator) ? 'UNREPORTED' : 'NOTHING' };
      return { ...total, state: 'RECORDED', value: (total.numerator / total.denominator) * indicator.factor };
    },
  };
}

/** Where live figures of a frozen month are not what was frozen: corrections after the cut-off, never silent. */
export async function differencesSince(
  work: Pick<Work, 'db'>,
  facts: Facts,
  input: { countyCode: string; month: string; scheme: Scheme; today: string; indicators: readonly Indicator[] },
) {
  const question: Question = {
    indicators: input.indicators,
    prefix: input.countyCode,
    level: 'TOWNSHIP',
    periods: [monthOf(input.month)],
    scheme: input.scheme,
    today: input.today,
  };
  const frozen = await evaluateFrozen(work, question);
  if (frozen.missing.length) return { cutOff: null, differences: [] };
  const live = await evaluate(work, facts, question);
  const places = [undefined, ...live.places];
  const differences = places.flatMap((place) =>
    input.indicators.flatMap((indicator) => {
      const before = frozen.cell(indicator, 0, place?.code);
      const now = live.cell(indicator, 0, place?.code);
      if (before.value === null && now.value === null) return [];
      if (before.numerator === now.numerator && (before.denominator ?? 0) === (now.denominator ?? 0)) return [];
      return [
        {
          indicatorId: indicator.id,
          label: indicator.label,
          unit: indicator.unit,
          decimals: indicator.decimals,
          regionCode: (place?.code ?? input.countyCode).padEnd(12, '0'),
          name: place?.name ?? null,
          frozen: before.value,
          live: now.value,
        },
      ];
    }),
  );
  return { cutOff: frozen.cutOff, differences };
}

/** The months of a county that are frozen, newest first, and the latest one that could be. */
export async function frozenMonths(work: Work, countyCode: string) {
  mustReach(work, countyCode);
  const rows = await createSnapshotStore(work).frozenOf(countyCode);
  const last = monthBefore(dayOf(work.now));
  return {
    items: rows.map(({ silent, month, ...row }) => ({
      ...row,
      month: month.slice(0, 7),
      scheme: row.scheme as Scheme,
      silent: ((silent as Partial<Record<Span, string[]>>).MONTH ?? []).length,
    })),
    next: rows.some((row) => row.scheme === 'OWN' && row.month.startsWith(last)) ? null : last,
  };
}

/** Frozen figures are of a county: whoever sees less of it than the whole is not asked. */
export function mustReach({ actor }: { actor: { region: string } }, countyCode: string) {
  if (!countyCode.startsWith(actor.region))
    throw new AppError('forbidden', '月度数据按县（市、区）固定，所选县不在当前岗位的管辖范围内。', {
      fields: { countyCode: '超出管辖范围' },
    });
}

const monthBefore = (day: string): string => {
  const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - 1);
  return month.toISOString().slice(0, 7);
};

/** On the 13th every county's month before is frozen (the monthly report of the 1996 rule is due on the 12th; 需核). */
export const freezeJob = (environment: Environment, facts: Facts) => ({
  name: 'indicators.freeze-months',
  cron: '30 2 13 * *',
  async run() {
    const month = monthBefore(dayOf(environment.now()));
    const counties = await workAsSystem(environment, '00', (work) => createBaseQueries(work).countiesInUse());
    for (const countyCode of counties)
      await freezeMonth(environment, facts, {
        countyCode,
        month,
        scheme: 'OWN',
        by: '系统（每月13日）',
      });
  },
});
