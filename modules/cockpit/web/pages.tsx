import { type ReactNode, useEffect, useState } from 'react';
import { t } from '#platform/web/i18n/i18n.ts';

const secondsEach = 12;

/** Lines that do not fit at once, page after page; the only thing that moves on the big screen. */
export function Pages<T>(props: { items: readonly T[]; size: number; children: (items: readonly T[]) => ReactNode }) {
  const { items, size } = props;
  const count = Math.max(1, Math.ceil(items.length / size));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (count < 2) return undefined;
    const timer = setInterval(() => setTurn((now) => now + 1), secondsEach * 1000);
    return () => clearInterval(timer);
  }, [count]);
  const page = turn % count;
  return (
    <>
      {props.children(items.slice(page * size, (page + 1) * size))}
      {count > 1 && (
        <p className="screen-page" title={t('每{n}秒换页', { n: secondsEach })}>
          {page + 1} / {count}
        </p>
      )}
    </>
  );
}
