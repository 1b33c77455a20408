import { describe, expect, test } from 'vitest';
import { hazardRecords, type Overview, type OverviewPlace } from '#modules/cockpit/contract';
import { recordsOf } from './overview-records.ts';

const overview = (level: Overview['level'], regionCode: string) =>
  ({ level, regionCode, from: '2026-11-01', to: '2026-11-30', today: '2026-11-22' }) as Overview;
const row = (code: string) => ({ code, name: code }) as OverviewPlace;
const paramsOf = (path: string) => Object.fromEntries(new URLSearchParams(path.split('?')[1]));

describe('where a number of the overview leads', () => {
  test('within a county to the ledger itself, of a township by filter', () => {
    const records = recordsOf(overview('COUNTY', '330481000000'), undefined);
    expect(records.hazards('overdue', hazardRecords.overdue())).toBe('/hazards?overdue=1');
    expect(paramsOf(records.hazards('stock', hazardRecords.stock(), row('330481101')))).toEqual({
      open: '1',
      township: '330481101',
    });
    expect(paramsOf(records.visits(row('330481101')))).toMatchObject({ township: '330481101' });
  });

  test('of a county in a city to the ledger of that county, with the county as scope', () => {
    const records = recordsOf(overview('PREFECTURE', '330400000000'), 'year');
    expect(paramsOf(records.hazards('overdue', hazardRecords.overdue(), row('330481')))).toEqual({
      overdue: '1',
      scope: '330481000000',
    });
    expect(paramsOf(records.visits(row('330481'))).scope).toBe('330481000000');
    expect(records.overview(row('330481'))).toBe('/overview?scope=330481000000&period=year');
  });

  test('of a sum to the comparison of its parts, who lags first, within the same period', () => {
    const records = recordsOf(overview('PROVINCE', '330000000000'), '2026-01-01..2026-03-31');
    const sum = paramsOf(records.hazards('stock', hazardRecords.stock()));
    expect(sum).toEqual({
      scope: '330000000000',
      period: '2026-01-01..2026-03-31',
      'by-place': '-stock',
      show: 'places',
    });
    expect(paramsOf(records.hazards('kept', hazardRecords.stock()))['by-place']).toBe('kept');
    expect(paramsOf(records.visits(row('3304')))).toMatchObject({ scope: '330400000000', 'by-place': '-visits' });
  });

  test('of premises to the registry at every level, which is one list', () => {
    const records = recordsOf(overview('PROVINCE', '330000000000'), undefined);
    expect(records.premises()).toBe('/premises?status=OPERATING');
    expect(paramsOf(records.premises({ isNever: true, row: row('3304') }))).toEqual({
      status: 'OPERATING',
      visited: '0',
      scope: '330400000000',
    });
  });
});
