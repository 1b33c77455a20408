import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf } from '#platform/shared/paging.ts';

const tag = '审计日志';
const RegionCode = z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字');

export const AuditRow = z.object({
  /** Place in its chain, from 1 without gaps. */
  seq: z.number().int(),
  at: Instant,
  accountId: Id.nullable(),
  /** Name, body and role of who acted, as they were. */
  actor: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** What was done, as it was written; telephone and identity numbers masked. */
  detail: z.record(z.string(), z.unknown()),
  /** SM3 over this entry and the hash before it, 64 hexadecimal digits. */
  hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditFilter = z.object({
  /** The chain: of a county, or of a prefecture's or province's own acts. The actor's own where it is left out. */
  regionCode: RegionCode.optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Words before the dot of an action: `hazards`, `documents`. */
  area: z
    .array(z.string().regex(/^[a-z]{1,30}$/, '业务不正确，请从列表中选择'))
    .max(20)
    .optional(),
  /** Part of the name of who acted, or the whole number of a record. */
  search: z.string().trim().max(60).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const auditContract = {
  list: endpoint({
    method: 'GET',
    path: '/audit',
    summary: '审计日志',
    tag,
    permission: 'audit.read',
    transaction: 'own',
  })
    .input(
      PageInput.extend(AuditFilter.shape).refine((input) => !input.from || !input.to || input.from <= input.to, {
        path: ['to'],
        message: '结束日期早于开始日期，请调整',
      }),
    )
    .output(pageOf(AuditRow)),
  verify: endpoint({
    method: 'POST',
    path: '/audit/verify',
    summary: '核验审计日志',
    tag,
    permission: 'audit.read',
    transaction: 'own',
  })
    .input(z.object({ regionCode: RegionCode.optional() }))
    .output(
      z.object({
        entries: z.number().int(),
        /** The first 100 faults, each as a sentence. */
        findings: z.array(z.object({ seq: z.number().int(), message: z.string() })),
        findingCount: z.number().int(),
      }),
    ),
};
