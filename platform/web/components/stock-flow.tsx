import { useMemo } from 'react';
import { t } from '../i18n/i18n.ts';
import { Chart } from './chart.tsx';
import { useChartLook } from './chart-look.ts';

export type StockFlowPoint = {
  /** `2026-03` or any short period word. */
  period: string;
  added: number | null;
  removed: number | null;
  /** At the end of the period. */
  stock: number | null;
};

/** What came, what went and what is left, by period: added upwards, removed downwards, the stock as a line. */
export function StockFlow(props: {
  points: StockFlowPoint[];
  title?: string;
  unit: string;
  labels?: { added: string; removed: string; stock: string };
  height?: number;
  onPick?: (period: string, part: 'added' | 'removed' | 'stock') => void;
}) {
  const { points, unit, onPick, height = 260 } = props;
  const { tints, ink, fontSize } = useChartLook();
  const labels = props.labels ?? { added: t('新增'), removed: t('消除'), stock: t('期末存量') };
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 10 + 2 * fontSize, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(43,93,125,0.06)' } },
        valueFormatter: (value: unknown) =>
          value === null || value === undefined ? t('未报送') : `${Math.abs(Number(value)).toLocaleString()} ${unit}`,
      },
      xAxis: { type: 'category', data: points.map((point) => point.period), axisLine: { onZero: true } },
      yAxis: {
        type: 'value',
        splitNumber: Math.min(5, Math.floor(height / fontSize / 4)),
        axisLabel: { formatter: (n: number) => Math.abs(n).toLocaleString() },
      },
      series: [
        {
          name: labels.added,
          type: 'bar',
          stack: 'flow',
          barMaxWidth: 18,
          color: tints[1],
          data: points.map((p) => p.added),
        },
        {
          name: labels.removed,
          type: 'bar',
          stack: 'flow',
          color: tints[3],
          data: points.map((p) => (p.removed === null ? null : -p.removed)),
        },
        {
          name: labels.stock,
          type: 'line',
          color: ink,
          symbolSize: 5,
          lineStyle: { width: 1.5 },
          data: points.map((p) => p.stock),
        },
      ],
    }),
    [points, unit, labels.added, labels.removed, labels.stock, tints, ink, fontSize, height],
  );
  const parts: Record<string, 'added' | 'removed' | 'stock'> = {
    [labels.added]: 'added',
    [labels.removed]: 'removed',
    [labels.stock]: 'stock',
  };
  const last = points.at(-1);
  return (
    <Chart
      option={option}
      height={height}
      {...(props.title ? { title: props.title } : {})}
      label={`${props.title ?? ''} ${last?.period ?? ''} ${labels.stock} ${last?.stock ?? t('未报送')} ${unit}`}
      {...(onPick ? { onPick: (event) => onPick(event.name, parts[event.seriesName] ?? 'stock') } : {})}
    />
  );
}
