import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { conclusionState, kindWords, visitPath, visitState } from './inspection-words.ts';
import { inspectionsApi } from './inspections.client.ts';
import './panel.css';

/** Visits on the premises file, the latest first; never visited says so in its own colour. */
export function PremisesVisits({ countyCode, premisesId }: { countyCode: string; premisesId: string }) {
  const mayInspect = useMay('inspections.conduct');
  const visits = useQuery(inspectionsApi.list.queryOptions({ input: { countyCode, premisesId, limit: 6 } }));
  if (visits.error) return <ErrorSentence error={visits.error} retry={() => void visits.refetch()} />;
  if (!visits.data) return <Skeleton active paragraph={{ rows: 3 }} />;
  const start = mayInspect && (
    <RecordLink to={`/inspections/start?county=${countyCode}&premises=${premisesId}`}>{t('开始检查')}</RecordLink>
  );
  const wasSeen = visits.data.items.some((row) => row.status === 'FINISHED');
  return (
    <div className="file-panel">
      <p className="file-panel-sum">
        {visits.data.total > 0 && (
          <RecordLink to={`/inspections?premises=${premisesId}`}>{t('共 {n} 次', { n: visits.data.total })}</RecordLink>
        )}
        {!wasSeen && <StateTag tone="unknown">{t('从未检查')}</StateTag>}
        {start}
      </p>
      {visits.data.items.length === 0 && <Empty compact reason={t('还没有检查记录')} />}
      <ul className="file-panel-rows">
        {visits.data.items.map((row) => {
          const state = row.conclusion ? conclusionState(row.conclusion, row.kind) : visitState(row.status);
          return (
            <li key={row.id}>
              <RecordLink to={visitPath(row)} className="file-panel-what">
                <span className="two-lines">
                  {row.inspectedOn} {kindWords(row.kind)}
                </span>
                <small>{row.orgName ?? t('单位自查')}</small>
              </RecordLink>
              <StateTag tone={state.tone}>{state.words}</StateTag>
              {row.findingCount > 0 && <span className="soft">{t('隐患 {n} 条', { n: row.findingCount })}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
