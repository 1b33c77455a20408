import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { documentsApi } from './documents.client.ts';
import { paperName, paperState } from './paper-words.ts';
import './papers.css';

/** Papers on the premises file, the latest first. */
export function PremisesPapers({ countyCode, premisesId }: { countyCode: string; premisesId: string }) {
  const papers = useQuery(documentsApi.list.queryOptions({ input: { countyCode, premisesId, limit: 6 } }));
  if (papers.error) return <ErrorSentence error={papers.error} retry={() => void papers.refetch()} />;
  if (!papers.data) return <Skeleton active paragraph={{ rows: 3 }} />;
  if (papers.data.items.length === 0) return <Empty compact reason={t('还没有文书')} />;
  return (
    <div className="paper-panel">
      {papers.data.total > papers.data.items.length && (
        <RecordLink to={`/papers?premises=${premisesId}`}>{t('共 {n} 份', { n: papers.data.total })}</RecordLink>
      )}
      <ul>
        {papers.data.items.map((paper) => {
          const state = paperState(paper);
          return (
            <li key={paper.id}>
              <RecordLink to={`/papers/${paper.countyCode}/${paper.id}`} className="paper-panel-what">
                <span>{paperName(paper.kind)}</span>
                <small>{paper.number ?? dayOf(paper.draftedAt)}</small>
              </RecordLink>
              <StateTag tone={state.tone}>{state.words}</StateTag>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
