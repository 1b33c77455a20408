import { BarChartOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

/** A row of figures for the screens of other modules; loaded with the screen that shows it, inside its own `Suspense`. */
export const Figures = lazy(async () => ({ default: (await import('./figures.tsx')).Figures }));
/** One figure of a table that the screen has asked for itself. */
export const Figure = lazy(async () => ({ default: (await import('./figures.tsx')).Figure }));
export { recordsPath } from './addresses.ts';

export const indicatorsWeb: WebModule = {
  nav: [{ path: '/indicators', title: '指标', icon: BarChartOutlined, permission: 'indicators.read', order: 70 }],
  pages: [
    {
      path: '/indicators',
      component: lazy(() => import('./console/indicators.page.tsx')),
      permission: 'indicators.read',
      title: '指标',
    },
    {
      path: '/indicators/$id/records',
      component: lazy(() => import('./console/records.page.tsx')),
      permission: 'indicators.read',
    },
    {
      path: '/indicators/define',
      component: lazy(() => import('./console/define.page.tsx')),
      permission: 'indicators.define',
      title: '本地指标',
    },
  ],
};
