import { lazy, Suspense } from 'react';
import './bar-list.css';
import type { ChartOption } from './chart-canvas.tsx';
import { useChartLook } from './chart-look.ts';

const Canvas = lazy(() => import('./chart-canvas.tsx'));

export type { ChartOption };

/** An ECharts chart in our tints, loaded when first shown. Prefer `BarList`, `StockFlow` and `Trend`. */
export function Chart(props: {
  option: ChartOption;
  height?: number;
  title?: string;
  /** What the chart says, for those who cannot see it. */
  label: string;
  onPick?: (event: { name: string; seriesName: string; index: number }) => void;
}) {
  const height = props.height ?? 240;
  const look = useChartLook();
  return (
    <figure className="chart">
      {props.title && <figcaption>{props.title}</figcaption>}
      <div className="chart-body" style={{ height }} role="img" aria-label={props.label}>
        <Suspense fallback={<div className="chart-wait" />}>
          <Canvas
            key={`${look.ground} ${look.fontSize}`}
            look={look}
            option={props.option}
            height={height}
            {...(props.onPick ? { onPick: props.onPick } : {})}
          />
        </Suspense>
      </div>
    </figure>
  );
}
