import { Button, Checkbox, Drawer, Input } from 'antd';
import { useState } from 'react';
import { t } from '#platform/web/i18n/i18n.ts';
import { firstGroups, type IndicatorGroup, mostAtOnce, readSet, toggleGroup } from './indicator-set.ts';

/** Whole groups by one press each; single indicators in the drawer. */
export function SetChooser(props: {
  groups: IndicatorGroup[];
  ids: readonly string[];
  onChange: (ids: ReadonlySet<string>) => void;
}) {
  const { groups, ids } = props;
  const [isOpen, setOpen] = useState(false);
  const counts = groups.map((group) => group.indicators.filter(({ id }) => ids.includes(id)).length);
  return (
    <fieldset className="set-chooser no-print">
      <legend className="visually-hidden">{t('指标分组')}</legend>
      {groups.map((group, i) => {
        const count = counts[i] ?? 0;
        const isWhole = count === group.indicators.length;
        return (
          <button
            key={group.name}
            type="button"
            className={`plain-button set-chip${isWhole ? ' is-set' : count > 0 ? ' is-part' : ''}`}
            aria-pressed={isWhole ? true : count > 0 ? 'mixed' : false}
            onClick={() => props.onChange(toggleGroup(ids, group))}
          >
            {t(group.name)}
            <small>{count > 0 && !isWhole ? `${count}/${group.indicators.length}` : group.indicators.length}</small>
          </button>
        );
      })}
      <button type="button" className="link-button set-each" onClick={() => setOpen(true)}>
        {t('逐项选择')}
      </button>
      {isOpen && <EachDrawer {...props} onClose={() => setOpen(false)} />}
    </fieldset>
  );
}

function EachDrawer(props: {
  groups: IndicatorGroup[];
  ids: readonly string[];
  onChange: (ids: ReadonlySet<string>) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(props.ids));
  const [words, setWords] = useState('');
  const matching = props.groups
    .map((group) => ({
      ...group,
      shown: group.indicators.filter(({ label, words: about }) =>
        [label, t(label), about].some((text) => text.toLowerCase().includes(words.trim().toLowerCase())),
      ),
    }))
    .filter(({ shown }) => shown.length > 0);
  const set = (ids: readonly string[], isIn: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) isIn ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const isTooMany = chosen.size > mostAtOnce;
  return (
    <Drawer
      open
      size={460}
      title={t('选择指标')}
      onClose={props.onClose}
      footer={
        <div className="set-foot">
          <span className={isTooMany ? 'set-many' : 'soft'}>
            {isTooMany ? t('一次最多看{n}项，请减少', { n: mostAtOnce }) : t('已选 {n} 项', { n: chosen.size })}
          </span>
          <Button onClick={() => setChosen(new Set(readSet(firstGroups.join(','), props.groups)))}>
            {t('恢复默认')}
          </Button>
          <Button
            type="primary"
            disabled={chosen.size === 0 || isTooMany}
            onClick={() => {
              props.onChange(chosen);
              props.onClose();
            }}
          >
            {t('查看')}
          </Button>
        </div>
      }
    >
      <Input
        allowClear
        aria-label={t('查找指标')}
        placeholder={t('查找指标')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {matching.length === 0 && <p className="soft set-none">{t('没有这样的指标，换个词试试')}</p>}
      {matching.map(({ name, shown }) => {
        const ids = shown.map(({ id }) => id);
        const count = ids.filter((id) => chosen.has(id)).length;
        return (
          <section key={name} className="set-group">
            <Checkbox
              checked={count === ids.length}
              indeterminate={count > 0 && count < ids.length}
              onChange={(event) => set(ids, event.target.checked)}
            >
              <strong>{t(name)}</strong>
            </Checkbox>
            <ul>
              {shown.map((indicator) => (
                <li key={indicator.id}>
                  <Checkbox
                    checked={chosen.has(indicator.id)}
                    onChange={(event) => set([indicator.id], event.target.checked)}
                  >
                    {t(indicator.label)}
                  </Checkbox>
                  <p className="soft">{t(indicator.words)}</p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Drawer>
  );
}
