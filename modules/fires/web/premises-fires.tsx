import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { firesPath } from './fire-filter.ts';
import { causeWords, firePath, fireState, gradeWords } from './fire-words.ts';
import { firesApi } from './fires.client.ts';
import './fires.css';

/** Fires on the premises file, the latest first. */
export function PremisesFires({ countyCode, premisesId }: { countyCode: string; premisesId: string }) {
  const fires = useQuery(firesApi.list.queryOptions({ input: { countyCode, premisesId, limit: 5 } }));
  if (fires.error) return <ErrorSentence error={fires.error} retry={() => void fires.refetch()} />;
  if (!fires.data) return <Skeleton active paragraph={{ rows: 2 }} />;
  if (fires.data.items.length === 0) return <Empty compact reason={t('本单位没有发生过火灾的记录')} />;
  return (
    <>
      <ul className="fire-facilities">
        {fires.data.items.map((fire) => {
          const state = fireState(fire);
          return (
            <li key={fire.id}>
              <RecordLink to={firePath(fire)}>
                {[fire.occurredOn, causeWords(fire.cause), t('{grade}火灾', { grade: gradeWords(fire.grade) })]
                  .filter(Boolean)
                  .join(' · ')}
              </RecordLink>
              <StateTag tone={state.tone}>{state.words}</StateTag>
            </li>
          );
        })}
      </ul>
      {fires.data.total > fires.data.items.length && (
        <RecordLink to={firesPath({ premisesId })}>{t('查看全部 {n} 起', { n: fires.data.total })}</RecordLink>
      )}
    </>
  );
}
