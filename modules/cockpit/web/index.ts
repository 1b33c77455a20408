import { DashboardOutlined, FundProjectionScreenOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import { countyOf } from '#platform/web/county.tsx';
import type { WebModule } from '#platform/web/module.ts';
import { may, type Session } from '#platform/web/session.ts';

/** Leaders ask what is lagging; the desk is kept county by county and says nothing to who answers for several. */
const startsWithFigures = ({ actor }: Session) =>
  actor.role.endsWith('_LEADER') || countyOf(actor.regionCode) === undefined;

export const cockpitWeb: WebModule = {
  nav: [
    {
      path: '/cockpit',
      title: '领导驾驶舱',
      icon: FundProjectionScreenOutlined,
      permission: 'indicators.read',
      order: 3,
      isStart: startsWithFigures,
    },
    {
      path: '/overview',
      title: '总览',
      icon: DashboardOutlined,
      permission: 'cockpit.read',
      order: 5,
      isStart: (session) => startsWithFigures(session) && !may(session, 'indicators.read'),
    },
  ],
  pages: [
    {
      path: '/cockpit',
      component: lazy(() => import('./console/cockpit.page.tsx')),
      permission: 'indicators.read',
      title: '领导驾驶舱',
    },
    {
      path: '/cockpit/screen',
      component: lazy(() => import('./console/screen.page.tsx')),
      permission: 'indicators.read',
      title: '领导驾驶舱',
      frame: 'bare',
    },
    {
      path: '/overview',
      component: lazy(() => import('./console/overview.page.tsx')),
      permission: 'cockpit.read',
      title: '总览',
    },
  ],
};
