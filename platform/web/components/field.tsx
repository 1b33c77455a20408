import { DatePicker, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import type { UploadPlace } from '../upload.ts';
import type { Option } from './filters.ts';
import './form.css';
import { PhotoField } from './photo-field.tsx';

type Base = {
  /** Field of the values; an array for nested ones. */
  name: string | (string | number)[];
  label: string;
  isRequired?: boolean;
  help?: ReactNode;
  isWide?: boolean;
};

export type FieldProps = Base &
  (
    | { kind?: 'text'; placeholder?: string; max?: number }
    | { kind: 'long-text'; placeholder?: string; max?: number; rows?: number }
    | { kind: 'number'; unit?: string; min?: number; maxValue?: number; decimals?: number }
    | { kind: 'choice'; options: Option[]; isMany?: boolean; placeholder?: string }
    /** Two to five options, all visible. */
    | { kind: 'radio'; options: Option[] }
    /** Value is `YYYY-MM-DD`. */
    | { kind: 'day'; earliest?: string; latest?: string }
    | { kind: 'switch' }
    | { kind: 'password' }
    | { kind: 'photos'; maxCount?: number; isCameraFirst?: boolean; place?: UploadPlace }
    /** Any control with `value` and `onChange`. */
    | { kind: 'own'; control: ReactNode }
  );

const day = 'YYYY-MM-DD';
const isPicked = new Set(['choice', 'radio', 'day', 'photos', 'own']);

function control(props: FieldProps): ReactNode {
  switch (props.kind) {
    case 'long-text':
      return (
        <Input.TextArea
          autoSize={{ minRows: props.rows ?? 3, maxRows: 12 }}
          maxLength={props.max ?? 2000}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        />
      );
    case 'number':
      return (
        <InputNumber
          className="field-full"
          min={props.min ?? 0}
          {...(props.maxValue === undefined ? {} : { max: props.maxValue })}
          {...(props.decimals === undefined ? {} : { precision: props.decimals })}
          {...(props.unit ? { suffix: props.unit } : {})}
        />
      );
    case 'choice':
      return (
        <Select
          allowClear={!props.isRequired}
          showSearch={props.options.length > 8 ? { optionFilterProp: 'label' } : false}
          placeholder={props.placeholder ?? t('请选择')}
          options={props.options.map(({ value, label }) => ({ value, label }))}
          {...(props.isMany ? { mode: 'multiple' as const } : {})}
        />
      );
    case 'radio':
      return <Radio.Group options={props.options.map(({ value, label }) => ({ value, label }))} />;
    case 'day':
      return (
        <DatePicker
          className="field-full"
          {...(props.earliest ? { minDate: dayjs(props.earliest) } : {})}
          {...(props.latest ? { maxDate: dayjs(props.latest) } : {})}
        />
      );
    case 'switch':
      return <Switch />;
    case 'photos':
      return (
        <PhotoField
          max={props.maxCount ?? 9}
          isCameraFirst={props.isCameraFirst ?? false}
          {...(props.place ? { place: props.place } : {})}
        />
      );
    case 'password':
      return <Input.Password autoComplete="off" maxLength={200} />;
    case 'own':
      return props.control;
    default:
      return <Input maxLength={props.max ?? 200} {...(props.placeholder ? { placeholder: props.placeholder } : {})} />;
  }
}

/** One field of a form: label above, the control by kind, what is wrong below. */
export function Field(props: FieldProps) {
  const dayBinding =
    props.kind === 'day'
      ? {
          getValueProps: (value?: string) => ({ value: value ? dayjs(value) : null }),
          normalize: (value: Dayjs | null) => value?.format(day) ?? null,
        }
      : {};
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      required={props.isRequired ?? false}
      {...(props.help ? { extra: props.help } : {})}
      {...(props.kind === 'switch' ? { valuePropName: 'checked' } : {})}
      className={props.isWide ? 'field is-wide' : 'field'}
      rules={
        props.isRequired
          ? [
              {
                required: true,
                ...(props.kind === 'text' || props.kind === undefined || props.kind === 'long-text'
                  ? { whitespace: true }
                  : {}),
                message: isPicked.has(props.kind ?? 'text')
                  ? t('请选择{label}', { label: props.label })
                  : t('请填写{label}', { label: props.label }),
              },
            ]
          : []
      }
      {...dayBinding}
    >
      {control(props)}
    </Form.Item>
  );
}

/** Fields two by two; one column on phones. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className="field-grid">{children}</div>;
}
