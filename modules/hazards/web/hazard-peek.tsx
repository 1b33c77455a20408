import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { HazardDetail } from '#modules/hazards/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { type Fact, FactGrid } from '#platform/web/components/fact-grid.tsx';
import { PhotoCompare, PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { HazardActions } from './hazard-actions.tsx';
import { modeWords, outcomeWords, severityWords, sourceWords } from './hazard-words.ts';
import { hazardsApi } from './hazards.client.ts';
import './hazards.css';

export const fixPhotos = (hazard: HazardDetail) =>
  hazard.events
    .filter((event) => ['submitFix', 'reinspectPass', 'reinspectFail', 'closeOtherwise'].includes(event.action))
    .flatMap((event) => event.photos.map((photo) => ({ ...photo, note: event.actor })));

export function hazardFacts(hazard: HazardDetail): Fact[] {
  const facts: Fact[] = [
    { label: t('部位'), value: hazard.place },
    { label: t('严重程度'), value: severityWords(hazard.severity) },
    { label: t('改正方式'), value: modeWords(hazard.correctionMode, hazard.nature) },
    { label: t('来源'), value: sourceWords(hazard.source) },
    {
      label: t('发现日期'),
      value: hazard.isOpen ? t('{day}（已 {n} 天）', { day: hazard.foundOn, n: hazard.ageDays }) : hazard.foundOn,
    },
    { label: t('责任机构'), value: hazard.orgName },
    ...(hazard.isOpen || hazard.handlerName
      ? [{ label: t('经办人'), value: hazard.handlerName, missing: t('未指定') }]
      : []),
    { label: t('整改期限'), value: hazard.dueOn, missing: t('尚未确定') },
    { label: t('复查次数'), value: String(hazard.reinspectionCount) },
  ];
  if (hazard.extensionCount) facts.push({ label: t('延期次数'), value: String(hazard.extensionCount) });
  if (hazard.transferCount) facts.push({ label: t('移送次数'), value: String(hazard.transferCount) });
  if (hazard.outcome) facts.push({ label: t('结果'), value: outcomeWords(hazard.outcome) });
  if (hazard.closedOn) facts.push({ label: t('销案日期'), value: hazard.closedOn });
  if (hazard.interimMeasures) facts.push({ label: t('临时措施'), value: hazard.interimMeasures, isWide: true });
  if (hazard.reviewOn) facts.push({ label: t('复核日期'), value: hazard.reviewOn });
  if (hazard.outcomeReason)
    facts.push({
      label: hazard.isOpen ? t('情况说明') : t('销案说明'),
      value: hazard.outcomeReason,
      isWide: true,
    });
  facts.push({ label: t('依据'), value: hazard.basis, isWide: true });
  return facts;
}

/** A hazard in brief with everything that may be done about it, for the desk and the preview. */
export function HazardPeek({ countyCode, id }: { countyCode: string; id: string }) {
  const hazard = useQuery(hazardsApi.read.queryOptions({ input: { countyCode, id } }));
  if (hazard.error) return <ErrorSentence error={hazard.error} retry={() => void hazard.refetch()} />;
  if (!hazard.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const after = fixPhotos(hazard.data);
  return (
    <div className="hazard-peek">
      <HazardActions hazard={hazard.data} />
      {after.length > 0 ? (
        <PhotoCompare before={hazard.data.photos} after={after.slice(-3)} />
      ) : hazard.data.photos.length > 0 ? (
        <PhotoStrip photos={hazard.data.photos} />
      ) : null}
      <FactGrid facts={hazardFacts(hazard.data)} />
    </div>
  );
}
