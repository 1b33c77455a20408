import type { HazardFilter, HazardSource, HazardStatus, Outcome } from '#modules/hazards/contract';
import type { Severity } from '#modules/inspections/contract';
import type { ListState } from '#platform/web/components/list-state.ts';

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
    dueTo: dates('due')?.to,
    search: text('q'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as HazardFilter;
}

/** A flat input as query parameters of a GET: arrays in bracket notation, as the API reads them. */
export function queryOf(input: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (Array.isArray(value)) value.forEach((one, i) => void params.append(`${key}[${i}]`, String(one)));
    else if (value !== undefined && value !== null) params.append(key, String(value));
  }
  return params.toString();
}
