import { IdcardOutlined, SafetyOutlined, TeamOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const accountsWeb: WebModule = {
  nav: [
    {
      path: '/accounts',
      title: '账号管理',
      icon: TeamOutlined,
      permission: 'accounts.manage',
      order: 940,
      group: '系统',
    },
    {
      path: '/permissions',
      title: '权限矩阵',
      icon: SafetyOutlined,
      permission: 'accounts.manage',
      order: 950,
      group: '系统',
    },
    { path: '/account', title: '我的账号', icon: IdcardOutlined, order: 990, group: '系统' },
  ],
  pages: [
    {
      path: '/accounts',
      component: lazy(() => import('./console/accounts-list.page.tsx')),
      permission: 'accounts.manage',
      title: '账号管理',
    },
    {
      path: '/permissions',
      component: lazy(() => import('./console/permissions.page.tsx')),
      permission: 'accounts.manage',
      title: '权限矩阵',
    },
    { path: '/account', component: lazy(() => import('./console/my-account.page.tsx')), title: '我的账号' },
  ],
};
