import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Proposal, proposalStatuses } from '#modules/premises/contract';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { countyOf } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { KeyUnitBanner } from '../key-unit-banner.tsx';
import { premisesApi } from '../premises.client.ts';
import { typesWords } from '../premises-words.ts';
import '../premises.css';

const columns = (): Column<Proposal>[] => [
  { key: 'premisesName', title: t('单位（场所）名称'), priority: 1, width: 220 },
  {
    key: 'direction',
    title: t('建议'),
    kind: 'state',
    priority: 1,
    width: 104,
    value: (row) => ({
      words: row.direction === 'DESIGNATE' ? t('列为') : t('取消'),
      tone: row.status === 'PROPOSED' ? 'due' : 'plain',
    }),
  },
  { key: 'types', title: t('场所类别'), priority: 2, width: 150, value: (row) => typesWords(row.types) },
  { key: 'reason', title: t('依据'), priority: 2, width: 380 },
  { key: 'proposedAt', title: t('提出时间'), kind: 'date', priority: 3, width: 130 },
  { key: 'status', title: t('办理'), isExtra: true, value: (row) => t(proposalStatuses[row.status]) },
  { key: 'decidedBy', title: t('决定人'), isExtra: true },
];

function ProposalPeek({ row, onDone }: { row: Proposal; onDone: () => Promise<void> }) {
  return (
    <div className="premises-peek">
      <h2>
        <RecordLink to={`/premises/${row.countyCode}/${row.premisesId}`}>{row.premisesName}</RecordLink>
      </h2>
      {row.status === 'PROPOSED' ? (
        <KeyUnitBanner proposal={row} onDone={onDone} />
      ) : (
        <FactGrid
          columns={1}
          facts={[
            { label: t('依据'), value: row.reason },
            { label: t('办理'), value: t(proposalStatuses[row.status]) },
            { label: t('决定人'), value: row.decidedBy },
            { label: t('决定时间'), value: row.decidedAt && dateWords(row.decidedAt) },
            { label: t('理由'), value: row.decisionReason },
          ]}
        />
      )}
    </div>
  );
}

function Criteria() {
  const scope = useScope();
  const criteria = useQuery({
    ...premisesApi.criteria.queryOptions({ input: { regionCode: scope } }),
    staleTime: 600_000,
  });
  return (
    <details className="criteria">
      <summary>{t('现行界定标准')}</summary>
      <ErrorSentence error={criteria.error} />
      <table>
        <thead>
          <tr>
            <th>{t('类')}</th>
            <th>{t('对象')}</th>
            <th>{t('标准')}</th>
            <th>{t('依据')}</th>
          </tr>
        </thead>
        <tbody>
          {(criteria.data ?? []).map((row) => (
            <tr key={row.id}>
              <td>{row.category}</td>
              <td>{row.object}</td>
              <td>
                {row.metric === 'always'
                  ? t('不论规模')
                  : row.metric === 'highRise'
                    ? t('高层建筑')
                    : row.metric === 'local'
                      ? t('由省级界定')
                      : `≥ ${row.thresholdText}`}
              </td>
              <td>
                {row.source.replace(/\s*\[需核[^\]]*\]/g, '')}
                {row.needsCheck && <span className="soft"> {t('需核实')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export default function KeyUnitsPage() {
  const queries = useQueryClient();
  const county = countyOf(useScope());
  const mayRun = useMay('premises.designate');
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: [['premises']] });
  };
  const run = async () => {
    if (!county) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const done = await premisesApi.runProposals.call({ countyCode: county });
      setOutcome(t('已比对 {n} 家，新提出 {p} 条，撤回 {l} 条', { n: done.looked, p: done.proposed, l: done.lapsed }));
      await refresh();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <DataList<Proposal>
        name="key-units"
        title={t('重点单位建议')}
        columns={columns()}
        rowKey={(row) => row.id}
        filters={[
          {
            key: 'status',
            kind: 'select',
            label: t('办理'),
            options: Object.entries(proposalStatuses).map(([value, label]) => ({ value, label: t(label) })),
          },
          {
            key: 'direction',
            kind: 'select',
            label: t('建议'),
            options: [
              { value: 'DESIGNATE', label: t('列为') },
              { value: 'WITHDRAW', label: t('取消') },
            ],
          },
        ]}
        query={({ text, cursor, limit, regionCode }) =>
          premisesApi.proposals.queryOptions({
            input: {
              regionCode,
              limit,
              status: (text('status') ?? 'PROPOSED') as Proposal['status'],
              ...(text('direction') ? { direction: text('direction') as Proposal['direction'] } : {}),
              ...(cursor ? { cursor } : {}),
            },
          })
        }
        preview={(row) => <ProposalPeek row={row} onDone={refresh} />}
        empty={{ reason: t('没有待确认的建议；登记和修改单位时、每天夜里都会按现行标准比对') }}
        actions={
          mayRun && county ? (
            <Button loading={isBusy} onClick={() => void run()}>
              {t('重新比对全县')}
            </Button>
          ) : undefined
        }
      />
      <ErrorSentence error={failure} />
      {outcome && <p role="status">{outcome}</p>}
      <Criteria />
    </>
  );
}
