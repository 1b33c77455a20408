import { Button, Input, InputNumber, Select } from 'antd';
import type { Template } from '#modules/bulletins/contract';
import type { IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';

type Lists = Template['lists'];

/** 住宅火灾起数 → 住宅火灾, as a part is told: 住宅火灾360起. */
const partLabel = ({ label }: IndicatorRow) => label.replace(/(起数|人数|次数|数)$/, '');

/** Lists of parts, largest first, that a sentence can tell with their shares. */
export function TemplateLists(props: {
  lists: Lists;
  faults: Readonly<Record<string, string>>;
  indicators: readonly IndicatorRow[];
  onChange: (lists: Lists) => void;
}) {
  const { lists, indicators, onChange } = props;
  const options = indicators
    .filter(({ denominator }) => !denominator)
    .map(({ id, label }) => ({ value: id, label: t(label) }));
  const set = (name: string, change: Partial<Lists[string]>) =>
    onChange({ ...lists, [name]: { ...(lists[name] as Lists[string]), ...change } });
  const add = () => {
    let n = Object.keys(lists).length + 1;
    while (Object.hasOwn(lists, `list${n}`)) n += 1;
    onChange({ ...lists, [`list${n}`]: { label: '', of: 'fireCount', parts: [], top: 6 } });
  };
  return (
    <section className="card template-lists">
      <h3>{t('分项')}</h3>
      <p className="soft">{t('按大小列出各部分及占比，如“住宅火灾360起，占41.4%；……”')}</p>
      {Object.entries(lists).map(([name, { label, of, parts, top }]) => (
        <div key={name} className="template-list">
          <div className="labelled">
            <span>{t('名称')}</span>
            <Input
              aria-label={t('名称')}
              value={label}
              maxLength={20}
              placeholder={name}
              onChange={(event) => set(name, { label: event.target.value })}
            />
          </div>
          <div className="labelled">
            <span>{t('整体')}</span>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('整体')}
              value={of}
              options={options}
              onChange={(value) => set(name, { of: value })}
            />
          </div>
          <div className="labelled is-wide">
            <span>{t('各部分')}</span>
            <Select
              aria-label={t('各部分')}
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              maxTagCount="responsive"
              value={parts.map(({ id }) => id)}
              options={options}
              onChange={(ids: string[]) =>
                set(name, {
                  parts: ids.map((id) => {
                    const indicator = indicators.find((one) => one.id === id);
                    return parts.find((part) => part.id === id) ?? { id, label: indicator ? partLabel(indicator) : id };
                  }),
                })
              }
            />
          </div>
          <div className="labelled">
            <span>{t('最多列')}</span>
            <InputNumber
              aria-label={t('最多列')}
              min={1}
              max={20}
              value={top}
              onChange={(value) => set(name, { top: value ?? 6 })}
            />
          </div>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange(Object.fromEntries(Object.entries(lists).filter(([one]) => one !== name)))}
          >
            {t('删除')}
          </button>
          {props.faults[`lists.${name}`] && <p className="sentence-fault">{props.faults[`lists.${name}`]}</p>}
        </div>
      ))}
      <Button size="small" onClick={add}>
        {t('加分项')}
      </Button>
    </section>
  );
}
