import { describe, expect, test } from 'vitest';
import { readListState } from '#platform/web/components/list-state.ts';
import { ledgerPath, readHazardFilter } from './hazard-filter.ts';

const read = (path: string) =>
  readHazardFilter(
    readListState(Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? '')), '330481000000', 50),
    '330481',
  );

describe('the ledger in the address', () => {
  test('whatever a figure opens is read back as the same filter', () => {
    const filters = [
      { isOpen: true },
      { isOverdue: true, township: ['330481101', '330481102'] },
      { foundFrom: '2026-11-01', foundTo: '2026-11-30', premisesType: ['HOTEL'] },
      { closedFrom: '2026-11-01' },
      { dueFrom: '2026-01-01', dueTo: '2026-11-19', isFixedOnTime: true },
      { isFixedOnTime: false },
      { openOn: '2026-03-31' },
      {
        status: ['OVERDUE' as const, 'SEALED' as const],
        severity: ['CRITICAL' as const],
        source: ['GRID' as const],
        outcome: ['REMOVED' as const],
      },
      {
        premisesId: '019aa000-0000-7000-8000-000000000001',
        inspectionId: '019aa000-0000-7000-8000-000000000002',
        itemId: 'F05',
        search: '宾馆',
      },
    ];
    for (const filter of filters) expect(read(ledgerPath(filter))).toEqual({ countyCode: '330481', ...filter });
  });

  test('the scope of a township is its filter, unless townships are picked', () => {
    const state = (search: Record<string, string>) => readListState(search, '330481101000', 50);
    expect(readHazardFilter(state({}), '330481', '330481101').township).toEqual(['330481101']);
    expect(readHazardFilter(state({ township: '330481102' }), '330481', '330481101').township).toEqual(['330481102']);
  });
});
