import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { Condition, FactRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { blankMeasure, type ConditionDraft, type MeasureDraft, testsOf } from './definition-draft.ts';

const testWords = (is: Condition['is']) =>
  ({
    in: t('为'),
    notIn: t('不为'),
    atLeast: t('不小于'),
    atMost: t('不大于'),
    true: t('是'),
    false: t('否'),
    known: t('有填写'),
  })[is];

/** A label and its control on one line. */
const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className="measure-line">
    <span>{label}</span>
    {children}
  </label>
);

function ConditionLine(props: {
  fact: FactRow;
  condition: ConditionDraft;
  onChange: (condition: ConditionDraft) => void;
  onRemove: () => void;
}) {
  const { fact, condition, onChange } = props;
  const column = fact.columns.find(({ name }) => name === condition.column);
  const codes = column?.values ?? [];
  return (
    <div className="condition-line">
      <Select
        aria-label={t('数据项')}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('数据项')}
        value={condition.column ?? null}
        popupMatchSelectWidth={false}
        options={fact.columns.map(({ name, label }) => ({ value: name, label: t(label) }))}
        onChange={(name: string) => {
          const kind = fact.columns.find((one) => one.name === name)?.kind;
          onChange({ column: name, ...(kind ? { is: testsOf[kind][0] } : {}) });
        }}
      />
      <Select
        aria-label={t('比较方式')}
        disabled={!column}
        value={condition.is ?? null}
        popupMatchSelectWidth={false}
        options={(column ? testsOf[column.kind] : []).map((is) => ({ value: is, label: testWords(is) }))}
        onChange={(is: Condition['is']) => onChange({ ...condition, is })}
      />
      {(condition.is === 'in' || condition.is === 'notIn') && (
        <Select
          aria-label={t('取值')}
          className="condition-values"
          mode={codes.length ? 'multiple' : 'tags'}
          placeholder={codes.length ? t('选择取值，可多选') : t('填写代码，可多个')}
          value={condition.values ?? []}
          showSearch={{ optionFilterProp: 'label' }}
          options={codes.map(({ code, label }) => ({ value: code, label: t(label) }))}
          onChange={(values: string[]) => onChange({ ...condition, values })}
        />
      )}
      {(condition.is === 'atLeast' || condition.is === 'atMost') && (
        <InputNumber
          aria-label={t('数值')}
          className="condition-values"
          value={condition.value ?? null}
          {...(column?.unit ? { suffix: column.unit } : {})}
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('去掉这个条件')} onClick={props.onRemove} />
    </div>
  );
}

/** What is counted: the records, how, by which day, and which of them. */
export function MeasureField(props: {
  facts: readonly FactRow[];
  value?: MeasureDraft;
  onChange?: (value: MeasureDraft) => void;
}) {
  const { facts, value: draft = blankMeasure } = props;
  const change = (part: Partial<MeasureDraft>) => props.onChange?.({ ...draft, ...part });
  const fact = facts.find(({ id }) => id === draft.fact);
  const numbers = fact?.columns.filter(({ kind }) => kind === 'NUMBER') ?? [];
  const days = (fact?.dates ?? []).map(({ name, label }) => ({ value: name, label: t(label) }));
  const pickFact = (id: string) => {
    const next = facts.find((one) => one.id === id);
    // Its columns are its own: nothing chosen of another one stays.
    props.onChange?.({ ...blankMeasure, fact: id, date: next?.dates[0]?.name ?? 'occurred_on' });
  };
  return (
    <div className="measure-field">
      <Line label={t('统计什么')}>
        <Select
          placeholder={t('选择一类记录')}
          value={draft.fact ?? null}
          options={facts.map(({ id, label }) => ({ value: id, label: t(label) }))}
          onChange={pickFact}
        />
      </Line>
      {fact && (
        <>
          <div className="measure-line">
            <span>{t('怎样统计')}</span>
            <Radio.Group
              value={draft.aggregate}
              options={[
                { value: 'COUNT', label: t('计{unit}数', { unit: fact.unit }) },
                { value: 'PLACES', label: t('按单位去重'), disabled: draft.isStock },
                { value: 'SUM', label: t('求和'), disabled: numbers.length === 0 },
              ]}
              onChange={(event) => change({ aggregate: event.target.value })}
            />
          </div>
          {draft.aggregate === 'SUM' && (
            <Line label={t('求和项')}>
              <Select
                placeholder={t('选择数值项')}
                value={draft.value ?? null}
                options={numbers.map(({ name, label, unit }) => ({
                  value: name,
                  label: unit ? `${t(label)}（${unit}）` : t(label),
                }))}
                onChange={(value: string) => change({ value })}
              />
            </Line>
          )}
          <div className="measure-line">
            <span>{t('哪些记录')}</span>
            <Radio.Group
              value={draft.isStock}
              options={[
                { value: false, label: t('期内发生的') },
                { value: true, label: t('期末存在的'), disabled: days.length < 2 || draft.aggregate === 'PLACES' },
              ]}
              onChange={(event) => change({ isStock: event.target.value })}
            />
          </div>
          <Line label={draft.isStock ? t('从哪天起算') : t('按哪天统计')}>
            <Select value={draft.date ?? null} options={days} onChange={(date: string) => change({ date })} />
          </Line>
          {draft.isStock && (
            <Line label={t('到哪天终止')}>
              <Select
                placeholder={t('选择终止日期')}
                value={draft.until ?? null}
                options={days.filter(({ value }) => value !== draft.date)}
                onChange={(until: string) => change({ until })}
              />
            </Line>
          )}
          <div className="measure-line is-top">
            <span>{t('条件')}</span>
            <div className="condition-list">
              {draft.where.map((condition, i) => (
                <ConditionLine
                  // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
                  key={i}
                  fact={fact}
                  condition={condition}
                  onChange={(next) => change({ where: draft.where.map((one, at) => (at === i ? next : one)) })}
                  onRemove={() => change({ where: draft.where.filter((_, at) => at !== i) })}
                />
              ))}
              {draft.where.length < 8 && (
                <Button
                  type="dashed"
                  size="small"
                  icon={<PlusOutlined />}
                  onClick={() => change({ where: [...draft.where, {}] })}
                >
                  {draft.where.length ? t('并且') : t('添加条件')}
                </Button>
              )}
            </div>
          </div>
        </>
      )}
    </div>
  );
}
