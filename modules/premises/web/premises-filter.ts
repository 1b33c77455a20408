import type { PremisesFilter } from '#modules/premises/contract';
import type { FilterSpec, Option } from '#platform/web/components/filters.ts';
import type { ListState } from '#platform/web/components/list-state.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { classOptions, industryOptions, riskOptions, statusOptions, typeOptions } from './premises-words.ts';

const yesNo = (yes: string, no: string): Option[] => [
  { value: '1', label: yes },
  { value: '0', label: no },
];

/** The filters of the list and the map, as they stand in the address. */
export const filterSpecs = (supervisors: Option[], search: Record<string, string>): FilterSpec[] => [
  { key: 'q', kind: 'text', label: t('名称、地址或信用代码') },
  { key: 'type', kind: 'multi', label: t('场所类别'), options: typeOptions() },
  { key: 'class', kind: 'multi', label: t('监管类别'), options: classOptions() },
  { key: 'status', kind: 'multi', label: t('状态'), options: statusOptions() },
  ...(supervisors.length
    ? [{ key: 'supervisor', kind: 'select' as const, label: t('列管机构'), options: supervisors }]
    : []),
  { key: 'industry', kind: 'multi', label: t('行业主管部门'), options: industryOptions() },
  { key: 'highRisk', kind: 'flag', label: t('火灾高危单位') },
  { key: 'crowded', kind: 'flag', label: t('人员密集场所') },
  {
    key: 'below',
    kind: 'select',
    label: t('档案完整率'),
    options: [
      { value: '60', label: t('低于 60%') },
      { value: '80', label: t('低于 80%') },
      { value: '100', label: t('未满 100%') },
    ],
  },
  { key: 'located', kind: 'select', label: t('有无定位'), options: yesNo(t('已定位'), t('未定位')) },
  { key: 'visited', kind: 'select', label: t('检查走访'), options: yesNo(t('有过检查'), t('从未检查')) },
  { key: 'risk', kind: 'multi', label: t('风险等级'), options: riskOptions() },
  { key: 'changed', kind: 'dates', label: t('变更日期') },
  // These come from other screens and show only when they are set.
  ...(search.leading ? [{ key: 'leading', kind: 'multi' as const, label: t('主要类别'), options: typeOptions() }] : []),
  ...(search.building
    ? [
        {
          key: 'building',
          kind: 'select' as const,
          label: t('所在建筑'),
          options: [{ value: search.building, label: t('指定建筑') }],
        },
      ]
    : []),
  ...(search.grid
    ? [
        {
          key: 'grid',
          kind: 'select' as const,
          label: t('所属网格'),
          options: [{ value: search.grid, label: t('指定网格') }],
        },
      ]
    : []),
];

export function readPremisesFilter(state: ListState): PremisesFilter {
  const located = state.text('located');
  const visited = state.text('visited');
  const below = state.text('below');
  const filter = {
    search: state.text('q'),
    regionCode: state.regionCode,
    types: state.many('type'),
    leadingType: state.many('leading'),
    supervisionClass: state.many('class'),
    status: state.many('status'),
    supervisorOrgId: state.text('supervisor'),
    industry: state.many('industry'),
    isHighRisk: state.flag('highRisk'),
    isCrowded: state.flag('crowded'),
    completenessBelow: below ? Number(below) : undefined,
    hasLocation: located ? located === '1' : undefined,
    isVisited: visited ? visited === '1' : undefined,
    riskLevel: state.many('risk'),
    changedSince: state.dates('changed')?.from,
    changedUntil: state.dates('changed')?.to,
    buildingId: state.text('building'),
    gridId: state.text('grid'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as PremisesFilter;
}

/** As the API reads a query: `types[0]=HOTEL&types[1]=MALL`. */
export function queryText(input: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) for (const [i, one] of value.entries()) params.set(`${key}[${i}]`, String(one));
    else params.set(key, String(value));
  }
  return params.toString();
}
