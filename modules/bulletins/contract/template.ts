import { z } from 'zod';
import { indicatorsOfToken, readSentence } from './tokens.ts';

const Name = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,29}$/, '名称用英文字母和数字，以字母开头');

/**
 * A bulletin as data: official prose with figures in braces.
 * - `{fireCount}` the figure with its unit, `{fireCount.value}` the number alone;
 * - `{fireCount.year}` / `{fireCount.period}` its change over the year before / the period before (下降8.42%);
 * - `{fireCount.share:residenceFireCount}` the share of a part in the whole (41.4%);
 * - `{list:places}` a list of parts, largest first; `{rank:fireCount}` the places below with most;
 * - `{parameter:campaign}` what is asked for at drafting; `{inspectedPlaces.target:visits}` the share of such a target;
 * - `{period}`, `{region}`, `{lastPeriod}`.
 * A sentence is left out where one of its figures is missing or its condition does not hold; `otherwise` is said instead.
 */
export const Sentence = z.object({
  text: z.string().min(1, '请填写句子').max(500),
  /** `fireCount > 0`, `deathCount = 0`; all must hold. */
  when: z
    .array(z.string().regex(/^[a-z][A-Za-z0-9]{1,39} (>|=|<) \d+(\.\d+)?$/, '条件应写成“指标 > 数值”'))
    .max(6)
    .default([]),
  /** What is said where a figure, also one of a condition, is missing (not where a condition fails). */
  otherwise: z.string().max(300).optional(),
});
export type Sentence = z.infer<typeof Sentence>;

/** What is asked for when a bulletin is drafted. PREMISES_TYPES limits every figure to places of these classes. */
export const Parameter = z.object({
  id: Name,
  label: z.string().trim().min(1).max(30),
  kind: z.enum(['TEXT', 'NUMBER', 'PREMISES_TYPES']),
  unit: z.string().max(10).optional(),
  isRequired: z.boolean().default(false),
});
export type Parameter = z.infer<typeof Parameter>;

export const Template = z.object({
  id: z.string().regex(/^[A-Z][A-Z0-9_]{2,40}$/, '模板编号用大写字母、数字和下划线'),
  name: z.string().trim().min(2, '请填写模板名称').max(40),
  title: z.string().trim().min(2, '请填写通报标题').max(80),
  /** 主送机关 and 抄送机关 that a new bulletin begins with. */
  recipients: z.string().trim().max(200).nullable().default(null),
  copies: z.string().trim().max(200).nullable().default(null),
  /** Decimals of percentages of change and of shares. */
  changeDecimals: z.number().int().min(0).max(2).default(1),
  shareDecimals: z.number().int().min(0).max(2).default(1),
  parameters: z.array(Parameter).max(8).default([]),
  lists: z
    .record(
      Name,
      z.object({
        /** What it is called where it is chosen: 起火场所. */
        label: z.string().trim().max(20).default(''),
        of: z.string().max(40),
        parts: z
          .array(z.object({ id: z.string().max(40), label: z.string().max(40) }))
          .min(1)
          .max(40),
        top: z.number().int().min(1).max(20).default(6),
      }),
    )
    .default({}),
  sections: z
    .array(
      z.object({
        heading: z.string().max(60).nullable(),
        paragraphs: z.array(z.array(Sentence).min(1).max(20)).min(1).max(20),
      }),
    )
    .min(1, '模板至少要有一个部分')
    .max(12),
});
export type Template = z.infer<typeof Template>;

/** What was given for the parameters, as words: a number in digits, classes by their codes with commas between. */
export const GivenParameters = z.record(z.string().max(30), z.string().max(400)).default({});
export type GivenParameters = z.infer<typeof GivenParameters>;

export const classesOf = ({ parameters }: Pick<Template, 'parameters'>, given: GivenParameters): string[] =>
  parameters
    .filter(({ kind }) => kind === 'PREMISES_TYPES')
    .flatMap(({ id }) => (given[id] ?? '').split(',').filter(Boolean));

/** Every sentence of a template with where it stands. */
export const sentencesOf = ({ sections }: Pick<Template, 'sections'>): { sentence: Sentence; path: string }[] =>
  sections.flatMap(({ paragraphs }, i) =>
    paragraphs.flatMap((sentences, j) =>
      sentences.map((sentence, k) => ({ sentence, path: `sections.${i}.paragraphs.${j}.${k}` })),
    ),
  );

/** Indicators that a template names; those of sentences that cannot be read are not among them. */
export function indicatorsOf(template: Template): string[] {
  const named = new Set<string>();
  for (const { of, parts } of Object.values(template.lists))
    for (const id of [of, ...parts.map((part) => part.id)]) named.add(id);
  for (const { sentence } of sentencesOf(template)) {
    for (const condition of sentence.when) named.add(condition.split(' ')[0] as string);
    const read = readSentence(sentence.text);
    if ('parts' in read)
      for (const part of read.parts)
        if (typeof part !== 'string') for (const id of indicatorsOfToken(part)) named.add(id);
  }
  return [...named];
}
