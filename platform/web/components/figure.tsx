import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import { numberWords } from './columns.tsx';
import './figure.css';
import { RecordLink } from './record-link.tsx';

export type FigureChange = {
  /** `同比`, `环比`. */
  label: string;
  /** Difference in the unit of `unit`; null when there is nothing to compare with. */
  by: number | null;
  unit?: string;
  /** Which direction is good; without it the change is neither. */
  better?: 'more' | 'less';
};

export type FigureProps = {
  label: string;
  /** null: nobody reported; never shown as 0. */
  value: number | null | undefined;
  unit?: string;
  decimals?: number;
  changes?: FigureChange[];
  /** Oldest first; nulls are gaps. */
  history?: (number | null)[];
  /** Path of the records behind it. */
  opens?: string;
  /** Definition, period, cut-off, rule. */
  definition?: ReactNode;
  tone?: 'overdue' | 'due';
};

function Change({ change }: { change: FigureChange }) {
  if (change.by === null) {
    return <span className="figure-change">{t('{label}无可比数据', { label: change.label })}</span>;
  }
  const amount = `${numberWords(Math.abs(change.by))}${change.unit ?? ''}`;
  const words = change.by === 0 ? t('持平') : change.by > 0 ? t('升{n}', { n: amount }) : t('降{n}', { n: amount });
  const isGood = change.by === 0 || !change.better ? undefined : change.by > 0 === (change.better === 'more');
  const mood = isGood === undefined ? '' : isGood ? 'is-good' : 'is-bad';
  return (
    <span className={`figure-change ${mood}`}>
      {change.label}
      {change.by !== 0 && (
        <svg aria-hidden="true" viewBox="0 0 8 8" width="8" height="8" fill="currentColor">
          <path d={change.by > 0 ? 'M4 1l3.5 6h-7z' : 'M4 7L.5 1h7z'} />
        </svg>
      )}
      {words}
    </span>
  );
}

/** A small line of history: only the shape, the values stand beside it; gaps stay gaps. */
export function Sparkline({
  values,
  width = 96,
  height = 24,
}: {
  values: (number | null)[];
  width?: number;
  height?: number;
}) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known);
  const low = Math.min(...known);
  // Not from zero, or a rate near its ceiling would be a flat line; some air below keeps small moves small.
  const bottom = low - (top - low) * 0.3;
  const x = (i: number) => 2 + (i / (values.length - 1)) * (width - 4);
  const y = (value: number) => height - 3 - ((value - bottom) / (top - bottom || 1)) * (height - 6);
  let pen = 'M';
  const path = values
    .map((value, i) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
  const last = values.at(-1);
  return (
    <svg aria-hidden="true" className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      {last !== null && last !== undefined && (
        <circle cx={x(values.length - 1)} cy={y(last)} r="2" fill="currentColor" />
      )}
    </svg>
  );
}

/** A number that opens its records: value, unit, change coloured by good or bad; missing is 未报送. */
export function Figure(props: FigureProps) {
  const isMissing = props.value === null || props.value === undefined;
  const body = (
    <>
      <span className="figure-label">{props.label}</span>
      <span className="figure-line">
        {isMissing ? (
          <span className="figure-missing">{t('未报送')}</span>
        ) : (
          <span className={props.tone ? `figure-value is-${props.tone}` : 'figure-value'}>
            {props.decimals === undefined
              ? numberWords(props.value as number)
              : (props.value as number).toLocaleString('zh-CN', {
                  minimumFractionDigits: props.decimals,
                  maximumFractionDigits: props.decimals,
                })}
            {props.unit && <small>{props.unit}</small>}
          </span>
        )}
        {props.history && <Sparkline values={props.history} />}
      </span>
      {props.changes && (
        <span className="figure-changes">
          {props.changes.map((change) => (
            <Change key={change.label} change={change} />
          ))}
        </span>
      )}
    </>
  );
  const face = props.opens ? (
    <RecordLink to={props.opens} className="figure">
      {body}
    </RecordLink>
  ) : (
    <div className="figure">{body}</div>
  );
  return props.definition ? (
    <Tooltip title={props.definition} mouseEnterDelay={0.4} placement="bottomLeft" styles={{ root: { maxWidth: 360 } }}>
      {face}
    </Tooltip>
  ) : (
    face
  );
}

/** Figures in a row with hairlines between. */
export function FigureRow({ children }: { children: ReactNode }) {
  return <div className="figure-row card">{children}</div>;
}
