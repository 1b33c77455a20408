import type { ReactNode } from 'react';
import { language, t } from '../i18n/i18n.ts';
import './detail.css';

export type Fact = {
  label: string;
  value: ReactNode;
  /** Takes the whole line. */
  isWide?: boolean;
  /** Why it is missing, when it is known. */
  missing?: string;
};

const isMissing = (value: ReactNode) => value === null || value === undefined || value === '' || value === false;

/** Shows that a value is not known; never an empty space, never a zero. */
export function Missing({ why }: { why?: string }) {
  const words = why ?? t('未填');
  return <span className="missing">{language() === 'en' ? `— (${words})` : `—「${words}」`}</span>;
}

/** Facts in two columns; what nobody filled in says so. */
export function FactGrid({ facts, title, columns = 2 }: { facts: Fact[]; title?: string; columns?: 1 | 2 | 3 }) {
  return (
    <section className="section">
      {title && <h2 className="section-title">{title}</h2>}
      <dl className={`fact-grid fact-grid-${columns}`}>
        {facts.map((fact) => (
          <div key={fact.label} className={fact.isWide ? 'is-wide' : ''}>
            <dt>{fact.label}</dt>
            <dd>{isMissing(fact.value) ? <Missing {...(fact.missing ? { why: fact.missing } : {})} /> : fact.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
