import { useMemo } from 'react';
import { type Search, useScope, useSearch } from '../search.ts';
import { type DateRange, readDates } from './filters.ts';

/** What a list shows, read from the address: pass it on to the endpoint's input. */
export type ListState = {
  text: (key: string) => string | undefined;
  many: (key: string) => string[] | undefined;
  dates: (key: string) => DateRange | undefined;
  flag: (key: string) => true | undefined;
  sort: { key: string; isDescending: boolean } | undefined;
  /** `-dueOn` or `name`, as the endpoints take it. */
  sortText: string | undefined;
  cursor: string | undefined;
  limit: number;
  /** The scope of the top bar. */
  regionCode: string;
};

export function readListState(search: Search, scope: string, limit: number, defaultSort?: string): ListState {
  const sortText = search.sort ?? defaultSort;
  return {
    text: (key) => search[key] || undefined,
    many: (key) => search[key]?.split(',').filter(Boolean),
    dates: (key) => readDates(search[key]),
    flag: (key) => (search[key] ? true : undefined),
    sort: sortText ? { key: sortText.replace(/^-/, ''), isDescending: sortText.startsWith('-') } : undefined,
    sortText,
    cursor: search.cursor || undefined,
    limit,
    regionCode: scope,
  };
}

export function useListState(limit = 50, defaultSort?: string): ListState {
  const search = useSearch();
  const scope = useScope();
  return useMemo(() => readListState(search, scope, limit, defaultSort), [search, scope, limit, defaultSort]);
}
