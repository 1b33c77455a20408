import type { IndicatorRow } from '#modules/indicators/contract';

export interface IndicatorGroup {
  name: string;
  indicators: IndicatorRow[];
}

/** What one request may ask for. */
export const mostAtOnce = 200;
/** Where a person begins. */
export const firstGroups = ['火灾', '隐患存量', '隐患流量', '隐患治理'];

/** The groups of the catalogue in its order, of what is in force. */
export function groupsOf(catalogue: readonly IndicatorRow[]): IndicatorGroup[] {
  const byName = Map.groupBy(
    catalogue.filter(({ isActive }) => isActive),
    ({ group }) => group,
  );
  return [...byName].map(([name, indicators]) => ({ name, indicators }));
}

const idsOf = (groups: readonly IndicatorGroup[]) => groups.flatMap(({ indicators }) => indicators.map(({ id }) => id));

/** Ids in the order of the catalogue from `隐患存量,hazardFound`: groups by their name, single ones by their id. */
export function readSet(text: string | undefined, groups: readonly IndicatorGroup[]): string[] {
  const named = new Set((text ?? firstGroups.join(',')).split(','));
  const ids = groups.flatMap((group) =>
    group.indicators.filter(({ id }) => named.has(group.name) || named.has(id)).map(({ id }) => id),
  );
  // Nothing of it exists any more: a page of nothing helps nobody.
  return ids.length ? ids : idsOf(groups.slice(0, 1));
}

/** The shortest text that `readSet` reads as these ids. */
export function writeSet(ids: ReadonlySet<string>, groups: readonly IndicatorGroup[]): string {
  return groups
    .flatMap((group) => {
      const chosen = group.indicators.filter(({ id }) => ids.has(id)).map(({ id }) => id);
      // A group's name with a comma in it would be read as two.
      const isWhole = chosen.length === group.indicators.length && !group.name.includes(',');
      return isWhole ? [group.name] : chosen;
    })
    .join(',');
}

/** With all of a group, or without, where all of it was chosen; never empty. */
export function toggleGroup(ids: readonly string[], group: IndicatorGroup): Set<string> {
  const own = group.indicators.map(({ id }) => id);
  const isWhole = own.every((id) => ids.includes(id));
  const next = new Set(isWhole ? ids.filter((id) => !own.includes(id)) : [...ids, ...own]);
  return next.size ? next : new Set(ids);
}
