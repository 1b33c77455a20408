import type { Overview, OverviewPlace } from '#modules/cockpit/contract';
import { ledgerPath } from '#modules/hazards/web';
import { stringifySearch } from '#platform/web/search.ts';

type Filter = Parameters<typeof ledgerPath>[0];

/** The 12 digits of a division that is named by its first two to nine. */
const fullCode = (code: string) => code.padEnd(12, '0');

/** One county, or a part of one: its figures are the length of one list. */
export const isWithinCounty = ({ level }: Pick<Overview, 'level'>) => level === 'COUNTY' || level === 'TOWNSHIP';

/**
 * Addresses of the records behind the figures. Ledgers are kept county by county: a sum of counties opens the comparison
 * of its parts, and each county there opens its own ledger.
 * @param periodKey what stands in the address for the period; undefined for the running month
 */
export function recordsOf(overview: Overview, periodKey: string | undefined) {
  const period = { from: overview.from, to: overview.to };
  const isCounty = isWithinCounty(overview);
  const overviewPath = (code: string, more: Record<string, string> = {}) =>
    `/overview${stringifySearch({ scope: fullCode(code), period: periodKey, ...more })}`;
  /** The parts of this sum, who lags first: the largest number, but the smallest share kept in time. */
  const compare = (code: string, key: string) =>
    overviewPath(code, { 'by-place': key === 'kept' ? key : `-${key}`, show: 'places' });
  /** Rows of a prefecture have four digits and are sums as well. */
  const isSum = (row?: OverviewPlace) => (row ? row.code.length < 6 : !isCounty);
  const sumOf = (row?: OverviewPlace) => row?.code ?? overview.regionCode;
  return {
    isCounty,
    period,
    overview: (row: OverviewPlace) => overviewPath(row.code),
    compare: (key: string) => compare(overview.regionCode, key),
    /** `key`: the column of the comparison that shows the same number. */
    hazards: (key: string, filter: Filter, row?: OverviewPlace) =>
      isSum(row)
        ? compare(sumOf(row), key)
        : row && !isCounty
          ? ledgerPath(filter, fullCode(row.code))
          : ledgerPath(row ? { ...filter, township: [row.code] } : filter),
    visits: (row?: OverviewPlace) =>
      isSum(row)
        ? compare(sumOf(row), 'visits')
        : `/inspections${stringifySearch({
            status: 'FINISHED',
            nature: 'ADMINISTRATIVE,SAFETY_VISIT',
            day: `${period.from}..${period.to}`,
            ...(row ? (isCounty ? { township: row.code } : { scope: fullCode(row.code) }) : {}),
          })}`,
    /** The registry is one list at every level. */
    premises: (more: { isNever?: boolean; row?: OverviewPlace; type?: string } = {}) =>
      `/premises${stringifySearch({
        status: 'OPERATING',
        visited: more.isNever ? '0' : undefined,
        leading: more.type,
        ...(more.row ? { scope: fullCode(more.row.code) } : {}),
      })}`,
  };
}
export type OverviewRecords = ReturnType<typeof recordsOf>;
