import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { IndicatorTable, Period } from '#modules/indicators/contract';
import type { Scheme } from '#platform/shared/fact.ts';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FigureRow, Sparkline } from '#platform/web/components/figure.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { DefinitionCard } from './definition-card.tsx';
import { FigureLink } from './figure-link.tsx';
import { ChangeText, ValueText } from './figure-words.tsx';
import { monthsUpTo } from './history.tsx';
import { HoverCard } from './hover-card.tsx';
import './indicators.css';
import { indicatorsApi } from './indicators.client.ts';

export type Comparison = 'YEAR' | 'PERIOD' | 'BOTH' | 'NONE';

export type FigureProps = {
  /** As the endpoint `table` answers; it must hold the indicator. */
  table: IndicatorTable;
  id: string;
  /** Full code of a division of the table; the whole without it. */
  regionCode?: string;
  comparison?: Comparison;
  /** Thirteen months as a small line; costs a request. */
  hasHistory?: boolean;
  /** The same where the screen knows them already; oldest first. */
  history?: readonly (number | null)[] | undefined;
};

function History({ table, id, regionCode }: { table: IndicatorTable; id: string; regionCode: string }) {
  const series = useQuery({
    ...indicatorsApi.series.queryOptions({
      input: { id, regionCode, scheme: table.scheme, ...monthsUpTo(table.period.to, dayOf(new Date())) },
    }),
    staleTime: 600_000,
  });
  return series.data ? <Sparkline values={series.data.points.map(({ value }) => value)} width={64} /> : null;
}

/** One figure: value, unit, change coloured by good or bad, small history; explained on hover, opens its records. */
export function Figure({ table, id, regionCode, comparison = 'YEAR', hasHistory, history }: FigureProps) {
  const column = table.indicators.findIndex((one) => one.id === id);
  const row = table.rows.find((one) => (regionCode ? one.regionCode === regionCode : one.regionCode === null));
  const indicator = table.indicators[column];
  const cell = row?.cells[column];
  if (!indicator || !row || !cell) return null;
  const isCompared = (one: Comparison) => comparison === one || comparison === 'BOTH';
  return (
    <HoverCard card={() => <DefinitionCard indicator={indicator} counting={table} place={row.name} cell={cell} />}>
      <FigureLink table={table} row={row} cell={cell} indicator={indicator} card={id} className="figure">
        <span className="figure-label">{t(indicator.label)}</span>
        <span className="figure-line">
          <span className={cell.value === null ? '' : 'figure-value'}>
            <ValueText figure={cell} indicator={indicator} hasUnit />
          </span>
          {history && <Sparkline values={[...history]} width={64} />}
          {hasHistory && <History table={table} id={id} regionCode={row.regionCode ?? table.regionCode} />}
        </span>
        {comparison !== 'NONE' && (
          <span className="figure-changes">
            {isCompared('YEAR') && (
              <span>
                <span className="figure-base">{t('同比')}</span>
                <ChangeText
                  change={cell.overYear}
                  indicator={indicator}
                  base={t('去年同期')}
                  now={cell}
                  before={cell.yearBefore}
                />
              </span>
            )}
            {isCompared('PERIOD') && (
              <span>
                <span className="figure-base">{t('环比')}</span>
                <ChangeText
                  change={cell.overPeriod}
                  indicator={indicator}
                  base={t('上期')}
                  now={cell}
                  before={cell.periodBefore}
                />
              </span>
            )}
          </span>
        )}
      </FigureLink>
    </HoverCard>
  );
}

export type FiguresProps = {
  ids: readonly string[];
  /** Full code; the reach of the person without it. */
  regionCode?: string;
  period: Period;
  scheme?: Scheme;
  comparison?: Comparison;
  hasHistory?: boolean;
};

/** Figures in a row, asked for together. */
export function Figures(props: FiguresProps) {
  const { ids, regionCode, period, scheme = 'OWN', ...shown } = props;
  const table = useQuery({
    ...indicatorsApi.table.queryOptions({
      input: { ids: [...ids], scheme, from: period.from, to: period.to, ...(regionCode ? { regionCode } : {}) },
    }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (table.error) return <ErrorSentence error={table.error} retry={() => void table.refetch()} />;
  if (!table.data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  const { data } = table;
  return (
    <div className={table.isPlaceholderData ? 'is-stale' : ''}>
      <FigureRow>
        {ids.map((id) => (
          <Figure key={id} table={data} id={id} {...shown} />
        ))}
      </FigureRow>
    </div>
  );
}
