import { z } from 'zod';
import { SchemeSchema } from '#modules/indicators/contract';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { Block, BulletinText } from './template.ts';

const tag = '通报';
const Region = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const County = z.string().regex(/^\d{6}$/, '县级代码应为 6 位数字');
const Key = z.object({ countyCode: County, id: Id });

export const TemplateRow = z.object({ id: z.string(), name: z.string(), title: z.string() });
export type TemplateRow = z.infer<typeof TemplateRow>;

const Asked = z
  .object({
    templateId: z.string().max(41),
    regionCode: Region.optional(),
    from: Day,
    to: Day,
    scheme: SchemeSchema.default('OWN'),
  })
  .refine(({ from, to }) => from <= to, { message: '结束日期早于开始日期，请重新选择。', path: ['to'] });

export const FigureChange = z.object({
  figure: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
});
export type FigureChange = z.infer<typeof FigureChange>;

export const BulletinRow = z.object({
  countyCode: County,
  id: Id,
  regionCode: Region,
  templateId: z.string(),
  title: z.string(),
  from: Day,
  to: Day,
  scheme: SchemeSchema,
  status: z.enum(['DRAFT', 'ISSUED']),
  issueNumber: z.number().int(),
  cutOff: Instant,
  drafter: z.string(),
  issuer: z.string(),
  version: z.number().int(),
  createdAt: Instant,
  changedAt: Instant,
});
export type BulletinRow = z.infer<typeof BulletinRow>;

export const BulletinDetail = BulletinRow.extend({
  text: BulletinText,
  /** By which rule its records were judged, in words. */
  rule: z.string(),
  issues: z.array(
    z.object({
      number: z.number().int(),
      issuedAt: Instant,
      issuer: z.string(),
      reason: z.string().nullable(),
      cutOff: Instant,
      changes: z.array(FigureChange),
    }),
  ),
  allowedActions: z.array(z.enum(['edit', 'renew', 'issue', 'revise'])),
});
export type BulletinDetail = z.infer<typeof BulletinDetail>;

export const bulletinsContract = {
  templates: endpoint({
    method: 'GET',
    path: '/bulletins/templates',
    summary: '通报模板',
    tag,
    permission: 'bulletins.read',
  }).output(z.array(TemplateRow)),
  preview: endpoint({
    method: 'GET',
    path: '/bulletins/preview',
    summary: '预览通报（不保存）',
    tag,
    permission: 'bulletins.read',
    transaction: 'own',
  })
    .input(Asked)
    .output(BulletinText),
  list: endpoint({ method: 'GET', path: '/bulletins', summary: '通报列表', tag, permission: 'bulletins.read' })
    .input(PageInput.extend({ regionCode: Region.optional() }))
    .output(pageOf(BulletinRow)),
  draft: endpoint({
    method: 'POST',
    path: '/bulletins',
    summary: '起草通报',
    tag,
    permission: 'bulletins.draft',
    transaction: 'own',
  })
    .input(Asked.safeExtend({ id: Id.optional() }))
    .output(BulletinDetail),
  read: endpoint({
    method: 'GET',
    path: '/bulletins/{countyCode}/{id}',
    summary: '查看通报',
    tag,
    permission: 'bulletins.read',
  })
    .input(Key)
    .output(BulletinDetail),
  edit: endpoint({
    method: 'PUT',
    path: '/bulletins/{countyCode}/{id}',
    summary: '修改文字（数据不变）',
    tag,
    permission: 'bulletins.draft',
  })
    .input(Key.extend({ version: z.number().int(), title: Words(120), blocks: z.array(Block).min(1).max(200) }))
    .output(BulletinDetail),
  renew: endpoint({
    method: 'POST',
    path: '/bulletins/{countyCode}/{id}/renew',
    summary: '重新取数（文字不变）',
    tag,
    permission: 'bulletins.draft',
    transaction: 'own',
  })
    .input(Key.extend({ version: z.number().int() }))
    .output(BulletinDetail.extend({ changes: z.array(FigureChange) })),
  issue: endpoint({
    method: 'POST',
    path: '/bulletins/{countyCode}/{id}/issue',
    summary: '印发',
    tag,
    permission: 'bulletins.issue',
  })
    .input(Key.extend({ version: z.number().int() }))
    .output(BulletinDetail),
  revise: endpoint({
    method: 'POST',
    path: '/bulletins/{countyCode}/{id}/revise',
    summary: '更正后重新印发',
    tag,
    permission: 'bulletins.draft',
  })
    .input(Key.extend({ version: z.number().int(), reason: Words(200) }))
    .output(BulletinDetail),
  download: endpoint({
    method: 'GET',
    path: '/bulletins/{countyCode}/{id}/download',
    summary: '下载 docx、PDF',
    tag,
    permission: 'bulletins.read',
  })
    .input(Key.extend({ format: z.enum(['docx', 'pdf']), number: z.coerce.number().int().min(1).optional() }))
    .output(z.instanceof(Blob)),
};
