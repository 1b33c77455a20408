import { BorderOuterOutlined, CalendarOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export { regionLoader } from './loader.ts';

export const regionsWeb: WebModule = {
  nav: [
    {
      path: '/grids',
      title: '网格',
      icon: BorderOuterOutlined,
      permission: 'regions.read',
      order: 910,
      group: '基础数据',
    },
    { path: '/calendar', title: '工作日历', icon: CalendarOutlined, order: 920, group: '基础数据' },
  ],
  pages: [
    {
      path: '/grids',
      component: lazy(() => import('./console/grids.page.tsx')),
      permission: 'regions.read',
      title: '网格',
    },
    { path: '/calendar', component: lazy(() => import('./console/calendar.page.tsx')), title: '工作日历' },
  ],
};
