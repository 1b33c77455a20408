import { FileProtectOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { WebModule } from '#platform/web/module.ts';

export const auditWeb: WebModule = {
  nav: [
    {
      path: '/audit',
      title: '审计日志',
      icon: FileProtectOutlined,
      permission: 'audit.read',
      order: 930,
      group: '系统',
      isStart: ({ actor }) => actor.role === 'AUDITOR',
    },
  ],
  pages: [
    {
      path: '/audit',
      component: lazy(() => import('./console/audit.page.tsx')),
      permission: 'audit.read',
      title: '审计日志',
    },
  ],
};
