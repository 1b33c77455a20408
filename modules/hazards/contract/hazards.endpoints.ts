import { z } from 'zod';
import { CorrectionModeSchema, NatureSchema, SeveritySchema } from '#modules/inspections/contract';
import { BulkOutcome, picked } from '#platform/shared/bulk.ts';
import { endpoint } from '#platform/shared/endpoint.ts';
import { StoredFile } from '#platform/shared/file-endpoints.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { type HazardAction, type HazardStatus, hazardStates, hazardWorkflow } from './hazards.workflow.ts';

const tag = '隐患';
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
const Key = z.object({ countyCode: CountyCode, id: Id });
export const HazardStatusSchema = z.enum(Object.keys(hazardStates) as [HazardStatus, ...HazardStatus[]]);
export const HazardActionSchema = z.enum(Object.keys(hazardWorkflow.moves) as [HazardAction, ...HazardAction[]]);
export const OutcomeSchema = z.enum(['FIXED', 'REMOVED', 'MOVED_OUT', 'CANNOT_YET']);
export const HazardSourceSchema = z.enum(['INSPECTION', 'COMPLAINT', 'GRID', 'SECTOR', 'SELF', 'TRANSFER']);

/** What this person may do now. The last four do not move the hazard by themselves. */
export const AllowedAction = z.union([
  HazardActionSchema,
  z.enum(['requestExtension', 'decideExtension', 'reinspect', 'setHandler']),
]);

export const HazardRow = z.object({
  countyCode: z.string(),
  id: Id,
  regionCode: z.string(),
  townshipCode: z.string(),
  premisesId: Id,
  premisesName: z.string(),
  premisesType: z.string(),
  itemId: z.string(),
  place: z.string(),
  description: z.string(),
  severity: SeveritySchema,
  correctionMode: CorrectionModeSchema,
  nature: NatureSchema,
  source: HazardSourceSchema,
  status: HazardStatusSchema,
  isOpen: z.boolean(),
  orgId: Id,
  orgName: z.string(),
  /** Person of that body who looks after it. */
  handlerId: Id.nullable(),
  handlerName: z.string().nullable(),
  /** Visit that found it. */
  inspectionId: Id.nullable(),
  foundOn: Day,
  registeredAt: Instant,
  /** End of the correction period that the premises has. */
  dueOn: Day.nullable(),
  /** Day by which the keeping body must act next. */
  deskOn: Day.nullable(),
  /** Days since it was found, natural. */
  ageDays: z.number(),
  outcome: OutcomeSchema.nullable(),
  closedOn: Day.nullable(),
  reinspectionCount: z.number(),
  version: z.number(),
  allowedActions: z.array(AllowedAction),
});
export type HazardRow = z.infer<typeof HazardRow>;

export const HazardEvent = z.object({
  id: Id,
  /** A move of the workflow, or that an open hazard has gone with its place to the body of another township. */
  action: z.union([HazardActionSchema, z.literal('followPlace')]),
  fromStatus: HazardStatusSchema.nullable(),
  toStatus: HazardStatusSchema,
  at: Instant,
  actor: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  photos: z.array(StoredFile),
});

export const Extension = z.object({
  id: Id,
  requestedDueOn: Day,
  reason: z.string(),
  interimMeasures: z.string(),
  status: z.enum(['REQUESTED', 'APPROVED', 'REFUSED']),
  requestedAt: Instant,
  requester: z.string(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
});

export const HazardDetail = HazardRow.extend({
  basis: z.string(),
  address: z.string(),
  orderPaperId: Id.nullable(),
  transferredFromOrgId: Id.nullable(),
  transferCount: z.number(),
  extensionCount: z.number(),
  fixedSubmittedAt: Instant.nullable(),
  outcomeReason: z.string().nullable(),
  interimMeasures: z.string().nullable(),
  reviewOn: Day.nullable(),
  reopenOf: Id.nullable(),
  /** Photos of the finding. */
  photos: z.array(StoredFile),
  events: z.array(HazardEvent),
  extensions: z.array(Extension),
});
export type HazardDetail = z.infer<typeof HazardDetail>;

export const HazardFilter = z.object({
  countyCode: CountyCode,
  township: z.array(z.string().regex(/^\d{9}$/)).optional(),
  premisesId: Id.optional(),
  inspectionId: Id.optional(),
  orgId: Id.optional(),
  handlerId: Id.optional(),
  /** Only those that the signed-in person looks after. */
  isMine: z.boolean().optional(),
  /** These and no others: what was picked by hand. */
  ids: z.array(Id).min(1).max(200).optional(),
  status: z.array(HazardStatusSchema).optional(),
  isOpen: z.boolean().optional(),
  /** Correction period is over and nobody has confirmed the correction. */
  isOverdue: z.boolean().optional(),
  severity: z.array(SeveritySchema).optional(),
  source: z.array(HazardSourceSchema).optional(),
  premisesType: z.array(z.string().max(40)).optional(),
  itemId: z.string().max(10).optional(),
  outcome: z.array(OutcomeSchema).optional(),
  foundFrom: Day.optional(),
  foundTo: Day.optional(),
  closedFrom: Day.optional(),
  closedTo: Day.optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  /** Open at the end of that day. */
  openOn: Day.optional(),
  /** Seen corrected (整改) without a re-inspection that had found it uncorrected. */
  isFixedOnTime: z.boolean().optional(),
  search: z.string().trim().max(40).optional(),
});
export type HazardFilter = z.infer<typeof HazardFilter>;

/** Orders of the ledger; a minus turns them round. Without a deadline stands last in both. */
export const hazardSorts = ['due', '-due', 'age', '-age', 'registered', '-registered', 'changed', '-changed'] as const;
export const HazardSort = z.enum(hazardSorts);
export type HazardSort = z.infer<typeof HazardSort>;

const act = { countyCode: CountyCode, id: Id, version: z.number().int() };
const Reason = Words(500);
const Photos = z.array(Id).max(9).default([]);

/** One group of the desk: what must be done, how much of it, the oldest first. */
export const DeskGroup = z.object({
  id: z.string(),
  label: z.string(),
  tone: z.enum(['overdue', 'due', 'plain']),
  count: z.number(),
  overdueCount: z.number(),
  items: z.array(HazardRow),
});

export const ReinspectionResult = z.object({
  hazardId: Id,
  version: z.number().int(),
  result: z.enum(['FIXED', 'NOT_FIXED', 'REMOVED', 'MOVED_OUT']),
  note: z.string().trim().max(500).nullable().default(null),
  photoIds: Photos,
});
export type ReinspectionResult = z.infer<typeof ReinspectionResult>;

export const Reinspected = z.object({
  hazard: HazardRow,
  result: ReinspectionResult.shape.result,
  note: z.string().nullable(),
  photos: z.array(StoredFile),
});
export type Reinspected = z.infer<typeof Reinspected>;

const Picked = picked(200);

export const hazardsContract = {
  list: endpoint({ method: 'GET', path: '/hazards', summary: '隐患台账', tag, permission: 'hazards.read' })
    .input(PageInput.extend({ ...HazardFilter.shape, sort: HazardSort.default('due') }))
    .output(pageOf(HazardRow)),
  export: endpoint({ method: 'GET', path: '/hazards/export', summary: '导出隐患台账', tag, permission: 'hazards.read' })
    .input(HazardFilter.extend({ sort: HazardSort.default('due') }))
    .output(z.instanceof(Blob)),
  read: endpoint({
    method: 'GET',
    path: '/hazards/{countyCode}/{id}',
    summary: '隐患详情',
    tag,
    permission: 'hazards.read',
  })
    .input(Key)
    .output(HazardDetail),
  desk: endpoint({ method: 'GET', path: '/desk', summary: '我的待办', tag, permission: 'desk.read' })
    // `isMine`: only what the signed-in person looks after.
    .input(z.object({ countyCode: CountyCode, isMine: z.boolean().optional() }))
    .output(z.object({ today: Day, groups: z.array(DeskGroup) })),
  assign: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/assign',
    summary: '督促整改',
    tag,
    permission: 'hazards.assign',
  })
    .input(z.object({ ...act, dueOn: Day, reason: Reason.nullish() }))
    .output(HazardDetail),
  transfer: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/transfer',
    summary: '移送',
    tag,
    permission: 'hazards.transfer',
  })
    .input(z.object({ ...act, toOrgId: Id, reason: Reason }))
    .output(HazardDetail),
  accept: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/accept',
    summary: '受理移送',
    tag,
    permission: 'hazards.accept',
  })
    .input(z.object(act))
    .output(HazardDetail),
  decline: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/decline',
    summary: '退回移送',
    tag,
    permission: 'hazards.accept',
  })
    .input(z.object({ ...act, reason: Reason }))
    .output(HazardDetail),
  arbitrate: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/arbitrate',
    summary: '裁定归属',
    tag,
    permission: 'hazards.arbitrate',
  })
    .input(z.object({ ...act, toOrgId: Id, reason: Reason }))
    .output(HazardDetail),
  submitFix: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/fix',
    summary: '提交整改结果',
    tag,
    permission: 'hazards.submitFix',
    offline: true,
  })
    .input(z.object({ ...act, words: Words(500), photoIds: z.array(Id).min(1, '请至少上传一张整改后的照片').max(9) }))
    .output(HazardDetail),
  requestExtension: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/extensions',
    summary: '申请延期',
    tag,
    permission: 'hazards.extend',
  })
    .input(z.object({ ...act, dueOn: Day, reason: Reason, interimMeasures: Words(500) }))
    .output(HazardDetail),
  decideExtension: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/extensions/{extensionId}',
    summary: '审批延期',
    tag,
    permission: 'hazards.approveExtension',
  })
    .input(z.object({ ...act, extensionId: Id, approve: z.boolean(), reason: Reason }))
    .output(HazardDetail),
  reinspect: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/reinspections/{inspectionId}',
    summary: '提交复查结果',
    tag,
    permission: 'hazards.reinspect',
    offline: true,
  })
    .input(
      z.object({
        countyCode: CountyCode,
        inspectionId: Id,
        results: z.array(ReinspectionResult).min(1).max(100),
        accompaniedBy: z.string().trim().max(40).nullable().default(null),
        remarks: z.string().trim().max(1000).nullable().default(null),
      }),
    )
    .output(z.object({ closed: z.number(), stillOpen: z.number(), paperIds: z.array(Id) })),
  /** What a re-inspection saw: each hazard with its result. */
  reinspected: endpoint({
    method: 'GET',
    path: '/hazards/{countyCode}/reinspections/{inspectionId}',
    summary: '复查结果',
    tag,
    permission: 'hazards.read',
  })
    .input(z.object({ countyCode: CountyCode, inspectionId: Id }))
    .output(z.array(Reinspected)),
  closeOtherwise: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/close',
    summary: '其他方式销案',
    tag,
    permission: 'hazards.reinspect',
  })
    .input(
      z.object({
        ...act,
        outcome: z.enum(['REMOVED', 'MOVED_OUT']),
        reason: Reason,
        photoIds: z.array(Id).min(1, '请上传现场照片作为依据').max(9),
      }),
    )
    .output(HazardDetail),
  defer: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/defer',
    summary: '暂不能整改',
    tag,
    permission: 'hazards.approveExtension',
  })
    .input(z.object({ ...act, reason: Reason, interimMeasures: Words(500), reviewOn: Day }))
    .output(HazardDetail),
  orderAgain: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/order-again',
    summary: '重新确定期限',
    tag,
    permission: 'hazards.reinspect',
  })
    .input(z.object({ ...act, dueOn: Day, reason: Reason }))
    .output(HazardDetail),
  /** Moves that need nothing but a reason. */
  move: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/moves',
    summary: '处罚、查封、重大隐患等流转',
    tag,
    permission: 'hazards.penalize',
  })
    .input(
      z.object({
        ...act,
        action: z.enum(['penalize', 'seal', 'continueRectify', 'unseal', 'suspectMajor', 'notMajor']),
        reason: Reason,
      }),
    )
    .output(HazardDetail),
  lookBack: endpoint({
    method: 'POST',
    path: '/hazards/{countyCode}/{id}/look-back',
    summary: '回头看反弹',
    tag,
    permission: 'hazards.lookBack',
  })
    .input(
      z.object({ ...act, newId: Id, description: Words(500), photoIds: z.array(Id).min(1, '请上传现场照片').max(9) }),
    )
    .output(HazardDetail),
  /** People of the own body who may look after a hazard. */
  handlers: endpoint({
    method: 'GET',
    path: '/hazard-handlers',
    summary: '可指定的经办人',
    tag,
    permission: 'hazards.reinspect',
  }).output(z.array(z.object({ personId: Id, name: z.string(), title: z.string() }))),
  bulkSetHandler: endpoint({
    method: 'POST',
    path: '/hazards/bulk/handler',
    summary: '指定经办人',
    tag,
    permission: 'hazards.reinspect',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked, personId: Id }))
    .output(BulkOutcome),
  bulkAssign: endpoint({
    method: 'POST',
    path: '/hazards/bulk/assign',
    summary: '批量督促整改',
    tag,
    permission: 'hazards.assign',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked, dueOn: Day, reason: Reason.nullish() }))
    .output(BulkOutcome),
  bulkTransfer: endpoint({
    method: 'POST',
    path: '/hazards/bulk/transfer',
    summary: '批量移送',
    tag,
    permission: 'hazards.transfer',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked, toOrgId: Id, reason: Reason }))
    .output(BulkOutcome),
  bulkAccept: endpoint({
    method: 'POST',
    path: '/hazards/bulk/accept',
    summary: '批量受理',
    tag,
    permission: 'hazards.accept',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked }))
    .output(BulkOutcome),
};
