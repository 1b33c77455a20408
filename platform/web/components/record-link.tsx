import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { stringifySearch, useGo, useSearch } from '../search.ts';

/** A link to another screen: keeps the region scope, opens in a new tab like any link, loads its code on hover. */
export function RecordLink(props: { to: string; children: ReactNode; className?: string; title?: string }) {
  const go = useGo();
  const router = useRouter();
  const { scope } = useSearch();
  const [path = '/', query = ''] = props.to.split('?');
  const href =
    path + stringifySearch({ ...(scope ? { scope } : {}), ...Object.fromEntries(new URLSearchParams(query)) });
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(props.to);
  };
  const prepare = () => void router.preloadRoute({ to: path } as never).catch(() => undefined);
  return (
    <a className={props.className} href={href} title={props.title} onClick={follow} onMouseEnter={prepare}>
      {props.children}
    </a>
  );
}
