import { useMemo } from 'react';
import { t } from '../i18n/i18n.ts';
import { Chart } from './chart.tsx';
import { useChartLook } from './chart-look.ts';

/** One measure by period as columns from zero, the year before as a thin line behind. */
export function Trend(props: {
  periods: string[];
  values: (number | null)[];
  before?: (number | null)[];
  unit: string;
  name: string;
  title?: string;
  height?: number;
  onPick?: (period: string, index: number) => void;
}) {
  const { periods, values, before, unit, name, onPick } = props;
  const { tints, inkSoft, fontSize } = useChartLook();
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: before ? 10 + 2 * fontSize : 12, bottom: 4, containLabel: true },
      ...(before ? { legend: { top: 0, left: 0 } } : {}),
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(43,93,125,0.06)' } },
        valueFormatter: (value: unknown) =>
          value === null || value === undefined ? t('未报送') : `${Number(value).toLocaleString()} ${unit}`,
      },
      xAxis: { type: 'category', data: periods },
      yAxis: { type: 'value', min: 0 },
      series: [
        { name, type: 'bar', barMaxWidth: 22, color: tints[0], data: values },
        ...(before
          ? [
              {
                name: t('上年同期'),
                type: 'line',
                color: inkSoft,
                lineStyle: { width: 1 },
                showSymbol: false,
                z: 1,
                data: before,
              },
            ]
          : []),
      ],
    }),
    [periods, values, before, unit, name, tints, inkSoft, fontSize],
  );
  return (
    <Chart
      option={option}
      height={props.height ?? 220}
      {...(props.title ? { title: props.title } : {})}
      label={`${name}（${unit}）`}
      {...(onPick ? { onPick: (event) => onPick(event.name, event.index) } : {})}
    />
  );
}
