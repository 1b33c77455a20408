import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { CalloutRow } from '#modules/fires/contract';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import type { FilterSpec } from '#platform/web/components/filters.ts';
import { SavedViews } from '#platform/web/components/saved-views.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useSearch } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { CalloutActions, calloutFacts, secondsWords } from '../callout-facts.tsx';
import { CalloutForm } from '../callout-form.tsx';
import { queryOf, readCalloutFilter } from '../fire-filter.ts';
import { FireTabs } from '../fire-tabs.tsx';
import { calloutOptions, calloutPath, calloutWords } from '../fire-words.ts';
import { calloutsApi } from '../fires.client.ts';
import '../fires.css';

const regionsApi = createApi(regionsContract, 'regions');

const columns: Column<CalloutRow>[] = [
  { key: 'address', title: t('地点'), priority: 1 },
  { key: 'kind', title: t('类别'), priority: 1, width: 110, value: (row) => calloutWords(row.kind) },
  {
    key: 'alarmAt',
    title: t('接警时间'),
    priority: 1,
    width: 130,
    value: (row) => (row.alarmAt ? dateWords(row.alarmAt) : row.occurredOn),
  },
  { key: 'orgName', title: t('消防站'), priority: 2, width: 170 },
  { key: 'vehicles', title: t('车辆（辆次）'), kind: 'number', priority: 2 },
  { key: 'people', title: t('人员（人次）'), kind: 'number', priority: 2 },
  { key: 'rescued', title: t('抢救（人）'), kind: 'number', priority: 2 },
  { key: 'evacuated', title: t('疏散（人）'), kind: 'number', priority: 2 },
  { key: 'savedYuan', title: t('抢救财产（元）'), kind: 'number', priority: 3, width: 116 },
  {
    key: 'arrivalSeconds',
    title: t('到场用时'),
    priority: 3,
    width: 104,
    value: (row) => secondsWords(row.arrivalSeconds),
  },
  { key: 'townshipName', title: t('乡镇（街道）'), priority: 3, width: 104 },
  {
    key: 'turnoutSeconds',
    title: t('出动用时'),
    isExtra: true,
    width: 104,
    value: (row) => secondsWords(row.turnoutSeconds),
  },
  { key: 'note', title: t('备注'), isExtra: true },
];

function CalloutPeek({ countyCode, id }: { countyCode: string; id: string }) {
  const callout = useQuery(calloutsApi.read.queryOptions({ input: { countyCode, id } }));
  if (callout.error) return <ErrorSentence error={callout.error} retry={() => void callout.refetch()} />;
  if (!callout.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  return (
    <div className="fire-peek">
      <CalloutActions callout={callout.data} />
      <FactGrid facts={calloutFacts(callout.data)} columns={1} />
    </div>
  );
}

function Callouts({ countyCode, township }: { countyCode: string; township: string | undefined }) {
  const search = useSearch();
  const go = useGo();
  const mayRecord = useMay('fires.recordCallout');
  const isDepartment = useSession().actor.role === 'DEPT_USER';
  const [isNew, setNew] = useState(false);
  const townships = useQuery({
    ...regionsApi.children.queryOptions({ input: { code: `${countyCode}000000` } }),
    staleTime: 600_000,
    enabled: !township,
  });
  const filters: FilterSpec[] = [
    { key: 'q', kind: 'text', label: t('地点或备注') },
    { key: 'day', kind: 'dates', label: t('日期') },
    { key: 'kind', kind: 'multi', label: t('类别'), options: calloutOptions },
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
    { key: 'void', kind: 'flag', label: t('只看作废') },
    ...(search.org
      ? [
          {
            key: 'org',
            kind: 'select' as const,
            label: t('消防站'),
            options: [{ value: search.org, label: t('指定单位') }],
          },
        ]
      : []),
    ...(search.fire
      ? [
          {
            key: 'fire',
            kind: 'select' as const,
            label: t('火灾'),
            options: [{ value: search.fire, label: t('指定火灾') }],
          },
        ]
      : []),
  ];
  const start = mayRecord && (
    <Button type="primary" onClick={() => setNew(true)}>
      {t('登记接处警')}
    </Button>
  );
  return (
    <>
      <FireTabs current="callouts" />
      <DataList<CalloutRow>
        name="callouts"
        title={t('接处警')}
        columns={columns}
        rowKey={(row) => row.id}
        open={calloutPath}
        filters={filters}
        query={(state) =>
          calloutsApi.list.queryOptions({
            input: {
              ...readCalloutFilter(state, countyCode, township),
              limit: state.limit,
              ...(state.cursor ? { cursor: state.cursor } : {}),
            },
          })
        }
        saved={<SavedViews screen="callouts" />}
        preview={(row) => <CalloutPeek key={row.id} countyCode={row.countyCode} id={row.id} />}
        exportUrl={(state) => `/api/callouts/export?${queryOf(readCalloutFilter(state, countyCode, township))}`}
        actions={start}
        empty={{
          reason: isDepartment ? t('没有关联到本行业单位的接处警记录') : t('本辖区还没有接处警记录'),
          ...(start ? { act: start } : {}),
        }}
      />
      {mayRecord && (
        <CalloutForm
          isOpen={isNew}
          countyCode={countyCode}
          onClose={() => setNew(false)}
          onDone={(callout) => go(calloutPath(callout))}
        />
      )}
    </>
  );
}

export default function CalloutsListPage() {
  return (
    <ForCounty>
      {(countyCode, township) => <Callouts key={countyCode} countyCode={countyCode} township={township} />}
    </ForCounty>
  );
}
