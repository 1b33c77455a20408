import { z } from 'zod';
import { Id } from '#platform/shared/paging.ts';
import { type ImportColumn, tableImport } from '#platform/shared/table-import.ts';
import { areaTypes, calloutKinds, fireCauses, firePlaces } from './codes.ts';

/** Rows of one file: what a province records in a year. */
export const fireImportRows = 100_000;

export interface FireImportColumn extends ImportColumn {
  /** Words of the column are mapped to these values; '' means that the word says nothing. */
  values?: readonly { id: string; label: string }[];
}

/** An incident is a fire, or a turn-out of that kind. */
export const incidentKinds: readonly { id: string; label: string }[] = [
  { id: 'FIRE', label: '火灾' },
  ...Object.entries(calloutKinds)
    .filter(([id]) => id !== 'FIRE_FIGHTING')
    .map(([id, { label }]) => ({ id, label })),
];

/** What a table of incidents may tell. Headings in the layouts of our own exports and of British fire services are known. */
export const fireImportColumns = [
  { key: 'reference', title: '警情编号', aliases: ['火灾编号', '编号', 'Incident Number'] },
  { key: 'category', title: '警情类别', aliases: ['类别', '事件类别', 'Incident Category'], values: incidentKinds },
  { key: 'alarmAt', title: '报警时间', aliases: ['接警时间', '起火时间', '时间', 'Date and Time of Call'] },
  { key: 'date', title: '日期', aliases: ['起火日期', '报警日期', 'Date'] },
  { key: 'year', title: '年', aliases: ['年份', 'Year'] },
  { key: 'month', title: '月', aliases: ['月份', 'Month'] },
  { key: 'day', title: '日', aliases: ['Day'] },
  { key: 'time', title: '时刻', aliases: ['报警时刻', 'Time of Call', 'Time'] },
  { key: 'arrivedAt', title: '到场时间', aliases: ['Time of Arrival'] },
  { key: 'regionCode', title: '区划代码', aliases: ['行政区划代码'] },
  { key: 'area', title: '区域名称', aliases: ['乡镇（街道）', '所属乡镇', 'Unitary Authority', 'District'] },
  { key: 'address', title: '地址', aliases: ['起火地址', '地点', '起火地点', 'Ward', 'Address'] },
  { key: 'station', title: '消防站', aliases: ['填报单位', '出动单位', 'Station'] },
  { key: 'place', title: '起火场所', aliases: ['场所', '场所类别', 'Property Type'], values: firePlaces },
  {
    key: 'areaType',
    title: '区域类型',
    aliases: ['城乡'],
    values: Object.entries(areaTypes).map(([id, { label }]) => ({ id, label })),
  },
  { key: 'cause', title: '起火原因', aliases: ['原因', 'Cause of Fire'], values: fireCauses },
  { key: 'ignitionSource', title: '引火源', aliases: ['Ignition Source'] },
  { key: 'firstItem', title: '起火物', aliases: ['Item First Damaged', 'Item First Ignited'] },
  { key: 'burnedArea', title: '过火面积', aliases: ['过火面积（㎡）'] },
  { key: 'deaths', title: '死亡', aliases: ['死亡人数', '死亡（人）', 'No. of fire fatalities'] },
  { key: 'seriousInjuries', title: '重伤', aliases: ['重伤人数'] },
  {
    key: 'minorInjuries',
    title: '轻伤（受伤）',
    aliases: ['轻伤', '轻伤人数', '受伤', '受伤人数', '受伤（人）', 'No. of injuries'],
  },
  { key: 'lossYuan', title: '直接财产损失', aliases: ['损失', '直接财产损失（元）'] },
  { key: 'vehicles', title: '出动车辆', aliases: ['出动车辆（辆次）'] },
  { key: 'people', title: '出动人员', aliases: ['出动人员（人次）'] },
  { key: 'rescued', title: '抢救被困人员', aliases: ['抢救人数', '抢救被困人员（人）', 'No. of rescues'] },
  { key: 'evacuated', title: '疏散人员', aliases: ['疏散人数', '疏散人员（人）'] },
  { key: 'savedYuan', title: '抢救财产价值', aliases: ['抢救财产价值（元）'] },
  { key: 'lng', title: '经度', aliases: ['Longitude'] },
  { key: 'lat', title: '纬度', aliases: ['Latitude'] },
  { key: 'note', title: '备注', aliases: ['经过', '说明', 'Special Service Type'] },
] as const satisfies readonly FireImportColumn[];
export type FireImportKey = (typeof fireImportColumns)[number]['key'];
const keys = fireImportColumns.map(({ key }) => key) as [string, ...string[]];

export const FireImportOptions = z.object({
  /** The station of rows that name none; there is no import without. */
  orgId: Id.nullable().default(null),
  /** What rows are without a category. */
  kind: z
    .enum(['FIRE', 'FIRE_FIGHTING', 'RESCUE', 'SOCIAL_ASSISTANCE', 'OFFICIAL_DUTY', 'FALSE_ALARM', 'OTHER'])
    .default('FIRE'),
  /** Records a turn-out for every fire as well. */
  withCallouts: z.boolean().default(true),
});
export type FireImportOptions = z.infer<typeof FireImportOptions>;

const kind = { path: '/fire-imports', tag: '火灾导入', permission: 'fires.import', summary: '火灾' } as const;
const incidents = tableImport(kind, keys, FireImportOptions);

export type FireImportMapping = z.infer<typeof incidents.Mapping>;
export type FireImportState = z.infer<typeof incidents.State>;

/** Titles of what the columns must tell and do not: when, and where. */
export function missingFireColumns(columns: Readonly<Record<string, string>>): string[] {
  const fed = new Set(Object.values(columns));
  const hasDay = fed.has('date') || (['year', 'month', 'day'] as const).every((key) => fed.has(key));
  return [
    ...(fed.has('alarmAt') || (hasDay && fed.has('time')) ? [] : ['报警时间']),
    ...(fed.has('address') || fed.has('area') ? [] : ['地址']),
  ];
}

/** What is wrong with the columns as a whole, as a sentence, or null. */
export function fireMappingProblem(columns: Readonly<Record<string, string>>): string | null {
  const used = Object.values(columns).filter(Boolean);
  const twice = used.find((key, i) => used.indexOf(key) !== i);
  if (twice) return `有两列都对应“${fireImportColumns.find(({ key }) => key === twice)?.title ?? twice}”，请只留一列。`;
  const missing = missingFireColumns(columns);
  return missing.length ? `缺少必需的列：${missing.join('、')}。请指定由哪一列提供。` : null;
}

/** Import of a table of incidents, fires and turn-outs. */
export const fireImportContract = incidents.contract;
