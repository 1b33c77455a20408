import { z } from 'zod';
import { SchemeSchema } from '#modules/indicators/contract';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { GivenParameters, Parameter, Template } from './template.ts';
import { Block, BulletinText, Letter } from './text.ts';

const tag = '通报';
const Region = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const County = z.string().regex(/^\d{6}$/, '县级代码应为 6 位数字');
const Key = z.object({ countyCode: County, id: Id });

export const TemplateRow = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  parameters: z.array(Parameter),
  /** Division prefix of whose it is; 00 those that are shipped. */
  regionPrefix: z.string(),
  /** Newest version of the own one, 0 where there is none. */
  version: z.number().int(),
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

export const TemplateDetail = z.object({
  template: Template,
  regionPrefix: z.string(),
  /** One of this id is shipped, and is used again where the own one is retired. */
  isShipped: z.boolean(),
  /** Newest own version, 0 where there is none, and whether it is in use. */
  ownVersion: z.number().int(),
  isOwn: z.boolean(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      isActive: z.boolean(),
      reason: z.string().nullable(),
      changedAt: Instant,
      changedBy: z.string(),
    }),
  ),
  mayEdit: z.boolean(),
});
export type TemplateDetail = z.infer<typeof TemplateDetail>;

const TemplateId = z.string().max(41);
const span = {
  regionCode: Region.optional(),
  from: Day,
  to: Day,
  scheme: SchemeSchema.default('OWN'),
  parameters: GivenParameters,
};
const isInOrder = ({ from, to }: { from: string; to: string }) => from <= to;
const reversed = { message: '结束日期早于开始日期，请重新选择。', path: ['to'] };
const Asked = z.object({ templateId: TemplateId, ...span }).refine(isInOrder, reversed);

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
  parameters: z.array(z.object({ label: z.string(), words: z.string() })),
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
  template: endpoint({
    method: 'GET',
    path: '/bulletins/templates/{id}',
    summary: '查看通报模板',
    tag,
    permission: 'bulletins.template',
  })
    .input(z.object({ id: TemplateId, version: z.coerce.number().int().min(1).optional() }))
    .output(TemplateDetail),
  saveTemplate: endpoint({
    method: 'PUT',
    path: '/bulletins/templates/{id}',
    summary: '保存本地模板（新版本）',
    tag,
    permission: 'bulletins.template',
  })
    .input(
      z
        .object({
          id: TemplateId,
          version: z.number().int().min(0),
          template: Template,
          reason: z.string().trim().max(200).nullish(),
        })
        .refine(({ id, template }) => id === template.id, { message: '模板编号不一致，请刷新后重试。', path: ['id'] }),
    )
    .output(TemplateDetail),
  retireTemplate: endpoint({
    method: 'POST',
    path: '/bulletins/templates/{id}/retire',
    summary: '停用本地模板',
    tag,
    permission: 'bulletins.template',
  })
    .input(z.object({ id: TemplateId, version: z.number().int(), reason: Words(200) }))
    .output(z.array(TemplateRow)),
  tryTemplate: endpoint({
    method: 'POST',
    path: '/bulletins/templates/try',
    summary: '试写模板（不保存）',
    tag,
    permission: 'bulletins.template',
    transaction: 'own',
  })
    .input(z.object({ template: Template, ...span }).refine(isInOrder, reversed))
    .output(BulletinText),
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
    .input(
      Key.extend({
        version: z.number().int(),
        title: Words(120),
        letter: Letter.optional(),
        blocks: z.array(Block).min(1).max(200),
      }),
    )
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
