import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Form, type FormInstance, Select } from 'antd';
import { useEffect, useState } from 'react';
import { v7 } from 'uuid';
import type { FactRow, IndicatorRow } from '#modules/indicators/contract';
import { RefusedRequest, toApiError } from '#platform/web/api.ts';
import { numberWords } from '#platform/web/components/columns.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import {
  blankMeasure,
  type DefinitionDraft,
  draftOf,
  localGroup,
  newIndicatorId,
  toDenominator,
  toMeasure,
} from './definition-draft.ts';
import { DenominatorField } from './denominator-field.tsx';
import { ValueText } from './figure-words.tsx';
import { indicatorsApi } from './indicators.client.ts';
import { MeasureField } from './measure-field.tsx';
import { spanWords } from './words.ts';

const factors = [1, 100, 1000, 10_000, 100_000, 0.0001];
const factorWords = (factor: number) =>
  ({
    1: t('不换算'),
    100: t('×100（百分比）'),
    1000: t('×1000（千分比）'),
    10000: t('×1万（每万人等）'),
    100000: t('×10万（每10万人等）'),
    0.0001: t('÷1万（元换算为万元）'),
  })[factor] ?? `×${factor}`;

/** A refusal of something inside a part stands at the part. */
function atPart(error: unknown): unknown {
  const told = toApiError(error);
  const fields = Object.fromEntries(
    Object.entries(told.fields).map(([path, message]) => {
      const [part = ''] = path.split('.');
      return [part === 'numerator' || part === 'denominator' ? part : path, message];
    }),
  );
  return Object.keys(fields).length ? new RefusedRequest({ ...told, fields }) : error;
}

const refuse = (field: string, message: string): never => {
  throw new RefusedRequest({
    code: 'invalid',
    status: 400,
    message,
    fields: { [field]: message },
    allowedActions: undefined,
    isTransient: false,
    requestId: undefined,
  });
};

/** What it would count this year, in words and in number, while it is being made. */
function Preview({ form }: { form: FormInstance<DefinitionDraft> }) {
  const draft = Form.useWatch([], form);
  const unit = draft?.unit;
  const hasDivisor = draft?.denominator !== undefined && draft.denominator.kind !== 'NONE';
  // A percentage of parts is nearly always what is meant; whoever means otherwise changes it back.
  useEffect(() => {
    if (unit === '%' && hasDivisor) form.setFieldValue('factor', 100);
  }, [unit, hasDivisor, form]);
  const numerator = toMeasure(draft?.numerator);
  const denominator = toDenominator(draft?.denominator);
  const isWhole = numerator !== undefined && denominator !== 'MISSING';
  const asked = JSON.stringify({
    numerator,
    ...(denominator ? { denominator } : {}),
    factor: draft?.factor ?? 1,
    unit: unit ?? '',
  });
  const settled = useDeferredText(asked, 400);
  const tried = useQuery({
    queryKey: [...indicatorsApi.key(), 'preview', settled],
    queryFn: () => indicatorsApi.preview.call(JSON.parse(settled)),
    enabled: isWhole && settled === asked,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { data } = tried;
  return (
    <aside className="formula-preview" aria-live="polite">
      <h3>{t('试算')}</h3>
      {!isWhole ? (
        <p className="soft">{t('选好统计什么、条件和分母后，这里显示算法和本年数')}</p>
      ) : tried.error ? (
        <ErrorSentence error={tried.error} />
      ) : (
        data && (
          <div className={settled === asked && !tried.isFetching ? '' : 'is-stale'}>
            <p lang="zh-CN">{data.formula}</p>
            <p>
              {spanWords(data.period)}{' '}
              <strong>
                <ValueText figure={data} indicator={{ unit: unit ?? '', decimals: draft?.decimals ?? 0 }} hasUnit />
              </strong>{' '}
              <span className="soft">{t('能打开 {n} 条记录', { n: numberWords(data.opened) })}</span>
            </p>
            {data.problem && <p className="preview-problem">{data.problem}</p>}
          </div>
        )
      )}
    </aside>
  );
}

/** The text once nobody has changed it for so many milliseconds. */
function useDeferredText(text: string, milliseconds: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return settled;
}

/** Defines an indicator on published facts, or changes one; refusals of the server stand at their field. */
export function DefinitionForm(props: {
  facts: readonly FactRow[];
  catalogue: readonly IndicatorRow[];
  /** The one that is changed; a new one without it. */
  changed: IndicatorRow | undefined;
  onClose: () => void;
}) {
  const { facts, catalogue, changed } = props;
  const queries = useQueryClient();
  const [initial] = useState<Partial<DefinitionDraft>>(() =>
    changed
      ? draftOf(changed)
      : {
          id: newIndicatorId(v7()),
          group: localGroup,
          better: 'LESS',
          decimals: 0,
          factor: 1,
          numerator: blankMeasure,
          denominator: { kind: 'NONE' },
        },
  );
  const known = (of: 'unit' | 'group' | 'source') =>
    [...new Set(catalogue.map((one) => one[of]))].filter(Boolean).map((value) => ({ value }));

  const submit = async (draft: DefinitionDraft) => {
    const numerator = toMeasure(draft.numerator);
    if (!numerator) return refuse('numerator', t('请选好统计什么，并填完每个条件'));
    const denominator = toDenominator(draft.denominator);
    if (denominator === 'MISSING') return refuse('denominator', t('请选好分母统计什么，并填完每个条件'));
    const { denominator: _, ...rest } = draft;
    await indicatorsApi.define
      .call({
        ...rest,
        numerator,
        ...(denominator ? { denominator } : {}),
        ...(changed ? { version: changed.version } : {}),
      })
      .catch((error: unknown) => {
        throw atPart(error);
      });
    await queries.invalidateQueries({ queryKey: indicatorsApi.key() });
  };

  return (
    <FormDrawer<DefinitionDraft>
      isOpen
      width={760}
      title={changed ? t('修改本地指标') : t('定义本地指标')}
      draftKey={changed ? `indicator-${changed.id}-${changed.version}` : 'indicator-new'}
      initial={initial}
      submitLabel={t('保存')}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {(form) => (
        <>
          {!changed && (
            <Form.Item label={t('从现有指标复制')} className="field">
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('选一个相近的指标，再作修改')}
                options={catalogue.map(({ id, label }) => ({ value: id, label: t(label) }))}
                onChange={(id: string | undefined) => {
                  const like = catalogue.find((one) => one.id === id);
                  if (!like) return;
                  // What it counts is taken over; it is another indicator with a name of its own.
                  const { id: _id, label: _label, group: _group, ...counted } = draftOf(like);
                  form.setFieldsValue(counted as never);
                }}
              />
            </Form.Item>
          )}
          <FieldGrid>
            <Field name="label" label={t('指标名称')} isRequired max={40} />
            <Field
              name="group"
              label={t('分组')}
              isRequired
              kind="own"
              control={<AutoComplete options={known('group')} maxLength={20} />}
            />
          </FieldGrid>
          <Field
            name="numerator"
            label={t('分子（或总数）')}
            isRequired
            kind="own"
            isWide
            control={<MeasureField facts={facts} />}
          />
          <Field
            name="denominator"
            label={t('分母')}
            isRequired
            kind="own"
            isWide
            control={<DenominatorField facts={facts} />}
          />
          <FieldGrid>
            <Field
              name="unit"
              label={t('计量单位')}
              isRequired
              kind="own"
              control={<AutoComplete options={known('unit')} maxLength={16} placeholder={t('处、家、%')} />}
            />
            <Field
              name="factor"
              label={t('换算')}
              isRequired
              kind="own"
              control={<Select options={factors.map((factor) => ({ value: factor, label: factorWords(factor) }))} />}
            />
            <Field name="decimals" label={t('小数位')} isRequired kind="number" min={0} maxValue={4} decimals={0} />
            <Field
              name="better"
              label={t('好坏方向')}
              isRequired
              kind="choice"
              options={[
                { value: 'LESS', label: t('少（低）为好') },
                { value: 'MORE', label: t('多（高）为好') },
                { value: 'NEITHER', label: t('不分好坏') },
              ]}
            />
          </FieldGrid>
          <Preview form={form} />
          <Field
            name="words"
            label={t('定义')}
            isRequired
            kind="long-text"
            rows={2}
            max={300}
            placeholder={t('一句话说明统计什么、不统计什么')}
          />
          <FieldGrid>
            <Field
              name="source"
              label={t('依据')}
              isRequired
              kind="own"
              control={<AutoComplete options={known('source')} maxLength={200} />}
            />
            <Field
              name="id"
              label={t('编号')}
              isRequired
              max={40}
              help={t('英文字母和数字，用于地址和导出；已自动编好')}
            />
          </FieldGrid>
        </>
      )}
    </FormDrawer>
  );
}
