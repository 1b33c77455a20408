import { expect, test } from 'vitest';
import { createWorkdayCalendar } from '#modules/regions/contract';
import { deskDay } from './hazards.clock.ts';

// National Day 2026: 1 to 7 October off; Saturday 10 October worked.
const calendar = createWorkdayCalendar(
  [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((day) => ({
      day,
      kind: 'HOLIDAY' as const,
    })),
    { day: '2026-10-10', kind: 'WORKDAY' as const },
  ],
  [2026],
);
const facts = { correctionMode: 'DEADLINE', foundOn: '2026-09-29', dueOn: '2026-10-15', reviewOn: null };

test.each([
  [
    'an order by deadline is made and served within three working days of the inspection, the holiday not counted',
    'REGISTERED',
    '2026-09-29',
    '2026-10-09',
  ],
  [
    'a correction period that ends is followed by three working days for the re-inspection',
    'RECTIFYING',
    '2026-09-30',
    '2026-10-20',
  ],
  [
    'evidence that comes before the deadline calls for re-inspection within three working days of that day',
    'PENDING_REINSPECTION',
    '2026-10-08',
    '2026-10-12',
  ],
  [
    'a deadline that has passed counts from the deadline, not from the day somebody noticed',
    'PENDING_REINSPECTION',
    '2026-10-19',
    '2026-10-20',
  ],
  ['a transferred hazard is answered within five working days', 'TRANSFERRED', '2026-09-30', '2026-10-13'],
  ['sealing lasts thirty natural days', 'SEALED', '2026-09-30', '2026-10-30'],
] as const)('%s', (_requirement, status, today, expected) => {
  expect(deskDay(calendar, { ...facts, status }, today)).toBe(expected);
});

test('an order of immediate correction is due on the day of the inspection', () => {
  expect(deskDay(calendar, { ...facts, status: 'REGISTERED', correctionMode: 'IMMEDIATE' }, '2026-09-29')).toBe(
    '2026-09-29',
  );
});

test('a hazard that cannot be corrected yet comes back on its day of review', () => {
  expect(deskDay(calendar, { ...facts, status: 'RECTIFYING', reviewOn: '2026-12-01' }, '2026-10-09')).toBe(
    '2026-12-01',
  );
});

test('a closed hazard lies on nobody’s desk', () => {
  expect(deskDay(calendar, { ...facts, status: 'CLOSED' }, '2026-10-09')).toBeNull();
});
