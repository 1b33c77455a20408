import type { Parameter, Template } from '#modules/bulletins/contract';
import { premisesTypes } from '#modules/premises/contract';
import { Field } from '#platform/web/components/field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/** As a form holds them: classes as a list, numbers as numbers. */
export type ParameterValues = Record<string, string | number | string[] | null | undefined>;

/** As the server takes them; what is empty is left out. */
export const givenParameters = (values: ParameterValues = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([id, value]) => [id, Array.isArray(value) ? value.join(',') : String(value ?? '').trim()] as const)
      .filter(([, value]) => value !== ''),
  );

const classes = premisesTypes.map(({ id, name }) => ({ value: id, label: name }));

function ParameterField({ parameter }: { parameter: Parameter }) {
  const own = {
    name: ['parameters', parameter.id],
    label: t(parameter.label),
    isRequired: parameter.isRequired,
  };
  switch (parameter.kind) {
    case 'NUMBER':
      return <Field kind="number" {...own} {...(parameter.unit ? { unit: parameter.unit } : {})} />;
    case 'PREMISES_TYPES':
      return (
        <Field
          kind="choice"
          {...own}
          isMany
          options={classes.map(({ value, label }) => ({ value, label: t(label) }))}
        />
      );
    default:
      return <Field {...own} max={60} />;
  }
}

/** What a template asks for when it is written. */
export const ParameterFields = ({ parameters }: Pick<Template, 'parameters'>) =>
  parameters.map((parameter) => <ParameterField key={parameter.id} parameter={parameter} />);
