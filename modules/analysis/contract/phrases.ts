import { numberWords, percentWords } from '#modules/indicators/contract';
import type { Judgement } from './significance.ts';
import type { AlarmRate } from './watch.ts';

/** A sentence as a template with its values, so that every language words the same thing. */
export interface Phrase {
  sentence: string;
  values: Record<string, string | number>;
}
export const phraseText = ({ sentence, values }: Phrase): string =>
  sentence.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot));

/** 约为3% · 约为0.4% · 不到0.1%: more digits would pretend to more than is known. */
export const chanceValues = (probability: number): { about: string; chance: number } => {
  const percent = probability * 100;
  if (percent < 0.1) return { about: '不到', chance: 0.1 };
  return { about: '约为', chance: percent >= 1 ? Math.round(percent) : Math.round(percent * 10) / 10 };
};

/** Whether the difference means anything, in plain words. */
export function verdictPhrase(
  { verdict, probability }: Judgement,
  { compared, years }: { compared: number; years: number },
): Phrase {
  if (verdict === 'NOT_COUNTED')
    return { sentence: '金额和人数受个别火灾左右，不作偶然与否的判断，可改看起数。', values: {} };
  if (verdict === 'TOO_FEW') return { sentence: '两年合计太少，任何差别都可能是偶然，不作判断。', values: {} };
  const values = { ...chanceValues(probability ?? 1), n: compared, years };
  const isOneYear = years === 1;
  if (verdict === 'CHANGED')
    return {
      sentence: isOneYear
        ? '两年都按同一水平发生时，出现这么大差别的可能性{about}{chance}%；同时比较{n}项后，仍可认为确有变化。'
        : '照前{years}年的水平和起伏，出现这么大差别的可能性{about}{chance}%；同时比较{n}项后，仍可认为确有变化。',
      values,
    };
  if (verdict === 'HINT')
    return {
      sentence: isOneYear
        ? '两年都按同一水平发生时，出现这么大差别的可能性{about}{chance}%，单看像是变化；但同时比较了{n}项，从严判断还不足以下结论，宜继续观察。'
        : '照前{years}年的水平和起伏，出现这么大差别的可能性{about}{chance}%，单看像是变化；但同时比较了{n}项，从严判断还不足以下结论，宜继续观察。',
      values,
    };
  return {
    sentence: isOneYear
      ? '两年都按同一水平发生时，出现这么大差别的可能性{about}{chance}%，可能只是偶然起伏，不宜下结论。'
      : '照前{years}年的水平和起伏，出现这么大差别的可能性{about}{chance}%，可能只是偶然起伏，不宜下结论。',
    values,
  };
}

/** How it differs from what it is compared with. */
export function differencePhrase(
  row: { label: string; now: number; base: number; difference: number; percent: number | null; isSmallBase: boolean },
  { unit, decimals, years }: { unit: string; decimals: number; years: number },
): Phrase {
  const { label, now, base, difference, percent, isSmallBase } = row;
  const isOneYear = years === 1;
  const values = {
    label,
    unit,
    years,
    now: numberWords(now, decimals),
    base: numberWords(base, isOneYear ? decimals : decimals + 1),
    n: numberWords(Math.abs(difference), isOneYear ? decimals : decimals + 1),
    percent: percentWords(Math.abs(percent ?? 0), 1),
  };
  if (values.n === '0')
    return {
      sentence: isOneYear ? '{label}{now}{unit}，与去年同期持平。' : '{label}{now}{unit}，与前{years}年同期平均持平。',
      values,
    };
  const isUp = difference > 0;
  if (percent === null || isSmallBase) {
    if (isOneYear)
      return {
        sentence: isUp
          ? '{label}{now}{unit}，比去年同期（{base}{unit}）多{n}{unit}。'
          : '{label}{now}{unit}，比去年同期（{base}{unit}）少{n}{unit}。',
        values,
      };
    return {
      sentence: isUp
        ? '{label}{now}{unit}，比前{years}年同期平均（{base}{unit}）多{n}{unit}。'
        : '{label}{now}{unit}，比前{years}年同期平均（{base}{unit}）少{n}{unit}。',
      values,
    };
  }
  if (isOneYear)
    return {
      sentence: isUp
        ? '{label}{now}{unit}，比去年同期多{n}{unit}（上升{percent}%）。'
        : '{label}{now}{unit}，比去年同期少{n}{unit}（下降{percent}%）。',
      values,
    };
  return {
    sentence: isUp
      ? '{label}{now}{unit}，比前{years}年同期平均多{n}{unit}（上升{percent}%）。'
      : '{label}{now}{unit}，比前{years}年同期平均少{n}{unit}（下降{percent}%）。',
    values,
  };
}

/** What an alert says of its week. */
export const alertPhrase = (alert: {
  label: string;
  observed: number;
  expected: number;
  alarmAt: number;
  probability: number;
  years: number;
}): Phrase => ({
  sentence:
    '{label}：{n}起；照前{years}年同期，一周应有{expected}起左右，{alarmAt}起及以上即提示。平常年份一周有{n}起及以上的可能性{about}{chance}%。',
  values: {
    label: alert.label,
    n: alert.observed,
    years: alert.years,
    expected: numberWords(alert.expected, 1),
    alarmAt: alert.alarmAt,
    ...chanceValues(alert.probability),
  },
});

/** How often a calm week is reported by mistake: as reckoned, and as tried on the own past. */
export function ratePhrase(rate: AlarmRate, kinds: number): Phrase {
  const weeksBetween = (alarms: number) => (alarms > 0 ? Math.round(rate.tried / alarms) : 0);
  const values = {
    reckoned: weeksBetween(rate.byChance),
    tried: weeksBetween(rate.alarms),
    perCounty: rate.byChance > 0 ? Math.max(1, Math.round(rate.tried / rate.byChance / kinds)) : 0,
    n: rate.alarms,
    byChance: numberWords(rate.byChance, 1),
    weeks: rate.tried,
  };
  return {
    sentence:
      rate.alarms > 0
        ? '误报率：照推算，每个县每类场所平均约每{reckoned}周误报一次（每个县合计约每{perCounty}周一次）；用往年数据回测{weeks}个“县·场所·周”，提示{n}次，照推算其中偶然的应有{byChance}次，即每类场所平均约每{tried}周提示一次（含真实异常）。'
        : '误报率：照推算，每个县每类场所平均约每{reckoned}周误报一次（每个县合计约每{perCounty}周一次）；用往年数据回测{weeks}个“县·场所·周”，一次也没有提示，照推算偶然的应有{byChance}次。',
    values,
  };
}
