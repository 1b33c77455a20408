import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import './detail.css';
import { DeadlineTag } from './deadline-tag.tsx';
import { useDocumentTitle } from './page-header.tsx';
import { RecordLink } from './record-link.tsx';

/** Who owes what by when. */
export type Owed = { who: ReactNode; what: string; due?: string | null; workingDaysLeft?: number };

/** Head of a record: where it belongs, name, state, who owes what by when, and the acts allowed now. */
export function DetailHead(props: {
  /** The list it belongs to. */
  back?: { to: string; title: string };
  title: string;
  /** Number of the paper or record. */
  number?: string;
  state?: ReactNode;
  owed?: Owed[];
  /** `<ActionBar>`. */
  actions?: ReactNode;
}) {
  useDocumentTitle(props.title);
  return (
    <header className="detail-head">
      {props.back && (
        <nav className="detail-back no-print">
          <RecordLink to={props.back.to}>‹ {props.back.title}</RecordLink>
        </nav>
      )}
      <div className="detail-line">
        <div className="detail-name">
          <h1 className="two-lines" title={props.title}>
            {props.title}
          </h1>
          {props.number && <span className="detail-number">{props.number}</span>}
          {props.state}
        </div>
        {props.actions}
      </div>
      {props.owed && props.owed.length > 0 && (
        <ul className="detail-owed">
          {props.owed.map((owed) => (
            <li key={owed.what}>
              <strong>{owed.who}</strong>
              <span>{owed.what}</span>
              {owed.due !== undefined && (
                <DeadlineTag
                  due={owed.due}
                  withDay
                  {...(owed.workingDaysLeft === undefined ? {} : { workingDaysLeft: owed.workingDaysLeft })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {props.owed?.length === 0 && <p className="detail-owed soft">{t('当前没有待办事项')}</p>}
    </header>
  );
}
