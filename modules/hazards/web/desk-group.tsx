import type { ReactNode } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import './hazards.css';

/** One group of the desk: what must be done, how much of it, the most urgent first. */
export type DeskGroup = {
  id: string;
  label: string;
  tone: 'overdue' | 'due' | 'plain';
  count: number;
  overdueCount: number;
  opens?: string;
  rows: ReactNode;
  shown: number;
};

/**
 * A module puts its own work on the desk as a panel of slot `desk`: it shows nothing itself and tells its groups, under its
 * own key, whenever they change.
 */
export type DeskPanelProps = { countyCode: string; onGroups: (key: string, groups: DeskGroup[]) => void };

/** One row of the desk, which unfolds to everything that may be done about it. */
export function DeskRow(props: {
  id: string;
  tag: ReactNode;
  what: ReactNode;
  under: ReactNode;
  where: ReactNode;
  whereUnder: ReactNode;
  acts: ReactNode;
  failure?: unknown;
  more: () => ReactNode;
}) {
  const isOpen = useSearch().sel === props.id;
  const setSearch = useSetSearch();
  return (
    <li className={isOpen ? 'desk-row is-open' : 'desk-row'}>
      <div className="desk-row-line">
        {props.tag}
        <button
          type="button"
          className="plain-button desk-row-what desk-row-main"
          aria-expanded={isOpen}
          onClick={() => setSearch({ sel: isOpen ? undefined : props.id }, { replace: true })}
        >
          <span className="two-lines">{props.what}</span>
          <small>{props.under}</small>
        </button>
        <span className="desk-row-where">
          <span className="two-lines">{props.where}</span>
          <small>{props.whereUnder}</small>
        </span>
        <span className="desk-row-acts">{!isOpen && props.acts}</span>
      </div>
      {props.failure ? (
        <div className="desk-row-failure">
          <ErrorSentence error={props.failure} />
        </div>
      ) : null}
      {isOpen && <div className="desk-row-more">{props.more()}</div>}
    </li>
  );
}

export function DeskSection({ group }: { group: DeskGroup }) {
  return (
    <section className="desk-group" id={`desk-${group.id}`} aria-label={group.label}>
      <header className="desk-group-head">
        <h2>{group.label}</h2>
        <span>{t('{n} 项', { n: group.count })}</span>
        {group.overdueCount > 0 && <span className="desk-late">{t('逾期 {n} 项', { n: group.overdueCount })}</span>}
        {group.opens && group.count > group.shown && <RecordLink to={group.opens}>{t('查看全部')}</RecordLink>}
      </header>
      <ul className="desk-rows">{group.rows}</ul>
    </section>
  );
}
