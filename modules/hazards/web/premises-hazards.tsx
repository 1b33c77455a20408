import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { hazardState } from './hazard-words.ts';
import { hazardsApi } from './hazards.client.ts';
import './panel.css';

/** Hazards on the premises file: open ones by their deadline. */
export function PremisesHazards({ countyCode, premisesId }: { countyCode: string; premisesId: string }) {
  const open = useQuery(
    hazardsApi.list.queryOptions({ input: { countyCode, premisesId, isOpen: true, sort: 'due', limit: 10 } }),
  );
  const all = useQuery(
    hazardsApi.list.queryOptions({ input: { countyCode, premisesId, sort: '-registered', limit: 1 } }),
  );
  if (open.error) return <ErrorSentence error={open.error} retry={() => void open.refetch()} />;
  if (!open.data || !all.data) return <Skeleton active paragraph={{ rows: 3 }} />;
  return (
    <div className="file-panel">
      <p className="file-panel-sum">
        {open.data.total > 0 ? (
          <RecordLink to={`/hazards?premises=${premisesId}&open=1`}>
            {t('未销案 {n} 条', { n: open.data.total })}
          </RecordLink>
        ) : (
          <span className="soft">{all.data.total > 0 ? t('没有未销案隐患') : t('未查出过隐患')}</span>
        )}
        {all.data.total > 0 && (
          <RecordLink to={`/hazards?premises=${premisesId}`}>{t('累计 {n} 条', { n: all.data.total })}</RecordLink>
        )}
      </p>
      {open.data.items.length === 0 && all.data.total === 0 && <Empty compact reason={t('还没有隐患记录')} />}
      <ul className="file-panel-rows">
        {open.data.items.map((row) => {
          const state = hazardState(row);
          return (
            <li key={row.id}>
              <RecordLink to={`/hazards/${row.countyCode}/${row.id}`} className="file-panel-what">
                <span className="two-lines">{row.description}</span>
                <small>{row.place}</small>
              </RecordLink>
              <StateTag tone={state.tone}>{state.words}</StateTag>
              <DeadlineTag due={row.dueOn} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
