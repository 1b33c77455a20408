import { SearchOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const candidatesWeb: WebModule = {
  nav: [
    { path: '/candidates', title: '漏管清单', icon: SearchOutlined, permission: 'candidates.reconcile', order: 21 },
  ],
  pages: [
    {
      path: '/candidates',
      component: lazy(() => import('./console/candidates.page.tsx')),
      permission: 'candidates.reconcile',
      title: '漏管清单',
    },
    {
      path: '/candidates/$county/$id',
      component: lazy(() => import('./console/candidate.page.tsx')),
      permission: 'candidates.reconcile',
    },
  ],
};
