import { RefusedRequest, readApiError, sameOriginFetch } from '#platform/web/api.ts';
import type { Region, RegionLoader } from '#platform/web/module.ts';

async function ask(path: string): Promise<Region[]> {
  const response = await sameOriginFetch(`/api/regions/divisions/${path}`);
  if (!response.ok) throw new RefusedRequest(await readApiError(response));
  return (await response.json()) as Region[];
}

/**
 * Divisions for the shell's scope and the region picker. Speaks without the contract, because the shell loads before
 * any module's code.
 */
export const regionLoader: RegionLoader = {
  path: (code) => ask(code ? `${code}/path?from=reach` : 'reach'),
  children: (code) => ask(`${code}/children`),
};
