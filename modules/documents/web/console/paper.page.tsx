import { FileWordOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { type PaperAction, paperWorkflow, type WordsChange } from '#modules/documents/contract';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { PrintFrame } from '#platform/web/components/print-frame.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { Timeline } from '#platform/web/components/timeline.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { documentsApi, paperUrl } from '../documents.client.ts';
import { PaperActions } from '../paper-actions.tsx';
import { paperFacts } from '../paper-facts.tsx';
import { paperName, paperState, serviceOptions } from '../paper-words.ts';
import '../papers.css';

const eventWords = (action: string) =>
  action in paperWorkflow.moves
    ? t(paperWorkflow.moves[action as PaperAction].label)
    : action === 'draft'
      ? t('拟制')
      : action;

/** Why, and of a change what it changed. */
function eventBody(detail: Record<string, unknown>): { body?: ReactNode } {
  const changes = Array.isArray(detail.changes) ? (detail.changes as WordsChange[]) : [];
  const method = serviceOptions.find((option) => option.value === detail.method)?.label;
  const service = method && t('{method}，签收人 {who}', { method, who: String(detail.receiver ?? '') });
  const reason = typeof detail.reason === 'string' && detail.reason ? detail.reason : service;
  if (!changes.length) return reason ? { body: reason } : {};
  return {
    body: (
      <>
        {reason && <p>{reason}</p>}
        <dl className="paper-changes">
          {changes.map((change) => (
            <div key={change.label}>
              <dt>{change.label}</dt>
              <dd>
                <del>{change.before ?? t('（空）')}</del> <ins>{change.after ?? t('（空）')}</ins>
              </dd>
            </div>
          ))}
        </dl>
      </>
    ),
  };
}

const subjectPath = (subject: { subjectKind: string; subjectId: string; countyCode: string }) =>
  subject.subjectKind === 'inspection'
    ? { to: `/inspections/${subject.countyCode}/${subject.subjectId}`, words: t('查看检查') }
    : subject.subjectKind === 'hazard'
      ? { to: `/hazards/${subject.countyCode}/${subject.subjectId}`, words: t('查看隐患') }
      : undefined;

export default function PaperPage() {
  const { county = '', id = '' } = useRecordParams();
  const paper = useQuery(documentsApi.read.queryOptions({ input: { countyCode: county, id } }));
  if (paper.error) return <ErrorSentence error={paper.error} retry={() => void paper.refetch()} />;
  if (!paper.data) return <Skeleton active paragraph={{ rows: 12 }} />;
  const { data } = paper;
  const name = paperName(data.kind);
  const state = paperState(data);
  const from = subjectPath(data);
  const returned = data.events.findLast((event) => event.action === 'return');
  // Another version is another picture: the browser must not show the one it kept.
  const pdf = `${paperUrl(data, 'pdf')}&v=${data.version}`;
  return (
    <>
      <DetailHead
        back={{ to: '/papers', title: t('文书') }}
        title={name}
        {...(data.number ? { number: data.number } : {})}
        state={<StateTag tone={state.tone}>{state.words}</StateTag>}
        actions={<PaperActions paper={data} />}
      />
      {data.returnReason && returned && (
        <p className="paper-returned" role="status">
          <strong>{t('{who}于 {at} 退回修改', { who: returned.actor, at: dateWords(returned.at) })}</strong>
          {data.returnReason}
        </p>
      )}
      <div className="paper-page">
        <PrintFrame
          title={data.number ?? name}
          pdf={pdf}
          actions={
            <Button icon={<FileWordOutlined />} href={paperUrl(data, 'docx')} download>
              {t('下载 Word')}
            </Button>
          }
        />
        <div>
          <FactGrid columns={1} facts={paperFacts(data)} title={t('办理情况')} />
          {from && (
            <p className="section">
              <RecordLink to={from.to}>{from.words}</RecordLink>
            </p>
          )}
          {data.revisions.length > 0 && (
            <section className="section">
              <h2 className="section-title">{t('历次稿')}</h2>
              <ul className="paper-revisions">
                {data.revisions.map((one) => (
                  <li key={one.revision}>
                    <a href={`${paperUrl(data, 'pdf')}&revision=${one.revision}`} target="_blank" rel="noreferrer">
                      {t('第 {n} 稿', { n: one.revision })}
                    </a>
                    <span className="soft">
                      {t('{who}于 {at} 改写', { who: one.replacedBy, at: dateWords(one.replacedAt) })}
                    </span>
                  </li>
                ))}
                <li>
                  <strong>{t('第 {n} 稿', { n: data.revision })}</strong>
                  <span className="soft">{t('左侧所示')}</span>
                </li>
              </ul>
            </section>
          )}
          <Timeline
            entries={[...data.events].reverse().map((event) => ({
              id: event.id,
              at: event.at,
              kind: 'event' as const,
              title: eventWords(event.action),
              tone:
                event.action === 'void'
                  ? ('unknown' as const)
                  : event.action === 'serve'
                    ? ('verified' as const)
                    : ('plain' as const),
              who: { name: event.actor },
              ...eventBody(event.detail),
            }))}
          />
        </div>
      </div>
    </>
  );
}
