import { DownOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import type { PremisesRow } from '#modules/premises/contract';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FilterBar } from '#platform/web/components/filter-bar.tsx';
import { useListState } from '#platform/web/components/list-state.ts';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { SavedViews } from '#platform/web/components/saved-views.tsx';
import { countyOf } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { BulkAssign, type BulkTarget } from '../bulk-assign.tsx';
import { Completeness } from '../completeness.tsx';
import { premisesApi } from '../premises.client.ts';
import { filterSpecs, queryText, readPremisesFilter } from '../premises-filter.ts';
import { industryWords } from '../premises-flags.tsx';
import { PremisesForm } from '../premises-form.tsx';
import { PremisesMap } from '../premises-map.tsx';
import { PremisesPeek } from '../premises-peek.tsx';
import { classOptions, premisesPath, statusState, typesWords } from '../premises-words.ts';
import '../premises.css';

const classWords = (value: string) => classOptions().find((option) => option.value === value)?.label ?? value;

const columns = (): Column<PremisesRow>[] => [
  { key: 'name', title: t('单位（场所）名称'), priority: 1, sortable: true },
  { key: 'types', title: t('场所类别'), priority: 1, width: 150, value: (row) => typesWords(row.types) },
  {
    key: 'supervisionClass',
    title: t('监管类别'),
    kind: 'state',
    priority: 1,
    width: 150,
    value: (row) => ({
      words: classWords(row.supervisionClass),
      tone: row.supervisionClass === 'KEY_UNIT' ? 'active' : 'plain',
    }),
  },
  { key: 'status', title: t('状态'), kind: 'state', priority: 2, width: 116, value: (row) => statusState(row.status) },
  { key: 'township', title: t('乡镇（街道）'), priority: 2, width: 104, value: (row) => row.townshipName },
  { key: 'address', title: t('详细地址'), priority: 3, width: 200 },
  { key: 'supervisor', title: t('列管机构'), priority: 2, width: 128, value: (row) => row.supervisorName },
  { key: 'industry', title: t('行业主管部门'), priority: 3, width: 120, value: (row) => industryWords(row.industry) },
  {
    key: 'completeness',
    title: t('档案完整率'),
    priority: 1,
    width: 116,
    sortable: true,
    render: (row) => <Completeness percent={row.completeness} />,
  },
  { key: 'changedAt', title: t('最近变更'), kind: 'date', priority: 3, width: 130, sortable: true },
  { key: 'region', title: t('村（社区）'), isExtra: true, width: 120, value: (row) => row.regionName },
  { key: 'grid', title: t('所属网格'), isExtra: true, width: 110, value: (row) => row.gridName },
  { key: 'police', title: t('公安派出所'), isExtra: true, width: 128, value: (row) => row.policeName },
  { key: 'code', title: t('单位编码'), isExtra: true, width: 88 },
];

export default function PremisesListPage() {
  const search = useSearch();
  const setSearch = useSetSearch();
  const scope = useScope();
  const go = useGo();
  const queries = useQueryClient();
  const mayEdit = useMay('premises.edit');
  const mayAssign = useMay('premises.assign');
  const [isRegistering, setRegistering] = useState(false);
  const [target, setTarget] = useState<BulkTarget>();
  const [failure, setFailure] = useState<unknown>();
  const state = useListState(50, 'name');
  const county = countyOf(scope);
  const supervisors = useQuery({
    ...premisesApi.assignees.queryOptions({ input: { regionCode: scope, field: 'supervisorOrgId' } }),
    enabled: county !== undefined,
    staleTime: 600_000,
  });
  const specs = filterSpecs(
    (supervisors.data ?? []).map(({ value, label }) => ({ value, label })),
    search,
  );
  const isMap = search.view === 'map';
  const view = (
    <Segmented
      value={isMap ? 'map' : 'list'}
      onChange={(value) => setSearch({ view: value === 'map' ? 'map' : undefined })}
      options={[
        { value: 'list', label: t('列表') },
        { value: 'map', label: t('地图') },
      ]}
    />
  );
  const assignAll = async () => {
    setFailure(undefined);
    try {
      const filter = readPremisesFilter(state);
      setTarget({ filter, count: (await premisesApi.count.call(filter as never)).count });
    } catch (error) {
      setFailure(error);
    }
  };
  const actions = (
    <>
      {view}
      {mayAssign && county && (
        <Dropdown
          trigger={['click']}
          menu={{ items: [{ key: 'all', label: t('按当前条件全部分派') }], onClick: () => void assignAll() }}
        >
          <Button>
            {t('批量')} <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {mayEdit && (
        <Button type="primary" onClick={() => setRegistering(true)}>
          {t('登记单位')}
        </Button>
      )}
    </>
  );
  return (
    <>
      <ErrorSentence error={failure} />
      {isMap ? (
        <>
          <PageHeader title={t('单位')} actions={actions} />
          <FilterBar
            filters={specs}
            values={search}
            onChange={(key, value) => setSearch({ [key]: value })}
            onClear={() => setSearch(Object.fromEntries(specs.map((spec) => [spec.key, undefined])))}
          />
          <PremisesMap filter={readPremisesFilter(state)} />
        </>
      ) : (
        <DataList<PremisesRow>
          name="premises"
          title={t('单位')}
          columns={columns()}
          rowKey={(row) => row.id}
          open={premisesPath}
          filters={specs}
          defaultSort="name"
          query={(now) =>
            premisesApi.list.queryOptions({
              input: {
                ...readPremisesFilter(now),
                limit: now.limit,
                ...(now.sortText ? { sort: now.sortText as 'name' } : {}),
                ...(now.cursor ? { cursor: now.cursor } : {}),
              },
            })
          }
          preview={(row) => <PremisesPeek row={row} />}
          exportUrl={(now, keys) =>
            `/api/premises/export?${queryText({ ...readPremisesFilter(now), sort: now.sortText, columns: keys })}`
          }
          saved={<SavedViews screen="premises" />}
          empty={{
            reason: t('本辖区还没有登记单位'),
            ...(mayEdit ? { act: <Button onClick={() => setRegistering(true)}>{t('登记第一家单位')}</Button> } : {}),
          }}
          actions={actions}
          {...(mayAssign
            ? { bulk: [{ key: 'assign', label: t('分派'), run: (rows: PremisesRow[]) => setTarget({ rows }) }] }
            : {})}
        />
      )}
      <BulkAssign target={target} regionCode={scope} onClose={() => setTarget(undefined)} />
      <PremisesForm
        isOpen={isRegistering}
        onClose={() => setRegistering(false)}
        onDone={async (file) => {
          await queries.invalidateQueries({ queryKey: [['premises']] });
          go(premisesPath(file));
        }}
      />
    </>
  );
}
