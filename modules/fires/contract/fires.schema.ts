import { z } from 'zod';
import { Day, Id, Instant } from '#platform/shared/paging.ts';
import {
  areaTypes,
  calloutKinds,
  causeStages,
  deathCauses,
  facilityResults,
  facilityStates,
  fireCauseIds,
  firePlaceIds,
  fireResistances,
  placeGroups,
  sexes,
  structures,
  victimOutcomes,
  victimStates,
} from './codes.ts';
import { grades } from './grades.ts';

const keysOf = <T extends object>(words: T) => Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
export const oneOf = <T extends object>(words: T) => z.enum(keysOf(words));

export const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
export const RegionCode = z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字');

const Count = (label: string, max = 100_000) =>
  z.number(`${label}应为数字`).int(`${label}应为整数`).min(0, `${label}不能为负数`).max(max, `${label}过大，请核对`);
const Yuan = (label: string) =>
  z
    .number(`${label}应为数字`)
    .min(0, `${label}不能为负数`)
    .max(1e12, `${label}过大，请核对单位（元）`)
    .multipleOf(0.01, `${label}最多两位小数`);
const Text = (max: number) => z.string().trim().max(max);
const nullable = <T extends z.ZodType>(type: T) => type.nullable().default(null);

/** A dead or injured person, without a name by design. */
export const Victim = z.object({
  id: Id,
  outcome: oneOf(victimOutcomes),
  sex: nullable(oneOf(sexes)),
  age: nullable(Count('年龄', 130)),
  states: z.array(oneOf(victimStates)).max(5).default([]),
  diedOn: nullable(Day),
  deathCause: nullable(oneOf(deathCauses)),
});
export type Victim = z.infer<typeof Victim>;

/** One kind of fire-fighting facility of the place: whether it was there, whether it worked, why not. */
export const Facility = z.object({
  kind: Text(40).min(1),
  isPresent: z.boolean(),
  result: nullable(oneOf(facilityResults)),
  whyNot: nullable(Text(200)),
});
export type Facility = z.infer<typeof Facility>;

/** What a person tells about a fire; null is not yet known. Money in yuan, areas in m², heights in m. */
export const FireContent = z.object({
  regionCode: RegionCode,
  address: Text(200).min(1, '请填写起火地址'),
  lng: nullable(z.number().min(-180).max(180)),
  lat: nullable(z.number().min(-90).max(90)),
  orgId: Id,
  ignitedAt: nullable(Instant),
  alarmAt: Instant,
  arrivedAt: nullable(Instant),
  extinguishedAt: nullable(Instant),
  place: nullable(z.enum(firePlaceIds)),
  areaType: nullable(oneOf(areaTypes)),
  premisesId: nullable(Id),
  cause: nullable(z.enum(fireCauseIds)),
  causeDetail: nullable(Text(40)),
  causeStage: nullable(oneOf(causeStages)),
  ignitionSource: nullable(Text(80)),
  firstItem: nullable(Text(80)),
  burnedArea: nullable(z.number('过火面积应为数字').min(0, '过火面积不能为负数').max(1e8, '过火面积过大，请核对')),
  buildingHeight: nullable(z.number().min(0, '建筑高度不能为负数').max(1000, '建筑高度过大，请核对')),
  storeys: nullable(Count('地上层数', 200)),
  fireFloor: nullable(z.number().int().min(-10).max(200)),
  structure: nullable(oneOf(structures)),
  fireResistance: nullable(oneOf(fireResistances)),
  households: nullable(Count('受灾户数')),
  deaths: nullable(Count('死亡人数')),
  seriousInjuries: nullable(Count('重伤人数')),
  minorInjuries: nullable(Count('轻伤人数')),
  victims: z.array(Victim).max(500).default([]),
  lossYuan: nullable(Yuan('直接财产损失')),
  disposalYuan: nullable(Yuan('现场处置费用')),
  casualtyYuan: nullable(Yuan('人身伤亡支出费用')),
  facilities: z.array(Facility).max(20).default([]),
  responsibility: nullable(Text(2000)),
  mediaImpact: nullable(Text(1000)),
  synopsis: nullable(Text(2000)),
  caseNumber: nullable(Text(60)),
});
export type FireContent = z.infer<typeof FireContent>;

/** What follows from the content by rule; never typed. */
export const FireFigures = z.object({
  occurredOn: Day,
  deaths: z.number().nullable(),
  seriousInjuries: z.number().nullable(),
  minorInjuries: z.number().nullable(),
  deathsInWeek: z.number().nullable(),
  deathsInMonth: z.number().nullable(),
  economicLossYuan: z.number().nullable(),
  grade: oneOf(grades),
  gradeOld: oneOf(grades),
  gradeNew: oneOf(grades),
  accidentGrade: oneOf(grades),
  facilityState: oneOf(facilityStates).nullable(),
  placeGroup: oneOf(placeGroups).nullable(),
});
export type FireFigures = z.infer<typeof FireFigures>;

/** One turn-out of one station. vehicles: 辆次; people: 人次; savedYuan: yuan. */
export const CalloutContent = z.object({
  regionCode: RegionCode,
  kind: oneOf(calloutKinds),
  orgId: Id,
  alarmAt: Instant,
  turnoutAt: nullable(Instant),
  arrivedAt: nullable(Instant),
  leftAt: nullable(Instant),
  vehicles: nullable(Count('出动车辆', 10_000)),
  people: nullable(Count('出动人员', 100_000)),
  rescued: nullable(Count('抢救人数')),
  evacuated: nullable(Count('疏散人数', 1_000_000)),
  savedYuan: nullable(Yuan('抢救财产价值')),
  fireId: nullable(Id),
  premisesId: nullable(Id),
  address: Text(200).min(1, '请填写地点'),
  lng: nullable(z.number().min(-180).max(180)),
  lat: nullable(z.number().min(-90).max(90)),
  note: nullable(Text(1000)),
});
export type CalloutContent = z.infer<typeof CalloutContent>;
