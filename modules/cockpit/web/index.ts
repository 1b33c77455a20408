import { DashboardOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const cockpitWeb: WebModule = {
  nav: [{ path: '/overview', title: '总览', icon: DashboardOutlined, permission: 'cockpit.read', order: 5 }],
  pages: [
    {
      path: '/overview',
      component: lazy(() => import('./console/overview.page.tsx')),
      permission: 'cockpit.read',
      title: '总览',
    },
  ],
};
