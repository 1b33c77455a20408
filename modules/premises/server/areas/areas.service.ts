import { divisionName, type Reach, reachIn } from '#modules/regions/server';
import { createKept } from '#platform/server/kept.ts';
import type { Actor, Environment } from '#platform/server/work.ts';
import type { PlaceAreas } from '../../contract/index.ts';
import { outline } from './outline.ts';
import { positionsBelow } from './positions.queries.ts';

/**
 * Indicative areas of the places right below a division. They change slowly and are the same for everybody who may ask for
 * the division, so that an answer is kept for half an hour.
 */
export function createAreaService({ database, now }: Environment) {
  const kept = createKept<PlaceAreas>({ milliseconds: 30 * 60_000, most: 200, now });

  const drawn = (reach: Reach) =>
    database.asJob(async (db): Promise<PlaceAreas> => {
      const { places, positions } = await positionsBelow({ db }, reach);
      const areas = new Map(outline(positions).map((area) => [area.place, area]));
      const named = places.map(({ code, name }) => ({ code: code.padEnd(12, '0'), name, area: areas.get(code) }));
      const regionCode = reach.prefix.padEnd(12, '0');
      return {
        regionCode,
        regionName: await divisionName({ db }, regionCode),
        areas: named.flatMap(({ code, name, area }) =>
          area ? [{ code, name, polygons: area.polygons, label: area.label }] : [],
        ),
        unlocated: named.flatMap(({ code, name, area }) => (area ? [] : [{ code, name }])),
      };
    });

  return async function areasBelow(actor: Actor, regionCode: string | undefined): Promise<PlaceAreas> {
    const reach = await database.asJob((db) => reachIn({ db, actor }, regionCode));
    return kept.get(reach.prefix, () => drawn(reach));
  };
}
