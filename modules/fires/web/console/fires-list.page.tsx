import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { FireRow } from '#modules/fires/contract';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';
import type { Column } from '#platform/web/components/columns.tsx';
import { type BulkAct, DataList } from '#platform/web/components/data-list.tsx';
import type { FilterSpec } from '#platform/web/components/filters.ts';
import { SavedViews } from '#platform/web/components/saved-views.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { queryOf, readFireFilter } from '../fire-filter.ts';
import { FireForm } from '../fire-form.tsx';
import { FirePeek } from '../fire-peek.tsx';
import { FireTabs } from '../fire-tabs.tsx';
import {
  areaOptions,
  areaWords,
  causeOptions,
  causeWords,
  doubtOptions,
  doubtWords,
  firePath,
  fireState,
  gradeOptions,
  gradeTone,
  gradeWords,
  placeGroupOptions,
  placeOptions,
  placeWords,
  stageOptions,
  stageWords,
  statusOptions,
} from '../fire-words.ts';
import { firesApi } from '../fires.client.ts';
import '../fires.css';

const regionsApi = createApi(regionsContract, 'regions');

const columns: Column<FireRow>[] = [
  { key: 'address', title: t('起火地址'), priority: 1 },
  {
    key: 'occurred',
    title: t('起火日期'),
    kind: 'date',
    priority: 1,
    value: (row) => row.occurredOn,
  },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, width: 100, value: fireState },
  { key: 'place', title: t('起火场所'), priority: 1, width: 120, value: (row) => placeWords(row.place) },
  { key: 'cause', title: t('起火原因'), priority: 2, width: 130, value: (row) => causeWords(row.cause) },
  { key: 'deaths', title: t('死亡（人）'), kind: 'number', priority: 2, width: 84 },
  { key: 'injuries', title: t('受伤（人）'), kind: 'number', priority: 2, width: 84 },
  { key: 'lossYuan', title: t('损失（元）'), kind: 'number', priority: 2, width: 100 },
  {
    key: 'grade',
    title: t('等级'),
    kind: 'state',
    priority: 2,
    width: 92,
    value: (row) => ({ words: gradeWords(row.grade), tone: gradeTone(row.grade) }),
  },
  { key: 'townshipName', title: t('乡镇（街道）'), priority: 2, width: 104 },
  { key: 'orgName', title: t('填报单位'), priority: 3, width: 160 },
  { key: 'number', title: t('火灾编号'), priority: 3, width: 148 },
  { key: 'stage', title: t('报告'), priority: 3, width: 64, value: (row) => stageWords(row.stage) },
  {
    key: 'alarmAt',
    title: t('报警时间'),
    isExtra: true,
    width: 130,
    value: (row) => row.alarmAt && dateWords(row.alarmAt),
  },
  { key: 'areaType', title: t('区域类型'), isExtra: true, width: 96, value: (row) => areaWords(row.areaType) },
  { key: 'burnedArea', title: t('过火面积（㎡）'), kind: 'number', isExtra: true },
  { key: 'minutesToArrival', title: t('到场（分钟）'), kind: 'number', isExtra: true },
  { key: 'premisesName', title: t('单位'), isExtra: true },
  {
    key: 'doubts',
    title: t('待核对'),
    isExtra: true,
    width: 180,
    value: (row) => row.doubts.map(doubtWords).join('、') || null,
  },
  { key: 'finalDueOn', title: t('终报期限'), kind: 'date', isExtra: true },
  { key: 'changed', title: t('变动时间'), isExtra: true, width: 130, value: (row) => dateWords(row.changedAt) },
];

function Fires({ countyCode, township }: { countyCode: string; township: string | undefined }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const mayReport = useMay('fires.report');
  const mayReview = useMay('fires.review');
  const mayImport = useMay('fires.import');
  const isDepartment = useSession().actor.role === 'DEPT_USER';
  const queries = useQueryClient();
  const [refused, setRefused] = useState<{ id: string; message: string }[]>([]);
  const [isNew, setNew] = useState(false);
  const [isMore, setMore] = useState(false);
  const townships = useQuery({
    ...regionsApi.children.queryOptions({ input: { code: `${countyCode}000000` } }),
    staleTime: 600_000,
    enabled: !township,
  });
  const more: FilterSpec[] = [
    { key: 'grade', kind: 'multi', label: t('等级'), options: gradeOptions },
    { key: 'group', kind: 'multi', label: t('场所大类'), options: placeGroupOptions },
    { key: 'area', kind: 'multi', label: t('区域类型'), options: areaOptions },
    { key: 'stage', kind: 'multi', label: t('报告'), options: stageOptions },
    { key: 'late', kind: 'flag', label: t('初报超时') },
    { key: 'corrected', kind: 'flag', label: t('更正过') },
    { key: 'returned', kind: 'flag', label: t('退回过') },
    {
      key: 'owes',
      kind: 'select',
      label: t('待报'),
      options: [
        { value: 'FOLLOW_UP', label: t('待续报') },
        { value: 'FINAL', label: t('待终报') },
      ],
    },
    { key: 'doubt', kind: 'select', label: t('待核对'), options: doubtOptions },
    { key: 'counted', kind: 'flag', label: t('计入统计的') },
  ];
  // On a phone the filters scroll sideways, so that there is nothing to unfold.
  const isMoreSet = window.innerWidth < 768 || more.some((filter) => search[filter.key]);
  const fixed = (key: string, label: string, words: string): FilterSpec[] =>
    search[key] ? [{ key, kind: 'select', label, options: [{ value: search[key], label: words }] }] : [];
  const filters: FilterSpec[] = [
    { key: 'q', kind: 'text', label: t('编号、地址或经过') },
    { key: 'day', kind: 'dates', label: t('起火日期') },
    { key: 'status', kind: 'multi', label: t('状态'), options: statusOptions },
    { key: 'place', kind: 'multi', label: t('起火场所'), options: placeOptions },
    { key: 'cause', kind: 'multi', label: t('起火原因'), options: causeOptions },
    { key: 'fatal', kind: 'flag', label: t('亡人火灾') },
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
    ...fixed('org', t('填报单位'), t('指定单位')),
    ...fixed('premises', t('单位'), t('指定单位')),
    ...fixed('hours', t('时段'), t('{hours} 时', { hours: search.hours ?? '' })),
  ];
  const bulk: BulkAct<FireRow>[] = mayReview
    ? [
        {
          key: 'confirm',
          label: t('批量审核通过'),
          run: async (rows) => {
            const items = rows.map(({ id, version }) => ({ id, version }));
            const outcome = await firesApi.bulkConfirm.call({ countyCode, items });
            setRefused(
              outcome.refused.map((one) => ({
                ...one,
                message: `${rows.find((row) => row.id === one.id)?.address ?? ''}：${one.message}`,
              })),
            );
            await queries.invalidateQueries({ queryKey: [['fires']] });
          },
        },
      ]
    : [];
  const sort = search.sort === 'changed' ? 'changed' : 'occurred';
  return (
    <>
      <FireTabs current="fires" />
      {refused.length > 0 && (
        <section className="fire-hint" role="status">
          <p>
            <strong>{t('{n} 条未审核', { n: refused.length })}</strong>{' '}
            <button type="button" className="link-button" onClick={() => setRefused([])}>
              {t('知道了')}
            </button>
          </p>
          <ul>
            {refused.map((one) => (
              <li key={one.id}>{one.message}</li>
            ))}
          </ul>
        </section>
      )}
      <DataList<FireRow>
        name="fires"
        title={t('火灾')}
        columns={columns}
        rowKey={(row) => row.id}
        open={firePath}
        filters={filters}
        query={(state) =>
          firesApi.list.queryOptions({
            input: {
              ...readFireFilter(state, countyCode, township),
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
                { value: 'occurred', label: t('新发生的在前') },
                { value: 'changed', label: t('新变动的在前') },
              ]}
              onChange={(value) => setSearch({ sort: value, cursor: undefined, page: undefined, sel: undefined })}
            />
            <SavedViews screen="fires" />
          </>
        }
        preview={(row) => <FirePeek key={row.id} countyCode={row.countyCode} id={row.id} />}
        exportUrl={(state) => `/api/fires/export?${queryOf(readFireFilter(state, countyCode, township))}`}
        {...(bulk.length > 0 ? { bulk } : {})}
        actions={
          <>
            {mayImport && <Button onClick={() => go('/fire-import')}>{t('导入')}</Button>}
            {mayReport && (
              <Button type="primary" onClick={() => setNew(true)}>
                {t('登记火灾')}
              </Button>
            )}
          </>
        }
        empty={{
          reason: isDepartment ? t('没有关联到本行业单位的火灾记录') : t('本辖区还没有火灾记录'),
          ...(mayReport ? { act: <Button onClick={() => setNew(true)}>{t('登记火灾')}</Button> } : {}),
        }}
      />
      {mayReport && (
        <FireForm
          mode={isNew ? 'new' : undefined}
          countyCode={countyCode}
          onClose={() => setNew(false)}
          onDone={(fire) => go(firePath(fire))}
        />
      )}
    </>
  );
}

export default function FiresListPage() {
  return (
    <ForCounty>
      {(countyCode, township) => <Fires key={countyCode} countyCode={countyCode} township={township} />}
    </ForCounty>
  );
}
