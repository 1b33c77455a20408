import { type ReactNode, useEffect } from 'react';
import './page-header.css';

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · ${before.split(' · ').at(-1)}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}

/** Title of a page with its count or note, and the acts that concern the whole page. */
export function PageHeader(props: { title: string; count?: ReactNode; note?: ReactNode; actions?: ReactNode }) {
  useDocumentTitle(props.title);
  return (
    <header className="page-header">
      <h1>{props.title}</h1>
      {props.count !== undefined && <span className="page-header-count">{props.count}</span>}
      {props.note && <span className="page-header-note">{props.note}</span>}
      {props.actions && <div className="page-header-actions no-print">{props.actions}</div>}
    </header>
  );
}
