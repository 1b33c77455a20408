import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, registerTheme, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { colours, fontFamily, tints } from '../theme.ts';

export type ChartOption = EChartsCoreOption;

use([
  BarChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

const axis = {
  axisLine: { lineStyle: { color: colours.lineStrong } },
  axisTick: { show: false },
  axisLabel: { color: colours.inkSoft, fontSize: 12 },
  splitLine: { lineStyle: { color: colours.line } },
  nameTextStyle: { color: colours.inkSoft, fontSize: 12 },
};

registerTheme('paper', {
  color: [...tints],
  textStyle: { fontFamily, color: colours.ink },
  categoryAxis: { ...axis, splitLine: { show: false } },
  valueAxis: { ...axis, axisLine: { show: false } },
  legend: { textStyle: { color: colours.inkSoft, fontSize: 12 }, itemWidth: 12, itemHeight: 8, icon: 'rect' },
  tooltip: {
    backgroundColor: '#fff',
    borderColor: colours.lineStrong,
    textStyle: { color: colours.ink, fontSize: 13 },
    extraCssText: 'box-shadow:0 4px 16px rgb(31 42 48 / 12%);border-radius:4px',
  },
});

export default function ChartCanvas(props: {
  option: ChartOption;
  height: number;
  onPick?: (event: { name: string; seriesName: string; index: number }) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);
  const pick = useRef(props.onPick);
  pick.current = props.onPick;

  useEffect(() => {
    if (!place.current) return undefined;
    // SVG: sharp in print and on big screens, and our charts have few marks.
    const made = init(place.current, 'paper', { renderer: 'svg', locale: 'ZH' });
    chart.current = made;
    made.on('click', (event) =>
      pick.current?.({ name: event.name, seriesName: event.seriesName ?? '', index: event.dataIndex }),
    );
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption({ animation: !still, animationDuration: 300, ...props.option }, { notMerge: true });
  }, [props.option]);

  return <div ref={place} style={{ height: props.height }} />;
}
