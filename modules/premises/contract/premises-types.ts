import moreIndustries from '#db/reference/premises/industries.json' with { type: 'json' };
import data from '#db/reference/premises/premises.json' with { type: 'json' };
import { industries } from '#modules/organisations/contract';
import { classFields, type PremisesType } from './class-fields.ts';

export interface PremisesTypeEntry {
  id: PremisesType;
  name: string;
  /** Family of classes: COMMERCIAL, EDUCATION … */
  class: string;
  isPublicAssembly: boolean;
  isCrowded: boolean;
  note: string | null;
}

/** Classes of premises with the flags of 消防法73; several may apply to one place. */
export const premisesTypes: readonly PremisesTypeEntry[] = data.premisesTypes.map((row) => ({
  id: row.id as PremisesType,
  name: row.zh,
  class: row.class,
  isPublicAssembly: row.isPublicAssembly === 'Y',
  isCrowded: row.isCrowded === 'Y',
  note: row.noteZh,
}));

export const premisesTypeIds = Object.keys(classFields) as [PremisesType, ...PremisesType[]];
/** Words of the classes by code. */
export const premisesTypeWords: Readonly<Record<string, string>> = Object.fromEntries(
  premisesTypes.map(({ id, name }) => [id, name]),
);

const byId = new Map<string, PremisesTypeEntry>(premisesTypes.map((entry) => [entry.id, entry]));

export const isPremisesType = (id: string): id is PremisesType => byId.has(id);
/** Name in words; an unknown class is shown as it is. */
export const typeName = (id: string): string => byId.get(id)?.name ?? id;

/** 公众聚集场所 and 人员密集场所 follow from the classes (消防法73). */
export const flagsOf = (types: readonly string[]) => ({
  isPublicAssembly: types.some((type) => byId.get(type)?.isPublicAssembly),
  isCrowded: types.some((type) => byId.get(type)?.isCrowded),
});

/** Regulating departments by id: the members of the committee, and two bodies that are none. */
export const industryNames: Readonly<Record<string, string>> = Object.fromEntries([
  ...industries.map(({ id, label }) => [id, label]),
  ...moreIndustries.map(({ id, zh }) => [id, zh]),
]);
export const industryName = (id: string | null): string | null => (id === null ? null : (industryNames[id] ?? id));

export const supervisionClasses = {
  KEY_UNIT: '消防安全重点单位',
  GENERAL: '一般单位',
  SMALL: '九小场所',
  HOUSEHOLD: '居民户（出租房）',
} as const;
export type SupervisionClass = keyof typeof supervisionClasses;

export const premisesStatuses = {
  OPERATING: '在营（使用）',
  SUSPENDED: '停业（停用）',
  CLOSED: '关停',
  DEMOLISHED: '拆除',
  UNDER_CONSTRUCTION: '在建',
} as const;
export type PremisesStatus = keyof typeof premisesStatuses;

export const riskLevels = {
  RED: '重大风险（红）',
  ORANGE: '较大风险（橙）',
  YELLOW: '一般风险（黄）',
  BLUE: '低风险（蓝）',
} as const;
export type RiskLevel = keyof typeof riskLevels;

export const dutyKinds = {
  RESPONSIBLE_PERSON: '消防安全责任人',
  FIRE_MANAGER: '消防安全管理人',
  SUPERVISOR: '列管机构',
  INDUSTRY_DEPT: '行业主管部门',
  POLICE_STATION: '公安派出所',
  GRID_WORKER: '网格员',
} as const;
export type DutyKind = keyof typeof dutyKinds;
