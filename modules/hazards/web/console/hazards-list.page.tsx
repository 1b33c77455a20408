import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { HazardRow } from '#modules/hazards/contract';
import { BodyPicker } from '#modules/inspections/web';
import { premisesTypes, typeName } from '#modules/premises/contract';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';
import type { Column } from '#platform/web/components/columns.tsx';
import { type BulkAct, DataList } from '#platform/web/components/data-list.tsx';
import { Field } from '#platform/web/components/field.tsx';
import type { FilterSpec } from '#platform/web/components/filters.ts';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { HazardDeadline } from '../hazard-deadline.tsx';
import { queryOf, readHazardFilter } from '../hazard-filter.ts';
import { HazardPeek } from '../hazard-peek.tsx';
import {
  hazardState,
  modeWords,
  outcomeOptions,
  severityOptions,
  severityTone,
  shortSeverity,
  sourceOptions,
  sourceWords,
  statusOptions,
} from '../hazard-words.ts';
import { hazardsApi } from '../hazards.client.ts';
import '../hazards.css';

const regionsApi = createApi(regionsContract, 'regions');

const columns: Column<HazardRow>[] = [
  { key: 'description', title: t('隐患'), priority: 1, value: (row) => row.description },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, width: 118, value: hazardState },
  {
    key: 'due',
    title: t('整改期限'),
    kind: 'deadline',
    priority: 1,
    width: 122,
    render: (row) => <HazardDeadline hazard={row} />,
  },
  { key: 'premisesName', title: t('单位'), priority: 1, width: 190 },
  { key: 'place', title: t('部位'), priority: 2, width: 130 },
  {
    key: 'severity',
    title: t('程度'),
    kind: 'state',
    priority: 2,
    width: 92,
    value: (row) => ({ words: shortSeverity(row.severity), tone: severityTone(row.severity) }),
  },
  { key: 'found', title: t('发现日期'), kind: 'date', priority: 2, value: (row) => row.foundOn },
  { key: 'ageDays', title: t('历时（天）'), kind: 'number', priority: 2, width: 84 },
  { key: 'orgName', title: t('责任机构'), priority: 3, width: 150 },
  { key: 'source', title: t('来源'), priority: 3, width: 84, value: (row) => sourceWords(row.source) },
  { key: 'premisesType', title: t('场所类别'), isExtra: true, value: (row) => t(typeName(row.premisesType)) },
  {
    key: 'correctionMode',
    title: t('改正方式'),
    isExtra: true,
    width: 130,
    value: (row) => modeWords(row.correctionMode, row.nature),
  },
  { key: 'itemId', title: t('检查项'), isExtra: true, width: 72 },
  { key: 'reinspectionCount', title: t('复查（次）'), kind: 'number', isExtra: true },
  { key: 'closedOn', title: t('销案日期'), kind: 'date', isExtra: true },
];

const sorts = ['due', 'found', 'changed'] as const;

type Refusals = { done: number; refused: { id: string; message: string }[]; rows: HazardRow[]; verb: string };

function BulkRefusals({ outcome, onClose }: { outcome: Refusals; onClose: () => void }) {
  const nameOf = (id: string) => {
    const row = outcome.rows.find((one) => one.id === id);
    return row ? `${row.premisesName} · ${row.description}` : id;
  };
  return (
    <section className="bulk-refusals" role="status">
      <p>
        <strong>
          {t('{verb} {n} 条；{m} 条未办理', { verb: outcome.verb, n: outcome.done, m: outcome.refused.length })}
        </strong>
        <button type="button" className="link-button" onClick={onClose}>
          {t('知道了')}
        </button>
      </p>
      <ul>
        {outcome.refused.map((refusal) => (
          <li key={refusal.id}>
            <span>{nameOf(refusal.id)}</span>
            <span className="bulk-refusal-why">{refusal.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ledger({ countyCode, township }: { countyCode: string; township: string | undefined }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayAccept = useMay('hazards.accept');
  const mayTransfer = useMay('hazards.transfer');
  const [toTransfer, setToTransfer] = useState<HazardRow[]>();
  const [isMore, setMore] = useState(false);
  const [outcome, setOutcome] = useState<Refusals>();
  const townships = useQuery({
    ...regionsApi.children.queryOptions({ input: { code: `${countyCode}000000` } }),
    staleTime: 600_000,
    enabled: !township,
  });
  const keys = (rows: HazardRow[]) => rows.map(({ id, version }) => ({ id, version }));
  const finish = async (
    done: { done: number; refused: { id: string; message: string }[] },
    rows: HazardRow[],
    verb: string,
  ) => {
    setOutcome(done.refused.length > 0 ? { ...done, rows, verb } : undefined);
    await queries.invalidateQueries({ queryKey: [['hazards']] });
  };
  const bulk: BulkAct<HazardRow>[] = [
    ...(mayAccept
      ? [
          {
            key: 'accept',
            label: t('批量受理'),
            run: async (rows: HazardRow[]) =>
              finish(await hazardsApi.bulkAccept.call({ countyCode, items: keys(rows) }), rows, t('已受理')),
          },
        ]
      : []),
    ...(mayTransfer
      ? [{ key: 'transfer', label: t('批量移送'), run: (rows: HazardRow[]) => setToTransfer(rows) }]
      : []),
  ];
  const more: FilterSpec[] = [
    {
      key: 'type',
      kind: 'multi',
      label: t('场所类别'),
      options: premisesTypes.map((type) => ({ value: type.id, label: t(type.name) })),
    },
    { key: 'source', kind: 'multi', label: t('来源'), options: sourceOptions },
    { key: 'found', kind: 'dates', label: t('发现日期') },
    { key: 'closed', kind: 'dates', label: t('销案日期') },
    { key: 'due', kind: 'dates', label: t('整改期限') },
    { key: 'outcome', kind: 'multi', label: t('结果'), options: outcomeOptions },
    {
      key: 'kept',
      kind: 'select',
      label: t('按期整改'),
      options: [
        { value: '1', label: t('按期整改') },
        { value: '0', label: t('未按期整改') },
      ],
    },
  ];
  // On a phone the filters scroll sideways, so that there is nothing to unfold.
  const isMoreSet = window.innerWidth < 768 || more.some((filter) => search[filter.key]);
  // What is open is read by its deadline, the whole ledger by the day of finding.
  const isOpenOnly = search.open === '1' || Boolean(search.overdue || search.status);
  const wanted = sorts.find((one) => one === search.sort);
  const sort = wanted ?? (isOpenOnly ? 'due' : 'found');
  const filters: FilterSpec[] = [
    { key: 'q', kind: 'text', label: t('单位名称或地址') },
    {
      key: 'open',
      kind: 'select',
      label: t('是否销案'),
      options: [
        { value: '1', label: t('未销案') },
        { value: '0', label: t('已销案') },
      ],
    },
    { key: 'overdue', kind: 'flag', label: t('只看逾期') },
    { key: 'status', kind: 'multi', label: t('状态'), options: statusOptions },
    { key: 'severity', kind: 'multi', label: t('严重程度'), options: severityOptions },
    ...(township
      ? []
      : [
          {
            key: 'township',
            kind: 'multi' as const,
            label: t('乡镇（街道）'),
            options: (townships.data ?? []).map((one) => ({ value: one.code.slice(0, 9), label: one.name })),
          },
        ]),
    ...(isMore || isMoreSet ? more : []),
    // These come from other screens and show only when they are set.
    ...(search.at
      ? [
          {
            key: 'at',
            kind: 'select' as const,
            label: t('时点'),
            options: [{ value: search.at, label: t('{day} 未销案', { day: search.at }) }],
          },
        ]
      : []),
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
    ...(search.inspection
      ? [
          {
            key: 'inspection',
            kind: 'select' as const,
            label: t('检查'),
            options: [{ value: search.inspection, label: t('指定检查') }],
          },
        ]
      : []),
    ...(search.org
      ? [
          {
            key: 'org',
            kind: 'select' as const,
            label: t('责任机构'),
            options: [{ value: search.org, label: t('指定机构') }],
          },
        ]
      : []),
    ...(search.item ? [{ key: 'item', kind: 'text' as const, label: t('检查项') }] : []),
  ];
  return (
    <>
      {outcome && <BulkRefusals outcome={outcome} onClose={() => setOutcome(undefined)} />}
      <DataList<HazardRow>
        name="hazards"
        title={t('隐患台账')}
        columns={columns}
        rowKey={(row) => row.id}
        open={(row) => `/hazards/${row.countyCode}/${row.id}`}
        filters={filters}
        query={(state) =>
          hazardsApi.list.queryOptions({
            input: {
              ...readHazardFilter(state, countyCode, township),
              sort,
              limit: state.limit,
              ...(state.cursor ? { cursor: state.cursor } : {}),
            },
          })
        }
        saved={
          <>
            {!isMoreSet && (
              <button type="button" className="link-button" aria-expanded={isMore} onClick={() => setMore(!isMore)}>
                {isMore ? t('收起条件') : t('更多条件')}
              </button>
            )}
            <Select
              className="ledger-sort"
              variant="borderless"
              popupMatchSelectWidth={false}
              aria-label={t('排序')}
              value={sort}
              options={[
                { value: 'due', label: t('期限近的在前') },
                { value: 'found', label: t('新发现的在前') },
                { value: 'changed', label: t('新变动的在前') },
              ]}
              onChange={(value) => setSearch({ sort: value, cursor: undefined, page: undefined, sel: undefined })}
            />
          </>
        }
        preview={(row) => <HazardPeek key={row.id} countyCode={row.countyCode} id={row.id} />}
        {...(bulk.length > 0 ? { bulk } : {})}
        exportUrl={(state) => `/api/hazards/export?${queryOf(readHazardFilter(state, countyCode, township))}`}
        empty={{ reason: t('本辖区还没有登记隐患；检查中判为“不符合”的项目会自动登记到这里') }}
      />
      <FormDrawer<{ toOrgId: string; reason: string }>
        isOpen={toTransfer !== undefined}
        title={t('批量移送 {n} 条隐患', { n: toTransfer?.length ?? 0 })}
        submitLabel={t('移送')}
        consequence={t('将逐条拟制抄告（移送）单；不能移送的会列出原因')}
        onClose={() => setToTransfer(undefined)}
        onSubmit={async (values) => {
          const rows = toTransfer ?? [];
          await finish(
            await hazardsApi.bulkTransfer.call({ countyCode, items: keys(rows), ...values }),
            rows,
            t('已移送'),
          );
        }}
      >
        <Field
          name="toOrgId"
          label={t('移送给')}
          kind="own"
          isRequired
          control={<BodyPicker countyCode={countyCode} />}
        />
        <Field name="reason" label={t('移送理由')} kind="long-text" isRequired max={500} />
      </FormDrawer>
    </>
  );
}

export default function HazardsListPage() {
  return (
    <ForCounty>
      {(countyCode, township) => <Ledger key={countyCode} countyCode={countyCode} township={township} />}
    </ForCounty>
  );
}
