import { type NilKind, outsideHistory, type ReportingRules } from '../contract/index.ts';

export interface MonthFacts {
  orgId: string;
  orgName: string;
  regionCode: string;
  month: string;
  counts: Record<NilKind, number>;
  nils: Record<NilKind, boolean>;
}

export const monthAfter = (month: string, count = 1): string => {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
};
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** The day until which a month is to be reported: so many days into the next one. */
export const monthDueOn = (month: string, rules: ReportingRules): string =>
  `${monthAfter(month).slice(0, 8)}${String(Math.min(28, Math.max(1, Math.round(rules.monthlyReportDay)))).padStart(2, '0')}`;

const kinds: NilKind[] = ['FIRES', 'CALLOUTS'];

/** Where a station that has ended its month said nothing at all. */
export const silentKinds = (facts: MonthFacts): NilKind[] =>
  kinds.filter((kind) => facts.counts[kind] === 0 && !facts.nils[kind]);

/** Where a station said “none” and records say otherwise. */
export const contradictedKinds = (facts: MonthFacts): NilKind[] =>
  kinds.filter((kind) => facts.counts[kind] > 0 && facts.nils[kind]);

export interface Filed {
  stations: readonly { id: string; name: string; regionCode: string }[];
  counts: readonly { orgId: string; month: string; count: number; kind: NilKind }[];
  nils: readonly { orgId: string; month: string; kind: string }[];
}

/**
 * Every station × month that has ended, newest first. A station is asked from its first month with a record or a nil
 * report on (or the county's, where it has none), so that a new installation does not ask for years that nobody kept.
 *
 * @param today day in Asia/Shanghai
 * @param most how many months back
 */
export function stationMonths(filed: Filed, today: string, most: number): MonthFacts[] {
  const key = (orgId: string, month: string, kind: string) => `${orgId} ${month} ${kind}`;
  const counts = new Map(filed.counts.map((one) => [key(one.orgId, one.month, one.kind), one.count]));
  const nils = new Set(filed.nils.map((one) => key(one.orgId, one.month, one.kind)));
  const spoken = [...filed.counts, ...filed.nils];
  const current = monthOf(today);
  const lastEnded = monthAfter(current, -1);
  const earliest = monthAfter(current, -most);
  const first = (months: string[]) => months.sort()[0];
  const countyStart = first(spoken.map((one) => one.month)) ?? lastEnded;
  const found: MonthFacts[] = [];
  for (const { id: orgId, name: orgName, regionCode } of filed.stations) {
    const start = first(spoken.filter((one) => one.orgId === orgId).map((one) => one.month)) ?? countyStart;
    for (let month = lastEnded; month >= start && month >= earliest; month = monthAfter(month, -1))
      found.push({
        orgId,
        orgName,
        regionCode,
        month,
        counts: {
          FIRES: counts.get(key(orgId, month, 'FIRES')) ?? 0,
          CALLOUTS: counts.get(key(orgId, month, 'CALLOUTS')) ?? 0,
        },
        nils: { FIRES: nils.has(key(orgId, month, 'FIRES')), CALLOUTS: nils.has(key(orgId, month, 'CALLOUTS')) },
      });
  }
  return found.sort((a, b) => b.month.localeCompare(a.month) || a.regionCode.localeCompare(b.regionCode));
}

/** The newest ended month of each station that lies outside the station's own past. */
export function outsideOwnHistory(months: readonly MonthFacts[], rules: ReportingRules) {
  return [...Map.groupBy(months, (one) => one.orgId).values()].flatMap((ofStation) => {
    const [last, ...past] = ofStation;
    if (!last) return [];
    // A month of silence is not a count of zero.
    const known = past.filter((one) => !silentKinds(one).includes('FIRES')).slice(0, rules.historyMonths);
    const deviation =
      silentKinds(last).includes('FIRES') === false
        ? outsideHistory(
            last.counts.FIRES,
            known.map((one) => one.counts.FIRES),
            { threshold: rules.historyThreshold, leastMonths: rules.historyLeastMonths },
          )
        : undefined;
    return deviation ? [{ ...last, deviation, months: known.length }] : [];
  });
}
