import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatePicker, Drawer, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { type IndicatorTable, monthOf } from '#modules/indicators/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { Trend } from '#platform/web/components/trend.tsx';
import { monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo } from '#platform/web/search.ts';
import { recordsPath } from './addresses.ts';
import { ValueText } from './figure-words.tsx';
import { monthsUpTo } from './history.tsx';
import { indicatorsApi } from './indicators.client.ts';
import { addMonths } from './period-choice.ts';
import { schemeLabel, unitWords } from './words.ts';

const axisWords = (month: string, i: number) =>
  i === 0 || month.endsWith('-01')
    ? `${month.slice(0, 4)}\n${monthWords(Number(month.slice(5)))}`
    : monthWords(Number(month.slice(5)));

/** The course of one indicator by month, the year before behind it; a month opens its records. */
export function TrendDrawer(props: {
  table: IndicatorTable;
  id: string;
  today: string;
  /** `2025-01..2026-11` of the address. */
  months: string | undefined;
  onMonths: (months: string) => void;
  onClose: () => void;
}) {
  const { table, id, today } = props;
  const go = useGo();
  const [, first, last] = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(props.months ?? '') ?? [];
  const usual = monthsUpTo(table.period.to, today);
  const firstMonth = first ?? usual.firstMonth;
  const lastMonth = last ?? usual.lastMonth;
  const series = useQuery({
    ...indicatorsApi.series.queryOptions({
      input: { id, regionCode: table.regionCode, scheme: table.scheme, firstMonth, lastMonth },
    }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const data = series.data;
  const indicator = data?.indicator;
  const points = data?.points ?? [];
  const unit = indicator ? unitWords(indicator.unit) : '';
  const pathOf = (month: string) =>
    recordsPath({ id, regionCode: table.regionCode, scheme: table.scheme, ...monthOf(month) });
  const labels = points.map(({ month }, i) => axisWords(month, i));
  const hasNumbers = points.some(({ value }) => value !== null);
  const isRunning = lastMonth === today.slice(0, 7);
  return (
    <Drawer
      open
      size={760}
      rootClassName="trend-drawer"
      title={
        indicator ? (
          <span className="trend-title">
            {t(indicator.label)}
            <small>{unit}</small>
          </span>
        ) : (
          t('走势')
        )
      }
      onClose={props.onClose}
    >
      {series.error ? <ErrorSentence error={series.error} retry={() => void series.refetch()} /> : null}
      {!data && !series.error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && indicator && (
        <div className={series.isPlaceholderData ? 'is-stale' : ''}>
          <div className="trend-about">
            <span className="soft">
              {table.regionName} · {schemeLabel(table.scheme)}
              {isRunning &&
                ` · ${t('{month}尚未结束，上年同期为整月', { month: monthWords(Number(lastMonth.slice(5))) })}`}
            </span>
            <DatePicker.RangePicker
              picker="month"
              allowClear={false}
              aria-label={t('走势时段')}
              value={[dayjs(`${firstMonth}-01`), dayjs(`${lastMonth}-01`)]}
              maxDate={dayjs(today)}
              presets={
                [13, 25, 37].map((count) => ({
                  label: t('近{n}个月', { n: count }),
                  value: [dayjs(`${addMonths(today.slice(0, 7), 1 - count)}-01`), dayjs(today)] as const,
                })) as never
              }
              onChange={(range) => {
                const [from, to] = [range?.[0]?.format('YYYY-MM'), range?.[1]?.format('YYYY-MM')];
                if (from && to) props.onMonths(`${from}..${to}`);
              }}
            />
          </div>
          {hasNumbers ? (
            <Trend
              name={t(indicator.label)}
              unit={unit}
              periods={labels}
              values={points.map(({ value }) => value)}
              before={points.map(({ yearBefore }) => yearBefore.value)}
              height={280}
              onPick={(_, i) => {
                const month = points[i]?.month;
                if (month) go(pathOf(month));
              }}
            />
          ) : (
            <Empty reason={t('这段时间没有数据，请另选时段')} />
          )}
          <table className="indicator-table is-months">
            <thead>
              <tr>
                <th scope="col">{t('月份')}</th>
                <th scope="col" className="is-number">
                  {t('本月')}
                </th>
                <th scope="col" className="is-number">
                  {t('上年同期')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...points].reverse().map((point) => (
                <tr key={point.month}>
                  <th scope="row">{point.month}</th>
                  <td className="is-number">
                    {point.state === 'RECORDED' ? (
                      <RecordLink to={pathOf(point.month)} className="figure-link">
                        <ValueText figure={point} indicator={indicator} />
                      </RecordLink>
                    ) : (
                      <ValueText figure={point} indicator={indicator} />
                    )}
                  </td>
                  <td className="is-number is-base">
                    <ValueText figure={point.yearBefore} indicator={indicator} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Drawer>
  );
}
