import { expect, test } from 'vitest';
import { countyOf, townshipOf } from './county.tsx';

test.each([
  ['330000000000', undefined, undefined],
  ['330400000000', undefined, undefined],
  ['330481000000', '330481', undefined],
  ['330481101000', '330481', '330481101'],
  ['330481101200', '330481', '330481101'],
  // A prefecture without counties: its townships stand right below it.
  ['441900000000', undefined, undefined],
  ['441900003000', '441900', '441900003'],
])('%s lies in county %s and township %s', (code, county, township) => {
  expect(countyOf(code)).toBe(county);
  expect(townshipOf(code)).toBe(township);
});
