import { correctionModes, severities } from '#modules/inspections/contract';
import { typeName } from '#modules/premises/contract';
import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import {
  type HazardFilter,
  type HazardRow,
  type HazardSort,
  hazardSources,
  hazardStates,
  outcomes,
} from '../contract/index.ts';
import { createHazardQueries } from './hazards.queries.ts';

const columns: readonly ExportedColumn<Omit<HazardRow, 'allowedActions'>>[] = [
  { header: '单位（场所）名称', kind: 'text', value: (hazard) => hazard.premisesName },
  { header: '场所类别', kind: 'text', value: (hazard) => typeName(hazard.premisesType) },
  { header: '隐患部位', kind: 'text', value: (hazard) => hazard.place },
  { header: '隐患描述', kind: 'text', value: (hazard) => hazard.description },
  { header: '检查项', kind: 'text', value: (hazard) => hazard.itemId },
  { header: '分级', kind: 'text', value: (hazard) => severities[hazard.severity].label },
  { header: '状态', kind: 'text', value: (hazard) => hazardStates[hazard.status].label },
  { header: '改正方式', kind: 'text', value: (hazard) => correctionModes[hazard.correctionMode].label },
  { header: '来源', kind: 'text', value: (hazard) => hazardSources[hazard.source].label },
  { header: '办理机构', kind: 'text', value: (hazard) => hazard.orgName },
  { header: '经办人', kind: 'text', value: (hazard) => hazard.handlerName },
  { header: '发现日期', kind: 'date', value: (hazard) => hazard.foundOn },
  { header: '登记时间', kind: 'datetime', value: (hazard) => hazard.registeredAt },
  { header: '整改期限', kind: 'date', value: (hazard) => hazard.dueOn },
  { header: '存续天数', kind: 'number', value: (hazard) => hazard.ageDays },
  { header: '销案方式', kind: 'text', value: (hazard) => hazard.outcome && outcomes[hazard.outcome].label },
  { header: '销案日期', kind: 'date', value: (hazard) => hazard.closedOn },
];

/** The ledger as it is filtered and ordered. */
export async function exportLedger(work: Work, filter: HazardFilter & { sort: HazardSort }): Promise<File> {
  const queries = createHazardQueries(work);
  const total = await queries.count(filter);
  work.audit('hazards.export', { kind: 'hazard', id: 'list', countyCode: filter.countyCode }, { total });
  return exportList(work, { name: '隐患台账', columns, rows: queries.all(filter, exportLimit), total });
}
