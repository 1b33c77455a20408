import { sameOriginFetch } from '#platform/web/api.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import type { SearchProvider } from '#platform/web/module.ts';

type Row = { id: string; name: string; kindLabel: string; regionName: string };

/** Bodies for the search-everything palette; without the contract, because the shell loads first. */
export const findOrganisations: SearchProvider['search'] = async (words, { signal, regionCode }) => {
  const query = new URLSearchParams({ search: words, limit: '6', ...(regionCode ? { regionCode } : {}) });
  const response = await sameOriginFetch(`/api/organisations?${query}`, { signal });
  if (!response.ok) return [];
  const { items } = (await response.json()) as { items: Row[] };
  return items.map((row) => ({
    key: row.id,
    title: row.name,
    detail: `${t(row.kindLabel)} · ${row.regionName}`,
    path: `/organisations/${row.id}`,
  }));
};

type Found = { id: string; name: string; posts: { orgId: string; orgName: string; title: string }[] };

/** People by name; who they are is told by their post, and their body is where they are found. */
export const findPeople: SearchProvider['search'] = async (words, { signal, regionCode }) => {
  const query = new URLSearchParams({ search: words, limit: '6', ...(regionCode ? { regionCode } : {}) });
  const response = await sameOriginFetch(`/api/organisations/people?${query}`, { signal });
  if (!response.ok) return [];
  const { items } = (await response.json()) as { items: Found[] };
  return items.flatMap(({ id, name, posts: [post] }) =>
    post
      ? [
          {
            key: id,
            title: name,
            detail: `${post.orgName} · ${post.title}`,
            path: `/organisations/${post.orgId}?tab=people`,
          },
        ]
      : [],
  );
};
