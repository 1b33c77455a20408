import { z } from 'zod';

/** Name of a column or view: nothing else ever becomes part of a statement. */
const Name = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, '只能使用小写字母、数字和下划线');

/** What a record must be to count. */
export const Condition = z.discriminatedUnion('is', [
  z.object({ column: Name, is: z.literal('in'), values: z.array(z.string().max(60)).min(1).max(60) }),
  z.object({ column: Name, is: z.literal('notIn'), values: z.array(z.string().max(60)).min(1).max(60) }),
  z.object({ column: Name, is: z.literal('atLeast'), value: z.number() }),
  z.object({ column: Name, is: z.literal('atMost'), value: z.number() }),
  z.object({ column: Name, is: z.literal('true') }),
  z.object({ column: Name, is: z.literal('false') }),
  z.object({ column: Name, is: z.literal('known') }),
]);
export type Condition = z.infer<typeof Condition>;

/**
 * A number got from one fact view.
 * - flow: records dated within the period;
 * - stock (`until` set): records that had begun by the period's last day and had not ended by it.
 */
export const Measure = z.object({
  fact: z.string().regex(/^[a-z]+\.[a-z_]+$/),
  /** PLACES counts each premises once, however many records it has. */
  aggregate: z.enum(['COUNT', 'SUM', 'PLACES']),
  /** Column that is added up. */
  value: Name.optional(),
  date: Name.default('occurred_on'),
  until: Name.optional(),
  where: z.array(Condition).max(8).default([]),
});
export type Measure = z.infer<typeof Measure>;

/** Figures that no record holds and a yearbook does. */
export const Base = z.object({ base: z.enum(['POPULATION', 'GDP']) });
export type Base = z.infer<typeof Base>;
export const baseWords = { POPULATION: '常住人口', GDP: '地区生产总值' } as const;

/** One figure: what it is, how it is got, and whether more is better. */
export const Indicator = z.object({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/, '用英文字母和数字，以小写字母开头，不超过 40 个字符'),
  label: z.string().trim().min(2).max(40),
  group: z.string().trim().min(2).max(20),
  unit: z.string().max(16),
  /** Of what is shown; the figure itself is exact. */
  decimals: z.number().int().min(0).max(4).default(0),
  better: z.enum(['LESS', 'MORE', 'NEITHER']),
  /** One sentence: what is counted. */
  words: z.string().trim().min(4).max(300),
  source: z.string().trim().min(2).max(200),
  numerator: Measure,
  denominator: z.union([Measure, Base]).optional(),
  /** Measure of published totals that stand in where a period has no records. */
  published: z.string().max(40).optional(),
  /** Multiplies the quotient (or the sum): 100 for a percentage, 0.0001 for 万元. */
  factor: z.number().positive().default(1),
});
export type Indicator = z.infer<typeof Indicator>;

export const isBase = (denominator: Measure | Base | undefined): denominator is Base =>
  denominator !== undefined && 'base' in denominator;
export const measuresOf = ({ numerator, denominator }: Indicator): Measure[] =>
  denominator && !isBase(denominator) ? [numerator, denominator] : [numerator];
