import { z } from 'zod';

export const inspectionKinds = {
  RANDOM: { label: '日常监督抽查（双随机）' },
  KEY: { label: '重点单位监督抽查' },
  COMPLAINT: { label: '举报投诉核查' },
  OPENING_NORMAL: { label: '投入使用、营业前消防安全检查（一般程序）' },
  OPENING_VERIFY: { label: '告知承诺核查' },
  EVENT: { label: '大型群众性活动举办前检查' },
  CAMPAIGN: { label: '专项检查' },
  JOINT: { label: '部门联合检查' },
  REINSPECTION: { label: '复查' },
  LOOK_BACK: { label: '回头看' },
  POLICE: { label: '派出所日常消防监督检查' },
  TOWNSHIP: { label: '乡镇（街道）消防安全检查' },
  SECTOR: { label: '行业部门检查' },
  GRID: { label: '网格巡查' },
  SELF: { label: '单位自查' },
  SEAL_LIFT: { label: '解除查封检查' },
  RESUME: { label: '恢复施工/使用/生产经营检查' },
} as const;
export type InspectionKind = keyof typeof inspectionKinds;
export const InspectionKindSchema = z.enum(Object.keys(inspectionKinds) as [InspectionKind, ...InspectionKind[]]);

export const natures = {
  ADMINISTRATIVE: { label: '行政检查（消防监督检查）' },
  SAFETY_VISIT: { label: '安全走访（非执法）' },
  SELF_CHECK: { label: '单位自查' },
} as const;
export type Nature = keyof typeof natures;
export const NatureSchema = z.enum(['ADMINISTRATIVE', 'SAFETY_VISIT', 'SELF_CHECK']);

export const itemResults = {
  PASS: { label: '符合' },
  FAIL: { label: '不符合' },
  NOT_APPLICABLE: { label: '不涉及' },
  NOT_CHECKED: { label: '未查' },
} as const;
export type ItemResult = keyof typeof itemResults;
export const ItemResultSchema = z.enum(['PASS', 'FAIL', 'NOT_APPLICABLE', 'NOT_CHECKED']);

export const correctionModes = {
  ON_SITE: { label: '当场改正（口头责令）' },
  IMMEDIATE: { label: '责令立即改正' },
  DEADLINE: { label: '责令限期改正' },
  TRANSFER: { label: '移送（抄告）' },
} as const;
export type CorrectionMode = keyof typeof correctionModes;
export const CorrectionModeSchema = z.enum(['ON_SITE', 'IMMEDIATE', 'DEADLINE', 'TRANSFER']);

export const severities = {
  GENERAL: { label: '一般隐患' },
  SERIOUS: { label: '较重（突出）隐患' },
  CRITICAL: { label: '严重隐患' },
} as const;
export type Severity = keyof typeof severities;
export const SeveritySchema = z.enum(['GENERAL', 'SERIOUS', 'CRITICAL']);

export const conclusions = {
  QUALIFIED: { label: '未发现隐患' },
  FIXED_ON_SITE: { label: '存在隐患（已当场改正）' },
  ORDERED: { label: '责令改正' },
  URGED: { label: '督促整改' },
  TRANSFERRED: { label: '移送（抄告）' },
} as const;
export type Conclusion = keyof typeof conclusions;

export const visitStates = {
  IN_PROGRESS: { label: '检查中' },
  FINISHED: { label: '已完成' },
  NO_ENTRY: { label: '未能进入' },
  CANCELLED: { label: '已取消' },
} as const;
export type VisitStatus = keyof typeof visitStates;

/** Kinds of visit that each kind of body makes (domain handbook 03 §2). */
const byBody: Record<string, readonly InspectionKind[]> = {
  FIRE_BRIGADE: [
    'RANDOM',
    'KEY',
    'COMPLAINT',
    'OPENING_NORMAL',
    'OPENING_VERIFY',
    'EVENT',
    'CAMPAIGN',
    'JOINT',
    'REINSPECTION',
    'LOOK_BACK',
    'SEAL_LIFT',
    'RESUME',
  ],
  POLICE_STATION: ['POLICE', 'COMPLAINT', 'CAMPAIGN', 'JOINT', 'REINSPECTION', 'LOOK_BACK'],
  INDUSTRY_DEPT: ['SECTOR', 'CAMPAIGN', 'JOINT', 'REINSPECTION', 'LOOK_BACK'],
  VILLAGE_COMMITTEE: ['GRID', 'REINSPECTION', 'LOOK_BACK'],
};
const township: readonly InspectionKind[] = ['TOWNSHIP', 'GRID', 'CAMPAIGN', 'JOINT', 'REINSPECTION', 'LOOK_BACK'];

/** @param bodyKind kind of the body, or null for the premises' own account */
export const kindsOfBody = (bodyKind: string | null): readonly InspectionKind[] =>
  bodyKind === null
    ? ['SELF']
    : bodyKind === 'FIRE_DETACHMENT' || bodyKind === 'FIRE_CORPS'
      ? (byBody.FIRE_BRIGADE as readonly InspectionKind[])
      : (byBody[bodyKind] ?? township);

/** Who a body is in the checklist's column 谁查. */
export const inspectorClassOf = (bodyKind: string | null): string =>
  bodyKind === null
    ? 'UNIT_SELF'
    : bodyKind.startsWith('FIRE_')
      ? 'FIRE_RESCUE'
      : bodyKind === 'POLICE_STATION'
        ? 'POLICE_STATION'
        : bodyKind === 'INDUSTRY_DEPT'
          ? 'INDUSTRY_DEPT'
          : bodyKind === 'VILLAGE_COMMITTEE'
            ? 'GRID'
            : 'TOWNSHIP';

/** Visits that do not count towards the yearly cap: the premises or the law calls for them (国办发〔2024〕54号). */
export const uncappedKinds: readonly InspectionKind[] = [
  'COMPLAINT',
  'OPENING_NORMAL',
  'OPENING_VERIFY',
  'EVENT',
  'REINSPECTION',
  'SEAL_LIFT',
  'RESUME',
];
