import { z } from 'zod';
import { BulkOutcome, picked } from '#platform/shared/bulk.ts';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { PaperWords } from './editable-words.ts';
import { PaperFormat, PaperKind } from './paper-data.ts';

const tag = '文书';
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
const PaperKey = z.object({ countyCode: CountyCode, id: Id });
export const PaperStatusSchema = z.enum(['DRAFT', 'PENDING_APPROVAL', 'ISSUED', 'SERVED', 'VOID']);
export const PaperActionSchema = z.enum(['revise', 'submit', 'return', 'approve', 'issue', 'serve', 'void']);
export const ServiceMethodSchema = z.enum(['DIRECT', 'LEAVE', 'MAIL', 'ELECTRONIC', 'PUBLIC']);

export const PaperRow = z.object({
  countyCode: z.string(),
  id: Id,
  kind: PaperKind,
  status: PaperStatusSchema,
  number: z.string().nullable(),
  orgId: Id,
  orgName: z.string(),
  premisesId: Id.nullable(),
  premisesName: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: Id,
  draftedAt: Instant,
  /** Sent back for correction and not yet changed. */
  returnedAt: Instant.nullable(),
  issuedAt: Instant.nullable(),
  servedAt: Instant.nullable(),
  version: z.number(),
});
export type PaperRow = z.infer<typeof PaperRow>;

export const PaperDetail = PaperRow.extend({
  data: z.record(z.string(), z.unknown()),
  templateVersion: z.number(),
  revision: z.number(),
  /** Earlier revisions, oldest first; empty for the premises' own account. */
  revisions: z.array(z.object({ revision: z.number(), replacedAt: Instant, replacedBy: z.string() })),
  returnedBy: z.string().nullable(),
  returnReason: z.string().nullable(),
  approvedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
  issuedBy: z.string().nullable(),
  serviceMethod: ServiceMethodSchema.nullable(),
  serviceReceiver: z.string().nullable(),
  serviceNote: z.string().nullable(),
  voidAt: Instant.nullable(),
  voidBy: z.string().nullable(),
  voidReason: z.string().nullable(),
  sha256: z.record(z.string(), z.string()),
  events: z.array(
    z.object({ id: Id, at: Instant, action: z.string(), actor: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
  allowedActions: z.array(PaperActionSchema),
});
export type PaperDetail = z.infer<typeof PaperDetail>;

export const PaperFilter = z.object({
  countyCode: CountyCode,
  kind: z.array(PaperKind).optional(),
  status: z.array(PaperStatusSchema).optional(),
  orgId: Id.optional(),
  premisesId: Id.optional(),
  subjectId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type PaperFilter = z.infer<typeof PaperFilter>;

const move = { countyCode: CountyCode, id: Id, version: z.number().int() };
/** How, when and to whom a paper was served. */
const service = {
  method: ServiceMethodSchema,
  servedAt: Instant,
  receiver: Words(40),
  note: Words(500).nullish(),
};
// Each issued paper is rendered in two formats before the commit.
const Picked = picked(50);

export const documentsContract = {
  list: endpoint({ method: 'GET', path: '/papers', summary: '文书列表', tag, permission: 'documents.read' })
    .input(PageInput.extend(PaperFilter.shape))
    .output(pageOf(PaperRow)),
  export: endpoint({
    method: 'GET',
    path: '/papers/export',
    summary: '导出文书列表',
    tag,
    permission: 'documents.read',
  })
    .input(PaperFilter)
    .output(z.instanceof(Blob)),
  read: endpoint({
    method: 'GET',
    path: '/papers/{countyCode}/{id}',
    summary: '文书详情',
    tag,
    permission: 'documents.read',
  })
    .input(PaperKey)
    .output(PaperDetail),
  render: endpoint({
    method: 'GET',
    path: '/papers/{countyCode}/{id}/file',
    summary: '文书文件',
    tag,
    permission: 'documents.read',
  })
    // `revision`: an earlier one, for staff.
    .input(PaperKey.extend({ format: PaperFormat, revision: z.number().int().min(1).optional() }))
    .output(z.instanceof(Blob)),
  /** New words for a paper without a number; the old ones stay readable as a revision. */
  revise: endpoint({
    method: 'PUT',
    path: '/papers/{countyCode}/{id}/words',
    summary: '修改文书',
    tag,
    permission: 'documents.draft',
  })
    .input(z.object({ ...move, words: PaperWords, note: z.string().trim().max(500).nullish() }))
    .output(PaperDetail),
  submit: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/submit',
    summary: '送审',
    tag,
    permission: 'documents.draft',
  })
    .input(z.object(move))
    .output(PaperDetail),
  return: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/return',
    summary: '退回修改',
    tag,
    permission: 'documents.approve',
  })
    .input(z.object({ ...move, reason: Words(500) }))
    .output(PaperDetail),
  approve: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/approve',
    summary: '批准签发',
    tag,
    permission: 'documents.approve',
  })
    .input(z.object(move))
    .output(PaperDetail),
  issue: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/issue',
    summary: '签发',
    tag,
    permission: 'documents.draft',
  })
    .input(z.object(move))
    .output(PaperDetail),
  serve: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/serve',
    summary: '登记送达',
    tag,
    permission: 'documents.serve',
    offline: true,
  })
    .input(z.object({ ...move, ...service }))
    .output(PaperDetail),
  void: endpoint({
    method: 'POST',
    path: '/papers/{countyCode}/{id}/void',
    summary: '作废',
    tag,
    permission: 'documents.void',
  })
    .input(z.object({ ...move, reason: Words(500) }))
    .output(PaperDetail),
  bulkSubmit: endpoint({
    method: 'POST',
    path: '/papers/bulk/submit',
    summary: '批量送审',
    tag,
    permission: 'documents.draft',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked }))
    .output(BulkOutcome),
  bulkIssue: endpoint({
    method: 'POST',
    path: '/papers/bulk/issue',
    summary: '批量签发',
    tag,
    permission: 'documents.draft',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked }))
    .output(BulkOutcome),
  /** Several papers handed over at one door at one time. */
  bulkServe: endpoint({
    method: 'POST',
    path: '/papers/bulk/serve',
    summary: '批量登记送达',
    tag,
    permission: 'documents.serve',
  })
    .input(z.object({ countyCode: CountyCode, items: Picked, ...service }))
    .output(BulkOutcome),
};
