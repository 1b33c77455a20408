import { z } from 'zod';

/**
 * A bulletin as data: official prose with figures in braces.
 * - `{fireCount}` the figure with its unit, `{fireCount.value}` the number alone;
 * - `{fireCount.year}` / `{fireCount.period}` its change over the year before / the period before (下降8.42%);
 * - `{fireCount.share:residenceFireCount}` the share of a part in the whole (41.4%);
 * - `{list:places}` a list of parts, largest first; `{rank:fireCount}` the places below with most;
 * - `{period}`, `{region}`, `{lastPeriod}`.
 * A sentence is left out where one of its figures is missing or its condition does not hold; `otherwise` is said instead.
 */
export const Sentence = z.object({
  text: z.string().max(500),
  /** `fireCount > 0`, `deathCount = 0`; all must hold. */
  when: z.array(z.string().regex(/^[A-Za-z0-9]+ (>|=|<) \d+$/)).default([]),
  /** What is said where a figure is missing (not where a condition fails). */
  otherwise: z.string().max(300).optional(),
});
export type Sentence = z.infer<typeof Sentence>;

export const Template = z.object({
  id: z.string().regex(/^[A-Z][A-Z_]{2,40}$/),
  name: z.string().max(40),
  title: z.string().max(80),
  /** Decimals of percentages of change and of shares. */
  changeDecimals: z.number().int().min(0).max(2).default(1),
  shareDecimals: z.number().int().min(0).max(2).default(1),
  lists: z
    .record(
      z.string(),
      z.object({
        of: z.string(),
        parts: z.array(z.object({ id: z.string(), label: z.string() })).min(1),
        top: z.number().int().min(1).max(20).default(6),
      }),
    )
    .default({}),
  sections: z
    .array(z.object({ heading: z.string().max(60).nullable(), paragraphs: z.array(z.array(Sentence).min(1)).min(1) }))
    .min(1),
});
export type Template = z.infer<typeof Template>;

/** A piece of a paragraph: words, or a figure by its key, whose words stay bound to it. */
export const Piece = z.union([z.string(), z.object({ figure: z.string(), text: z.string().max(200) })]);
export type Piece = z.infer<typeof Piece>;
export const Block = z.object({ kind: z.enum(['HEADING', 'PARAGRAPH']), pieces: z.array(Piece).max(400) });
export type Block = z.infer<typeof Block>;

export const BoundFigure = z.object({
  indicator: z.string(),
  label: z.string(),
  aspect: z.enum(['VALUE', 'YEAR', 'PERIOD', 'SHARE', 'RANK']),
  /** As it stands in the text. */
  text: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  state: z.enum(['RECORDED', 'PUBLISHED', 'UNREPORTED', 'NOTHING']),
  regionCode: z.string(),
  region: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  /** What it is compared with or a share of. */
  base: z
    .object({
      value: z.number().nullable(),
      indicator: z.string(),
      period: z.object({ from: z.string(), to: z.string() }),
    })
    .nullable(),
  /** Records counted. */
  records: z.number().int(),
  formula: z.string(),
});
export type BoundFigure = z.infer<typeof BoundFigure>;

export const BulletinText = z.object({
  title: z.string().max(120),
  blocks: z.array(Block).max(200),
  figures: z.record(z.string(), BoundFigure),
});
export type BulletinText = z.infer<typeof BulletinText>;

export const plainText = ({ title, blocks }: Pick<BulletinText, 'title' | 'blocks'>): string =>
  [
    title,
    ...blocks.map(({ pieces }) => pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')),
  ].join('\n');

/** Indicators that a template names. */
export function indicatorsOf(template: Template): string[] {
  const named = new Set<string>();
  for (const { of, parts } of Object.values(template.lists))
    for (const id of [of, ...parts.map((part) => part.id)]) named.add(id);
  for (const { paragraphs } of template.sections)
    for (const sentences of paragraphs)
      for (const { text, when } of sentences) {
        for (const condition of when) named.add(condition.split(' ')[0] as string);
        for (const [, token = ''] of text.matchAll(/\{([^{}]+)\}/g)) {
          const [head = '', part] = token.split(':');
          if (head === 'rank' && part) named.add(part);
          else if (['period', 'region', 'lastPeriod', 'list'].includes(head)) continue;
          else {
            named.add(head.split('.')[0] as string);
            if (part) named.add(part);
          }
        }
      }
  return [...named];
}
