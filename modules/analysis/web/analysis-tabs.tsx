import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/** The analysis of a period, and the watch of the weeks. */
export function AnalysisTabs({ current }: { current: 'analysis' | 'watch' }) {
  const tabs = [
    { key: 'analysis', to: '/analysis', title: t('火灾分析') },
    { key: 'watch', to: '/analysis/watch', title: t('每周监测') },
  ];
  return (
    <nav className="analysis-tabs no-print" aria-label={t('火灾分析')}>
      {tabs.map(({ key, to, title }) => (
        <RecordLink key={key} to={to} className={key === current ? 'is-current' : ''}>
          {title}
        </RecordLink>
      ))}
    </nav>
  );
}
