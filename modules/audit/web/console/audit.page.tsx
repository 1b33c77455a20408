import { Button } from 'antd';
import { useState } from 'react';
import type { AuditRow } from '#modules/audit/contract';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { countyOf } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { auditApi } from '../audit.client.ts';
import {
  actionWords,
  areas,
  areaWords,
  detailLine,
  detailWords,
  subjectPath,
  subjectWords,
  valueWords,
} from '../audit-words.ts';
import '../audit.css';

const areaOf = (row: AuditRow) => row.action.split('.')[0] ?? '';
/** Whoever signs in is not known before, so the log names the system; the account says more. */
const whoOf = (row: AuditRow) =>
  row.accountId === null && typeof row.detail.username === 'string' ? row.detail.username : row.actor;
/** Seconds matter in a log. */
const instantWords = (at: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(at),
  );

function EntryPeek({ row, countyCode }: { row: AuditRow; countyCode: string | undefined }) {
  const path = countyCode && subjectPath(row.subjectKind, row.subjectId, countyCode);
  return (
    <FactGrid
      columns={1}
      facts={[
        { label: t('事项'), value: actionWords(row.action) },
        { label: t('时间'), value: instantWords(row.at) },
        { label: t('操作人'), value: whoOf(row) },
        {
          label: t('对象'),
          value: (
            <>
              {path ? (
                <RecordLink to={path}>{subjectWords(row.subjectKind)}</RecordLink>
              ) : (
                subjectWords(row.subjectKind)
              )}
              <br />
              <code className="audit-code">{row.subjectId}</code>
            </>
          ),
        },
        ...Object.entries(row.detail).map(([key, value]) => ({ label: detailWords(key), value: valueWords(value) })),
        { label: t('链上序号'), value: String(row.seq) },
        { label: t('摘要（SM3）'), value: <code className="audit-code">{row.hash}</code> },
      ]}
    />
  );
}

type Outcome = Awaited<ReturnType<typeof auditApi.verify.call>>;

/** Walks the whole chain on the server and says in words what it found. */
function useVerification({ regionCode }: { regionCode: string }) {
  const [outcome, setOutcome] = useState<{ of: string; result: Outcome }>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const verify = async () => {
    setBusy(true);
    setFailure(undefined);
    setOutcome(undefined);
    try {
      setOutcome({ of: regionCode, result: await auditApi.verify.call({ regionCode }) });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const shown = outcome?.of === regionCode ? outcome.result : undefined;
  return {
    button: (
      <Button loading={isBusy} onClick={() => void verify()}>
        {t('核验完整性')}
      </Button>
    ),
    result: (
      <>
        <ErrorSentence error={failure} />
        {shown && (
          <div className={shown.findingCount > 0 ? 'audit-result is-broken' : 'audit-result'} role="status">
            {shown.findingCount === 0 ? (
              <StateTag tone="verified">{t('已核验 {n} 条，没有改动、缺失或插入', { n: shown.entries })}</StateTag>
            ) : (
              <>
                <StateTag tone="overdue">
                  {t('已核验 {n} 条，发现 {m} 处异常，请保全现场并报告上级', {
                    n: shown.entries,
                    m: shown.findingCount,
                  })}
                </StateTag>
                <ul>
                  {shown.findings.map((finding) => (
                    <li key={`${finding.seq}${finding.message}`}>{finding.message}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </>
    ),
  };
}

/** Who did what and when, as it was written into the chain of the chosen division. */
export default function AuditPage() {
  const scope = useScope();
  const countyCode = countyOf(scope);
  const verification = useVerification({ regionCode: scope });
  return (
    <>
      {verification.result}
      <DataList<AuditRow>
        name="audit"
        title={t('审计日志')}
        rowKey={(row) => String(row.seq)}
        columns={[
          { key: 'action', title: t('事项'), priority: 1, width: 150, value: (row) => actionWords(row.action) },
          { key: 'at', title: t('时间'), priority: 1, width: 156, value: (row) => instantWords(row.at) },
          { key: 'actor', title: t('操作人'), priority: 1, width: 260, value: whoOf },
          { key: 'detail', title: t('内容'), width: 320, value: (row) => detailLine(row.detail) },
          { key: 'area', title: t('业务'), width: 96, priority: 3, value: (row) => areaWords(areaOf(row)) },
          { key: 'seq', title: t('序号'), kind: 'number', width: 80, priority: 3 },
        ]}
        filters={[
          { key: 'q', kind: 'text', label: t('操作人'), placeholder: t('操作人姓名或记录编号') },
          {
            key: 'area',
            kind: 'multi',
            label: t('业务'),
            options: Object.keys(areas).map((area) => ({ value: area, label: areaWords(area) })),
          },
          { key: 'day', kind: 'dates', label: t('日期') },
        ]}
        query={(state) =>
          auditApi.list.queryOptions({
            input: {
              regionCode: state.regionCode,
              search: state.text('q'),
              area: state.many('area'),
              ...state.dates('day'),
              cursor: state.cursor,
              limit: state.limit,
            },
          })
        }
        preview={(row) => <EntryPeek key={row.seq} row={row} countyCode={countyCode} />}
        empty={{
          reason: countyCode
            ? t('还没有日志')
            : t('本级还没有日志；各县（市、区）的日志请在左上角选择县（市、区）查看'),
        }}
        actions={verification.button}
      />
      <p className="soft audit-note">
        {t('日志逐条以摘要串联，只能追加；电话和身份证号已遮盖。本页显示所选辖区一级的日志，下级日志请在左上角选择')}
      </p>
    </>
  );
}
