import { divisionName, reachIn } from '#modules/regions/server';
import type { Actor, Environment } from '#platform/server/work.ts';
import type { PlaceAreas } from '../../contract/index.ts';
import { outline } from './outline.ts';
import { positionsBelow } from './positions.queries.ts';

const keptFor = 30 * 60_000;
const mostKept = 200;

/**
 * Indicative areas of the places right below a division. They change slowly and are the same for everybody who may ask for
 * the division, so that an answer is kept for half an hour.
 */
export function createAreaService(environment: Environment) {
  const kept = new Map<string, { until: number; answer: Promise<PlaceAreas> }>();

  return async function areasBelow(actor: Actor, regionCode: string | undefined): Promise<PlaceAreas> {
    const now = environment.now().getTime();
    const reach = await environment.database.asJob((db) => reachIn({ db, actor }, regionCode));
    const held = kept.get(reach.prefix);
    if (held && held.until > now) return held.answer;
    const answer = environment.database.asJob(async (db): Promise<PlaceAreas> => {
      const { places, positions } = await positionsBelow({ db }, reach);
      const drawn = new Map(outline(positions).map((area) => [area.place, area]));
      const named = places.map(({ code, name }) => ({ code: code.padEnd(12, '0'), name, area: drawn.get(code) }));
      const code = reach.prefix.padEnd(12, '0');
      return {
        regionCode: code,
        regionName: await divisionName({ db }, code),
        areas: named.flatMap(({ code, name, area }) =>
          area ? [{ code, name, polygons: area.polygons, label: area.label }] : [],
        ),
        unlocated: named.flatMap(({ code, name, area }) => (area ? [] : [{ code, name }])),
      };
    });
    kept.delete(reach.prefix);
    kept.set(reach.prefix, { until: now + keptFor, answer });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest) kept.delete(oldest);
    answer.catch(() => kept.delete(reach.prefix));
    return answer;
  };
}
