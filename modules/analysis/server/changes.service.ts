import { isKnownCause } from '#modules/fires/contract';
import {
  compare,
  type IndicatorTable,
  type Period,
  periodWords,
  sameDaysOf,
  untilToday,
  yearBefore,
} from '#modules/indicators/contract';
import { createIndicatorService, digitsOfRegion, type Facts } from '#modules/indicators/server';
import { requireDivision } from '#modules/regions/server';
import type { Actor, Environment } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import {
  type Against,
  type ChangeRow,
  type Changes,
  type Dimension,
  differencePhrase,
  dimensions,
  judge,
  phraseText,
  verdictPhrase,
} from '../contract/index.ts';
import { rulesInForce } from './watch-rules.ts';

export interface AskedChanges {
  id: string;
  regionCode?: string | undefined;
  from: string;
  to: string;
  scheme: Scheme;
  against: Against;
}

/** A place, cause or division with its counts, the asked period's first and then those of the years before. */
interface Counts {
  dimension: Dimension;
  code: string;
  label: string;
  counts: number[];
}

/** Below this, a difference is told in numbers and not in percent, as everywhere among the figures. */
const smallBase = 10;
const daysIn = ({ from, to }: Period) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** What changed most, and whether it means anything. */
export function createChangeService(facts: Facts) {
  const indicators = createIndicatorService(facts);

  /** Counts by one dimension in the asked period and as many years before, two years an answer. */
  async function countsBy(
    environment: Environment,
    actor: Actor,
    asked: AskedChanges,
    dimension: Dimension,
    periods: readonly Period[],
    whole: IndicatorTable,
  ): Promise<Counts[]> {
    const rows = new Map<string, Counts>();
    const add = (code: string, label: string, index: number, now: number, before: number) => {
      const row = rows.get(code) ?? { dimension, code, label, counts: periods.map(() => 0) };
      rows.set(code, row);
      row.counts[index] = now;
      if (index + 1 < periods.length) row.counts[index + 1] = before;
    };
    const { column } = dimensions[dimension];
    for (let index = 0; index < periods.length; index += 2) {
      const { from, to } = periods[index] as Period;
      const question = { regionCode: asked.regionCode, from, to, scheme: asked.scheme };
      if (column) {
        const { rows: groups } = await indicators.breakdown(environment, actor, {
          ...question,
          id: asked.id,
          by: [column],
        });
        for (const { codes, labels, value, yearBefore } of groups)
          if (codes[0]) add(codes[0], labels[0] as string, index, value, yearBefore);
      } else {
        const { rows: places } =
          index === 0 ? whole : await indicators.table(environment, actor, { ...question, ids: [asked.id] });
        for (const { regionCode, name, cells } of places.slice(1))
          if (regionCode) add(regionCode, name, index, cells[0]?.value ?? 0, cells[0]?.yearBefore.value ?? 0);
      }
    }
    // A cause that is not known yet is more frequent in the running year by nature.
    return [...rows.values()].filter(({ code }) => dimension !== 'CAUSE' || isKnownCause(code));
  }

  return async function changes(environment: Environment, actor: Actor, asked: AskedChanges): Promise<Changes> {
    const today = dayOf(environment.now());
    const period = untilToday(asked, today);
    // Two counts that share their days are not two counts.
    if (yearBefore(period).to >= period.from)
      throw new AppError('invalid', '时段超过一年，与去年同期重叠，不能比较。请选择一年以内的时段。', {
        fields: { from: '超过一年' },
      });
    const whole = await indicators.table(environment, actor, { ...asked, ids: [asked.id] });
    const [indicator] = whole.indicators;
    if (!indicator) throw new Error('the table answered without the indicator that it was asked for');
    const fact = facts.get(indicator.numerator.fact);
    if (indicator.denominator || indicator.numerator.aggregate === 'PLACES')
      throw new AppError('invalid', `“${indicator.label}”是比率或去重的家数，不能比较各组的增减。请选择数量指标。`, {
        fields: { id: '不能分组' },
      });
    const rules = await environment.database.asJob(async (db) => {
      await requireDivision({ db }, whole.regionCode);
      return rulesInForce({ db }, digitsOfRegion(whole.regionCode), today);
    });
    const yearsBack = asked.against === 'YEARS' ? rules.years : 1;
    const periods = Array.from({ length: yearsBack + 1 }, (_, i) => sameDaysOf(period, i));
    const wanted = (Object.keys(dimensions) as Dimension[]).filter((dimension) => {
      const { column } = dimensions[dimension];
      return column === null || fact?.columns[column] !== undefined;
    });
    const found: Counts[] = [];
    for (const dimension of wanted)
      found.push(...(await countsBy(environment, actor, asked, dimension, periods, whole)));

    // A year without any record is a year that nobody recorded, not one without fires.
    const byRegion = found.filter(({ dimension }) => dimension === 'REGION');
    const kept = periods.flatMap((_, i) => (i > 0 && sum(byRegion.map(({ counts }) => counts[i] ?? 0)) > 0 ? [i] : []));
    const year = Number(period.from.slice(0, 4));
    const compared = kept.length ? found.filter(({ counts }) => sum(counts) > 0) : [];
    const [first, second = first] = periods as [Period, Period];
    const { judgements, compared: many } = judge(
      compared.map(({ counts }) => ({ now: counts[0] ?? 0, past: kept.map((i) => counts[i] ?? 0) })),
      {
        level: rules.changeLevel,
        shareOfNow: daysIn(first) / (daysIn(first) + daysIn(second)),
        isCount: indicator.numerator.aggregate === 'COUNT',
      },
    );
    const { unit, decimals, better } = indicator;
    const rows = compared.map(({ counts, ...named }, i): ChangeRow => {
      const now = counts[0] ?? 0;
      const past = kept.map((index) => counts[index] ?? 0);
      const base = sum(past) / past.length;
      const { difference, percent, isBetter } = compare(
        { value: now, state: 'RECORDED' },
        { value: base, state: 'RECORDED' },
        { unit, decimals, better },
      );
      const judgement = judgements[i] as (typeof judgements)[number];
      const row = {
        ...named,
        now,
        past,
        base,
        difference: difference ?? 0,
        percent,
        isBetter,
        isSmallBase: indicator.numerator.aggregate === 'COUNT' && base < smallBase,
      };
      const words = [
        differencePhrase(row, { unit, decimals, years: past.length }),
        verdictPhrase(judgement, { compared: many, years: past.length }),
      ];
      return { ...row, ...judgement, words: words.map(phraseText).join('') };
    });
    return {
      indicator: { id: indicator.id, label: indicator.label, unit, decimals },
      regionCode: whole.regionCode,
      regionName: whole.regionName,
      period: { ...period, words: periodWords(period) },
      years: kept.map((i) => year - i),
      compared: many,
      level: rules.changeLevel,
      note: whole.note,
      cutOff: whole.cutOff,
      rows: rows.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.code.localeCompare(b.code)),
    };
  };
}
