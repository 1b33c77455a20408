import { adminLevels, classFields, type PremisesType } from './class-fields.ts';
import { figureNames, figureOf, type PlaceFacts } from './figures.ts';
import { typeName } from './premises-types.ts';

/** A threshold of key units: dated, sourced, of a division (`00`: the whole nation). */
export interface Criterion {
  id: string;
  regionPrefix: string;
  category: string;
  categoryName: string;
  types: readonly string[];
  /** `{class field: [values]}`: the kind within the class that the criterion is about. */
  kinds: Readonly<Record<string, readonly string[]>> | null;
  object: string;
  metric: string;
  operator: string;
  threshold: number | null;
  thresholdText: string | null;
  unit: string | null;
  source: string;
  needsCheck: boolean;
  validFrom: string;
  validTo: string | null;
}

export interface Dated {
  regionPrefix: string;
  validFrom: string;
  validTo: string | null;
}

/** Whether a row of a division counts at a place on a day. */
export const isInForce = (row: Dated, regionCode: string, day: string) =>
  (row.regionPrefix === '00' || regionCode.startsWith(row.regionPrefix)) &&
  row.validFrom <= day &&
  (row.validTo === null || day <= row.validTo);

const specificity = ({ regionPrefix }: Dated) => (regionPrefix === '00' ? 0 : regionPrefix.length);

/**
 * Of the rows in force at a place on a day those of the most specific division, subject by subject; of one division's
 * rows on one subject the latest.
 */
export function mostSpecific<T extends Dated>(
  rows: readonly T[],
  subjectOf: (row: T) => string,
  regionCode: string,
  day: string,
): T[] {
  const best = new Map<string, { rank: string; rows: T[] }>();
  for (const row of rows) {
    if (!isInForce(row, regionCode, day)) continue;
    const subject = subjectOf(row);
    const rank = `${String(specificity(row)).padStart(2, '0')} ${row.validFrom}`;
    const known = best.get(subject);
    if (!known || rank > known.rank) best.set(subject, { rank, rows: [row] });
    else if (rank === known.rank) known.rows.push(row);
  }
  return [...best.values()].flatMap((one) => one.rows);
}

/** The criteria that decide about a place: a province's own row replaces the nation's on the same object. */
export const criteriaInForce = (criteria: readonly Criterion[], regionCode: string, day: string): Criterion[] =>
  mostSpecific(criteria, (row) => `${row.category} ${row.object}`, regionCode, day);

export type Verdict = 'MET' | 'NOT_MET' | 'UNKNOWN' | 'OTHER_KIND';
export interface Finding {
  criterion: Criterion;
  verdict: Verdict;
  type: PremisesType;
  value: number | null;
}

const compare: Record<string, (value: number, threshold: number) => boolean> = {
  '>=': (value, threshold) => value >= threshold,
  '>': (value, threshold) => value > threshold,
  '<=': (value, threshold) => value <= threshold,
  '<': (value, threshold) => value < threshold,
  '=': (value, threshold) => value === threshold,
};

function kindVerdict(criterion: Criterion, facts: PlaceFacts, type: PremisesType): 'YES' | 'NO' | 'UNKNOWN' {
  if (!criterion.kinds) return 'YES';
  const asked = classFields[type].filter((field) => criterion.kinds?.[field.key]);
  const given = asked
    .map((field) => [field.key, facts.attributes[field.key]] as const)
    .filter(([, value]) => typeof value === 'string');
  if (given.some(([key, value]) => criterion.kinds?.[key]?.includes(value as string))) return 'YES';
  return given.length < asked.length ? 'UNKNOWN' : 'NO';
}

/** What one criterion says about a place, class by class; nothing where it is about other classes. */
export function judge(criterion: Criterion, facts: PlaceFacts): Finding[] {
  return facts.types
    .filter((type) => criterion.types.includes(type))
    .map((type) => {
      const finding = (verdict: Verdict, value: number | null = null): Finding => ({ criterion, verdict, type, value });
      const kind = kindVerdict(criterion, facts, type);
      if (kind === 'NO') return finding('OTHER_KIND');
      if (kind === 'UNKNOWN') return finding('UNKNOWN');
      if (criterion.metric === 'always') return finding('MET');
      const isMet = compare[criterion.operator];
      if (criterion.threshold === null || !isMet) return finding('UNKNOWN');
      const value = figureOf(facts, type, criterion.metric);
      if (value === undefined) return finding('UNKNOWN');
      return finding(isMet(value, criterion.threshold) ? 'MET' : 'NOT_MET', value);
    });
}

const valueWords = (metric: string, value: number | null) => {
  if (metric === 'adminLevel') return Object.values(adminLevels)[(value ?? 0) - 1] ?? '';
  if (metric === 'highRise') return value ? '是' : '否';
  return `${value} ${figureNames[metric]?.unit ?? ''}`.trim();
};
const operatorWords: Record<string, string> = { '>=': '达到', '>': '超过', '<=': '不超过', '<': '低于', '=': '为' };

function findingWords({ criterion, verdict, type, value }: Finding): string {
  const object = `第${criterion.category}类“${criterion.object}”`;
  const name = typeName(type);
  if (criterion.metric === 'always') return `${name}属于${object}，不论规模均应列为重点单位`;
  const label = figureNames[criterion.metric]?.label ?? criterion.metric;
  if (criterion.metric === 'highRise')
    return value ? `${name}属于高层建筑，符合${object}` : `${name}不是高层建筑，不符合${object}`;
  const limit = criterion.thresholdText ?? valueWords(criterion.metric, criterion.threshold);
  return `${name}${label} ${valueWords(criterion.metric, value)}，${verdict === 'MET' ? '' : '未'}${operatorWords[criterion.operator] ?? ''}${object}的标准 ${limit}`;
}

export interface KeyUnitJudgement {
  direction: 'DESIGNATE' | 'WITHDRAW';
  criterionId: string | null;
  /** For the person who decides: which figure meets which standard, and where the standard stands. */
  reason: string;
  /** The figures that the judgement rests on. */
  metrics: Record<string, number | string>;
}

const gone: readonly string[] = ['CLOSED', 'DEMOLISHED'];

/**
 * Proposes to put a place on the list of key units, or to take it off, by the criteria in force. A place is proposed for
 * withdrawal only where every criterion about its classes is known not to be met: a figure that is missing never takes
 * anybody off the list, and a designation on other grounds stays.
 */
export function judgeKeyUnit(
  facts: PlaceFacts & { isKeyUnit: boolean; status: string },
  criteria: readonly Criterion[],
): KeyUnitJudgement | null {
  if (gone.includes(facts.status))
    return facts.isKeyUnit
      ? {
          direction: 'WITHDRAW',
          criterionId: null,
          reason: `该单位已${facts.status === 'CLOSED' ? '关停' : '拆除'}，建议不再列为消防安全重点单位。`,
          metrics: { status: facts.status },
        }
      : null;
  const findings = criteria.flatMap((criterion) => judge(criterion, facts));
  const metricsOf = (used: readonly Finding[]) =>
    Object.fromEntries(used.map(({ criterion, type, value }) => [`${type}.${criterion.metric}`, value ?? 'true']));
  const met = findings.filter((finding) => finding.verdict === 'MET');
  const [first] = met;
  if (first) {
    if (facts.isKeyUnit) return null;
    const doubts = met.some(({ criterion }) => criterion.needsCheck) ? '（该标准数值需核实）' : '';
    const sources = [...new Set(met.map(({ criterion }) => criterion.source.replace(/\s*\[需核[^\]]*\]/g, '')))].join(
      '；',
    );
    return {
      direction: 'DESIGNATE',
      criterionId: first.criterion.id,
      reason: `${met.map(findingWords).join('；')}。依据：${sources}${doubts}。建议列为消防安全重点单位。`,
      metrics: metricsOf(met),
    };
  }
  if (!facts.isKeyUnit) return null;
  const failed = findings.filter((finding) => finding.verdict === 'NOT_MET');
  if (!failed.length || findings.some((finding) => finding.verdict === 'UNKNOWN')) return null;
  return {
    direction: 'WITHDRAW',
    criterionId: failed[0]?.criterion.id ?? null,
    reason: `${failed.map(findingWords).join('；')}。按现行标准已不属于重点单位，如无其他列管理由，建议取消。`,
    metrics: metricsOf(failed),
  };
}
