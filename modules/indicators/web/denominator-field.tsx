import { Radio } from 'antd';
import type { FactRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { blankMeasure, type DenominatorDraft } from './definition-draft.ts';
import { MeasureField } from './measure-field.tsx';

/** What is divided by: nothing, people, product, or another count of records. */
export function DenominatorField(props: {
  facts: readonly FactRow[];
  value?: DenominatorDraft;
  onChange?: (value: DenominatorDraft) => void;
}) {
  const { value: draft = { kind: 'NONE' } } = props;
  const pick = (kind: DenominatorDraft['kind']) =>
    props.onChange?.(kind === 'MEASURE' ? { kind, measure: blankMeasure } : { kind });
  return (
    <div className="denominator-field">
      <Radio.Group
        value={draft.kind}
        options={[
          { value: 'NONE', label: t('不除') },
          { value: 'MEASURE', label: t('另一类记录') },
          { value: 'POPULATION', label: t('常住人口') },
          { value: 'GDP', label: t('地区生产总值') },
        ]}
        onChange={(event) => pick(event.target.value)}
      />
      {draft.kind === 'MEASURE' && (
        <MeasureField
          facts={props.facts}
          value={draft.measure}
          onChange={(measure) => props.onChange?.({ kind: 'MEASURE', measure })}
        />
      )}
    </div>
  );
}
