import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isKnownCause } from '#modules/fires/contract';
import type { Breakdown } from '#modules/indicators/contract';
import { unitWords, valueWords } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { ParetoChart } from '../pareto-chart.tsx';
import { type Part, paretoOrder, type RankedPart, vitalFew } from '../pareto-order.ts';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

const partsOf = (breakdown: Breakdown, isUnknown: (code: string | null) => boolean): Part[] =>
  breakdown.rows.map(({ codes: [code = null], labels: [label = ''], value, yearBefore }) => ({
    code,
    label: t(label),
    value,
    yearBefore,
    isUnknown: isUnknown(code),
  }));

/** 住宅、垃圾和植被3类占全部的81.3%. */
function vitalWords(ranked: readonly RankedPart[], column: 'place' | 'cause'): string {
  const few = vitalFew(ranked);
  const last = few.at(-1);
  const known = ranked.filter(({ isUnknown }) => !isUnknown).length;
  if (!last || known < 3) return '';
  const share = last.cumulative.toFixed(1);
  if (few.length === 1) return t('{name}一类就占{share}%。', { name: last.label, share });
  if (few.length > 6)
    return t('较为分散：居前{n}类（共{all}类）才占到{share}%。', { n: few.length, all: known, share });
  const values = { names: few.map(({ label }) => label).join(t('、')), n: few.length, share };
  return column === 'place' ? t('{names}{n}类场所占{share}%。', values) : t('{names}{n}类原因占{share}%。', values);
}

function Pareto(props: {
  question: Question;
  about: string;
  column: 'place' | 'cause';
  title: string;
  isUnknown: (code: string | null) => boolean;
  lead?: (ranked: readonly RankedPart[], format: (value: number) => string) => ReactNode;
}) {
  const { question, column } = props;
  const asked = useQuery(breakdownOf(question, [column]));
  const { indicator, total } = asked.data ?? {};
  const ranked = asked.data ? paretoOrder(partsOf(asked.data, props.isUnknown)) : [];
  const format = (value: number) => valueWords(value, indicator?.decimals ?? 0);
  return (
    <AnalysisCard
      title={props.title}
      about={props.about}
      asked={asked}
      lead={
        total && total.value > 0 ? (
          <>
            {vitalWords(ranked, column)}
            {props.lead?.(ranked, format)}
          </>
        ) : undefined
      }
    >
      {ranked.length > 0 ? (
        <ParetoChart
          parts={ranked}
          format={format}
          unit={unitWords(indicator?.unit ?? '')}
          pathOf={({ code }) => partPath(question, cutOf(column, code))}
        />
      ) : (
        <Empty compact reason={t('期内没有这样的记录')} />
      )}
    </AnalysisCard>
  );
}

export const ByPlace = (props: { question: Question; about: string }) => (
  <Pareto
    {...props}
    column="place"
    title={t('起火场所')}
    isUnknown={(code) => code === null}
    lead={(ranked, format) => {
      const unfilled = ranked.find(({ code }) => code === null);
      return unfilled && unfilled.value > 0
        ? t('另有{n}未填场所（{share}%）。', { n: format(unfilled.value), share: unfilled.share.toFixed(1) })
        : null;
    }}
  />
);

export const ByCause = (props: { question: Question; about: string }) => (
  <Pareto
    {...props}
    column="cause"
    title={t('起火原因')}
    isUnknown={(code) => !isKnownCause(code)}
    lead={(ranked, format) => {
      const unknown = ranked.filter(({ isUnknown }) => isUnknown);
      const sum = (of: (part: RankedPart) => number) => unknown.reduce((all, part) => all + of(part), 0);
      const known = ranked.reduce((all, { value }) => all + value, 0) - sum(({ value }) => value);
      return t('已查明{known}（{share}%），未查明{unknown}。', {
        known: format(known),
        share: (100 - sum(({ share }) => share)).toFixed(1),
        unknown: format(sum(({ value }) => value)),
      });
    }}
  />
);
