import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { type HazardRow, type HazardSort, hazardSorts } from '#modules/hazards/contract';
import { BodyPicker } from '#modules/inspections/web';
import { premisesTypes, typeName } from '#modules/premises/contract';
import { regionsContract } from '#modules/regions/contract';
import type { BulkOutcome as Outcome } from '#platform/shared/bulk.ts';
import { createApi } from '#platform/web/api.ts';
import { BulkOutcome } from '#platform/web/components/bulk-outcome.tsx';
import type { Column } from '#platform/web/components/columns.tsx';
import { type BulkAct, DataList } from '#platform/web/components/data-list.tsx';
import { Field } from '#platform/web/components/field.tsx';
import type { FilterSpec } from '#platform/web/components/filters.ts';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { dayOf } from '#platform/web/days.ts';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { queryOf } from '#platform/web/query-text.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { HandlerPicker } from '../handler-picker.tsx';
import { HazardDeadline } from '../hazard-deadline.tsx';
import { readHazardFilter } from '../hazard-filter.ts';
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
    sortable: true,
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
  {
    key: 'age',
    title: t('历时（天）'),
    kind: 'number',
    priority: 2,
    width: 104,
    sortable: true,
    value: (row) => row.ageDays,
  },
  { key: 'orgName', title: t('责任机构'), priority: 3, width: 150 },
  { key: 'handlerName', title: t('经办人'), priority: 3, width: 84 },
  { key: 'source', title: t('来源'), priority: 3, width: 84, value: (row) => sourceWords(row.source) },
  {
    key: 'registered',
    title: t('登记时间'),
    kind: 'date',
    isExtra: true,
    width: 128,
    sortable: true,
    value: (row) => row.registeredAt,
  },
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

const sortWords: Record<HazardSort, string> = {
  due: t('期限近的在前'),
  '-due': t('期限远的在前'),
  '-age': t('历时长的在前'),
  age: t('历时短的在前'),
  '-registered': t('新登记的在前'),
  registered: t('早登记的在前'),
  '-changed': t('新变动的在前'),
  changed: t('久未变动的在前'),
};
const sortOptions = Object.entries(sortWords).map(([value, label]) => ({ value: value as HazardSort, label }));

type Done = { outcome: Outcome; rows: HazardRow[]; verb: string };
type Form = 'transfer' | 'assign' | 'handler';

const tomorrow = () => dayOf(new Date(Date.now() + 86_400_000));

function Ledger({ countyCode, township }: { countyCode: string; township: string | undefined }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayAccept = useMay('hazards.accept');
  const mayTransfer = useMay('hazards.transfer');
  const mayAssign = useMay('hazards.assign');
  const mayHandle = useMay('hazards.reinspect');
  const [form, setForm] = useState<{ kind: Form; rows: HazardRow[] }>();
  const [isMore, setMore] = useState(false);
  const [done, setDone] = useState<Done>();
  const townships = useQuery({
    ...regionsApi.children.queryOptions({ input: { code: `${countyCode}000000` } }),
    staleTime: 600_000,
    enabled: !township,
  });
  const keys = (rows: HazardRow[]) => rows.map(({ id, version }) => ({ id, version }));
  const finish = async (outcome: Outcome, rows: HazardRow[], verb: string) => {
    setDone({ outcome, rows, verb });
    await queries.invalidateQueries({ queryKey: [['hazards']] });
  };
  // What is open is read by its deadline, the whole ledger by the day of finding.
  const isOpenOnly = search.open === '1' || Boolean(search.overdue || search.status);
  const wanted = hazardSorts.find((one) => one === search.sort);
  const sort = wanted ?? (isOpenOnly ? 'due' : '-registered');
  const bulk: BulkAct<HazardRow>[] = [
    ...(mayAccept
      ? [
          {
            key: 'accept',
            label: t('受理'),
            run: async (rows: HazardRow[]) =>
              finish(await hazardsApi.bulkAccept.call({ countyCode, items: keys(rows) }), rows, t('已受理')),
          },
        ]
      : []),
    ...(mayHandle
      ? [
          {
            key: 'handler',
            label: t('指定经办人'),
            run: (rows: HazardRow[]) => setForm({ kind: 'handler', rows }),
          },
        ]
      : []),
    ...(mayAssign
      ? [{ key: 'assign', label: t('督促整改'), run: (rows: HazardRow[]) => setForm({ kind: 'assign', rows }) }]
      : []),
    ...(mayTransfer
      ? [{ key: 'transfer', label: t('移送'), run: (rows: HazardRow[]) => setForm({ kind: 'transfer', rows }) }]
      : []),
    {
      key: 'export',
      label: t('导出所选'),
      run: (rows: HazardRow[]) =>
        download(
          `/api/hazards/export?${queryOf({ countyCode, ids: rows.map((row) => row.id), sort })}`,
          `${t('隐患台账')}-${dayOf(new Date())}.xlsx`,
        ),
    },
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
    ...(mayHandle || search.mine ? [{ key: 'mine', kind: 'flag' as const, label: t('我经办的') }] : []),
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
  const picked = form?.rows ?? [];
  return (
    <>
      {done && (
        <BulkOutcome
          outcome={done.outcome}
          verb={done.verb}
          nameOf={(id) => {
            const row = done.rows.find((one) => one.id === id);
            return row ? `${row.premisesName} · ${row.description}` : id;
          }}
          onClose={() => setDone(undefined)}
        />
      )}
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
              options={sortOptions}
              onChange={(value) => setSearch({ sort: value, cursor: undefined, page: undefined, sel: undefined })}
            />
          </>
        }
        preview={(row) => <HazardPeek key={row.id} countyCode={row.countyCode} id={row.id} />}
        defaultSort={sort}
        bulk={bulk}
        exportUrl={(state) =>
          `/api/hazards/export?${queryOf({ ...readHazardFilter(state, countyCode, township), sort })}`
        }
        empty={{ reason: t('本辖区还没有登记隐患；检查中判为“不符合”的项目会自动登记到这里') }}
      />
      <FormDrawer<{ toOrgId: string; reason: string }>
        isOpen={form?.kind === 'transfer'}
        title={t('移送 {n} 条隐患', { n: picked.length })}
        submitLabel={t('移送')}
        consequence={t('将逐条拟制抄告（移送）单；不能移送的会列出原因')}
        onClose={() => setForm(undefined)}
        onSubmit={async (values) =>
          finish(
            await hazardsApi.bulkTransfer.call({ countyCode, items: keys(picked), ...values }),
            picked,
            t('已移送'),
          )
        }
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
      <FormDrawer<{ dueOn: string; reason?: string }>
        isOpen={form?.kind === 'assign'}
        title={t('督促整改 {n} 条隐患', { n: picked.length })}
        submitLabel={t('督促整改')}
        consequence={t('所选隐患将统一确定整改期限；不能督促的会列出原因')}
        onClose={() => setForm(undefined)}
        onSubmit={async ({ dueOn, reason }) =>
          finish(
            await hazardsApi.bulkAssign.call({ countyCode, items: keys(picked), dueOn, reason: reason || null }),
            picked,
            t('已督促整改'),
          )
        }
      >
        <Field name="dueOn" label={t('整改期限')} kind="day" isRequired earliest={tomorrow()} />
        <Field name="reason" label={t('督促要求')} kind="long-text" max={500} />
      </FormDrawer>
      <FormDrawer<{ personId: string }>
        isOpen={form?.kind === 'handler'}
        title={t('为 {n} 条隐患指定经办人', { n: picked.length })}
        submitLabel={t('指定')}
        onClose={() => setForm(undefined)}
        onSubmit={async ({ personId }) =>
          finish(
            await hazardsApi.bulkSetHandler.call({ countyCode, items: keys(picked), personId }),
            picked,
            t('已指定经办人'),
          )
        }
      >
        <Field
          name="personId"
          label={t('经办人')}
          kind="own"
          isRequired
          control={<HandlerPicker />}
          help={t('限本机构在任人员')}
        />
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
