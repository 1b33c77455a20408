import { sql } from 'kysely';
import type { Reach } from '#modules/regions/server';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Position } from './outline.ts';

/** Digits of the places right below a division, by its own digits, and the width in degrees of what is one position. */
const below: Record<number, { digits: number; cell: number }> = {
  2: { digits: 4, cell: 0.04 },
  4: { digits: 6, cell: 0.015 },
  6: { digits: 9, cell: 0.003 },
  9: { digits: 12, cell: 0.0006 },
};
/** So many positions draw any division well enough. */
const most = 5000;

interface Cell extends Position {
  count: number;
}

/** Places right below a division, and where their premises are; run as the job role within the reach (decision 0009). */
export async function positionsBelow(work: Pick<Work, 'db'>, { prefix, counties, township }: Reach) {
  const db = tablesOf<'premises.premises' | 'regions.division'>(work);
  const step = below[prefix.length];
  if (!step) return { places: [], positions: [] };
  const place = sql<string>`left(region_code, ${sql.lit(step.digits)})`;
  const places = await db
    .selectFrom('regions.division')
    .select([sql<string>`left(code, ${sql.lit(step.digits)})`.as('code'), 'name'])
    .where('code', '>=', prefix.padEnd(12, '0'))
    .where('code', '<=', prefix.padEnd(12, '9'))
    .where(
      'level',
      '=',
      { 4: 'PREFECTURE' as const, 6: 'COUNTY' as const, 9: 'TOWNSHIP' as const }[step.digits] ?? 'VILLAGE',
    )
    .orderBy('code')
    .execute();
  // Reads the index of the map alone: a million places become some thousand cells.
  const cells = await db
    .selectFrom('premises.premises')
    .select([
      place.as('place'),
      sql<number>`avg(lng)`.as('lng'),
      sql<number>`avg(lat)`.as('lat'),
      sql<number>`count(*)`.as('count'),
    ])
    .where(sql<boolean>`county_code = any(${counties})`)
    .$if(township !== undefined, (q) => q.where('townshipCode', '=', township as string))
    .where('lng', 'is not', null)
    .groupBy(['place', sql`floor(lng / ${step.cell}::float8)`, sql`floor(lat / ${step.cell}::float8)`])
    .orderBy('place')
    .execute();
  const known = new Set(places.map(({ code }) => code));
  return { places, positions: thinned(cells.filter((cell) => known.has(cell.place)) as Cell[], step.cell) };
}

/** Joins neighbouring positions of a place until they are few enough. */
function thinned(cells: readonly Cell[], width: number): Position[] {
  if (cells.length <= most) return [...cells];
  const wider = width * 1.4;
  const joined = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${cell.place} ${Math.floor(cell.lng / wider)} ${Math.floor(cell.lat / wider)}`;
    const held = joined.get(key);
    const count = cell.count + (held?.count ?? 0);
    const mean = (side: 'lng' | 'lat') => (cell[side] * cell.count + (held ? held[side] * held.count : 0)) / count;
    joined.set(key, { place: cell.place, lng: mean('lng'), lat: mean('lat'), count });
  }
  return thinned([...joined.values()], wider);
}
