import { z } from 'zod';
import { figureStates } from '#modules/indicators/contract';

/** A piece of a paragraph: words, or a figure by its key, whose words stay bound to it. */
export const Piece = z.union([z.string(), z.object({ figure: z.string(), text: z.string().max(200) })]);
export type Piece = z.infer<typeof Piece>;
export const Block = z.object({ kind: z.enum(['HEADING', 'PARAGRAPH']), pieces: z.array(Piece).max(400) });
export type Block = z.infer<typeof Block>;

const Period = z.object({ from: z.string(), to: z.string() });

export const BoundFigure = z.object({
  indicator: z.string(),
  label: z.string(),
  aspect: z.enum(['VALUE', 'YEAR', 'PERIOD', 'SHARE', 'RANK', 'TARGET']),
  /** As it stands in the text. */
  text: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  state: z.enum(figureStates),
  regionCode: z.string(),
  region: z.string(),
  period: Period,
  /** What it is compared with, a share of, or a target (which is no indicator). */
  base: z.object({ value: z.number().nullable(), indicator: z.string(), period: Period }).nullable(),
  /** Only records of these groups were counted (indicators, `Cut`): of one column any of them. */
  cuts: z.array(z.object({ column: z.string(), code: z.string().nullable() })).default([]),
  /** Records counted. */
  records: z.number().int(),
  formula: z.string(),
});
export type BoundFigure = z.infer<typeof BoundFigure>;

/** What stands around the text on paper: 发文字号, 主送机关, 抄送机关. */
export const Letter = z.object({
  number: z.string().trim().max(40).nullable().default(null),
  recipients: z.string().trim().max(200).nullable().default(null),
  copies: z.string().trim().max(200).nullable().default(null),
});
export type Letter = z.infer<typeof Letter>;
export const bareLetter: Letter = { number: null, recipients: null, copies: null };

export const BulletinText = z.object({
  title: z.string().max(120),
  letter: Letter.default(bareLetter),
  blocks: z.array(Block).max(200),
  figures: z.record(z.string(), BoundFigure),
});
export type BulletinText = z.infer<typeof BulletinText>;

export const wordsOf = ({ pieces }: Block): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

export const plainText = ({ title, blocks }: Pick<BulletinText, 'title' | 'blocks'>): string =>
  [title, ...blocks.map(wordsOf)].join('\n');
