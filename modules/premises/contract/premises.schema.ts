import { z } from 'zod';
import { Phone } from '#modules/organisations/contract';
import { StoredFile } from '#platform/shared/file-endpoints.ts';
import { Day, Id, Instant, Words } from '#platform/shared/paging.ts';
import { attributeProblems } from './attributes.ts';
import { isValidUscc } from './credit-code.ts';
import { ownerships } from './file-fields.ts';
import {
  dutyKinds,
  industryNames,
  premisesStatuses,
  premisesTypeIds,
  riskLevels,
  supervisionClasses,
} from './premises-types.ts';

const keys = <T extends Record<string, unknown>>(words: T) =>
  Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];

export const CountyCode = z.string().regex(/^\d{6}$/, '县级行政区划代码为 6 位数字');
/** Village or township: a place always lies in one. */
export const PlaceRegionCode = z
  .string()
  .regex(/^\d{12}$/, '行政区划代码为 12 位数字')
  .refine((code) => !code.endsWith('000000'), '请选择到乡镇（街道）或村（社区）');
export const PremisesTypeId = z.enum(premisesTypeIds, { error: '场所类别不存在，请从列表中选择' });
export const SupervisionClassId = z.enum(keys(supervisionClasses));
export const PremisesStatusId = z.enum(keys(premisesStatuses));
export const RiskLevelId = z.enum(keys(riskLevels));
export const DutyKindId = z.enum(keys(dutyKinds));
export const IndustryId = z.enum(keys(industryNames), { error: '行业主管部门不存在，请从列表中选择' });
export const OwnershipId = z.enum(keys(ownerships));
export const CoordinateSource = z.enum(['MAP', 'GPS', 'IMPORT', 'OSM']);

/** Unified social credit code with its check character (GB 32100-2015). */
export const Uscc = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, '统一社会信用代码为 18 位数字和大写字母（不含 I、O、S、V、Z）')
  .refine(isValidUscc, '统一社会信用代码校验位不正确，请核对营业执照');

export const ContactInput = z.object({
  name: Words(40),
  position: Words(40).nullable().default(null),
  phone: Phone.nullable().default(null),
});
export type ContactInput = z.input<typeof ContactInput>;

const figure = (max: number, what: string) =>
  z.number().min(0, `${what}不能小于 0`).max(max, `${what}超过合理范围，请核对`);
const whole = (max: number, what: string) => figure(max, what).int(`${what}应为整数`);

/** What people enter about a place; everything else is derived. */
export const FileValues = z.object({
  regionCode: PlaceRegionCode,
  name: Words(100),
  uscc: Uscc.nullable(),
  address: Words(200),
  /** WGS-84 (CGCS2000) degrees, both or none. */
  lng: z.number().min(73, '经度应在 73 至 136 之间').max(136, '经度应在 73 至 136 之间').nullable(),
  lat: z.number().min(3, '纬度应在 3 至 54 之间').max(54, '纬度应在 3 至 54 之间').nullable(),
  coordinateSource: CoordinateSource.nullable(),
  /** The first leads: it decides the regulating department. */
  types: z
    .array(PremisesTypeId)
    .min(1, '请至少选择一个场所类别')
    .max(6, '场所类别最多选 6 个')
    .refine((types) => new Set(types).size === types.length, '场所类别不能重复'),
  /** Key units come about by designation alone. */
  supervisionClass: z.enum(['GENERAL', 'SMALL', 'HOUSEHOLD'], {
    error: '重点单位须由消防救援机构确定，请选择一般单位、九小场所或居民户',
  }),
  isHighRisk: z.boolean(),
  riskLevel: RiskLevelId.nullable(),
  gridId: Id.nullable(),
  industry: IndustryId.nullable(),
  supervisorOrgId: Id.nullable(),
  policeOrgId: Id.nullable(),
  /** The building or complex that the place is a tenant of. */
  buildingId: Id.nullable(),
  floor: Words(40).nullable(),
  ownership: OwnershipId.nullable(),
  staffCount: whole(1_000_000, '员工数').nullable(),
  peakOccupancy: whole(1_000_000, '最大容纳人数').nullable(),
  floorArea: figure(100_000_000, '建筑面积').nullable(),
  height: figure(1_000, '建筑高度').nullable(),
  storeys: whole(200, '层数').nullable(),
  attributes: z.record(z.string().max(40), z.unknown()),
});
export type FileValues = z.infer<typeof FileValues>;

type Checked = Partial<Pick<FileValues, 'types' | 'attributes' | 'lng' | 'lat'>>;
const checkTogether = (value: Checked, context: z.RefinementCtx<unknown>) => {
  if (((value.lng ?? null) === null) !== ((value.lat ?? null) === null))
    context.addIssue({ code: 'custom', path: ['lng'], message: '经度和纬度要一起填写' });
  if (value.types && value.attributes)
    for (const [key, message] of Object.entries(attributeProblems(value.types, value.attributes)))
      context.addIssue({ code: 'custom', path: ['attributes', key], message });
};

/** Required are name, place and class; what is left out is derived (department, supervisor, police station, grid, class). */
export const RegisterInput = FileValues.partial()
  .required({ regionCode: true, name: true, address: true, types: true })
  .extend({
    id: Id.optional(),
    status: PremisesStatusId.default('OPERATING'),
    responsiblePerson: ContactInput.nullable().optional(),
    fireManager: ContactInput.nullable().optional(),
  })
  .superRefine(checkTogether);
export type RegisterInput = z.input<typeof RegisterInput>;

export const PlaceKey = z.object({ countyCode: CountyCode, id: Id });
export type PlaceKey = z.infer<typeof PlaceKey>;

export const EditInput = PlaceKey.extend({
  version: z.number().int(),
  changes: FileValues.partial().superRefine((value, context) => {
    if ('lng' in value !== 'lat' in value)
      context.addIssue({ code: 'custom', path: ['lng'], message: '经度和纬度要一起修改' });
    checkTogether(value, context);
  }),
  reason: Words(300).nullable().default(null),
});
export type EditInput = z.input<typeof EditInput>;

export const DoubtRow = z.object({ field: z.string(), sentence: z.string() });
export const MissingField = z.object({ field: z.string(), label: z.string(), group: z.string() });

export const PremisesRow = z.object({
  countyCode: CountyCode,
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  regionCode: z.string(),
  regionName: z.string(),
  townshipName: z.string(),
  types: z.array(z.string()),
  supervisionClass: SupervisionClassId,
  status: PremisesStatusId,
  isKeyUnit: z.boolean(),
  isHighRisk: z.boolean(),
  isCrowded: z.boolean(),
  isPublicAssembly: z.boolean(),
  riskLevel: RiskLevelId.nullable(),
  industry: z.string().nullable(),
  supervisorOrgId: Id.nullable(),
  supervisorName: z.string().nullable(),
  policeOrgId: Id.nullable(),
  policeName: z.string().nullable(),
  gridId: Id.nullable(),
  gridName: z.string().nullable(),
  buildingId: Id.nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  completeness: z.number().int(),
  isDemo: z.boolean(),
  version: z.number().int(),
  changedAt: Instant,
});
export type PremisesRow = z.infer<typeof PremisesRow>;

export const DutyHolder = z.object({
  id: Id,
  kind: DutyKindId,
  /** Person, body or department in words. */
  name: z.string(),
  position: z.string().nullable(),
  /** `138****5678`; the whole number only through `unmaskPhone`. */
  phoneMasked: z.string().nullable(),
  orgId: Id.nullable(),
  postId: Id.nullable(),
  fromOn: Day,
  toOn: Day.nullable(),
});
export type DutyHolder = z.infer<typeof DutyHolder>;

export const premisesActions = [
  'edit',
  'changeStatus',
  'setHolder',
  'attach',
  'designate',
  'withdraw',
  'unmask',
] as const;
export const PremisesAction = z.enum(premisesActions);
export type PremisesAction = z.infer<typeof PremisesAction>;

export const proposalStatuses = {
  PROPOSED: '待确认',
  CONFIRMED: '已确认',
  REJECTED: '未采纳',
  LAPSED: '情况已变，自动撤回',
} as const;
export const Proposal = z.object({
  countyCode: CountyCode,
  id: Id,
  premisesId: Id,
  premisesName: z.string(),
  regionCode: z.string(),
  types: z.array(z.string()),
  direction: z.enum(['DESIGNATE', 'WITHDRAW']),
  reason: z.string(),
  status: z.enum(keys(proposalStatuses)),
  proposedAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

export const filePurposes = { FLOOR_PLAN: '平面图、疏散示意图', PHOTO: '照片', DOCUMENT: '其他材料' } as const;

export const PremisesFile = PremisesRow.extend({
  uscc: z.string().nullable(),
  coordinateSource: z.string().nullable(),
  industryName: z.string().nullable(),
  buildingName: z.string().nullable(),
  floor: z.string().nullable(),
  ownership: OwnershipId.nullable(),
  staffCount: z.number().nullable(),
  peakOccupancy: z.number().nullable(),
  floorArea: z.number().nullable(),
  height: z.number().nullable(),
  storeys: z.number().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  createdAt: Instant,
  holders: z.array(DutyHolder),
  formerHolders: z.array(DutyHolder),
  /** The first fifty places in this building. */
  tenants: z.array(
    z.object({
      id: Id,
      name: z.string(),
      floor: z.string().nullable(),
      status: PremisesStatusId,
      types: z.array(z.string()),
    }),
  ),
  tenantCount: z.number().int(),
  files: z.array(StoredFile.extend({ purpose: z.string() })),
  missing: z.array(MissingField),
  doubts: z.array(DoubtRow),
  proposal: Proposal.nullable(),
  allowedActions: z.array(PremisesAction),
});
export type PremisesFile = z.infer<typeof PremisesFile>;

export const Change = z.object({
  id: Id,
  at: Instant,
  actor: z.string(),
  reason: z.string().nullable(),
  /** Field → [before, after], in words. */
  fields: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type Change = z.infer<typeof Change>;
