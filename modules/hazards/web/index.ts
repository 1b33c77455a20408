import { AlertOutlined, CheckSquareOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export { type DeskGroup, type DeskPanelProps, DeskRow } from './desk-group.tsx';
export { ledgerPath } from './hazard-filter.ts';

export const hazardsWeb: WebModule = {
  nav: [
    { path: '/desk', title: '我的待办', icon: CheckSquareOutlined, permission: 'desk.read', order: 0, isPrimary: true },
    { path: '/hazards', title: '隐患', icon: AlertOutlined, permission: 'hazards.read', order: 40, isPrimary: true },
  ],
  pages: [
    {
      path: '/desk',
      component: lazy(() => import('./console/desk.page.tsx')),
      permission: 'desk.read',
      title: '我的待办',
    },
    {
      path: '/hazards',
      component: lazy(() => import('./console/hazards-list.page.tsx')),
      permission: 'hazards.read',
      title: '隐患台账',
    },
    {
      path: '/hazards/$county/$id',
      component: lazy(() => import('./console/hazard.page.tsx')),
      permission: 'hazards.read',
    },
    {
      path: '/reinspections/$county/$id',
      component: lazy(() => import('./console/reinspection.page.tsx')),
      permission: 'inspections.read',
    },
  ],
  panels: [
    {
      slot: 'inspections.visit',
      key: 'reinspected',
      title: '复查结果',
      permission: 'hazards.read',
      order: 10,
      component: lazy(() =>
        import('./reinspection-results.tsx').then((module) => ({ default: module.ReinspectionResults })),
      ),
    },
    {
      slot: 'premises.file',
      key: 'hazards',
      title: '隐患',
      permission: 'hazards.read',
      order: 20,
      component: lazy(() => import('./premises-hazards.tsx').then((module) => ({ default: module.PremisesHazards }))),
    },
  ],
};
