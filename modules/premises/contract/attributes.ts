import { type Field, fieldsOf, type PremisesType } from './class-fields.ts';
import { allFileFacts } from './file-fields.ts';

const knownFields = (types: readonly PremisesType[]) =>
  new Map([...fieldsOf(types), ...allFileFacts].map((field) => [field.key, field]));

function fieldProblem(field: Field, value: unknown): string | undefined {
  const { label, kind, max, choices } = field;
  if (kind === 'flag') return typeof value === 'boolean' ? undefined : `“${label}”应填是或否`;
  if (kind === 'integer' || kind === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return `“${label}”应填数字`;
    if (kind === 'integer' && !Number.isInteger(value)) return `“${label}”应填整数`;
    if (value < 0) return `“${label}”不能小于 0`;
    return max !== undefined && value > max ? `“${label}”超过合理范围（最大 ${max}），请核对` : undefined;
  }
  if (kind === 'choices') {
    const known =
      Array.isArray(value) &&
      new Set(value).size === value.length &&
      value.every((one) => choices?.some((choice) => choice.value === one));
    return known ? undefined : `“${label}”含有不认识的选项，请从列表中选择`;
  }
  if (typeof value !== 'string') return `“${label}”应填文字`;
  if (kind === 'choice')
    return choices?.some((choice) => choice.value === value) ? undefined : `“${label}”的选项不存在，请从列表中选择`;
  if (kind === 'day')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) &&
      !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
      new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
      ? undefined
      : `“${label}”应为日期，如 2026-03-01`;
  if (value.trim() === '') return `“${label}”不能只有空格`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) return `“${label}”含有不可见的控制字符，请删除后重试`;
  return max !== undefined && value.length > max ? `“${label}”超过 ${max} 字，请缩短` : undefined;
}

/** What is wrong with the class-specific fields and facts of a file, by key; a field of another class is refused. */
export function attributeProblems(
  types: readonly PremisesType[],
  attributes: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const known = knownFields(types);
  const problems: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const field = known.get(key);
    const problem = field ? fieldProblem(field, value) : '所选场所类别没有这一项，请删除或改选类别';
    if (problem) problems[key] = problem;
  }
  return problems;
}

/** The fields that still belong to a place after its classes changed. */
export function attributesFor(
  types: readonly PremisesType[],
  attributes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const known = knownFields(types);
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => known.has(key)));
}
