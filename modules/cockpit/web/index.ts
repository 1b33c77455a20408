import { DashboardOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import { countyOf } from '#platform/web/county.tsx';
import type { WebModule } from '#platform/web/module.ts';

export const cockpitWeb: WebModule = {
  nav: [
    {
      path: '/overview',
      title: '总览',
      icon: DashboardOutlined,
      permission: 'cockpit.read',
      order: 5,
      // Leaders ask what is lagging; the desk is kept county by county and says nothing to who answers for several.
      isStart: ({ actor }) => actor.role.endsWith('_LEADER') || countyOf(actor.regionCode) === undefined,
    },
  ],
  pages: [
    {
      path: '/overview',
      component: lazy(() => import('./console/overview.page.tsx')),
      permission: 'cockpit.read',
      title: '总览',
    },
  ],
};
