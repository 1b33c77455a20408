import { NotificationOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const bulletinsWeb: WebModule = {
  nav: [{ path: '/bulletins', title: '通报', icon: NotificationOutlined, permission: 'bulletins.read', order: 80 }],
  pages: [
    {
      path: '/bulletins',
      component: lazy(() => import('./console/bulletins-list.page.tsx')),
      permission: 'bulletins.read',
      title: '通报',
    },
    {
      path: '/bulletins/templates',
      component: lazy(() => import('./console/templates.page.tsx')),
      permission: 'bulletins.template',
      title: '通报模板',
    },
    {
      path: '/bulletins/templates/$id',
      component: lazy(() => import('./console/template.page.tsx')),
      permission: 'bulletins.template',
    },
    {
      path: '/bulletins/$county/$id',
      component: lazy(() => import('./console/bulletin.page.tsx')),
      permission: 'bulletins.read',
    },
  ],
};
