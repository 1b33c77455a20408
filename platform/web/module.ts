import type { ComponentType, LazyExoticComponent } from 'react';
import type { Session } from './session.ts';

/** An entry of the left rail. `title` and `group` are Chinese and translated where they are shown. */
export type NavEntry = {
  path: `/${string}`;
  title: string;
  icon: ComponentType<{ className?: string }>;
  /** Without it the entry is for everybody who is signed in. */
  permission?: string;
  /** Ascending; the desk is 0, the map 10, then tens. */
  order: number;
  group?: string;
  /** Comes into the bottom bar of a phone before the others (four in all, by order). */
  isPrimary?: boolean;
  /** Whether this person begins here instead of at the first entry of the rail. */
  isStart?: (session: Session) => boolean;
};

/** A screen. `path` may hold parameters: `/premises/$id`. */
export type WebPage = {
  path: `/${string}`;
  component: LazyExoticComponent<ComponentType> | ComponentType;
  permission?: string;
  /** Words of the browser's title; a detail page sets its own with `<PageHeader>` or `<DetailHead>`. */
  title?: string;
  /** Repairs or rejects the search parameters before the page sees them; the default keeps them as strings. */
  validateSearch?: (search: Record<string, string>) => Record<string, string>;
  /** `bare` leaves out rail and top bar: big screens and print pages. */
  frame?: 'console' | 'bare';
};

/** One answer of the search-everything palette. */
export type SearchHit = { key: string; title: string; detail?: string; path: string };

export type SearchProvider = {
  key: string;
  title: string;
  permission?: string;
  search: (words: string, options: { signal: AbortSignal; regionCode: string | undefined }) => Promise<SearchHit[]>;
};

/** A part that one module adds to another module's screen: the visits on the file of a place. */
export type Panel = {
  /** The screen it joins, as its owner names it: `premises.file`. The owner also declares what it passes. */
  slot: string;
  key: string;
  title: string;
  permission?: string;
  order: number;
  // biome-ignore lint/suspicious/noExplicitAny: the owner of the slot gives its panels their props
  component: LazyExoticComponent<ComponentType<any>> | ComponentType<any>;
};

/** What `modules/<word>/web/index.ts` exports as `<word>Web`. */
export type WebModule = { nav?: NavEntry[]; pages: WebPage[]; search?: SearchProvider[]; panels?: Panel[] };

/** A division as the region picker and the breadcrumb need it; codes are text. */
export type Region = { code: string; name: string; hasChildren?: boolean };

export type RegionLoader = {
  /** From the top of what this person may see down to `code`. */
  path: (code: string) => Promise<Region[]>;
  children: (code: string) => Promise<Region[]>;
};
