import { ApartmentOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';
import { findOrganisations, findPeople } from './search.ts';

export const organisationsWeb: WebModule = {
  nav: [
    {
      path: '/organisations',
      title: '机构',
      icon: ApartmentOutlined,
      permission: 'organisations.read',
      order: 900,
      group: '基础数据',
    },
  ],
  pages: [
    {
      path: '/organisations',
      component: lazy(() => import('./console/organisations-list.page.tsx')),
      permission: 'organisations.read',
      title: '机构',
    },
    {
      path: '/organisations/gaps',
      component: lazy(() => import('./console/gaps.page.tsx')),
      permission: 'organisations.read',
      title: '责任缺口',
    },
    {
      path: '/organisations/$id',
      component: lazy(() => import('./console/organisation.page.tsx')),
      permission: 'organisations.read',
    },
  ],
  search: [
    { key: 'organisations', title: '机构', permission: 'organisations.read', search: findOrganisations },
    { key: 'people', title: '人员', permission: 'organisations.read', search: findPeople },
  ],
};
