import { sameOriginFetch } from '#platform/web/api.ts';
import type { SearchProvider } from '#platform/web/module.ts';

type Row = { countyCode: string; id: string; name: string; address: string };

/** Places for the search-everything palette; without the contract, because the shell loads first. */
export const findPremises: SearchProvider['search'] = async (words, { signal, regionCode }) => {
  const query = new URLSearchParams({ search: words, limit: '6', ...(regionCode ? { regionCode } : {}) });
  const response = await sameOriginFetch(`/api/premises?${query}`, { signal });
  if (!response.ok) return [];
  const { items } = (await response.json()) as { items: Row[] };
  return items.map((row) => ({
    key: row.id,
    title: row.name,
    detail: row.address,
    path: `/premises/${row.countyCode}/${row.id}`,
  }));
};
