import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { PaperFormat, PaperKind } from './paper-data.ts';

const tag = '文书';
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
const PaperKey = z.object({ countyCode: CountyCode, id: Id });
export const PaperStatusSchema = z.enum(['DRAFT', 'PENDING_APPROVAL', 'ISSUED', 'SERVED', 'VOID']);
export const PaperActionSchema = z.enum(['submit', 'return', 'approve', 'issue', 'serve', 'void']);
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
  issuedAt: Instant.nullable(),
  servedAt: Instant.nullable(),
  version: z.number(),
});
export type PaperRow = z.infer<typeof PaperRow>;

export const PaperDetail = PaperRow.extend({
  data: z.record(z.string(), z.unknown()),
  templateVersion: z.number(),
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

const move = { countyCode: CountyCode, id: Id, version: z.number().int() };

export const documentsContract = {
  list: endpoint({ method: 'GET', path: '/papers', summary: '文书列表', tag, permission: 'documents.read' })
    .input(
      PageInput.extend({
        countyCode: CountyCode,
        kind: z.array(PaperKind).optional(),
        status: z.array(PaperStatusSchema).optional(),
        orgId: Id.optional(),
        premisesId: Id.optional(),
        subjectId: Id.optional(),
        from: Day.optional(),
        to: Day.optional(),
      }),
    )
    .output(pageOf(PaperRow)),
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
    .input(PaperKey.extend({ format: PaperFormat }))
    .output(z.instanceof(Blob)),
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
    .input(
      z.object({
        ...move,
        method: ServiceMethodSchema,
        servedAt: Instant,
        receiver: Words(40),
        note: Words(500).nullish(),
      }),
    )
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
};
