import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import { type InspectionFilter, inspectionKinds, natures, visitStates } from '../contract/index.ts';
import { conclusionWords } from './inspection-record.ts';
import { createInspectionQueries, type ExportedInspection } from './inspections.queries.ts';

const columns: readonly ExportedColumn<ExportedInspection>[] = [
  { header: '单位（场所）名称', kind: 'text', value: (visit) => visit.premisesName },
  { header: '检查日期', kind: 'date', value: (visit) => visit.inspectedOn },
  { header: '检查类型', kind: 'text', value: (visit) => inspectionKinds[visit.kind].label },
  { header: '性质', kind: 'text', value: (visit) => natures[visit.nature].label },
  { header: '状态', kind: 'text', value: (visit) => visitStates[visit.status].label },
  { header: '结论', kind: 'text', value: (visit) => visit.conclusion && conclusionWords(visit, visit.conclusion) },
  {
    header: '隐患（条）',
    kind: 'number',
    value: (visit) => (visit.kind === 'REINSPECTION' || visit.status !== 'FINISHED' ? null : visit.findingCount),
  },
  { header: '检查人员', kind: 'text', value: (visit) => visit.inspectorNames },
  { header: '检查机构', kind: 'text', value: (visit) => visit.orgName ?? '单位自查' },
  { header: '开始时间', kind: 'datetime', value: (visit) => visit.startedAt },
  { header: '结束时间', kind: 'datetime', value: (visit) => visit.finishedAt },
  { header: '未能进入原因', kind: 'text', value: (visit) => visit.noEntryReason },
  { header: '备注', kind: 'text', value: (visit) => visit.remarks },
];

/** The list of visits as it is filtered. */
export async function exportInspections(work: Work, filter: InspectionFilter): Promise<File> {
  const queries = createInspectionQueries(work);
  const total = await queries.count(filter);
  work.audit('inspections.export', { kind: 'inspection', id: 'list', countyCode: filter.countyCode }, { total });
  return exportList(work, { name: '检查', columns, rows: queries.all(filter, exportLimit), total });
}
