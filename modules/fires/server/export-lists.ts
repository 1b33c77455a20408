import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import {
  areaTypes,
  type CalloutFilter,
  type CalloutRow,
  calloutKinds,
  type FireFilter,
  type FireRow,
  fireCauseLabel,
  firePlaceLabel,
  fireStates,
  grades,
  reportStages,
} from '../contract/index.ts';
import { createCalloutQueries } from './callouts.queries.ts';
import { createFireQueries } from './fires.queries.ts';

const fireColumns: readonly ExportedColumn<FireRow>[] = [
  { header: '火灾编号', kind: 'text', value: (fire) => fire.number },
  { header: '状态', kind: 'text', value: (fire) => fireStates[fire.status].label },
  { header: '报告', kind: 'text', value: (fire) => fire.stage && reportStages[fire.stage].label },
  { header: '起火日期', kind: 'date', value: (fire) => fire.occurredOn },
  { header: '报警时间', kind: 'datetime', value: (fire) => fire.alarmAt },
  { header: '乡镇（街道）', kind: 'text', value: (fire) => fire.townshipName },
  { header: '起火地址', kind: 'text', value: (fire) => fire.address },
  { header: '单位（场所）', kind: 'text', value: (fire) => fire.premisesName },
  { header: '起火场所', kind: 'text', value: (fire) => fire.place && firePlaceLabel(fire.place) },
  { header: '区域类型', kind: 'text', value: (fire) => fire.areaType && areaTypes[fire.areaType].label },
  { header: '起火原因', kind: 'text', value: (fire) => fire.cause && fireCauseLabel(fire.cause) },
  { header: '死亡（人）', kind: 'number', value: (fire) => fire.deaths },
  { header: '受伤（人）', kind: 'number', value: (fire) => fire.injuries },
  { header: '直接财产损失（元）', kind: 'number', value: (fire) => fire.lossYuan },
  { header: '过火面积（㎡）', kind: 'number', value: (fire) => fire.burnedArea },
  { header: '火灾等级', kind: 'text', value: (fire) => grades[fire.grade].label },
  { header: '报警至到场（分钟）', kind: 'number', value: (fire) => fire.minutesToArrival },
  { header: '填报单位', kind: 'text', value: (fire) => fire.orgName },
];

const calloutColumns: readonly ExportedColumn<CalloutRow>[] = [
  { header: '类别', kind: 'text', value: (callout) => calloutKinds[callout.kind].label },
  { header: '日期', kind: 'date', value: (callout) => callout.occurredOn },
  { header: '接警时间', kind: 'datetime', value: (callout) => callout.alarmAt },
  { header: '出动时间', kind: 'datetime', value: (callout) => callout.turnoutAt },
  { header: '到场时间', kind: 'datetime', value: (callout) => callout.arrivedAt },
  { header: '返回时间', kind: 'datetime', value: (callout) => callout.leftAt },
  { header: '乡镇（街道）', kind: 'text', value: (callout) => callout.townshipName },
  { header: '地点', kind: 'text', value: (callout) => callout.address },
  { header: '消防站', kind: 'text', value: (callout) => callout.orgName },
  { header: '出动车辆（辆次）', kind: 'number', value: (callout) => callout.vehicles },
  { header: '出动人员（人次）', kind: 'number', value: (callout) => callout.people },
  { header: '抢救被困人员（人）', kind: 'number', value: (callout) => callout.rescued },
  { header: '疏散人员（人）', kind: 'number', value: (callout) => callout.evacuated },
  { header: '抢救财产价值（元）', kind: 'number', value: (callout) => callout.savedYuan },
  { header: '备注', kind: 'text', value: (callout) => callout.note },
];

/** The list of fires as it is filtered. */
export async function exportFires(work: Work, filter: FireFilter): Promise<File> {
  const queries = createFireQueries(work);
  const total = await queries.count(filter);
  work.audit('fires.export', { kind: 'fire', id: 'list', countyCode: filter.countyCode }, { total });
  return exportList(work, { name: '火灾', columns: fireColumns, rows: queries.all(filter, exportLimit), total });
}

/** The list of call-outs as it is filtered. */
export async function exportCallouts(work: Work, filter: CalloutFilter): Promise<File> {
  const queries = createCalloutQueries(work);
  const total = await queries.count(filter);
  work.audit('callouts.export', { kind: 'callout', id: 'list', countyCode: filter.countyCode }, { total });
  return exportList(work, { name: '接处警', columns: calloutColumns, rows: queries.all(filter, exportLimit), total });
}
