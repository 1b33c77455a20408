import type { ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import './messages.css';

/** Nothing here: says why, and offers the next act. */
export function Empty({ reason, act, compact }: { reason?: ReactNode; act?: ReactNode; compact?: boolean }) {
  return (
    <div className={compact ? 'empty empty-compact' : 'empty'}>
      {!compact && (
        <svg aria-hidden="true" viewBox="0 0 64 40" width="64" height="40" fill="none" stroke="currentColor">
          <path d="M4 36h56M14 36V14l18-9 18 9v22M14 14h36M26 36V24h12v12" strokeWidth="1.5" strokeLinejoin="round" />
        </svg>
      )}
      <p>{reason ?? t('暂无记录')}</p>
      {act && <div className="empty-act">{act}</div>}
    </div>
  );
}
