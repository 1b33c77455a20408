import { Checkbox, Select } from 'antd';
import { useEffect } from 'react';
import {
  type FireImportColumn,
  type FireImportOptions,
  fireImportColumns,
  incidentKinds,
  missingFireColumns,
} from '#modules/fires/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import type { ImportSource } from '#platform/web/table-import/index.ts';
import { StationField } from './fields.tsx';
import { fireImportApi } from './fires.client.ts';

const columns: readonly FireImportColumn[] = fireImportColumns;
const isRequired = (key: string) => missingFireColumns({ _: key }).length < 2;

function Options(props: Parameters<ImportSource<FireImportOptions>['Options']>[0]) {
  const { value, onChange } = props;
  const { actor } = useSession();
  const own = ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'].includes(actor.orgKind ?? '') ? actor.orgId : null;
  useEffect(() => {
    if (value.orgId === null && own) onChange({ ...value, orgId: own });
  }, [value, own, onChange]);
  return (
    <>
      <label htmlFor="import-station">{t('行中未写消防站的')}</label>
      <StationField
        id="import-station"
        countyCode={props.countyCode}
        value={value.orgId}
        onChange={(orgId) => onChange({ ...value, orgId })}
      />
      {!props.columns.has('category') && (
        <>
          <label htmlFor="import-kind">{t('没有类别列的都作为')}</label>
          <Select
            id="import-kind"
            value={value.kind}
            options={incidentKinds.map(({ id, label }) => ({ value: id, label: t(label) }))}
            onChange={(kind) => onChange({ ...value, kind: kind as FireImportOptions['kind'] })}
          />
        </>
      )}
      <span>{t('火灾的出动')}</span>
      <Checkbox
        checked={value.withCallouts}
        onChange={(event) => onChange({ ...value, withCallouts: event.target.checked })}
      >
        {t('每起火灾同时记一次出动')}
      </Checkbox>
    </>
  );
}

/** Tables of incidents, as the screens of imports show them. */
export const fireTables: ImportSource<FireImportOptions> = {
  api: fireImportApi,
  endpoints: '/fire-imports',
  path: '/fire-import',
  columns: () => columns.map(({ key, title }) => ({ value: key, label: isRequired(key) ? `${t(title)} *` : t(title) })),
  columnTitle: (key) => t(columns.find((column) => column.key === key)?.title ?? key),
  choices: (key) =>
    (columns.find((column) => column.key === key)?.values ?? []).map(({ id, label }) => ({
      value: id,
      label: t(label),
    })),
  silent: t('此词不说明问题（留空）'),
  records: { fires: t('火灾'), callouts: t('出动') },
  writing: t('写入火灾和接处警'),
  nothingNew: t('都已导入过，没有新的警情'),
  afterwards: { to: '/fires?status=SUBMITTED', words: t('去看导入的火灾') },
  Options,
};
