import { Radio, Select } from 'antd';
import { type ImportOptions, importColumns, importOptions } from '#modules/premises/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { ImportSource } from '#platform/web/table-import/index.ts';
import { premisesImportApi } from './premises.client.ts';

const byKey = new Map(importColumns.map((column) => [column.key, column]));
const located = ['lng', 'lat', 'point'];

/** Tables of places, as the screens of imports show them. */
export const premisesTables: ImportSource<ImportOptions> = {
  api: premisesImportApi,
  endpoints: '/premises/imports',
  path: '/imports',
  columns: () =>
    importColumns.map(({ key, title, isRequired }) => ({ value: key, label: isRequired ? `${t(title)} *` : t(title) })),
  columnTitle: (key) => t(byKey.get(key)?.title ?? key),
  choices: (key) => (byKey.get(key)?.choices ?? []).map(({ value, label }) => ({ value, label: t(label) })),
  writing: t('写入单位'),
  nothingNew: t('名册上都已有，没有需要新增或更新的'),
  afterwards: { to: '/premises?sort=-changedAt', words: t('查看单位列表') },
  Options: ({ columns, value, onChange }) => (
    <>
      <span>{t('名册上已有的单位')}</span>
      <Radio.Group
        value={value.existing}
        onChange={(event) => onChange({ ...value, existing: event.target.value as ImportOptions['existing'] })}
        options={Object.entries(importOptions.existing).map(([choice, label]) => ({ value: choice, label: t(label) }))}
      />
      {located.some((key) => columns.has(key)) && (
        <>
          <span>{t('表中坐标的坐标系')}</span>
          <Select
            aria-label={t('表中坐标的坐标系')}
            value={value.coordinateSystem}
            onChange={(coordinateSystem) => onChange({ ...value, coordinateSystem })}
            options={Object.entries(importOptions.coordinateSystem).map(([choice, label]) => ({
              value: choice as ImportOptions['coordinateSystem'],
              label: t(label),
            }))}
          />
        </>
      )}
    </>
  ),
};
