import { Condition, type FactRow, type Indicator, isBase, Measure } from '#modules/indicators/contract';

/** A condition while it is chosen. */
export interface ConditionDraft {
  column?: string;
  is?: Condition['is'];
  values?: string[];
  value?: number | null;
}

/** A measure while it is chosen. */
export interface MeasureDraft {
  fact?: string;
  aggregate: Measure['aggregate'];
  value?: string;
  date?: string;
  /** Set: what stood at the end of the period, not what happened in it. */
  until?: string;
  isStock: boolean;
  where: ConditionDraft[];
}

export type DenominatorDraft = { kind: 'NONE' | 'POPULATION' | 'GDP' } | { kind: 'MEASURE'; measure: MeasureDraft };

export interface DefinitionDraft {
  id: string;
  label: string;
  group: string;
  unit: string;
  decimals: number;
  better: Indicator['better'];
  words: string;
  source: string;
  numerator: MeasureDraft;
  denominator: DenominatorDraft;
  factor: number;
}

/** Where indicators of a division's own stand unless it says otherwise. */
export const localGroup = '本地';
export const blankMeasure: MeasureDraft = { aggregate: 'COUNT', isStock: false, where: [] };

/** Ways to compare that fit a kind of column. */
export const testsOf = {
  CODE: ['in', 'notIn', 'known'],
  NUMBER: ['atLeast', 'atMost', 'known'],
  FLAG: ['true', 'false', 'known'],
} as const satisfies Record<FactRow['columns'][number]['kind'], readonly Condition['is'][]>;

/** The condition as the engine takes it; undefined while something is missing. */
export function toCondition({ column, is, values, value }: ConditionDraft): Condition | undefined {
  const needsValues = is === 'in' || is === 'notIn';
  const needsValue = is === 'atLeast' || is === 'atMost';
  return Condition.safeParse({ column, is, ...(needsValues ? { values } : {}), ...(needsValue ? { value } : {}) }).data;
}

/** The measure as the engine takes it; undefined while something is missing. */
export function toMeasure(draft: MeasureDraft | undefined): Measure | undefined {
  if (!draft) return undefined;
  const where = draft.where.map(toCondition);
  if (where.includes(undefined) || (draft.isStock && !draft.until) || (draft.aggregate === 'SUM' && !draft.value))
    return undefined;
  return Measure.safeParse({
    fact: draft.fact,
    aggregate: draft.aggregate,
    ...(draft.aggregate === 'SUM' ? { value: draft.value } : {}),
    date: draft.date ?? 'occurred_on',
    ...(draft.isStock ? { until: draft.until } : {}),
    where,
  }).data;
}

/** `'MISSING'` while the second measure is not complete. */
export function toDenominator(draft: DenominatorDraft | undefined): Indicator['denominator'] | 'MISSING' {
  if (!draft || draft.kind === 'NONE') return undefined;
  if (draft.kind === 'MEASURE') return toMeasure(draft.measure) ?? 'MISSING';
  return { base: draft.kind };
}

const measureDraft = ({ fact, aggregate, value, date, until, where }: Measure): MeasureDraft => ({
  fact,
  aggregate,
  date,
  isStock: until !== undefined,
  ...(value ? { value } : {}),
  ...(until ? { until } : {}),
  where: where.map((condition) => ({ ...condition })),
});

/** The form of a definition that exists. */
export function draftOf(indicator: Indicator): DefinitionDraft {
  const { denominator } = indicator;
  return {
    id: indicator.id,
    label: indicator.label,
    group: indicator.group,
    unit: indicator.unit,
    decimals: indicator.decimals,
    better: indicator.better,
    words: indicator.words,
    source: indicator.source,
    factor: indicator.factor,
    numerator: measureDraft(indicator.numerator),
    denominator: !denominator
      ? { kind: 'NONE' }
      : isBase(denominator)
        ? { kind: denominator.base }
        : { kind: 'MEASURE', measure: measureDraft(denominator) },
  };
}

/** A new name inside the division: 12 letters and digits of a UUID. */
export const newIndicatorId = (uuid: string): string => `local${uuid.replaceAll('-', '').slice(-10)}`;
