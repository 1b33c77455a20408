import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Id } from '#platform/shared/paging.ts';
import { areaTypes, calloutKinds, fireCauses, firePlaces } from './codes.ts';
import { CountyCode, RegionCode } from './fires.schema.ts';

/** Rows of one file, and problems shown on the screen; the rest stands in the annotated file. */
export const fireImportLimits = { rows: 20_000, problems: 200 } as const;

export interface FireImportColumn {
  key: string;
  title: string;
  aliases: readonly string[];
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
const keys = fireImportColumns.map(({ key }) => key) as [FireImportKey, ...FireImportKey[]];

/** Heading → column ('' leaves it out); words of a column → value. A word that is a path (a > b > c) is known by its beginning. */
export const FireImportMapping = z.object({
  columns: z.record(
    z.string().max(500),
    z.union([z.literal(''), z.enum(keys, { error: '没有这一列，请从列表中选择' })]),
  ),
  values: z.record(z.string().max(60), z.record(z.string().max(500), z.string().max(60))).default({}),
});
export type FireImportMapping = z.infer<typeof FireImportMapping>;

export const FireImportPlan = FireImportMapping.extend({
  /** Where an incident lies whose row does not say it. */
  regionCode: RegionCode,
  /** The station of rows that name none. */
  orgId: Id,
  /** What rows are without a category. */
  kind: z
    .enum(['FIRE', 'FIRE_FIGHTING', 'RESCUE', 'SOCIAL_ASSISTANCE', 'OFFICIAL_DUTY', 'FALSE_ALARM', 'OTHER'])
    .default('FIRE'),
  /** Records a turn-out for every fire as well. */
  withCallouts: z.boolean().default(true),
  isDryRun: z.boolean().default(true),
});
export type FireImportPlan = z.infer<typeof FireImportPlan>;

export const FireImportOutcome = z.object({
  total: z.number(),
  fires: z.number(),
  callouts: z.number(),
  /** There already, by their reference. */
  skipped: z.number(),
  failed: z.number(),
  isWritten: z.boolean(),
  problems: z.array(z.object({ line: z.number(), message: z.string() })),
  /** Words nobody knows with how often they occur, by column; paths by their first two parts. */
  unknown: z.record(z.string(), z.record(z.string(), z.number())),
});
export type FireImportOutcome = z.infer<typeof FireImportOutcome>;

const tag = '火灾导入';
const File = z.instanceof(Blob, { error: '请选择 xlsx 或 csv 文件' });
/** JSON of a `FireImportPlan`: it travels beside the file in one form. */
const PlanText = z.string().max(500_000);

export const fireImportContract = {
  open: endpoint({
    method: 'POST',
    path: '/fire-imports/open',
    summary: '读取火灾表格',
    tag,
    permission: 'fires.import',
  })
    .input(z.object({ countyCode: CountyCode, file: File }))
    .output(
      z.object({
        header: z.array(z.string()),
        sample: z.array(z.array(z.string())),
        mapping: FireImportMapping,
        doubtful: z.array(z.string()),
        isRemembered: z.boolean(),
      }),
    ),
  /** Checks every row; writes all rows or none. The mapping is remembered for the person. */
  run: endpoint({
    method: 'POST',
    path: '/fire-imports',
    summary: '检查、导入火灾表格',
    tag,
    permission: 'fires.import',
  })
    .input(z.object({ countyCode: CountyCode, file: File, plan: PlanText }))
    .output(FireImportOutcome),
  /** The same table with what is wrong beside each row. */
  annotate: endpoint({
    method: 'POST',
    path: '/fire-imports/annotated',
    summary: '下载检查结果',
    tag,
    permission: 'fires.import',
  })
    .input(z.object({ countyCode: CountyCode, file: File, plan: PlanText }))
    .output(z.instanceof(Blob)),
};
