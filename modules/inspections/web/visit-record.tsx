import { FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { Suspense } from 'react';
import type { ChecklistItem, InspectionDetail, ItemResult } from '#modules/inspections/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { usePanels } from '#platform/web/panels.ts';
import { useGo } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import type { Tone } from '#platform/web/theme.ts';
import {
  conclusionState,
  kindWords,
  modeWords,
  natureWords,
  resultWords,
  severityTone,
  severityWords,
  visitState,
} from './inspection-words.ts';
import { recordUrl } from './inspections.client.ts';
import { VisitPapers } from './visit-papers.tsx';
import './inspections.css';

const resultTone: Record<ItemResult, Tone> = {
  PASS: 'verified',
  FAIL: 'overdue',
  NOT_APPLICABLE: 'plain',
  NOT_CHECKED: 'unknown',
};

function Results({ visit }: { visit: InspectionDetail }) {
  const answers = new Map(visit.answers.map((answer) => [answer.itemId, answer]));
  const groups = new Map<string, ChecklistItem[]>();
  for (const item of visit.checklist) groups.set(item.groupName, [...(groups.get(item.groupName) ?? []), item]);
  // Nobody got in, or nothing was looked at: an empty checklist says nothing.
  if (visit.checklist.length === 0 || visit.answers.length === 0) return null;
  return (
    <section className="section">
      <h2 className="section-title">{t('检查情况')}</h2>
      {[...groups].map(([name, items]) => {
        const fails = items.filter((item) => answers.get(item.id)?.result === 'FAIL').length;
        const checked = items.filter(
          (item) => (answers.get(item.id)?.result ?? 'NOT_CHECKED') !== 'NOT_CHECKED',
        ).length;
        return (
          <details key={name} className="record-group" open={fails > 0}>
            <summary>
              {t(name)}
              <span className="soft">{t('查 {n}/{m} 项', { n: checked, m: items.length })}</span>
              {fails > 0 && <span className="record-fails">{t('不符合 {n}', { n: fails })}</span>}
            </summary>
            <ul>
              {items.map((item) => {
                const answer = answers.get(item.id);
                const result = answer?.result ?? 'NOT_CHECKED';
                return (
                  <li key={item.id}>
                    <span className="check-number">{item.id}</span>
                    <span className="record-item">
                      {item.text}
                      {answer?.note && <small>{answer.note}</small>}
                    </span>
                    <StateTag tone={resultTone[result]}>{resultWords(result)}</StateTag>
                  </li>
                );
              })}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

/** A visit that is over, or that others are making: what was seen, what was found, which papers followed. */
export function VisitRecord({ visit }: { visit: InspectionDetail }) {
  const go = useGo();
  const mayReadPapers = useMay('documents.read');
  const mayInspect = useMay('inspections.conduct');
  const isOwn = useSession().actor.orgId === visit.orgId;
  const mayRetry = visit.status === 'NO_ENTRY' && mayInspect && isOwn;
  const panels = usePanels('inspections.visit');
  const state = visitState(visit.status);
  const conclusion = visit.conclusion ? conclusionState(visit.conclusion, visit.kind) : undefined;
  return (
    <>
      <DetailHead
        back={{ to: '/inspections', title: t('检查') }}
        title={visit.premisesName}
        number={kindWords(visit.kind)}
        state={
          <>
            <StateTag tone={state.tone}>{state.words}</StateTag>
            {conclusion && <StateTag tone={conclusion.tone}>{conclusion.words}</StateTag>}
          </>
        }
        {...(visit.status === 'NO_ENTRY'
          ? { owed: [{ who: visit.orgName ?? '', what: t('再次上门'), due: visit.retryOn }] }
          : {})}
        actions={
          <>
            {visit.hasRecord && (
              <>
                <Button icon={<PrinterOutlined />} href={recordUrl(visit, 'pdf')} target="_blank" rel="noreferrer">
                  {t('打印走访记录')}
                </Button>
                <Button
                  icon={<FileWordOutlined />}
                  href={recordUrl(visit, 'docx')}
                  download
                  aria-label={t('下载 Word')}
                />
              </>
            )}
            <ActionBar
              allowed={[...visit.allowedActions, ...(mayRetry ? ['retry'] : [])]}
              acts={[
                {
                  key: 'reinspect',
                  label: t('复查'),
                  isPrimary: true,
                  run: () =>
                    go(
                      `/inspections/start?county=${visit.countyCode}&premises=${visit.premisesId}&kind=REINSPECTION&previous=${visit.id}`,
                    ),
                },
                {
                  key: 'retry',
                  label: t('再次上门'),
                  isPrimary: true,
                  run: () =>
                    go(`/inspections/start?county=${visit.countyCode}&premises=${visit.premisesId}&kind=${visit.kind}`),
                },
              ]}
            />
          </>
        }
      />
      <FactGrid
        title={t('基本情况')}
        facts={[
          {
            label: t('单位'),
            value: (
              <RecordLink to={`/premises/${visit.countyCode}/${visit.premisesId}`}>{visit.premisesName}</RecordLink>
            ),
          },
          { label: t('地址'), value: visit.address },
          { label: t('性质'), value: natureWords(visit.nature) },
          { label: t('检查机构'), value: visit.orgName ?? t('单位自查') },
          {
            label: t('检查时间'),
            value: visit.finishedAt
              ? t('{from} 至 {to}', { from: dateWords(visit.startedAt), to: dateWords(visit.finishedAt) })
              : dateWords(visit.startedAt),
          },
          {
            label: t('检查人员'),
            value: visit.inspectors
              .map((one) => (one.certificateNo ? `${one.name}（${one.certificateNo}）` : one.name))
              .join('、'),
            missing: visit.nature === 'SELF_CHECK' ? t('单位自查') : t('未填'),
          },
          ...(visit.status === 'FINISHED' ? [{ label: t('随同人员'), value: visit.accompaniedBy }] : []),
          ...(visit.noEntryReason ? [{ label: t('未能进入'), value: visit.noEntryReason, isWide: true }] : []),
          ...(visit.remarks
            ? [{ label: visit.status === 'CANCELLED' ? t('取消理由') : t('备注'), value: visit.remarks, isWide: true }]
            : []),
        ]}
      />
      {visit.kind !== 'REINSPECTION' && visit.status !== 'NO_ENTRY' && visit.status !== 'CANCELLED' && (
        <section className="section">
          <h2 className="section-title">
            {t('查出隐患（{n} 条）', { n: visit.findings.length })}
            {visit.status === 'FINISHED' && visit.findings.length > 0 && (
              <RecordLink to={`/hazards?inspection=${visit.id}`} className="section-link">
                {t('在台账中查看')}
              </RecordLink>
            )}
          </h2>
          {visit.findings.length === 0 && <Empty compact reason={t('本次没有记录隐患')} />}
          <ul className="visit-findings">
            {visit.findings.map((finding) => (
              <li key={finding.id}>
                <p>
                  <strong>{finding.place}</strong> {finding.description}
                </p>
                <p className="soft">
                  {finding.basis} · {modeWords(finding.correctionMode, visit.nature)}
                  {finding.correctionMode === 'DEADLINE' &&
                    finding.dueOn &&
                    ` · ${t('{day} 前', { day: finding.dueOn })}`}
                </p>
                {finding.severity === 'CRITICAL' && (
                  <StateTag tone={severityTone(finding.severity)}>{severityWords(finding.severity)}</StateTag>
                )}
                {finding.photos.length > 0 && <PhotoStrip photos={finding.photos} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {panels.map((panel) => (
        <Suspense key={panel.key} fallback={<Skeleton active paragraph={{ rows: 3 }} />}>
          <panel.component
            countyCode={visit.countyCode}
            inspectionId={visit.id}
            kind={visit.kind}
            status={visit.status}
          />
        </Suspense>
      ))}
      {mayReadPapers && visit.status === 'FINISHED' && <VisitPapers visit={visit} />}
      {visit.series.length > 1 && (
        <section className="section">
          <h2 className="section-title">{t('同一系列的检查')}</h2>
          <ol className="record-series">
            {visit.series.map((one) => {
              const its = visitState(one.status);
              return (
                <li key={one.id} aria-current={one.id === visit.id ? 'true' : undefined}>
                  <RecordLink to={`/inspections/${visit.countyCode}/${one.id}`}>
                    {one.inspectedOn} {kindWords(one.kind)}
                  </RecordLink>
                  <StateTag tone={its.tone}>{its.words}</StateTag>
                </li>
              );
            })}
          </ol>
        </section>
      )}
      <Results visit={visit} />
      <details className="record-group">
        <summary>{t('检查前的合法性判断')}</summary>
        <ul className="start-reasons">
          {visit.guard.reasons.map((reason) => (
            <li key={reason.text}>
              {reason.text}
              {reason.basis && <small>{reason.basis}</small>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
