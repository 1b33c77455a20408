import { sameOriginFetch } from '#platform/web/api.ts';
import { countyOf } from '#platform/web/county.tsx';
import type { SearchProvider } from '#platform/web/module.ts';

type Row = { countyCode: string; id: string; number: string | null; address: string; occurredOn: string };

/** Fires by number, address or story for the search-everything palette; without the contract, because the shell loads first. */
export const findFires: SearchProvider['search'] = async (words, { signal, regionCode }) => {
  // Fires are kept county by county: above the county there is nothing to search.
  const countyCode = regionCode && countyOf(regionCode);
  if (!countyCode) return [];
  const query = new URLSearchParams({ countyCode, search: words, limit: '6' });
  const response = await sameOriginFetch(`/api/fires?${query}`, { signal });
  if (!response.ok) return [];
  const { items } = (await response.json()) as { items: Row[] };
  return items.map((row) => ({
    key: row.id,
    title: row.address,
    detail: [row.occurredOn, row.number].filter(Boolean).join(' · '),
    path: `/fires/${row.countyCode}/${row.id}`,
  }));
};
