import { canonical } from '#platform/server/audit.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  attributeProblems,
  attributesFor,
  type FileValues,
  flagsOf,
  type PremisesType,
  type SupervisionClass,
} from '../../contract/index.ts';
import type { Derivation } from '../derivation/derivation.ts';
import type { PremisesStore } from '../premises.store.ts';

type Stored = NonNullable<Awaited<ReturnType<PremisesStore['find']>>>;

/**
 * What an edit comes to, for one place or for each of many: the columns that change, the words of the history, and the
 * flags. What followed from the facts follows them further; what somebody has set stays.
 * @throws AppError where a class-specific field does not fit the classes
 */
export async function planEdit(before: Stored, given: Partial<FileValues>, derivation: Derivation) {
  const values: Partial<FileValues> = { ...given };
  const beforeValues = { ...before, attributes: before.attributes as Record<string, unknown> } as unknown as FileValues;
  // The class of a key unit is changed by withdrawal alone.
  if (before.isKeyUnit) delete values.supervisionClass;
  const types = (values.types ?? before.types) as PremisesType[];
  if (values.attributes || values.types) {
    const attributes = attributesFor(types, values.attributes ?? beforeValues.attributes);
    const problems = attributeProblems(types, attributes);
    const [first] = Object.values(problems);
    if (first)
      throw new AppError('invalid', `填写内容有误：${first}。`, {
        fields: Object.fromEntries(Object.entries(problems).map(([key, text]) => [`changes.attributes.${key}`, text])),
      });
    values.attributes = attributes;
  }
  if (values.lng === null) values.coordinateSource = null;
  else if (values.lng !== undefined) values.coordinateSource ??= 'MAP';

  const after = { ...beforeValues, ...values };
  const [derivedBefore, derived] = [
    await derivation.derive({ ...beforeValues, isKeyUnit: before.isKeyUnit }),
    await derivation.derive({ ...after, isKeyUnit: before.isKeyUnit }),
  ];
  const follow = <K extends 'industry' | 'policeOrgId' | 'gridId' | 'supervisionClass'>(key: K) => {
    if (
      values[key as keyof FileValues] === undefined &&
      derivedBefore[key] === before[key as keyof Stored] &&
      derived[key] !== derivedBefore[key]
    )
      (values as Record<string, unknown>)[key] = derived[key];
  };
  follow('industry');
  follow('policeOrgId');
  follow('gridId');
  if (!before.isKeyUnit) follow('supervisionClass');
  const supervisionClass = (values.supervisionClass ?? before.supervisionClass) as SupervisionClass;
  if (values.supervisorOrgId === undefined) {
    const was = derivation.supervisorFor(before.supervisionClass as SupervisionClass, before.regionCode);
    const is = derivation.supervisorFor(supervisionClass, after.regionCode);
    if (before.supervisorOrgId === was && is !== was) values.supervisorOrgId = is;
  }

  const fields: Record<string, [unknown, unknown]> = {};
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key === 'attributes') continue;
    if (canonical(value) === canonical((beforeValues as unknown as Record<string, unknown>)[key])) continue;
    changes[key] = value;
    fields[key] = [(beforeValues as unknown as Record<string, unknown>)[key] ?? null, value ?? null];
  }
  if (values.attributes) {
    const keys = new Set([...Object.keys(values.attributes), ...Object.keys(beforeValues.attributes)]);
    for (const key of keys)
      if (canonical(values.attributes[key]) !== canonical(beforeValues.attributes[key]))
        fields[`attributes.${key}`] = [beforeValues.attributes[key] ?? null, values.attributes[key] ?? null];
    if ([...keys].some((key) => fields[`attributes.${key}`])) changes.attributes = JSON.stringify(values.attributes);
  }
  return { changes, fields, after, flags: flagsOf(types) };
}
