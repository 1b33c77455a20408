import { AuditOutlined, FieldTimeOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export { BodyPicker } from './body-picker-door.tsx';

export const inspectionsWeb: WebModule = {
  nav: [
    {
      path: '/inspections',
      title: '检查',
      icon: AuditOutlined,
      permission: 'inspections.read',
      order: 30,
      isPrimary: true,
    },
    {
      path: '/correction-settings',
      title: '改正期限',
      icon: FieldTimeOutlined,
      permission: 'inspections.configure',
      order: 925,
      group: '基础数据',
    },
  ],
  pages: [
    {
      path: '/correction-settings',
      component: lazy(() => import('./console/correction-settings.page.tsx')),
      permission: 'inspections.configure',
      title: '改正期限',
    },
    {
      path: '/inspections',
      component: lazy(() => import('./console/inspections-list.page.tsx')),
      permission: 'inspections.read',
      title: '检查',
    },
    {
      path: '/inspections/start',
      component: lazy(() => import('./console/inspection-start.page.tsx')),
      permission: 'inspections.read',
    },
    {
      path: '/inspections/$county/$id',
      component: lazy(() => import('./console/inspection.page.tsx')),
      permission: 'inspections.read',
    },
  ],
  panels: [
    {
      slot: 'premises.file',
      key: 'inspections',
      title: '检查记录',
      permission: 'inspections.read',
      order: 10,
      component: lazy(() => import('./premises-visits.tsx').then((module) => ({ default: module.PremisesVisits }))),
    },
  ],
};
