import { t } from '../i18n/i18n.ts';
import { type Tone, toneColour } from '../theme.ts';
import './bar-list.css';
import { numberWords } from './columns.tsx';
import { RecordLink } from './record-link.tsx';

export type Bar = {
  key: string;
  name: string;
  /** null: not reported. */
  value: number | null;
  /** The same of the year before, drawn as a thin line. */
  before?: number | null;
  opens?: string;
  tone?: Tone;
};

/**
 * Ranked bars from zero, one row a name. Plain HTML and not a canvas: names wrap, rows are links, and it prints.
 */
export function BarList(props: { bars: Bar[]; unit?: string; title?: string; beforeLabel?: string }) {
  const top = Math.max(1e-9, ...props.bars.flatMap((bar) => [bar.value ?? 0, bar.before ?? 0]));
  const hasBefore = props.bars.some((bar) => bar.before !== undefined);
  return (
    <figure className="bar-list">
      {(props.title || hasBefore) && (
        <figcaption>
          <span>
            {props.title}
            {props.unit && <span className="soft">（{props.unit}）</span>}
          </span>
          {hasBefore && (
            <span className="bar-key">
              <i /> {props.beforeLabel ?? t('上年同期')}
            </span>
          )}
        </figcaption>
      )}
      <ol>
        {props.bars.map((bar) => {
          const row = (
            <>
              <span className="bar-name two-lines" title={bar.name}>
                {bar.name}
              </span>
              <span className="bar-track">
                {bar.value === null ? (
                  <span className="bar-missing" />
                ) : (
                  <span
                    className="bar-fill"
                    style={{ width: `${(bar.value / top) * 100}%`, background: toneColour[bar.tone ?? 'active'] }}
                  />
                )}
                {bar.before !== undefined && bar.before !== null && (
                  <span className="bar-before" style={{ width: `${(bar.before / top) * 100}%` }} />
                )}
              </span>
              <span className="bar-value">{bar.value === null ? t('未报送') : numberWords(bar.value)}</span>
            </>
          );
          return (
            <li key={bar.key}>
              {bar.opens ? (
                <RecordLink to={bar.opens} className="bar-row">
                  {row}
                </RecordLink>
              ) : (
                <div className="bar-row">{row}</div>
              )}
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
