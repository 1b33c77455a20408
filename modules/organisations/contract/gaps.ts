import { z } from 'zod';
import { Day, Id } from '#platform/shared/paging.ts';

/** What is missing today in the chain of duties. */
export const GapKind = z.enum([
  'POST_EMPTY',
  'CERTIFICATE_INVALID',
  'CERTIFICATE_EXPIRING',
  'GRID_INACTIVE',
  'COMMITTEE_EMPTY',
  'MEMBER_VACANT',
]);
export type GapKind = z.infer<typeof GapKind>;

export const gapLabel: Record<GapKind, string> = {
  POST_EMPTY: '必设岗位无人',
  CERTIFICATE_INVALID: '执法岗位无有效证件',
  CERTIFICATE_EXPIRING: '执法证即将到期',
  GRID_INACTIVE: '网格已停用仍有网格员',
  COMMITTEE_EMPTY: '消安委没有成员单位',
  MEMBER_VACANT: '成员单位无人在岗',
};

export const Gap = z.object({
  kind: GapKind,
  orgId: Id,
  orgName: z.string(),
  postId: Id.nullable(),
  personId: Id.nullable(),
  /** Post, person or body, as a person would say it. */
  subject: z.string(),
  /** Why it is a gap, and what to do. */
  sentence: z.string(),
  /** First day of the gap, where it is known. */
  sinceOn: Day.nullable(),
  /** How many premises name this post as their duty-holder; null where nobody counted. */
  premises: z.number().int().nullable(),
});
export type Gap = z.infer<typeof Gap>;
