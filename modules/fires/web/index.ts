import { FieldTimeOutlined, FireOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';
import { findFires } from './search.ts';

export { firesPath } from './fire-filter.ts';

export const firesWeb: WebModule = {
  nav: [
    { path: '/fires', title: '火灾', icon: FireOutlined, permission: 'fires.read', order: 50 },
    {
      path: '/fire-settings',
      title: '火灾报送时限',
      icon: FieldTimeOutlined,
      permission: 'fires.configure',
      order: 926,
      group: '基础数据',
    },
  ],
  pages: [
    {
      path: '/fires',
      component: lazy(() => import('./console/fires-list.page.tsx')),
      permission: 'fires.read',
      title: '火灾',
    },
    { path: '/fires/$county/$id', component: lazy(() => import('./console/fire.page.tsx')), permission: 'fires.read' },
    {
      path: '/callouts',
      component: lazy(() => import('./console/callouts-list.page.tsx')),
      permission: 'fires.read',
      title: '接处警',
    },
    {
      path: '/callouts/$county/$id',
      component: lazy(() => import('./console/callout.page.tsx')),
      permission: 'fires.read',
    },
    {
      path: '/fire-data',
      component: lazy(() => import('./console/fire-data.page.tsx')),
      permission: 'fires.readData',
      title: '数据质量',
    },
    {
      path: '/fire-settings',
      component: lazy(() => import('./console/fire-settings.page.tsx')),
      permission: 'fires.configure',
      title: '火灾报送时限',
    },
    {
      path: '/fire-import',
      component: lazy(() => import('./console/fire-import.page.tsx')),
      permission: 'fires.import',
      title: '导入火灾和接处警',
    },
    {
      path: '/fire-import/$county/$id',
      component: lazy(() => import('./console/fire-import-run.page.tsx')),
      permission: 'fires.import',
    },
  ],
  search: [{ key: 'fires', title: '火灾', permission: 'fires.read', search: findFires }],
  panels: [
    {
      slot: 'desk',
      key: 'fires',
      title: '火灾',
      permission: 'fires.read',
      order: 10,
      component: lazy(() => import('./fire-desk.tsx').then((module) => ({ default: module.FireDesk }))),
    },
    {
      slot: 'premises.file',
      key: 'fires',
      title: '火灾',
      permission: 'fires.read',
      order: 30,
      component: lazy(() => import('./premises-fires.tsx').then((module) => ({ default: module.PremisesFires }))),
    },
  ],
};
