import { t } from '#platform/web/i18n/i18n.ts';
import type { LiveState } from '#platform/web/live.ts';
import './live-sign.css';

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });
export const timeWords = (at: Date | number): string => clock.format(at);

/** Whether the screen is told of changes, and when it last asked. */
export function LiveSign({ state, updatedAt }: { state: LiveState; updatedAt: number }) {
  if (state === 'lost')
    return (
      <span className="live-sign is-lost" role="status">
        <i />
        {t('连接中断，正在重连')}
      </span>
    );
  return (
    <span className={`live-sign is-${state}`}>
      <i />
      {state === 'live' ? t('实时') : t('正在连接')}
      {updatedAt > 0 && ` · ${t('更新于 {time}', { time: timeWords(updatedAt) })}`}
    </span>
  );
}
