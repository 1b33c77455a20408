import { FileTextOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

/** A paper in brief with its acts: for the desk and for the screens of other modules. */
export const PaperPeek = lazy(async () => ({ default: (await import('./paper-peek.tsx')).PaperPeek }));

/** Several papers served at once: for the screens of other modules. */
export const ServeForm = lazy(async () => ({ default: (await import('./serve-form.tsx')).ServeForm }));

export const documentsWeb: WebModule = {
  nav: [{ path: '/papers', title: '文书', icon: FileTextOutlined, permission: 'documents.read', order: 50 }],
  panels: [
    {
      slot: 'premises.file',
      key: 'papers',
      title: '文书',
      permission: 'documents.read',
      order: 30,
      component: lazy(async () => ({ default: (await import('./premises-papers.tsx')).PremisesPapers })),
    },
  ],
  pages: [
    {
      path: '/papers',
      component: lazy(() => import('./console/papers-list.page.tsx')),
      permission: 'documents.read',
      title: '文书',
    },
    {
      path: '/papers/$county/$id',
      component: lazy(() => import('./console/paper.page.tsx')),
      permission: 'documents.read',
    },
  ],
};
