import { Button } from 'antd';
import type {
  InspectionFilter,
  InspectionKind,
  InspectionRow,
  Nature,
  VisitStatus,
} from '#modules/inspections/contract';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import type { ListState } from '#platform/web/components/list-state.ts';
import { ForCounty } from '#platform/web/county.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { queryOf } from '#platform/web/query-text.ts';
import { useGo, useSearch } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import {
  conclusionState,
  kindOptions,
  kindWords,
  natureOptions,
  natureWords,
  visitOptions,
  visitPath,
  visitState,
} from '../inspection-words.ts';
import { inspectionsApi } from '../inspections.client.ts';

const columns: Column<InspectionRow>[] = [
  { key: 'premisesName', title: t('单位'), priority: 1 },
  { key: 'inspectedOn', title: t('日期'), kind: 'date', priority: 1 },
  { key: 'kind', title: t('检查类型'), priority: 1, width: 180, value: (row) => kindWords(row.kind) },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, value: (row) => visitState(row.status) },
  {
    key: 'conclusion',
    title: t('结论'),
    kind: 'state',
    priority: 2,
    width: 150,
    value: (row) => (row.conclusion ? conclusionState(row.conclusion, row.kind) : null),
  },
  {
    key: 'findingCount',
    title: t('隐患（条）'),
    kind: 'number',
    priority: 1,
    width: 92,
    value: (row) => (row.kind === 'REINSPECTION' || row.status === 'NO_ENTRY' ? null : row.findingCount),
  },
  { key: 'inspectorNames', title: t('检查人员'), priority: 2, width: 140 },
  { key: 'orgName', title: t('检查机构'), priority: 3, width: 170, value: (row) => row.orgName ?? t('单位自查') },
  { key: 'nature', title: t('性质'), priority: 3, width: 170, value: (row) => natureWords(row.nature) },
];

function Visits({ countyCode, township }: { countyCode: string; township: string | undefined }) {
  const search = useSearch();
  const go = useGo();
  const mayInspect = useMay('inspections.conduct');
  const maySelfCheck = useMay('inspections.selfCheck');
  const premisesId = useSession().actor.premisesId;
  const start =
    maySelfCheck && premisesId
      ? `/inspections/start?county=${countyCode}&premises=${premisesId}&kind=SELF`
      : mayInspect
        ? '/inspections/start'
        : undefined;
  const startLink = start && (
    <Button type="primary" onClick={() => go(start)}>
      {premisesId ? t('开始自查') : t('开始检查')}
    </Button>
  );
  const filterOf = ({ text, many, dates }: ListState): InspectionFilter => ({
    countyCode,
    township: text('township') ?? township,
    status: many('status') as VisitStatus[] | undefined,
    kind: many('kind') as InspectionKind[] | undefined,
    nature: many('nature') as Nature[] | undefined,
    premisesId: text('premises'),
    orgId: text('org'),
    ...dates('day'),
  });
  return (
    <DataList<InspectionRow>
      name="inspections"
      title={t('检查')}
      columns={columns}
      rowKey={(row) => row.id}
      open={visitPath}
      filters={[
        { key: 'status', kind: 'multi', label: t('状态'), options: visitOptions },
        { key: 'kind', kind: 'multi', label: t('检查类型'), options: kindOptions },
        { key: 'nature', kind: 'multi', label: t('性质'), options: natureOptions },
        { key: 'day', kind: 'dates', label: t('检查日期') },
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
        ...(search.org
          ? [
              {
                key: 'org',
                kind: 'select' as const,
                label: t('检查机构'),
                options: [{ value: search.org, label: t('指定机构') }],
              },
            ]
          : []),
      ]}
      query={(state) =>
        inspectionsApi.list.queryOptions({ input: { ...filterOf(state), limit: state.limit, cursor: state.cursor } })
      }
      exportUrl={(state) => `/api/inspections/export?${queryOf(filterOf(state))}`}
      empty={{ reason: t('还没有检查记录'), act: startLink }}
      actions={startLink}
    />
  );
}

export default function InspectionsListPage() {
  return <ForCounty>{(countyCode, township) => <Visits countyCode={countyCode} township={township} />}</ForCounty>;
}
