import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { Timeline } from '#platform/web/components/timeline.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { CalloutActions, calloutFacts } from '../callout-facts.tsx';
import { calloutWords } from '../fire-words.ts';
import { calloutsApi } from '../fires.client.ts';
import '../fires.css';

const titles = { record: t('登记'), correct: t('更正'), void: t('作废') };

export default function CalloutPage() {
  const { county = '', id = '' } = useRecordParams();
  const callout = useQuery(calloutsApi.read.queryOptions({ input: { countyCode: county, id } }));
  if (callout.error) return <ErrorSentence error={callout.error} retry={() => void callout.refetch()} />;
  if (!callout.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { data } = callout;
  return (
    <>
      <DetailHead
        back={{ to: '/callouts', title: t('接处警') }}
        title={data.address}
        state={
          data.isVoid ? (
            <StateTag tone="unknown">{t('已作废')}</StateTag>
          ) : (
            <StateTag tone={data.kind === 'FALSE_ALARM' ? 'unknown' : 'plain'}>{calloutWords(data.kind)}</StateTag>
          )
        }
        actions={<CalloutActions callout={data} />}
      />
      <div className="fire-page">
        <FactGrid title={t('基本情况')} facts={calloutFacts(data)} />
        {/* What was imported has no version before its first correction. */}
        {data.versions.length > 0 && (
          <Timeline
            entries={data.versions
              .map((version) => ({
                id: version.id,
                at: version.at,
                kind: 'event' as const,
                title: titles[version.action],
                who: { name: version.actor },
                ...(version.reason ? { body: version.reason } : {}),
              }))
              .reverse()}
          />
        )}
      </div>
    </>
  );
}
