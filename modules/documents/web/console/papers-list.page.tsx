import { useQueryClient } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import {
  type PaperFilter,
  type PaperKind,
  type PaperRow,
  type PaperStatus,
  paperKinds,
} from '#modules/documents/contract';
import type { BulkOutcome as Outcome } from '#platform/shared/bulk.ts';
import { BulkOutcome } from '#platform/web/components/bulk-outcome.tsx';
import type { Column } from '#platform/web/components/columns.tsx';
import { type BulkAct, DataList } from '#platform/web/components/data-list.tsx';
import type { ListState } from '#platform/web/components/list-state.ts';
import { ForCounty } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { queryOf } from '#platform/web/query-text.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { documentsApi } from '../documents.client.ts';
import { PaperPeek } from '../paper-peek.tsx';
import { paperKindOptions, paperName, paperState, paperStatusOptions } from '../paper-words.ts';
import { ServeForm } from '../serve-form.tsx';

const columns: Column<PaperRow>[] = [
  { key: 'kind', title: t('文书'), priority: 1, width: 190, value: (row) => paperName(row.kind) },
  {
    key: 'number',
    title: t('文号'),
    priority: 1,
    width: 210,
    render: (row) =>
      row.number ? <span className="two-lines">{row.number}</span> : <span className="soft">{t('签发时编号')}</span>,
  },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, value: paperState },
  { key: 'premisesName', title: t('单位'), priority: 1, width: 220 },
  { key: 'orgName', title: t('制作机构'), priority: 3 },
  { key: 'draftedAt', title: t('制作时间'), kind: 'date', width: 128 },
  { key: 'issuedAt', title: t('签发时间'), kind: 'date', width: 128, priority: 3 },
  {
    key: 'servedAt',
    title: t('送达时间'),
    width: 128,
    render: (row) =>
      paperKinds[row.kind].isServed ? (
        row.servedAt ? (
          <span className="cell-date">{dateWords(row.servedAt)}</span>
        ) : (
          <span className="soft">{t('尚未送达')}</span>
        )
      ) : (
        <span className="soft">{t('不需送达')}</span>
      ),
  },
];

const views = [
  { value: '', label: t('全部') },
  { value: 'DRAFT', label: t('草稿') },
  { value: 'PENDING_APPROVAL', label: t('待审批') },
  { value: 'ISSUED', label: t('待送达') },
];

type Done = { outcome: Outcome; rows: PaperRow[]; verb: string };

function Papers({ countyCode }: { countyCode: string }) {
  const search = useSearch();
  const status = search.status ?? '';
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayDraft = useMay('documents.draft');
  const mayServe = useMay('documents.serve');
  const [done, setDone] = useState<Done>();
  const [toServe, setToServe] = useState<PaperRow[]>();
  const keys = (rows: PaperRow[]) => rows.map(({ id, version }) => ({ id, version }));
  const finish = async (outcome: Outcome, rows: PaperRow[], verb: string) => {
    setDone({ outcome, rows, verb });
    await queries.invalidateQueries({ queryKey: [['documents']] });
    await queries.invalidateQueries({ queryKey: [['hazards']] });
  };
  const bulk: BulkAct<PaperRow>[] = [
    ...(mayDraft
      ? [
          {
            key: 'submit',
            label: t('送审'),
            run: async (rows: PaperRow[]) =>
              finish(await documentsApi.bulkSubmit.call({ countyCode, items: keys(rows) }), rows, t('已送审')),
          },
          {
            key: 'issue',
            label: t('签发'),
            run: async (rows: PaperRow[]) =>
              finish(await documentsApi.bulkIssue.call({ countyCode, items: keys(rows) }), rows, t('已签发')),
          },
        ]
      : []),
    ...(mayServe ? [{ key: 'serve', label: t('登记送达'), run: (rows: PaperRow[]) => setToServe(rows) }] : []),
  ];
  const filterOf = ({ text, many, dates }: ListState): PaperFilter => ({
    countyCode,
    status: many('status') as PaperStatus[] | undefined,
    kind: many('kind') as PaperKind[] | undefined,
    premisesId: text('premises'),
    subjectId: text('subject'),
    ...dates('drafted'),
  });
  return (
    <>
      {done && (
        <BulkOutcome
          outcome={done.outcome}
          verb={done.verb}
          nameOf={(id) => {
            const row = done.rows.find((one) => one.id === id);
            return row ? [paperName(row.kind), row.number, row.premisesName].filter(Boolean).join(' · ') : id;
          }}
          onClose={() => setDone(undefined)}
        />
      )}
      <DataList<PaperRow>
        name="papers"
        title={t('文书')}
        columns={columns}
        rowKey={(row) => row.id}
        open={(row) => `/papers/${row.countyCode}/${row.id}`}
        filters={[
          { key: 'status', kind: 'multi', label: t('状态'), options: paperStatusOptions },
          { key: 'kind', kind: 'multi', label: t('文种'), options: paperKindOptions },
          { key: 'drafted', kind: 'dates', label: t('制作日期') },
          // These come from other screens and show only when they are set.
          ...(search.premises
            ? [
                {
                  key: 'premises',
                  kind: 'select' as const,
                  label: t('单位'),
                  options: [{ value: search.premises, label: t('指定单位') }],
                },
              ]
            : []),
          ...(search.subject
            ? [
                {
                  key: 'subject',
                  kind: 'select' as const,
                  label: t('来由'),
                  options: [{ value: search.subject, label: t('指定检查或隐患') }],
                },
              ]
            : []),
        ]}
        query={(state) =>
          documentsApi.list.queryOptions({
            input: { ...filterOf(state), limit: state.limit, cursor: state.cursor },
          })
        }
        exportUrl={(state) => `/api/papers/export?${queryOf(filterOf(state))}`}
        {...(bulk.length > 0 ? { bulk } : {})}
        preview={(row) => <PaperPeek countyCode={row.countyCode} id={row.id} />}
        empty={{ reason: t('还没有文书；检查结束时会自动拟制记录和通知书') }}
        actions={
          <Segmented
            options={views}
            value={views.some((view) => view.value === status) ? status : ''}
            onChange={(value) =>
              setSearch({ status: value || undefined, cursor: undefined, page: undefined, sel: undefined })
            }
          />
        }
      />
      <ServeForm
        countyCode={countyCode}
        papers={toServe}
        onClose={() => setToServe(undefined)}
        onDone={(outcome) => finish(outcome, toServe ?? [], t('已登记送达'))}
      />
    </>
  );
}

export default function PapersListPage() {
  return <ForCounty>{(countyCode) => <Papers key={countyCode} countyCode={countyCode} />}</ForCounty>;
}
