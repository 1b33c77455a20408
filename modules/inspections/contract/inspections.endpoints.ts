import { z } from 'zod';
import { PaperFormat, PaperKind } from '#modules/documents/contract';
import { endpoint } from '#platform/shared/endpoint.ts';
import { StoredFile } from '#platform/shared/file-endpoints.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { CorrectionPeriod, OfferedCorrection } from './correction-periods.ts';
import {
  CorrectionModeSchema,
  InspectionKindSchema,
  ItemResultSchema,
  NatureSchema,
  SeveritySchema,
} from './inspection-kinds.ts';

const tag = '检查';
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
const Key = z.object({ countyCode: CountyCode, id: Id });
const VisitStatusSchema = z.enum(['IN_PROGRESS', 'FINISHED', 'NO_ENTRY', 'CANCELLED']);
const ConclusionSchema = z.enum(['QUALIFIED', 'FIXED_ON_SITE', 'ORDERED', 'URGED', 'TRANSFERRED']);

export const Decision = z.object({
  nature: NatureSchema,
  reasons: z.array(z.object({ text: z.string(), basis: z.string().nullable() })),
  papers: z.array(PaperKind),
  refusal: z.string().nullable(),
});

export const ChecklistItem = z.object({
  id: z.string(),
  groupName: z.string(),
  text: z.string(),
  basis: z.string(),
  standard: z.string().nullable(),
  severity: SeveritySchema,
  correctionMode: z.enum(['IMMEDIATE', 'DEADLINE']),
  photoRequired: z.boolean(),
  majorHazardElements: z.array(z.string()),
  confidence: z.string(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const Answer = z.object({
  itemId: z.string(),
  result: ItemResultSchema,
  note: z.string().nullable(),
  answeredBy: z.string(),
  answeredAt: Instant,
  version: z.number(),
});
export type Answer = z.infer<typeof Answer>;

export const Finding = z.object({
  id: Id,
  itemId: z.string(),
  place: z.string(),
  description: z.string(),
  basis: z.string(),
  severity: SeveritySchema,
  correctionMode: CorrectionModeSchema,
  dueOn: Day.nullable(),
  dueReason: z.string().nullable(),
  transferToOrgId: Id.nullable(),
  foundBy: z.string(),
  version: z.number(),
  photos: z.array(StoredFile),
});
export type Finding = z.infer<typeof Finding>;

export const InspectionRow = z.object({
  countyCode: z.string(),
  id: Id,
  kind: InspectionKindSchema,
  nature: NatureSchema,
  status: VisitStatusSchema,
  premisesId: Id,
  premisesName: z.string(),
  regionCode: z.string(),
  orgId: Id.nullable(),
  orgName: z.string().nullable(),
  inspectedOn: Day,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  conclusion: ConclusionSchema.nullable(),
  findingCount: z.number(),
  inspectorNames: z.string(),
  version: z.number(),
});
export type InspectionRow = z.infer<typeof InspectionRow>;

export const InspectionDetail = InspectionRow.extend({
  address: z.string(),
  guard: Decision,
  seriesId: Id,
  previousId: Id.nullable(),
  accompaniedBy: z.string().nullable(),
  remarks: z.string().nullable(),
  noEntryReason: z.string().nullable(),
  retryOn: Day.nullable(),
  inspectors: z.array(
    z.object({ personId: Id, name: z.string(), certificateNo: z.string().nullable(), isLead: z.boolean() }),
  ),
  checklist: z.array(ChecklistItem),
  answers: z.array(Answer),
  findings: z.array(Finding),
  /** Periods that the form offers while the visit goes on; null afterwards. */
  correction: OfferedCorrection.nullable(),
  /** A record of the visit can be printed: what a safety visit leaves behind. */
  hasRecord: z.boolean(),
  /** Visits of the same series, oldest first. */
  series: z.array(z.object({ id: Id, kind: InspectionKindSchema, inspectedOn: Day, status: VisitStatusSchema })),
  allowedActions: z.array(z.enum(['fill', 'finish', 'noEntry', 'cancel', 'reinspect'])),
});
export type InspectionDetail = z.infer<typeof InspectionDetail>;

export const FindingInput = z.object({
  id: Id,
  itemId: z.string().max(10),
  place: Words(100),
  description: Words(500),
  correctionMode: CorrectionModeSchema,
  dueOn: Day.nullable().default(null),
  dueReason: z.string().trim().max(300).nullable().default(null),
  transferToOrgId: Id.nullable().default(null),
  photoIds: z.array(Id).max(9).default([]),
  /** Version that was edited; absent for a new finding. */
  version: z.number().int().optional(),
});
export type FindingInput = z.input<typeof FindingInput>;

const visitInput = {
  countyCode: CountyCode,
  premisesId: Id,
  kind: InspectionKindSchema,
  // Nobody chosen yet, or a self-check: an empty array does not travel in a query string.
  officerIds: z.array(Id).max(10).default([]),
};

export const InspectionFilter = z.object({
  countyCode: CountyCode,
  premisesId: Id.optional(),
  orgId: Id.optional(),
  township: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  kind: z.array(InspectionKindSchema).optional(),
  nature: z.array(NatureSchema).optional(),
  status: z.array(VisitStatusSchema).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type InspectionFilter = z.infer<typeof InspectionFilter>;

const RegionPrefix = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, '行政区划代码不正确');

/** Correction periods as a division has set them; `00` is the product's own default. */
export const CorrectionSettings = z.object({
  regionPrefix: z.string(),
  inForce: CorrectionPeriod.extend({ regionPrefix: z.string(), regionName: z.string() }),
  settings: z.array(z.object({ regionPrefix: z.string(), regionName: z.string(), periods: z.array(CorrectionPeriod) })),
});
export type CorrectionSettings = z.infer<typeof CorrectionSettings>;

export const inspectionsContract = {
  guard: endpoint({
    method: 'GET',
    path: '/inspections/guard',
    summary: '检查前合法性判断',
    tag,
    permission: 'inspections.read',
  })
    .input(z.object(visitInput))
    .output(
      Decision.extend({
        kinds: z.array(InspectionKindSchema),
        officers: z.array(
          z.object({
            personId: Id,
            name: z.string(),
            title: z.string(),
            certificateNo: z.string().nullable(),
            problem: z.string().nullable(),
          }),
        ),
        openHazards: z.number(),
        /** Another visit that is due or was just made at the same door; merging visits lightens the burden. */
        recentVisit: z.object({ id: Id, orgName: z.string(), inspectedOn: Day }).nullable(),
      }),
    ),
  start: endpoint({
    method: 'POST',
    path: '/inspections',
    summary: '开始检查',
    tag,
    permission: 'inspections.read',
    offline: true,
  })
    .input(z.object({ id: Id, ...visitInput, previousId: Id.optional() }))
    .output(InspectionDetail),
  list: endpoint({ method: 'GET', path: '/inspections', summary: '检查列表', tag, permission: 'inspections.read' })
    .input(PageInput.extend(InspectionFilter.shape))
    .output(pageOf(InspectionRow)),
  export: endpoint({
    method: 'GET',
    path: '/inspections/export',
    summary: '导出检查列表',
    tag,
    permission: 'inspections.read',
  })
    .input(InspectionFilter)
    .output(z.instanceof(Blob)),
  read: endpoint({
    method: 'GET',
    path: '/inspections/{countyCode}/{id}',
    summary: '检查详情',
    tag,
    permission: 'inspections.read',
  })
    .input(Key)
    .output(InspectionDetail),
  record: endpoint({
    method: 'GET',
    path: '/inspections/{countyCode}/{id}/record',
    summary: '安全走访记录文件',
    tag,
    permission: 'inspections.read',
  })
    .input(Key.extend({ format: PaperFormat }))
    .output(z.instanceof(Blob)),
  saveAnswers: endpoint({
    method: 'PUT',
    path: '/inspections/{countyCode}/{id}/answers',
    summary: '保存检查结果',
    tag,
    permission: 'inspections.read',
    offline: true,
  })
    .input(
      Key.extend({
        answers: z
          .array(
            z.object({
              itemId: z.string().max(10),
              result: ItemResultSchema,
              note: z.string().trim().max(500).nullable().default(null),
              version: z.number().int().default(0),
            }),
          )
          .min(1)
          .max(200),
      }),
    )
    .output(z.object({ saved: z.array(Answer), conflicts: z.array(Answer) })),
  saveFinding: endpoint({
    method: 'PUT',
    path: '/inspections/{countyCode}/{inspectionId}/findings',
    summary: '保存隐患发现',
    tag,
    permission: 'inspections.read',
    offline: true,
  })
    .input(z.object({ countyCode: CountyCode, inspectionId: Id, finding: FindingInput }))
    .output(Finding),
  removeFinding: endpoint({
    method: 'DELETE',
    path: '/inspections/{countyCode}/{id}/findings/{findingId}',
    summary: '删除隐患发现',
    tag,
    permission: 'inspections.read',
  })
    .input(Key.extend({ findingId: Id }))
    .output(z.object({})),
  finish: endpoint({
    method: 'POST',
    path: '/inspections/{countyCode}/{id}/finish',
    summary: '完成检查',
    tag,
    permission: 'inspections.read',
    offline: true,
  })
    .input(
      Key.extend({
        accompaniedBy: z.string().trim().max(40).nullable().default(null),
        remarks: z.string().trim().max(1000).nullable().default(null),
      }),
    )
    .output(InspectionDetail),
  noEntry: endpoint({
    method: 'POST',
    path: '/inspections/{countyCode}/{id}/no-entry',
    summary: '登记未能进入',
    tag,
    permission: 'inspections.read',
    offline: true,
  })
    .input(Key.extend({ reason: Words(300), retryOn: Day }))
    .output(InspectionDetail),
  cancel: endpoint({
    method: 'POST',
    path: '/inspections/{countyCode}/{id}/cancel',
    summary: '取消检查',
    tag,
    permission: 'inspections.read',
  })
    .input(Key.extend({ reason: Words(300) }))
    .output(InspectionDetail),
  correction: endpoint({
    method: 'GET',
    path: '/inspection-settings/correction',
    summary: '改正期限设置',
    tag,
    permission: 'inspections.configure',
  })
    .input(z.object({ regionPrefix: RegionPrefix }))
    .output(CorrectionSettings),
  setCorrection: endpoint({
    method: 'PUT',
    path: '/inspection-settings/correction',
    summary: '修改改正期限',
    tag,
    permission: 'inspections.configure',
  })
    .input(CorrectionPeriod.extend({ regionPrefix: RegionPrefix }))
    .output(CorrectionSettings),
};
