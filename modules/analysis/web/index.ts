import { FundOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const analysisWeb: WebModule = {
  nav: [{ path: '/analysis', title: '火灾分析', icon: FundOutlined, permission: 'analysis.read', order: 72 }],
  pages: [
    {
      path: '/analysis',
      component: lazy(() => import('./console/analysis.page.tsx')),
      permission: 'analysis.read',
      title: '火灾分析',
    },
    {
      path: '/analysis/watch',
      component: lazy(() => import('./console/watch.page.tsx')),
      permission: 'analysis.read',
      title: '每周监测',
    },
  ],
};
