import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { areaTypes, fireCauseIds, firePlaceIds, placeGroups } from './codes.ts';
import { fireDoubts } from './figures.ts';
import { CountyCode, FireContent, FireFigures, oneOf } from './fires.schema.ts';
import { type FireAction, fireStates, fireWorkflow, reportStages } from './fires.workflow.ts';
import { grades } from './grades.ts';

const tag = '火灾';
export const FireStatusSchema = oneOf(fireStates);
export const ReportStageSchema = oneOf(reportStages);
export const FireActionSchema = z.enum(Object.keys(fireWorkflow.moves) as [FireAction, ...FireAction[]]);
/** `noticeDeath` moves nothing: it tells that the record needs another report. */
export const AllowedFireAction = z.union([FireActionSchema, z.enum(['save', 'noticeDeath'])]);

export const FireRow = z.object({
  countyCode: z.string(),
  id: Id,
  number: z.string().nullable(),
  regionCode: z.string(),
  townshipCode: z.string(),
  townshipName: z.string(),
  status: FireStatusSchema,
  stage: ReportStageSchema.nullable(),
  occurredOn: Day,
  alarmAt: Instant.nullable(),
  address: z.string(),
  orgId: Id,
  orgName: z.string(),
  premisesId: Id.nullable(),
  premisesName: z.string().nullable(),
  place: z.string().nullable(),
  placeGroup: oneOf(placeGroups).nullable(),
  areaType: oneOf(areaTypes).nullable(),
  cause: z.string().nullable(),
  burnedArea: z.number().nullable(),
  deaths: z.number().nullable(),
  injuries: z.number().nullable(),
  lossYuan: z.number().nullable(),
  grade: oneOf(grades),
  minutesToArrival: z.number().nullable(),
  doubts: z.array(oneOf(fireDoubts)),
  hasDeathNotice: z.boolean(),
  followUpDueAt: Instant.nullable(),
  finalDueOn: Day.nullable(),
  isLate: z.boolean(),
  correctionCount: z.number(),
  returnCount: z.number(),
  version: z.number(),
  changedAt: Instant,
});
export type FireRow = z.infer<typeof FireRow>;

export const FireVersion = z.object({
  seq: z.number(),
  stage: ReportStageSchema,
  isCorrection: z.boolean(),
  reason: z.string().nullable(),
  at: Instant,
  actor: z.string(),
  content: FireContent,
  figures: FireFigures,
});
export type FireVersion = z.infer<typeof FireVersion>;

export const FireEvent = z.object({
  id: Id,
  action: z.union([FireActionSchema, z.literal('noticeDeath')]),
  fromStatus: FireStatusSchema.nullable(),
  toStatus: FireStatusSchema,
  at: Instant,
  actor: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

export const FireDetail = FireRow.extend({
  content: FireContent,
  figures: FireFigures,
  versions: z.array(FireVersion),
  events: z.array(FireEvent),
  doubtSentences: z.array(
    z.object({ id: oneOf(fireDoubts), sentence: z.string(), checkedReason: z.string().nullable() }),
  ),
  /** Deaths that were told and stand in no version yet. */
  deathNotices: z.array(z.object({ victimId: Id, diedOn: Day, counts: z.boolean() })),
  /** Until when a death of an injured person still counts, by the rule of the fire's date. */
  deathsCountUntil: Day,
  callouts: z.array(
    z.object({
      id: Id,
      orgName: z.string(),
      alarmAt: Instant.nullable(),
      vehicles: z.number().nullable(),
      people: z.number().nullable(),
    }),
  ),
  enteredByName: z.string(),
  submittedByName: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  confirmedBy: z.string().nullable(),
  firstReportedAt: Instant.nullable(),
  finalizedAt: Instant.nullable(),
  source: z.enum(['ENTRY', 'IMPORT', 'DEMO']),
  allowedActions: z.array(AllowedFireAction),
});
export type FireDetail = z.infer<typeof FireDetail>;

export const FireFilter = z.object({
  countyCode: CountyCode,
  township: z.array(z.string().regex(/^\d{9}$/)).optional(),
  status: z.array(FireStatusSchema).optional(),
  stage: z.array(ReportStageSchema).optional(),
  /** Goes into figures: reported or confirmed. */
  isCounted: z.boolean().optional(),
  from: Day.optional(),
  to: Day.optional(),
  place: z.array(z.enum(firePlaceIds)).optional(),
  placeGroup: z.array(oneOf(placeGroups)).optional(),
  areaType: z.array(oneOf(areaTypes)).optional(),
  cause: z.array(z.enum(fireCauseIds)).optional(),
  grade: z.array(oneOf(grades)).optional(),
  hourFrom: z.number().int().min(0).max(23).optional(),
  hourTo: z.number().int().min(0).max(23).optional(),
  isFatal: z.boolean().optional(),
  isLate: z.boolean().optional(),
  isCorrected: z.boolean().optional(),
  isReturned: z.boolean().optional(),
  /** Still to be reported: another report is asked for, or the final one. */
  owes: z.enum(['FOLLOW_UP', 'FINAL']).optional(),
  doubt: oneOf(fireDoubts).optional(),
  orgId: Id.optional(),
  premisesId: Id.optional(),
  search: z.string().trim().max(40).optional(),
});
export type FireFilter = z.infer<typeof FireFilter>;

const key = { countyCode: CountyCode, id: Id };
const act = { ...key, version: z.number().int() };
const Reason = Words(500);

const fire = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string, permission: string) =>
  endpoint({ method, path, summary, tag, permission });

export const firesContract = {
  list: fire('GET', '/fires', '火灾列表', 'fires.read')
    .input(PageInput.extend({ ...FireFilter.shape, sort: z.enum(['occurred', 'changed']).default('occurred') }))
    .output(pageOf(FireRow)),
  export: fire('GET', '/fires/export', '导出火灾列表', 'fires.read').input(FireFilter).output(z.instanceof(Blob)),
  read: fire('GET', '/fires/{countyCode}/{id}', '火灾档案', 'fires.read').input(z.object(key)).output(FireDetail),
  /** The record as it stood at an instant: the last version until then; null where none had been reported. */
  asOf: fire('GET', '/fires/{countyCode}/{id}/as-of', '某一时点的火灾记录', 'fires.read')
    .input(z.object({ ...key, at: Instant }))
    .output(z.object({ at: Instant, status: FireStatusSchema.nullable(), version: FireVersion.nullable() })),
  /** Begins or changes a draft (or a record that was given back); the id is the client's, so a repetition is harmless. */
  save: fire('POST', '/fires', '保存火灾草稿', 'fires.report')
    .input(z.object({ id: Id.optional(), version: z.number().int().optional(), content: FireContent }))
    .output(FireDetail),
  submit: fire('POST', '/fires/{countyCode}/{id}/submit', '上报火灾', 'fires.report')
    .input(
      z.object({ ...act, stage: z.enum(['INITIAL', 'FINAL']).default('INITIAL'), content: FireContent.optional() }),
    )
    .output(FireDetail),
  followUp: fire('POST', '/fires/{countyCode}/{id}/follow-up', '续报、终报', 'fires.report')
    .input(z.object({ ...act, stage: z.enum(['FOLLOW_UP', 'FINAL']), content: FireContent, reason: Reason.nullish() }))
    .output(FireDetail),
  confirm: fire('POST', '/fires/{countyCode}/{id}/confirm', '审核通过', 'fires.review')
    .input(z.object(act))
    .output(FireDetail),
  bulkConfirm: fire('POST', '/fires/bulk/confirm', '批量审核通过', 'fires.review')
    .input(
      z.object({
        countyCode: CountyCode,
        items: z
          .array(z.object({ id: Id, version: z.number().int() }))
          .min(1)
          .max(200),
      }),
    )
    .output(z.object({ done: z.number(), refused: z.array(z.object({ id: Id, message: z.string() })) })),
  giveBack: fire('POST', '/fires/{countyCode}/{id}/return', '退回', 'fires.review')
    .input(z.object({ ...act, reason: Reason }))
    .output(FireDetail),
  correct: fire('POST', '/fires/{countyCode}/{id}/correct', '更正', 'fires.correct')
    .input(z.object({ ...act, content: FireContent, reason: Reason }))
    .output(FireDetail),
  discard: fire('POST', '/fires/{countyCode}/{id}/discard', '弃用草稿', 'fires.report')
    .input(z.object(act))
    .output(FireDetail),
  voidRecord: fire('POST', '/fires/{countyCode}/{id}/void', '作废', 'fires.void')
    .input(z.object({ ...act, reason: Reason }))
    .output(FireDetail),
  noticeDeath: fire('POST', '/fires/{countyCode}/{id}/deaths', '登记伤员死亡', 'fires.report')
    .input(z.object({ ...act, victimId: Id, diedOn: Day }))
    .output(FireDetail),
};
