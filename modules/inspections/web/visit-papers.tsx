import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { type PaperRow, paperKinds, paperStates } from '#modules/documents/contract';
import { ServeForm } from '#modules/documents/web';
import type { InspectionDetail } from '#modules/inspections/contract';
import type { BulkOutcome as Outcome } from '#platform/shared/bulk.ts';
import { BulkOutcome } from '#platform/web/components/bulk-outcome.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { documentsApi } from './inspections.client.ts';

const isEnded = (paper: PaperRow) =>
  paper.status === 'SERVED' || (paper.status === 'ISSUED' && !paperKinds[paper.kind].isServed);

/** Papers of a visit, and the steps that all of them may take together. */
export function VisitPapers({ visit }: { visit: InspectionDetail }) {
  const queries = useQueryClient();
  const isOwn = useSession().actor.orgId === visit.orgId && visit.orgId !== null;
  const mayDraft = useMay('documents.draft') && isOwn;
  const mayServe = useMay('documents.serve') && isOwn;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [done, setDone] = useState<{ outcome: Outcome; verb: string }>();
  const [toServe, setToServe] = useState<PaperRow[]>();
  const { countyCode } = visit;
  const papers = useQuery(documentsApi.list.queryOptions({ input: { countyCode, subjectId: visit.id, limit: 50 } }));
  const rows = papers.data?.items ?? [];
  if (rows.length === 0)
    return visit.nature === 'ADMINISTRATIVE' && papers.data ? <p className="soft">{t('没有文书')}</p> : null;
  const keys = (some: PaperRow[]) => some.map(({ id, version }) => ({ id, version }));
  const drafts = rows.filter((paper) => paper.status === 'DRAFT' && !paper.returnedAt);
  const toSubmit = drafts.filter((paper) => paperKinds[paper.kind].needsApproval);
  const toIssue = drafts.filter((paper) => !paperKinds[paper.kind].needsApproval);
  const unserved = rows.filter((paper) => paper.status === 'ISSUED' && paperKinds[paper.kind].isServed);
  const finish = async (outcome: Outcome, verb: string) => {
    setDone({ outcome, verb });
    await queries.invalidateQueries({ queryKey: [['documents']] });
    await queries.invalidateQueries({ queryKey: [['hazards']] });
  };
  const sendOff = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const none: Outcome = { done: 0, refused: [] };
      const issued = toIssue.length ? await documentsApi.bulkIssue.call({ countyCode, items: keys(toIssue) }) : none;
      const sent = toSubmit.length ? await documentsApi.bulkSubmit.call({ countyCode, items: keys(toSubmit) }) : none;
      await finish(
        { done: issued.done + sent.done, refused: [...issued.refused, ...sent.refused] },
        toSubmit.length ? (toIssue.length ? t('已签发、送审') : t('已送审')) : t('已签发'),
      );
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="section">
      <h2 className="section-title">
        {t('文书')}
        <span className="record-paper-acts no-print">
          {mayDraft && drafts.length > 1 && (
            <Button size="small" loading={isBusy} onClick={() => void sendOff()}>
              {toSubmit.length === 0
                ? t('一并签发 {n} 份', { n: toIssue.length })
                : toIssue.length === 0
                  ? t('一并送审 {n} 份', { n: toSubmit.length })
                  : t('签发 {n} 份、送审 {m} 份', { n: toIssue.length, m: toSubmit.length })}
            </Button>
          )}
          {mayServe && unserved.length > 1 && (
            <Button size="small" onClick={() => setToServe(unserved)}>
              {t('一并登记送达 {n} 份', { n: unserved.length })}
            </Button>
          )}
        </span>
      </h2>
      <ErrorSentence error={failure} />
      {done && (
        <BulkOutcome
          outcome={done.outcome}
          verb={done.verb}
          nameOf={(id) => {
            const paper = rows.find((one) => one.id === id);
            return paper ? t(paperKinds[paper.kind].label) : id;
          }}
          onClose={() => setDone(undefined)}
        />
      )}
      <ul className="record-papers">
        {rows.map((paper) => (
          <li key={paper.id}>
            <RecordLink to={`/papers/${paper.countyCode}/${paper.id}`}>{t(paperKinds[paper.kind].label)}</RecordLink>
            <span className="soft">{paper.number ?? t('签发时编号')}</span>
            <StateTag tone={isEnded(paper) ? 'verified' : paper.status === 'VOID' ? 'unknown' : 'due'}>
              {paper.status === 'ISSUED' && isEnded(paper)
                ? t('已签发')
                : paper.returnedAt
                  ? t('已退回，待修改')
                  : t(paperStates[paper.status].label)}
            </StateTag>
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        <ServeForm
          countyCode={countyCode}
          papers={toServe}
          onClose={() => setToServe(undefined)}
          onDone={(outcome) => finish(outcome, t('已登记送达'))}
        />
      </Suspense>
    </section>
  );
}
