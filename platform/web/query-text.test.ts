import { expect, test } from 'vitest';
import { queryOf } from './query-text.ts';

test('arrays travel in bracket notation, what is not set does not travel', () => {
  expect(queryOf({ countyCode: '330481', status: ['OVERDUE', 'SEALED'], isOpen: true, search: undefined })).toBe(
    'countyCode=330481&status%5B0%5D=OVERDUE&status%5B1%5D=SEALED&isOpen=true',
  );
});
