import type { OverviewPlace } from '#modules/cockpit/contract';

/** A row of the table by place; a prefecture has its counties as parts. */
export type PlaceRow = OverviewPlace & { parts?: PlaceRow[] };

const sumOf = (rows: OverviewPlace[], code: string, name: string): PlaceRow => {
  const sum: PlaceRow = {
    code,
    name,
    stock: 0,
    overdue: 0,
    found: 0,
    closed: 0,
    due: 0,
    fixedOnTime: 0,
    visits: 0,
    premises: 0,
    neverVisited: 0,
    parts: rows,
  };
  for (const row of rows) {
    sum.stock += row.stock;
    sum.overdue += row.overdue;
    sum.found += row.found;
    sum.closed += row.closed;
    sum.due += row.due;
    sum.fixedOnTime += row.fixedOnTime;
    sum.visits += row.visits;
    sum.premises += row.premises;
    sum.neverVisited += row.neverVisited;
  }
  return sum;
};

/**
 * The counties of a province under their prefectures, so that a leader of ninety counties sees eleven rows first. What
 * holds a single prefecture, or none that is known, stays a flat list.
 * @param prefectures the divisions right below, twelve digits and name
 */
export function byPrefecture(
  places: OverviewPlace[],
  prefectures: readonly { code: string; name: string }[],
): PlaceRow[] {
  const counties = Map.groupBy(places, (place) => place.code.slice(0, 4));
  const names = new Map(prefectures.map(({ code, name }) => [code.slice(0, 4), name]));
  if (counties.size < 2 || ![...counties.keys()].every((code) => names.has(code))) return places;
  return [...counties].map(([code, rows]) => sumOf(rows, code, names.get(code) ?? code));
}
