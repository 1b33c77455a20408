import { expect, test } from 'vitest';
import { reportingDefaults } from '../contract/index.ts';
import {
  contradictedKinds,
  monthAfter,
  monthDueOn,
  outsideOwnHistory,
  silentKinds,
  stationMonths,
} from './station-months.ts';

const stations = [
  { id: 'A', name: '甲站', regionCode: '330481001000' },
  { id: 'B', name: '乙站', regionCode: '330481101000' },
];
const count = (orgId: string, month: string, n: number, kind: 'FIRES' | 'CALLOUTS' = 'FIRES') => ({
  orgId,
  month,
  count: n,
  kind,
});

test('months follow one another over the end of the year, and are due on the twelfth of the next', () => {
  expect(monthAfter('2025-12-01')).toBe('2026-01-01');
  expect(monthAfter('2026-01-01', -1)).toBe('2025-12-01');
  expect(monthDueOn('2025-12-01', reportingDefaults)).toBe('2026-01-12');
  expect(monthDueOn('2026-01-01', { ...reportingDefaults, monthlyReportDay: 31 })).toBe('2026-02-28');
});

test('a station is asked from its own first month on, one without any from the county’s, never for the running month', () => {
  const months = stationMonths({ stations, counts: [count('A', '2026-08-01', 3)], nils: [] }, '2026-11-20', 12);
  expect(months.filter((one) => one.orgId === 'A').map((one) => one.month)).toEqual([
    '2026-10-01',
    '2026-09-01',
    '2026-08-01',
  ]);
  expect(months.filter((one) => one.orgId === 'B').map((one) => one.month)).toEqual([
    '2026-10-01',
    '2026-09-01',
    '2026-08-01',
  ]);
});

test('where nobody ever filed, only the last ended month is asked for', () => {
  const months = stationMonths({ stations, counts: [], nils: [] }, '2026-11-20', 12);
  expect(months.map((one) => [one.orgId, one.month])).toEqual([
    ['A', '2026-10-01'],
    ['B', '2026-10-01'],
  ]);
});

test('silence, a nil report and its contradiction are told apart by kind', () => {
  const [month] = stationMonths(
    {
      stations: stations.slice(0, 1),
      counts: [count('A', '2026-10-01', 2, 'CALLOUTS')],
      nils: [{ orgId: 'A', month: '2026-10-01', kind: 'CALLOUTS' }],
    },
    '2026-11-20',
    12,
  );
  expect(month && [silentKinds(month), contradictedKinds(month)]).toEqual([['FIRES'], ['CALLOUTS']]);
});

test('a silent month is no zero in the comparison with the own history', () => {
  const filed = Array.from({ length: 8 }, (_, i) => count('A', monthAfter('2026-03-01', i), 9));
  const silent = filed.filter((one) => one.month !== '2026-10-01');
  const rules = reportingDefaults;
  const of = (counts: typeof filed) =>
    outsideOwnHistory(stationMonths({ stations: stations.slice(0, 1), counts, nils: [] }, '2026-11-20', 24), rules);
  expect(of(silent)).toEqual([]);
  const high = of([...silent, count('A', '2026-10-01', 30)]);
  expect(high).toMatchObject([{ month: '2026-10-01', months: 7, deviation: { direction: 'HIGH', mean: 9 } }]);
});
