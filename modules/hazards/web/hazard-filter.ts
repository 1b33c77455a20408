import type { HazardFilter, HazardSource, HazardStatus, Outcome } from '#modules/hazards/contract';
import type { Severity } from '#modules/inspections/contract';
import type { ListState } from '#platform/web/components/list-state.ts';
import { stringifySearch } from '#platform/web/search.ts';

type Reader = Pick<ListState, 'text' | 'many' | 'dates' | 'flag'>;

/** The ledger's filter as it stands in the address; list, export and figures of other screens speak it alike. */
export function readHazardFilter(
  { text, many, dates, flag }: Reader,
  countyCode: string,
  township?: string,
): HazardFilter {
  const found = dates('found');
  const closed = dates('closed');
  const townships = many('township') ?? (township ? [township] : undefined);
  const filter: HazardFilter = {
    countyCode,
    township: townships,
    premisesId: text('premises'),
    inspectionId: text('inspection'),
    orgId: text('org'),
    isMine: flag('mine'),
    status: many('status') as HazardStatus[] | undefined,
    isOpen: text('open') === '1' ? true : text('open') === '0' ? false : undefined,
    isOverdue: flag('overdue'),
    severity: many('severity') as Severity[] | undefined,
    source: many('source') as HazardSource[] | undefined,
    premisesType: many('type'),
    itemId: text('item'),
    outcome: many('outcome') as Outcome[] | undefined,
    foundFrom: found?.from,
    foundTo: found?.to,
    closedFrom: closed?.from,
    closedTo: closed?.to,
    dueFrom: dates('due')?.from,
    dueTo: dates('due')?.to,
    openOn: text('at'),
    isFixedOnTime: text('kept') === '1' ? true : text('kept') === '0' ? false : undefined,
    search: text('q'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as HazardFilter;
}

const range = (from: string | undefined, to: string | undefined) =>
  from || to ? `${from ?? ''}..${to ?? ''}` : undefined;
const bit = (value: boolean | undefined) => (value === undefined ? undefined : value ? '1' : '0');

/** Address of the ledger that shows exactly these records. */
export function ledgerPath(filter: Omit<Partial<HazardFilter>, 'countyCode'>, scope?: string): string {
  const params: Record<string, string | undefined> = {
    open: bit(filter.isOpen),
    overdue: filter.isOverdue ? '1' : undefined,
    status: filter.status?.join(','),
    severity: filter.severity?.join(','),
    township: filter.township?.join(','),
    type: filter.premisesType?.join(','),
    source: filter.source?.join(','),
    outcome: filter.outcome?.join(','),
    found: range(filter.foundFrom, filter.foundTo),
    closed: range(filter.closedFrom, filter.closedTo),
    due: range(filter.dueFrom, filter.dueTo),
    at: filter.openOn,
    kept: bit(filter.isFixedOnTime),
    premises: filter.premisesId,
    inspection: filter.inspectionId,
    org: filter.orgId,
    mine: filter.isMine ? '1' : undefined,
    item: filter.itemId,
    q: filter.search,
    scope,
  };
  return `/hazards${stringifySearch(params)}`;
}
