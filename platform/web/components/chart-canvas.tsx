import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { fontFamily } from '../theme.ts';
import type { ChartLook } from './chart-look.ts';

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

function themeOf({ ink, inkSoft, line, lineStrong, ground, tints, fontSize }: ChartLook) {
  const axis = {
    axisLine: { lineStyle: { color: lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: inkSoft, fontSize },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: { color: inkSoft, fontSize },
  };
  return {
    color: [...tints],
    textStyle: { fontFamily, color: ink },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    legend: {
      textStyle: { color: inkSoft, fontSize },
      itemWidth: fontSize,
      itemHeight: fontSize * 0.67,
      icon: 'rect',
    },
    tooltip: {
      backgroundColor: ground,
      borderColor: lineStrong,
      textStyle: { color: ink, fontSize: fontSize + 1 },
      extraCssText: 'box-shadow:0 4px 16px rgb(31 42 48 / 12%);border-radius:4px',
    },
  };
}

export default function ChartCanvas(props: {
  option: ChartOption;
  height: number;
  look: ChartLook;
  onPick?: (event: { name: string; seriesName: string; index: number }) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);
  const pick = useRef(props.onPick);
  const { look } = props;
  pick.current = props.onPick;

  useEffect(() => {
    if (!place.current) return undefined;
    // SVG: sharp in print and on big screens, and our charts have few marks.
    const made = init(place.current, themeOf(look), { renderer: 'svg', locale: 'ZH' });
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
  }, [look]);

  useEffect(() => {
    const still = look.isStill || matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption({ animation: !still, animationDuration: 300, ...props.option }, { notMerge: true });
  }, [props.option, look.isStill]);

  return <div ref={place} style={{ height: props.height }} />;
}
