import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import {
  industryName,
  type PremisesFilter,
  type PremisesRow,
  premisesStatuses,
  riskLevels,
  supervisionClasses,
  typeName,
} from '../contract/index.ts';
import { createPremisesQueries, type Sort } from './premises.queries.ts';

const columns: Record<string, ExportedColumn<PremisesRow>> = {
  name: { header: '单位（场所）名称', kind: 'text', value: (row) => row.name },
  code: { header: '单位编码', kind: 'text', value: (row) => row.code },
  types: { header: '场所类别', kind: 'text', value: (row) => row.types.map(typeName).join('、') },
  supervisionClass: { header: '监管类别', kind: 'text', value: (row) => supervisionClasses[row.supervisionClass] },
  status: { header: '状态', kind: 'text', value: (row) => premisesStatuses[row.status] },
  isHighRisk: { header: '火灾高危单位', kind: 'text', value: (row) => row.isHighRisk },
  isCrowded: { header: '人员密集场所', kind: 'text', value: (row) => row.isCrowded },
  riskLevel: { header: '风险等级', kind: 'text', value: (row) => row.riskLevel && riskLevels[row.riskLevel] },
  township: { header: '乡镇（街道）', kind: 'text', value: (row) => row.townshipName },
  region: { header: '村（社区）', kind: 'text', value: (row) => row.regionName },
  grid: { header: '所属网格', kind: 'text', value: (row) => row.gridName },
  address: { header: '详细地址', kind: 'text', value: (row) => row.address },
  industry: { header: '行业主管部门', kind: 'text', value: (row) => industryName(row.industry) },
  supervisor: { header: '列管机构', kind: 'text', value: (row) => row.supervisorName },
  police: { header: '公安派出所', kind: 'text', value: (row) => row.policeName },
  lng: { header: '经度', kind: 'number', value: (row) => row.lng },
  lat: { header: '纬度', kind: 'number', value: (row) => row.lat },
  completeness: { header: '档案完整率（%）', kind: 'number', value: (row) => row.completeness },
  changedAt: { header: '最近变更', kind: 'datetime', value: (row) => row.changedAt },
};

/** The list as it is shown, with the chosen columns, as xlsx. */
export async function exportPremises(
  work: Work,
  input: PremisesFilter & { sort: Sort; columns?: string[] | undefined },
): Promise<File> {
  const chosen = input.columns?.filter((key) => columns[key]) ?? [];
  const keys = chosen.length ? chosen : Object.keys(columns);
  const queries = createPremisesQueries(work);
  const total = await queries.count(input);
  work.audit(
    'premises.export',
    { kind: 'premises', id: 'list' },
    { rows: Math.min(total, exportLimit), columns: keys },
  );
  return exportList(work, {
    name: '单位',
    columns: keys.flatMap((key) => columns[key] ?? []),
    rows: queries.all(input, input.sort, exportLimit),
    total,
  });
}
