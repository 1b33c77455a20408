import { AppstoreOutlined, EnvironmentOutlined, ProfileOutlined, ShopOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import { mountConsole } from '#platform/web/console/mount.tsx';
import type { Catalogue } from '#platform/web/i18n/i18n.ts';
import { regions, sampleSession } from './samples.ts';

/** Every component of the platform with sample data, at `/gallery` or `/?gallery`; needs no server. */
export const mountGallery = (english: (() => Promise<Catalogue>)[]) =>
  mountConsole({
    session: sampleSession,
    regions,
    english,
    home: '/gallery',
    modules: [
      {
        nav: [
          { path: '/gallery', title: '组件', icon: AppstoreOutlined, order: 0 },
          { path: '/gallery/list', title: '列表', icon: ShopOutlined, order: 1 },
          { path: '/gallery/detail', title: '详情', icon: ProfileOutlined, order: 2 },
          { path: '/gallery/map', title: '地图', icon: EnvironmentOutlined, order: 3, group: '更多' },
        ],
        pages: [
          { path: '/gallery', title: '组件', component: lazy(() => import('./parts.page.tsx')) },
          { path: '/gallery/list', component: lazy(() => import('./list.page.tsx')) },
          { path: '/gallery/detail', component: lazy(() => import('./detail.page.tsx')) },
          { path: '/gallery/map', title: '地图', component: lazy(() => import('./map.page.tsx')) },
        ],
      },
    ],
  });
