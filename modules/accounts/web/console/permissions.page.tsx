import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { accountsApi } from '../accounts.client.ts';
import '../accounts.css';

const groupLabels = (): Record<string, string> => ({
  accounts: t('账号管理'),
  audit: t('审计'),
  candidates: t('漏管清单'),
  cockpit: t('总览'),
  desk: t('待办'),
  documents: t('文书'),
  files: t('附件'),
  fires: t('火灾'),
  hazards: t('隐患'),
  indicators: t('指标'),
  inspections: t('检查'),
  organisations: t('机构'),
  'personal-data': t('个人信息'),
  premises: t('单位'),
  regions: t('区划与日历'),
});

/** Which role may do what: for reading; roles are part of the product and change with its releases. */
export default function PermissionsPage() {
  const matrix = useQuery(accountsApi.matrix.queryOptions());
  if (matrix.error) return <ErrorSentence error={matrix.error} retry={() => void matrix.refetch()} />;
  const { roles = [], permissions = [] } = matrix.data ?? {};
  const labels = groupLabels();
  const groups = Map.groupBy(permissions, (permission) => permission.id.split('.')[0] ?? '');
  return (
    <>
      <PageHeader
        title={t('权限矩阵')}
        count={
          matrix.data
            ? t('{roles} 个角色，{permissions} 项权限', { roles: roles.length, permissions: permissions.length })
            : ' '
        }
        note={t('只读；权限只开门，能否办理具体事项还看辖区、机构职权和证件')}
      />
      <div className="card matrix">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('权限')}</th>
              {roles.map((role) => (
                <th key={role.id} scope="col" title={t(role.label)}>
                  <span>{t(role.label)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...groups].map(([group, list]) => (
              <Fragment key={group}>
                <tr className="matrix-group">
                  <th scope="rowgroup" colSpan={roles.length + 1}>
                    {labels[group] ?? group}
                  </th>
                </tr>
                {list.map((permission) => (
                  <tr key={permission.id}>
                    <th scope="row" title={permission.id}>
                      {t(permission.label)}
                    </th>
                    {roles.map((role) => {
                      const has = permission.roles.includes(role.id);
                      return (
                        <td
                          key={role.id}
                          className={has ? 'has' : ''}
                          title={`${t(permission.label)} · ${t(role.label)}`}
                        >
                          {has ? '●' : ''}
                          <span className="visually-hidden">{has ? t('有') : t('无')}</span>
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
