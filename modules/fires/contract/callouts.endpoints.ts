import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { calloutKinds } from './codes.ts';
import { CalloutContent, CountyCode, oneOf } from './fires.schema.ts';

const tag = '接处警';

export const CalloutRow = CalloutContent.extend({
  countyCode: z.string(),
  id: Id,
  townshipName: z.string(),
  orgName: z.string(),
  premisesName: z.string().nullable(),
  /** Only imported call-outs may lack it. */
  alarmAt: Instant.nullable(),
  occurredOn: Day,
  turnoutSeconds: z.number().nullable(),
  arrivalSeconds: z.number().nullable(),
  isVoid: z.boolean(),
  voidReason: z.string().nullable(),
  version: z.number(),
});
export type CalloutRow = z.infer<typeof CalloutRow>;

export const CalloutDetail = CalloutRow.extend({
  enteredByName: z.string(),
  fireNumber: z.string().nullable(),
  versions: z.array(
    z.object({
      id: Id,
      action: z.enum(['record', 'correct', 'void']),
      at: Instant,
      actor: z.string(),
      reason: z.string().nullable(),
      content: CalloutContent,
    }),
  ),
  allowedActions: z.array(z.enum(['correct', 'void'])),
});
export type CalloutDetail = z.infer<typeof CalloutDetail>;

export const CalloutFilter = z.object({
  countyCode: CountyCode,
  township: z.array(z.string().regex(/^\d{9}$/)).optional(),
  kind: z.array(oneOf(calloutKinds)).optional(),
  from: Day.optional(),
  to: Day.optional(),
  orgId: Id.optional(),
  fireId: Id.optional(),
  /** Voided ones are left out unless asked for. */
  isVoid: z.boolean().optional(),
  search: z.string().trim().max(40).optional(),
});
export type CalloutFilter = z.infer<typeof CalloutFilter>;

const key = { countyCode: CountyCode, id: Id };
const act = { ...key, version: z.number().int() };

export const calloutsContract = {
  list: endpoint({ method: 'GET', path: '/callouts', summary: '接处警列表', tag, permission: 'fires.read' })
    .input(PageInput.extend(CalloutFilter.shape))
    .output(pageOf(CalloutRow)),
  export: endpoint({ method: 'GET', path: '/callouts/export', summary: '导出接处警', tag, permission: 'fires.read' })
    .input(CalloutFilter)
    .output(z.instanceof(Blob)),
  read: endpoint({
    method: 'GET',
    path: '/callouts/{countyCode}/{id}',
    summary: '接处警详情',
    tag,
    permission: 'fires.read',
  })
    .input(z.object(key))
    .output(CalloutDetail),
  record: endpoint({ method: 'POST', path: '/callouts', summary: '登记接处警', tag, permission: 'fires.recordCallout' })
    .input(z.object({ id: Id.optional(), content: CalloutContent }))
    .output(CalloutDetail),
  correct: endpoint({
    method: 'PUT',
    path: '/callouts/{countyCode}/{id}',
    summary: '更正接处警',
    tag,
    permission: 'fires.recordCallout',
  })
    .input(z.object({ ...act, content: CalloutContent, reason: Words(500) }))
    .output(CalloutDetail),
  voidRecord: endpoint({
    method: 'POST',
    path: '/callouts/{countyCode}/{id}/void',
    summary: '作废接处警',
    tag,
    permission: 'fires.recordCallout',
  })
    .input(z.object({ ...act, reason: Words(500) }))
    .output(CalloutDetail),
};
