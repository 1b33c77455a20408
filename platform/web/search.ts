import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useSession } from './session.ts';

/** Search parameters of the address: always text, because region codes and ids must never become numbers. */
export type Search = Record<string, string>;

/** Flat `?a=1&b=2`; TanStack's default would quote strings that look like numbers and hide them in JSON. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value));
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}

export function useSearch(): Search {
  return useRouterState({ select: (state) => state.location.search as Search });
}

/** Sets some search parameters and keeps the others; `undefined` removes one. */
export function useSetSearch(): (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (change, options) => {
      void navigate({
        to: '.',
        search: (now: Search) => {
          const next: Search = { ...now };
          for (const [key, value] of Object.entries(change)) {
            if (value) next[key] = value;
            else delete next[key];
          }
          return next;
        },
        replace: options?.replace ?? false,
        resetScroll: false,
      } as never);
    },
    [navigate],
  );
}

/** Opens a path, with the region scope of the address kept. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (path, options) => {
      const [to = '/', query = ''] = path.split('?');
      const scope = new URLSearchParams(location.search).get('scope');
      void navigate({
        to,
        search: { ...(scope ? { scope } : {}), ...parseSearch(query) },
        replace: options?.replace ?? false,
      } as never);
    },
    [navigate],
  );
}

/** Path parameters of the page, `{ id }` for `/premises/$id`. */
export function useRecordParams(): Record<string, string> {
  return useParams({ strict: false }) as Record<string, string>;
}

/** The region that the whole screen is about: of the address, otherwise the person's own. */
export function useScope(): string {
  const own = useSession().actor.regionCode;
  return useSearch().scope ?? own;
}
