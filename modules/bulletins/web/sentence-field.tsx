import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { EditedSentence } from './edited-template.ts';
import type { TokenOption } from './token-options.ts';
import type { TokenWords } from './token-words.ts';
import { WordsField } from './words-field.tsx';

const signs = ['>', '=', '<'] as const;
const signWords = () => ({ '>': t('大于'), '=': t('等于'), '<': t('小于') });

/** `fireCount > 0` as three fields. */
function ConditionField(props: {
  condition: string;
  indicators: readonly IndicatorRow[];
  onChange: (condition: string | undefined) => void;
}) {
  const [id = '', sign = '>', limit = '0'] = props.condition.split(' ');
  const set = (next: { id?: string; sign?: string; limit?: string }) =>
    props.onChange([next.id ?? id, next.sign ?? sign, next.limit ?? limit].join(' '));
  return (
    <span className="sentence-condition">
      {t('仅当')}
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('指标')}
        value={id || null}
        placeholder={t('选择指标')}
        popupMatchSelectWidth={false}
        options={props.indicators.map(({ id, label }) => ({ value: id, label: t(label) }))}
        onChange={(value) => set({ id: value ?? '' })}
      />
      <Select
        size="small"
        aria-label={t('比较')}
        value={sign}
        options={signs.map((value) => ({ value, label: signWords()[value] }))}
        onChange={(value) => set({ sign: value })}
      />
      <InputNumber
        size="small"
        aria-label={t('数值')}
        min={0}
        value={Number(limit)}
        onChange={(value) => set({ limit: String(value ?? 0) })}
      />
      <button type="button" className="link-button" onClick={() => props.onChange(undefined)}>
        {t('去掉')}
      </button>
    </span>
  );
}

/** One sentence of a template: words freely, figures as chips that are chosen from the catalogue. */
export function SentenceField(props: {
  sentence: EditedSentence;
  label: string;
  fault: string | undefined;
  words: TokenWords;
  indicators: readonly IndicatorRow[];
  options: TokenOption[];
  onChange: (sentence: EditedSentence) => void;
  onRemove: () => void;
  onRaise: (() => void) | undefined;
}) {
  const { sentence, words, onChange } = props;
  const [isSaying, setSaying] = useState(sentence.otherwise !== undefined);
  const setCondition = (at: number, condition: string | undefined) =>
    onChange({
      ...sentence,
      when: sentence.when.flatMap((one, i) => (i !== at ? [one] : condition === undefined ? [] : [condition])),
    });

  return (
    <div className={props.fault ? 'template-sentence is-faulty' : 'template-sentence'}>
      <WordsField
        text={sentence.text}
        label={props.label}
        words={words}
        options={props.options}
        fault={props.fault}
        onChange={(text) => onChange({ ...sentence, text })}
        acts={
          <>
            <button
              type="button"
              className="link-button"
              onClick={() => onChange({ ...sentence, when: [...sentence.when, ' > 0'] })}
            >
              {t('加条件')}
            </button>
            {!isSaying && (
              <button type="button" className="link-button" onClick={() => setSaying(true)}>
                {t('缺数据时…')}
              </button>
            )}
            {props.onRaise && (
              <button type="button" className="link-button" onClick={props.onRaise}>
                {t('上移')}
              </button>
            )}
            <button type="button" className="link-button" onClick={props.onRemove}>
              {t('删除')}
            </button>
          </>
        }
      />
      {sentence.when.map((condition, at) => (
        <ConditionField
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the list
          key={at}
          condition={condition}
          indicators={props.indicators}
          onChange={(next) => setCondition(at, next)}
        />
      ))}
      {isSaying && (
        <div className="sentence-otherwise">
          <span>{t('缺数据时写')}</span>
          <Input
            size="small"
            aria-label={t('缺数据时写')}
            maxLength={300}
            value={sentence.otherwise ?? ''}
            onChange={(event) => onChange({ ...sentence, otherwise: event.target.value || undefined })}
          />
        </div>
      )}
    </div>
  );
}
