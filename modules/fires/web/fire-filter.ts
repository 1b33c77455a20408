import type { CalloutFilter, FireFilter } from '#modules/fires/contract';
import type { ListState } from '#platform/web/components/list-state.ts';
import { stringifySearch } from '#platform/web/search.ts';

type Reader = Pick<ListState, 'text' | 'many' | 'dates' | 'flag'>;
const set = <T extends object>(filter: T): T =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as T;
const hour = (text: string | undefined) =>
  text && /^\d{1,2}$/.test(text) && Number(text) < 24 ? Number(text) : undefined;

/** The filter of the list of fires as it stands in the address; list, export and figures of other screens speak it alike. */
export function readFireFilter({ text, many, dates, flag }: Reader, countyCode: string, township?: string): FireFilter {
  const days = dates('day');
  const [hourFrom, hourTo] = text('hours')?.split('-') ?? [];
  return set({
    countyCode,
    township: many('township') ?? (township ? [township] : undefined),
    status: many('status') as FireFilter['status'],
    stage: many('stage') as FireFilter['stage'],
    isCounted: flag('counted'),
    from: days?.from,
    to: days?.to,
    place: many('place') as FireFilter['place'],
    placeGroup: many('group') as FireFilter['placeGroup'],
    areaType: many('area') as FireFilter['areaType'],
    cause: many('cause') as FireFilter['cause'],
    grade: many('grade') as FireFilter['grade'],
    hourFrom: hour(hourFrom),
    hourTo: hour(hourTo),
    isFatal: flag('fatal'),
    isLate: flag('late'),
    isCorrected: flag('corrected'),
    isReturned: flag('returned'),
    owes: text('owes') as FireFilter['owes'],
    doubt: text('doubt') as FireFilter['doubt'],
    orgId: text('org'),
    premisesId: text('premises'),
    search: text('q'),
  });
}

/** Address of the list that shows exactly these fires. */
export function firesPath(filter: Omit<Partial<FireFilter>, 'countyCode'>, scope?: string): string {
  const bit = (value: boolean | undefined) => (value ? '1' : undefined);
  const days = filter.from || filter.to ? `${filter.from ?? ''}..${filter.to ?? ''}` : undefined;
  const hours = filter.hourFrom === undefined ? undefined : `${filter.hourFrom}-${filter.hourTo ?? 23}`;
  return `/fires${stringifySearch({
    township: filter.township?.join(','),
    status: filter.status?.join(','),
    stage: filter.stage?.join(','),
    counted: bit(filter.isCounted),
    day: days,
    place: filter.place?.join(','),
    group: filter.placeGroup?.join(','),
    area: filter.areaType?.join(','),
    cause: filter.cause?.join(','),
    grade: filter.grade?.join(','),
    hours,
    fatal: bit(filter.isFatal),
    late: bit(filter.isLate),
    corrected: bit(filter.isCorrected),
    returned: bit(filter.isReturned),
    owes: filter.owes,
    doubt: filter.doubt,
    org: filter.orgId,
    premises: filter.premisesId,
    q: filter.search,
    scope,
  })}`;
}

export function readCalloutFilter(
  { text, many, dates, flag }: Reader,
  countyCode: string,
  township?: string,
): CalloutFilter {
  const days = dates('day');
  return set({
    countyCode,
    township: many('township') ?? (township ? [township] : undefined),
    kind: many('kind') as CalloutFilter['kind'],
    from: days?.from,
    to: days?.to,
    orgId: text('org'),
    fireId: text('fire'),
    isVoid: flag('void'),
    search: text('q'),
  });
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
