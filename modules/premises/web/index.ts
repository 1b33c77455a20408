import { FlagOutlined, ImportOutlined, PartitionOutlined, ShopOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';
import { findPremises } from './search.ts';

/** The places below a division coloured by a value; loaded with the screen that shows it, inside its own `Suspense`. */
export const PlaceAreasMap = lazy(async () => ({ default: (await import('./place-areas-map.tsx')).PlaceAreasMap }));
export { PlaceForm } from './place-form.tsx';
export { PlacePicker } from './place-picker.tsx';
export { queryText } from './premises-filter.ts';
export { typeOptions, typesWords } from './premises-words.ts';

/** Parts of other modules on the file of a place join slot `premises.file` and are given these. */
export type PremisesPanelProps = { countyCode: string; premisesId: string };

export const premisesWeb: WebModule = {
  nav: [
    { path: '/premises', title: '单位', icon: ShopOutlined, permission: 'premises.read', order: 20, isPrimary: true },
    { path: '/key-units', title: '重点单位建议', icon: FlagOutlined, permission: 'premises.designate', order: 22 },
    { path: '/imports', title: '导入单位', icon: ImportOutlined, permission: 'premises.import', order: 23 },
    {
      path: '/industry-map',
      title: '行业主管分工',
      icon: PartitionOutlined,
      permission: 'premises.assignIndustry',
      order: 905,
      group: '基础数据',
    },
  ],
  pages: [
    {
      path: '/premises',
      component: lazy(() => import('./console/premises-list.page.tsx')),
      permission: 'premises.read',
      title: '单位',
    },
    {
      path: '/premises/$county/$id',
      component: lazy(() => import('./console/premises-file.page.tsx')),
      permission: 'premises.read',
    },
    {
      path: '/premises/$county/$id/sheet',
      component: lazy(() => import('./console/qr-sheet.page.tsx')),
      permission: 'premises.read',
      frame: 'bare',
    },
    {
      path: '/p/$county/$code',
      component: lazy(() => import('./console/by-code.page.tsx')),
      permission: 'premises.read',
    },
    {
      path: '/imports',
      component: lazy(() => import('./console/imports.page.tsx')),
      permission: 'premises.import',
      title: '导入单位',
    },
    {
      path: '/imports/$county/$id',
      component: lazy(() => import('./console/import.page.tsx')),
      permission: 'premises.import',
      title: '导入单位',
    },
    {
      path: '/key-units',
      component: lazy(() => import('./console/key-units.page.tsx')),
      permission: 'premises.read',
      title: '重点单位建议',
    },
    {
      path: '/industry-map',
      component: lazy(() => import('./console/industry-map.page.tsx')),
      permission: 'premises.read',
      title: '行业主管分工',
    },
  ],
  search: [{ key: 'premises', title: '单位', permission: 'premises.read', search: findPremises }],
};
