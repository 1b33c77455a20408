import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReinspectionResult } from '#modules/hazards/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';
import { hazardsApi } from './hazards.client.ts';
import './hazards.css';

export const resultWords: Record<ReinspectionResult['result'], string> = {
  FIXED: t('已整改'),
  NOT_FIXED: t('未整改'),
  REMOVED: t('风险已消除'),
  MOVED_OUT: t('已搬离停用'),
};
/** Only what was seen corrected is green. */
const resultTone: Record<ReinspectionResult['result'], Tone> = {
  FIXED: 'verified',
  NOT_FIXED: 'overdue',
  REMOVED: 'plain',
  MOVED_OUT: 'plain',
};

/** On the record of a re-inspection: each hazard that it looked at, and what it saw. */
export function ReinspectionResults(props: { countyCode: string; inspectionId: string; kind: string; status: string }) {
  const isOver = props.kind === 'REINSPECTION' && props.status === 'FINISHED';
  const results = useQuery({
    ...hazardsApi.reinspected.queryOptions({
      input: { countyCode: props.countyCode, inspectionId: props.inspectionId },
    }),
    enabled: isOver,
  });
  if (!isOver) return null;
  if (results.error) return <ErrorSentence error={results.error} retry={() => void results.refetch()} />;
  if (!results.data) return <Skeleton active paragraph={{ rows: 3 }} />;
  return (
    <section className="section">
      <h2 className="section-title">{t('复查结果（{n} 条）', { n: results.data.length })}</h2>
      <ul className="reinspected">
        {results.data.map(({ hazard, result, note, photos }) => (
          <li key={hazard.id}>
            <div className="reinspected-line">
              <RecordLink to={`/hazards/${hazard.countyCode}/${hazard.id}`}>
                <strong>{hazard.place}</strong> {hazard.description}
              </RecordLink>
              <StateTag tone={resultTone[result]}>{resultWords[result]}</StateTag>
            </div>
            <p className="soft">{[t('发现于 {day}', { day: hazard.foundOn }), note].filter(Boolean).join(' · ')}</p>
            {photos.length > 0 && <PhotoStrip photos={photos} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
