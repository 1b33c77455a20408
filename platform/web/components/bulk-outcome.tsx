import type { BulkOutcome as Outcome } from '#platform/shared/bulk.ts';
import { t } from '../i18n/i18n.ts';
import './bulk-outcome.css';

/** What came of a bulk act: how many were done, and of each that was not, why. */
export function BulkOutcome(props: {
  outcome: Outcome;
  /** Past tense of the act: 已受理. */
  verb: string;
  nameOf: (id: string) => string;
  onClose: () => void;
}) {
  const { outcome, verb } = props;
  const isWhole = outcome.refused.length === 0;
  return (
    <section className={isWhole ? 'bulk-outcome' : 'bulk-outcome is-partly'} role="status">
      <p>
        <strong>
          {isWhole
            ? t('{verb} {n} 项', { verb, n: outcome.done })
            : t('{verb} {n} 项；{m} 项未办理，原因如下', { verb, n: outcome.done, m: outcome.refused.length })}
        </strong>
        <button type="button" className="link-button" onClick={props.onClose}>
          {t('知道了')}
        </button>
      </p>
      {!isWhole && (
        <ul>
          {outcome.refused.map((refusal) => (
            <li key={refusal.id}>
              <span>{props.nameOf(refusal.id)}</span>
              <span className="bulk-outcome-why">{refusal.message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
