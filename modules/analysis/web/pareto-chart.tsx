import { useState } from 'react';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { RankedPart } from './pareto-order.ts';

const fewest = 10;

/**
 * Bars from zero, largest first, the year before as a thin line; beside them the line of the cumulated share with the mark of
 * eighty percent. Plain HTML: rows are links and print.
 */
export function ParetoChart(props: {
  parts: readonly RankedPart[];
  format: (value: number) => string;
  pathOf: (part: RankedPart) => string;
  /** Words of what is counted, over the numbers. */
  unit: string;
}) {
  const { parts, format } = props;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || parts.length <= fewest + 1 ? parts : parts.slice(0, fewest);
  const rest = parts.length - shown.length;
  const top = Math.max(1e-9, ...parts.flatMap(({ value, yearBefore }) => [value, yearBefore]));
  const points = shown.map(({ cumulative }, i) => `${cumulative},${i + 0.5}`).join(' ');
  return (
    <div className="pareto">
      <div className="pareto-row pareto-head">
        <span />
        <span />
        <span>{props.unit}</span>
        <span>{t('占比')}</span>
        <span className="pareto-scale">80%</span>
        <span>{t('累计')}</span>
      </div>
      <ol className="pareto-rows">
        {shown.map((part) => (
          <li key={part.code ?? ''}>
            <RecordLink to={props.pathOf(part)} className={`pareto-row${part.isUnknown ? ' is-unknown' : ''}`}>
              <span className="two-lines" title={part.label}>
                {part.label}
              </span>
              <span className="pareto-track">
                <i className="pareto-bar" style={{ width: `${(part.value / top) * 100}%` }} />
                <i className="pareto-before" style={{ width: `${(part.yearBefore / top) * 100}%` }} />
              </span>
              <span>{format(part.value)}</span>
              <span>{part.share.toFixed(1)}%</span>
              <span />
              <span className="soft">{part.cumulative.toFixed(1)}%</span>
            </RecordLink>
          </li>
        ))}
        <li className="pareto-row pareto-line" aria-hidden="true">
          <svg viewBox={`0 0 100 ${shown.length}`} preserveAspectRatio="none" role="presentation">
            <line
              x1="80"
              x2="80"
              y1="0"
              y2={shown.length}
              className="pareto-eighty"
              vectorEffect="non-scaling-stroke"
            />
            <polyline points={points} vectorEffect="non-scaling-stroke" />
          </svg>
        </li>
      </ol>
      <p className="pareto-key">
        <span className="pareto-key-before">{t('上年同期')}</span>
        <span className="pareto-key-line">{t('累计占比')}</span>
        {(rest > 0 || isWhole) && (
          <button type="button" className="link-button no-print" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('收起') : t('其余{n}类', { n: rest })}
          </button>
        )}
      </p>
    </div>
  );
}
