import { isKnownCause } from '#modules/fires/contract';
import type { IndicatorTable, Period } from '#modules/indicators/contract';
import type { createIndicatorService } from '#modules/indicators/server';
import type { Actor, Environment } from '#platform/server/work.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import { type Against, type Dimension, dimensions } from '../contract/index.ts';

export interface AskedChanges {
  id: string;
  regionCode?: string | undefined;
  from: string;
  to: string;
  scheme: Scheme;
  against: Against;
}

/** A place, cause or division with its counts by period; null where nobody has reported. */
export interface Counts {
  dimension: Dimension;
  code: string;
  label: string;
  counts: (number | null)[];
}

/**
 * Counts of one dimension in periods that lie a year apart each, the asked one first; one answer of the engine tells two.
 * @param whole the table of the asked period
 */
export async function countsBy(
  {
    indicators,
    environment,
    actor,
  }: { indicators: ReturnType<typeof createIndicatorService>; environment: Environment; actor: Actor },
  asked: AskedChanges,
  dimension: Dimension,
  periods: readonly Period[],
  whole: IndicatorTable,
): Promise<Counts[]> {
  const rows = new Map<string, Counts>();
  const add = (code: string, label: string, index: number, now: number | null, before: number | null) => {
    const row = rows.get(code) ?? { dimension, code, label, counts: periods.map(() => 0) };
    rows.set(code, row);
    row.counts[index] = now;
    if (index + 1 < periods.length) row.counts[index + 1] = before;
  };
  const { column } = dimensions[dimension];
  const { id, regionCode: scope, scheme } = asked;
  for (let index = 0; index < periods.length; index += 2) {
    const { from, to } = periods[index] as Period;
    const question = { regionCode: scope, from, to, scheme };
    if (column) {
      const groups = await indicators.breakdown(environment, actor, { ...question, id, by: [column] });
      for (const { codes, labels, value, yearBefore } of groups.rows)
        if (codes[0]) add(codes[0], labels[0] as string, index, value, yearBefore);
    } else {
      const table = index === 0 ? whole : await indicators.table(environment, actor, { ...question, ids: [id] });
      for (const { regionCode, name, cells } of table.rows.slice(1))
        if (regionCode) add(regionCode, name, index, cells[0]?.value ?? null, cells[0]?.yearBefore.value ?? null);
    }
  }
  // A cause that is not known yet is more frequent in the running year by nature.
  return [...rows.values()].filter(({ code }) => dimension !== 'CAUSE' || isKnownCause(code));
}
