import { useQuery } from '@tanstack/react-query';
import type { IndicatorTable } from '#modules/indicators/contract';
import { Sparkline } from '#platform/web/components/figure.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSeen } from './in-view.ts';
import { indicatorsApi } from './indicators.client.ts';
import { addMonths } from './period-choice.ts';

/** Thirteen months up to the end of a period, so that the same month of the year before is in it. */
export const monthsUpTo = (to: string, today: string): { firstMonth: string; lastMonth: string } => {
  const lastMonth = (to < today ? to : today).slice(0, 7);
  return { firstMonth: addMonths(lastMonth, -12), lastMonth };
};

/** The small line of a row, asked for when the row comes into view; a press opens the whole course. */
export function HistoryButton(props: {
  table: Pick<IndicatorTable, 'regionCode' | 'period' | 'scheme'>;
  id: string;
  label: string;
  today: string;
  onOpen: () => void;
}) {
  const { table, id, today } = props;
  const [ref, isSeen] = useSeen<HTMLButtonElement>();
  const series = useQuery({
    ...indicatorsApi.series.queryOptions({
      input: {
        id,
        regionCode: table.regionCode,
        scheme: table.scheme,
        ...monthsUpTo(table.period.to, today),
      },
    }),
    enabled: isSeen,
    staleTime: 600_000,
  });
  return (
    <button
      ref={ref}
      type="button"
      className="plain-button history-button"
      aria-label={t('{name}的走势', { name: props.label })}
      title={t('近13个月，点击看走势')}
      onClick={props.onOpen}
    >
      {series.data && <Sparkline values={series.data.points.map(({ value }) => value)} width={104} height={22} />}
    </button>
  );
}
