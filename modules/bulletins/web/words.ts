import type { BulletinRow } from '#modules/bulletins/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

export const bulletinState = ({
  status,
  issueNumber,
}: Pick<BulletinRow, 'status' | 'issueNumber'>): { words: string; tone: Tone } =>
  status === 'ISSUED'
    ? { words: issueNumber > 1 ? t('第 {n} 次印发', { n: issueNumber }) : t('已印发'), tone: 'verified' }
    : { words: issueNumber > 0 ? t('更正中') : t('草稿'), tone: 'due' };

/** Whose a template is. */
export const ownerWords = (regionPrefix: string, isOwn: boolean): string =>
  isOwn ? t('本地') : regionPrefix === '00' ? t('统一模板') : t('上级模板');
