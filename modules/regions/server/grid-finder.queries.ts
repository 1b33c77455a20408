import Flatbush from 'flatbush';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { boundsOf, covers, type GridPolygon } from '../contract/index.ts';

export interface FoundGrid {
  id: string;
  code: string;
  name: string;
  regionCode: string;
}

/** Index over grids; the same answers as `gridOf`, for many points. */
export function createGridFinder<T extends { code: string; polygon: GridPolygon }>(
  grids: readonly T[],
): (lng: number, lat: number) => T | null {
  if (!grids.length) return () => null;
  const index = new Flatbush(grids.length);
  for (const grid of grids) index.add(...boundsOf(grid.polygon));
  index.finish();
  return (lng, lat) => {
    let found: T | null = null;
    for (const at of index.search(lng, lat, lng, lat)) {
      const grid = grids[at];
      if (grid && (!found || grid.code < found.code) && covers(grid.polygon, [lng, lat])) found = grid;
    }
    return found;
  };
}

/** Finder over the active grids of a county that the unit of work may see: one load for any number of points. */
export async function gridFinder(
  work: Pick<Work, 'db'>,
  countyCode: string,
): Promise<(lng: number, lat: number) => FoundGrid | null> {
  const rows = await tablesOf<'regions.grid'>(work)
    .selectFrom('regions.grid')
    .select(['id', 'code', 'name', 'regionCode', 'polygon'])
    .where('countyCode', '=', countyCode)
    .where('isActive', '=', true)
    .where('polygon', 'is not', null)
    .execute();
  const find = createGridFinder(rows.map((row) => ({ ...row, polygon: row.polygon as unknown as GridPolygon })));
  return (lng, lat) => {
    const found = find(lng, lat);
    return found && { id: found.id, code: found.code, name: found.name, regionCode: found.regionCode };
  };
}

/** The active grid of a county that a point (CGCS2000 degrees) lies in, or null; for many points take `gridFinder`. */
export const findGrid = async (
  work: Pick<Work, 'db'>,
  countyCode: string,
  lng: number,
  lat: number,
): Promise<FoundGrid | null> => (await gridFinder(work, countyCode))(lng, lat);
