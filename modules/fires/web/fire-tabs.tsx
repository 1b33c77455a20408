import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import './fires.css';

/** The two lists and the page about their data belong together. */
export function FireTabs({ current }: { current: 'fires' | 'callouts' | 'data' }) {
  const tabs = [
    { key: 'fires', to: '/fires', title: t('火灾') },
    { key: 'callouts', to: '/callouts', title: t('接处警') },
    ...(useMay('fires.readData') ? [{ key: 'data', to: '/fire-data', title: t('数据质量') }] : []),
  ];
  return (
    <nav className="fire-tabs no-print" aria-label={t('火灾与接处警')}>
      {tabs.map((tab) => (
        <RecordLink key={tab.key} to={tab.to} className={tab.key === current ? 'is-current' : ''}>
          {tab.title}
        </RecordLink>
      ))}
    </nav>
  );
}
