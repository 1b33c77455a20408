import { BarChartOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

/** A row of figures for the screens of other modules; loaded with the screen that shows it, inside its own `Suspense`. */
export const Figures = lazy(async () => ({ default: (await import('./figures.tsx')).Figures }));
/** One figure of a table that the screen has asked for itself. */
export const Figure = lazy(async () => ({ default: (await import('./figures.tsx')).Figure }));
/** Chooses a period; `readPeriod` reads it from the address. */
export const PeriodChooser = lazy(async () => ({ default: (await import('./period-chooser.tsx')).PeriodChooser }));
/** Divisions beside one another, and a period beside those before it. */
export const ComparedPlaces = lazy(async () => ({ default: (await import('./comparisons.tsx')).ComparedPlaces }));
export const ComparedPeriods = lazy(async () => ({ default: (await import('./comparisons.tsx')).ComparedPeriods }));
export { recordsPath } from './addresses.ts';
export { useSeen } from './in-view.ts';
export { indicatorsApi } from './indicators.client.ts';
export { readPeriod } from './period-choice.ts';
export { changeWords, levelWords, schemeLabel, spanWords, unitWords, valueWords } from './words.ts';

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
      path: '/indicators/bases',
      component: lazy(() => import('./console/bases.page.tsx')),
      permission: 'indicators.read',
      title: '人口与经济',
    },
    {
      path: '/indicators/frozen',
      component: lazy(() => import('./console/frozen.page.tsx')),
      permission: 'indicators.read',
      title: '月度固定数据',
    },
    {
      path: '/indicators/define',
      component: lazy(() => import('./console/define.page.tsx')),
      permission: 'indicators.define',
      title: '本地指标',
    },
  ],
};
