import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Indicator } from '../contract/index.ts';

/** Prefixes of a reach and of all above it, the nation's first: 00, 33, 3304, 330481. */
export const prefixesAbove = (reach: string): string[] => [
  '00',
  ...[2, 4, 6, 9, 12].filter((length) => length <= reach.length).map((length) => reach.slice(0, length)),
];

export interface HeldIndicator {
  indicator: Indicator;
  regionPrefix: string;
  version: number;
  isActive: boolean;
}

/** Definitions in force for a reach; a local one is never named like one from above. */
export function createIndicatorQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<'indicators.indicator'>(work);
  const shape = (row: {
    definition: unknown;
    regionPrefix: string;
    version: number;
    isActive: boolean;
  }): HeldIndicator => ({
    indicator: row.definition as Indicator,
    regionPrefix: row.regionPrefix,
    version: row.version,
    isActive: row.isActive,
  });
  return {
    async all(reach: string): Promise<HeldIndicator[]> {
      const rows = await db
        .selectFrom('indicators.indicator')
        .select(['definition', 'regionPrefix', 'version', 'isActive'])
        .where('regionPrefix', 'in', prefixesAbove(reach))
        .orderBy('regionPrefix')
        .orderBy('sort')
        .orderBy('id')
        .execute();
      return rows.map(shape);
    },
    async find(reach: string, id: string): Promise<HeldIndicator | undefined> {
      const row = await db
        .selectFrom('indicators.indicator')
        .select(['definition', 'regionPrefix', 'version', 'isActive'])
        .where('regionPrefix', 'in', prefixesAbove(reach))
        .where('id', '=', id)
        .executeTakeFirst();
      return row && shape(row);
    },
  };
}
