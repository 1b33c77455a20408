import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { paperKinds } from '#modules/documents/contract';
import { type HazardDetail, hazardWorkflow } from '#modules/hazards/contract';
import { typeName } from '#modules/premises/contract';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { PhotoCompare } from '#platform/web/components/photo-strip.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { Timeline, type TimelineEntry } from '#platform/web/components/timeline.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import type { Tone } from '#platform/web/theme.ts';
import { HazardActions } from '../hazard-actions.tsx';
import { fixPhotos, hazardFacts } from '../hazard-peek.tsx';
import { hazardState, owedBy } from '../hazard-words.ts';
import { documentsApi, hazardsApi } from '../hazards.client.ts';
import '../hazards.css';

const eventTone: Partial<Record<keyof typeof hazardWorkflow.moves, Tone>> = {
  register: 'due',
  confirmMinor: 'verified',
  submitFix: 'active',
  deadlineReached: 'due',
  reinspectPass: 'verified',
  reinspectFail: 'overdue',
  penalize: 'overdue',
  seal: 'overdue',
  suspectMajor: 'listed',
  lookBack: 'due',
};

/** What an event carries besides its reason, in words. */
function eventBody(event: HazardDetail['events'][number]) {
  const { dueOn, words, note, toOrgName, interimMeasures, reviewOn, from, to } = event.detail;
  const lines = [
    event.reason,
    typeof words === 'string' && words !== event.reason ? words : null,
    typeof note === 'string' && note !== event.reason ? note : null,
    typeof toOrgName === 'string'
      ? event.action === 'arbitrate'
        ? t('由{name}负责', { name: toOrgName })
        : t('移送给 {name}', { name: toOrgName })
      : null,
    typeof dueOn === 'string' ? t('整改期限 {day}', { day: dueOn }) : null,
    typeof to === 'string'
      ? typeof from === 'string'
        ? t('整改期限由 {from} 改为 {to}', { from, to })
        : t('整改期限 {day}', { day: to })
      : null,
    typeof interimMeasures === 'string' ? t('防范措施：{words}', { words: interimMeasures }) : null,
    typeof reviewOn === 'string' ? t('复核日期 {day}', { day: reviewOn }) : null,
  ].filter((line) => line !== null && line !== undefined);
  return lines.length > 0 ? lines.map((line) => <p key={line}>{line}</p>) : null;
}

/** Events, extensions and papers of a hazard as one story. */
function entriesOf(
  hazard: HazardDetail,
  papers: {
    id: string;
    kind: keyof typeof paperKinds;
    number: string | null;
    draftedAt: string;
    issuedAt: string | null;
    servedAt: string | null;
    orgName: string;
  }[],
): TimelineEntry[] {
  const entries: TimelineEntry[] = hazard.events.map((event) => {
    const body = eventBody(event);
    return {
      id: event.id,
      at: event.at,
      kind: event.photos.length > 0 ? 'photo' : 'event',
      title: event.action === 'followPlace' ? t('随单位迁移') : t(hazardWorkflow.moves[event.action].label),
      tone: event.action === 'followPlace' ? 'plain' : (eventTone[event.action] ?? 'plain'),
      who: { name: event.actor },
      ...(body ? { body } : {}),
      ...(event.photos.length > 0 ? { photos: event.photos } : {}),
    };
  });
  for (const extension of hazard.extensions) {
    entries.push({
      id: `${extension.id}-asked`,
      at: extension.requestedAt,
      kind: 'remark',
      title: t('申请延期至 {day}', { day: extension.requestedDueOn }),
      tone: extension.status === 'REQUESTED' ? 'due' : 'plain',
      who: { name: extension.requester },
      body: (
        <>
          <p>{extension.reason}</p>
          <p>{t('防范措施：{words}', { words: extension.interimMeasures })}</p>
        </>
      ),
    });
    if (extension.decidedAt && extension.status === 'REFUSED')
      entries.push({
        id: `${extension.id}-refused`,
        at: extension.decidedAt,
        kind: 'event',
        title: t('不同意延期'),
        who: { name: extension.decidedBy ?? '' },
        ...(extension.decisionReason ? { body: extension.decisionReason } : {}),
      });
  }
  for (const paper of papers) {
    const link = (
      <RecordLink to={`/papers/${hazard.countyCode}/${paper.id}`}>{paper.number ?? t('查看文书')}</RecordLink>
    );
    const name = t(paperKinds[paper.kind].label);
    const add = (step: string, at: string | null, title: string, tone: Tone) =>
      at &&
      entries.push({
        id: `${paper.id}-${step}`,
        at,
        kind: 'paper',
        title,
        tone,
        who: { name: paper.orgName },
        body: link,
      });
    add('served', paper.servedAt, t('送达{name}', { name }), 'verified');
    add('issued', paper.issuedAt, t('签发{name}', { name }), 'plain');
    if (!paper.issuedAt) add('drafted', paper.draftedAt, t('拟制{name}', { name }), 'plain');
  }
  // Of the same minute, what was done later stands above.
  return entries.reverse();
}

export default function HazardPage() {
  const { county = '', id = '' } = useRecordParams();
  const hazard = useQuery(hazardsApi.read.queryOptions({ input: { countyCode: county, id } }));
  const mayReadPapers = useMay('documents.read');
  const subjects = [hazard.data?.inspectionId, hazard.data?.id].filter((one) => typeof one === 'string');
  const papers = useQuery({
    queryKey: [['documents', 'list'], { of: 'hazard', subjects }],
    queryFn: async () => {
      const pages = await Promise.all(
        subjects.map((subjectId) => documentsApi.list.call({ countyCode: county, subjectId, limit: 50 })),
      );
      return pages.flatMap((page) => page.items);
    },
    enabled: mayReadPapers && subjects.length > 0,
  });
  if (hazard.error) return <ErrorSentence error={hazard.error} retry={() => void hazard.refetch()} />;
  if (!hazard.data) return <Skeleton active paragraph={{ rows: 12 }} />;
  const { data } = hazard;
  const state = hazardState(data);
  const after = fixPhotos(data);
  return (
    <>
      <DetailHead
        back={{ to: '/hazards', title: t('隐患台账') }}
        title={data.description}
        state={<StateTag tone={state.tone}>{state.words}</StateTag>}
        {...(data.isOpen ? { owed: owedBy(data) } : {})}
        actions={<HazardActions hazard={data} />}
      />
      <div className="hazard-page">
        <div>
          <FactGrid
            title={t('基本情况')}
            facts={[
              {
                label: t('单位'),
                value: (
                  <RecordLink to={`/premises/${data.countyCode}/${data.premisesId}`}>{data.premisesName}</RecordLink>
                ),
              },
              { label: t('场所类别'), value: t(typeName(data.premisesType)) },
              { label: t('地址'), value: data.address, isWide: true },
              ...hazardFacts(data),
              ...(data.inspectionId
                ? [
                    {
                      label: t('发现于'),
                      value: (
                        <RecordLink to={`/inspections/${data.countyCode}/${data.inspectionId}`}>
                          {t('查看检查')}
                        </RecordLink>
                      ),
                    },
                  ]
                : []),
              ...(data.reopenOf
                ? [
                    {
                      label: t('前次隐患'),
                      value: (
                        <RecordLink to={`/hazards/${data.countyCode}/${data.reopenOf}`}>{t('查看前次隐患')}</RecordLink>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <section className="section">
            <h2 className="section-title">{t('整改对比')}</h2>
            <PhotoCompare before={data.photos} after={after} />
          </section>
        </div>
        <Timeline entries={entriesOf(data, papers.data ?? [])} />
      </div>
    </>
  );
}
