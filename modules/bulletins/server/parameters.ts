import { premisesTypeWords } from '#modules/premises/contract';
import { AppError } from '#platform/shared/errors.ts';
import type { GivenParameters, Template } from '../contract/index.ts';

/**
 * What was given for a template's parameters; what it does not ask for is left out.
 * @throws AppError `invalid` with `parameters.<id>` where something is missing or not what it should be
 */
export function checkParameters({ parameters }: Template, given: GivenParameters): GivenParameters {
  const faults: Record<string, string> = {};
  const kept: GivenParameters = {};
  for (const { id, label, kind, isRequired } of parameters) {
    const value = given[id]?.trim();
    if (!value) {
      if (isRequired) faults[`parameters.${id}`] = `请填写“${label}”。`;
      continue;
    }
    if (kind === 'NUMBER' && !(/^\d+(\.\d+)?$/.test(value) && Number(value) > 0))
      faults[`parameters.${id}`] = `“${label}”应为大于 0 的数字，现为“${value}”。`;
    if (kind === 'PREMISES_TYPES') {
      const unknown = value.split(',').find((code) => !Object.hasOwn(premisesTypeWords, code));
      if (unknown !== undefined) faults[`parameters.${id}`] = `“${label}”中没有场所类别“${unknown}”，请从列表中选择。`;
    }
    kept[id] = value;
  }
  const [first] = Object.values(faults);
  if (first !== undefined) throw new AppError('invalid', first, { fields: faults });
  return kept;
}

/** A parameter as it stands in the text; undefined where it was not given. */
export function parameterWords({ parameters }: Template, given: GivenParameters, name: string): string | undefined {
  const value = given[name];
  const parameter = parameters.find(({ id }) => id === name);
  if (!value || !parameter) return undefined;
  if (parameter.kind === 'PREMISES_TYPES')
    return value
      .split(',')
      .map((code) => premisesTypeWords[code] ?? code)
      .join('、');
  return `${value}${parameter.unit ?? ''}`;
}
