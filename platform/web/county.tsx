import type { ReactNode } from 'react';
import { Empty } from './components/empty.tsx';
import { t } from './i18n/i18n.ts';
import { useScope } from './search.ts';

/** First six digits of a division within a county; undefined for provinces and prefectures. */
export const countyOf = (code: string): string | undefined =>
  code.length >= 6 && code.slice(4, 6) !== '00' ? code.slice(0, 6) : undefined;

/** First nine digits of a division within a township; undefined above it. */
export const townshipOf = (code: string): string | undefined =>
  code.length >= 9 && code.slice(6, 9) !== '000' ? code.slice(0, 9) : undefined;

/** The county that the screen is about; undefined while the scope lies above the counties. */
export const useCounty = (): string | undefined => countyOf(useScope());

/** A screen whose records are kept county by county; above the county it asks for one. */
export function ForCounty({ children }: { children: (countyCode: string, township: string | undefined) => ReactNode }) {
  const scope = useScope();
  const countyCode = countyOf(scope);
  if (!countyCode) return <Empty reason={t('本页按县（市、区）查看，请先在左上角选择一个县（市、区）')} />;
  return children(countyCode, townshipOf(scope));
}
