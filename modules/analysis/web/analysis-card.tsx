import { PrinterOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { type ReactNode, useRef } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/** Prints one card: the others are hidden until the print is done. */
function printAlone(card: HTMLElement) {
  card.classList.add('prints-alone');
  document.body.classList.add('has-print-alone');
  addEventListener(
    'afterprint',
    () => {
      card.classList.remove('prints-alone');
      document.body.classList.remove('has-print-alone');
    },
    { once: true },
  );
  print();
}

/** One view of the figures: title, what it says in a sentence, the view; prints alone. */
export function AnalysisCard(props: {
  title: string;
  /** Scope and period, for the print: a sheet must say what it is about. */
  about: string;
  /** What is to be seen, in words. */
  lead?: ReactNode;
  foot?: ReactNode;
  isWide?: boolean;
  asked: { isPending: boolean; isPlaceholderData?: boolean; error: unknown; refetch: () => unknown };
  actions?: ReactNode;
  children: ReactNode;
}) {
  const card = useRef<HTMLElement>(null);
  const { asked } = props;
  return (
    <section ref={card} className={`analysis-card card${props.isWide ? ' is-wide' : ''}`}>
      <header>
        <h2>{props.title}</h2>
        <span className="analysis-about">{props.about}</span>
        {props.actions}
        <button
          type="button"
          className="plain-button analysis-print no-print"
          aria-label={t('打印“{name}”', { name: props.title })}
          title={t('打印')}
          onClick={() => card.current && printAlone(card.current)}
        >
          <PrinterOutlined />
        </button>
      </header>
      {asked.error ? (
        <ErrorSentence error={asked.error} retry={() => void asked.refetch()} />
      ) : asked.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      ) : (
        <div className={asked.isPlaceholderData ? 'is-stale' : ''}>
          {props.lead && <p className="analysis-lead">{props.lead}</p>}
          {props.children}
          {props.foot && <p className="analysis-foot">{props.foot}</p>}
        </div>
      )}
    </section>
  );
}
