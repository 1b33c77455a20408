import { Button, Checkbox, Input, Select } from 'antd';
import type { Parameter } from '#modules/bulletins/contract';
import { t } from '#platform/web/i18n/i18n.ts';

const kindWords = () => ({
  TEXT: t('文字'),
  NUMBER: t('数值（可作目标）'),
  PREMISES_TYPES: t('场所类别（限定统计范围）'),
});

/** What whoever drafts is asked for. */
export function TemplateParameters(props: {
  parameters: readonly Parameter[];
  onChange: (parameters: Parameter[]) => void;
}) {
  const { parameters, onChange } = props;
  const set = (id: string, change: Partial<Parameter>) =>
    onChange(parameters.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const add = () => {
    let n = parameters.length + 1;
    while (parameters.some(({ id }) => id === `asked${n}`)) n += 1;
    onChange([...parameters, { id: `asked${n}`, label: t('参数 {n}', { n }), kind: 'TEXT', isRequired: false }]);
  };
  return (
    <section className="card template-lists">
      <h3>{t('起草时填写的参数')}</h3>
      {parameters.map(({ id, label, kind, unit, isRequired }) => (
        <div key={id} className="template-list">
          <div className="labelled">
            <span>{t('名称')}</span>
            <Input
              aria-label={t('名称')}
              value={label}
              maxLength={30}
              onChange={(event) => set(id, { label: event.target.value })}
            />
          </div>
          <div className="labelled">
            <span>{t('种类')}</span>
            <Select
              aria-label={t('种类')}
              value={kind}
              options={(['TEXT', 'NUMBER', 'PREMISES_TYPES'] as const).map((value) => ({
                value,
                label: kindWords()[value],
              }))}
              onChange={(value) => set(id, { kind: value })}
            />
          </div>
          {kind === 'NUMBER' && (
            <div className="labelled">
              <span>{t('单位')}</span>
              <Input
                aria-label={t('单位')}
                value={unit ?? ''}
                maxLength={10}
                onChange={(event) => set(id, { unit: event.target.value })}
              />
            </div>
          )}
          <Checkbox checked={isRequired} onChange={(event) => set(id, { isRequired: event.target.checked })}>
            {t('必填')}
          </Checkbox>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange(parameters.filter((one) => one.id !== id))}
          >
            {t('删除')}
          </button>
        </div>
      ))}
      <Button size="small" onClick={add}>
        {t('加参数')}
      </Button>
    </section>
  );
}
