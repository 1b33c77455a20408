import { compare, type Period, periodWords, sameDaysOf, untilToday, yearBefore } from '#modules/indicators/contract';
import { createIndicatorService, digitsOfRegion, type Facts } from '#modules/indicators/server';
import { requireDivision } from '#modules/regions/server';
import type { Actor, Environment } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ChangeRow,
  type Changes,
  type Dimension,
  differencePhrase,
  dimensions,
  judge,
  phraseText,
  verdictPhrase,
} from '../contract/index.ts';
import { type AskedChanges, type Counts, countsBy } from './change-counts.ts';
import { rulesInForce } from './watch-rules.ts';

/** Below this, a difference is told in numbers and not in percent, as everywhere among the figures. */
const smallBase = 10;
const daysIn = ({ from, to }: Period) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Years before, up to the first without any record: that is a year that nobody recorded, not one without fires. */
function recordedYears(found: readonly Counts[], most: number): number {
  const ofYear = (i: number) =>
    sum(found.filter(({ dimension }) => dimension === 'REGION').map(({ counts }) => counts[i] ?? 0));
  let years = 0;
  while (years < most && ofYear(years + 1) > 0) years += 1;
  return years;
}

/** What is compared; nothing where nobody has reported, or where there was nothing in any of the years. */
function comparedOf({ counts, ...named }: Counts, years: number) {
  const known = counts.slice(0, years + 1).filter((count) => count !== null);
  const [now = 0, ...past] = known;
  return known.length === years + 1 && sum(known) > 0 ? [{ ...named, now, past }] : [];
}

/** What changed most, and whether it means anything. */
export function createChangeService(facts: Facts) {
  const indicators = createIndicatorService(facts);

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
      found.push(...(await countsBy({ indicators, environment, actor }, asked, dimension, periods, whole)));

    const years = recordedYears(found, yearsBack);
    const compared = years === 0 ? [] : found.flatMap((row) => comparedOf(row, years));
    const [first, second = first] = periods as [Period, Period];
    const { judgements, compared: many } = judge(compared, {
      level: rules.changeLevel,
      shareOfNow: daysIn(first) / (daysIn(first) + daysIn(second)),
      isCount: indicator.numerator.aggregate === 'COUNT',
    });
    const { unit, decimals, better } = indicator;
    const rows = compared.map((one, i): ChangeRow => {
      const { now, past } = one;
      const base = sum(past) / years;
      const { difference, percent, isBetter } = compare(
        { value: now, state: 'RECORDED' },
        { value: base, state: 'RECORDED' },
        { unit, decimals, better },
      );
      const judgement = judgements[i] as (typeof judgements)[number];
      const row = {
        ...one,
        base,
        difference: difference ?? 0,
        percent,
        isBetter,
        // What is told in whole numbers: fires and people, not yuan.
        isSmallBase: decimals === 0 && base < smallBase,
      };
      const words = [
        differencePhrase(row, { unit, decimals, years }),
        verdictPhrase(judgement, { compared: many, years }),
      ];
      return { ...row, ...judgement, words: words.map(phraseText).join('') };
    });
    return {
      indicator: { id: indicator.id, label: indicator.label, unit, decimals },
      regionCode: whole.regionCode,
      regionName: whole.regionName,
      period: { ...period, words: periodWords(period) },
      years: Array.from({ length: years }, (_, i) => Number(period.from.slice(0, 4)) - 1 - i),
      compared: many,
      level: rules.changeLevel,
      note: whole.note,
      cutOff: whole.cutOff,
      rows: rows.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.code.localeCompare(b.code)),
    };
  };
}
