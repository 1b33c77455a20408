import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search.ts';

test('what stands in the address comes back as the same text', () => {
  const search = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(search, (values) => {
      const clean = { ...values };
      expect(parseSearch(stringifySearch(clean).slice(1))).toEqual(clean);
    }),
  );
});

test('region codes stay text and nothing set leaves no question mark', () => {
  expect(parseSearch('scope=330481000000')).toEqual({ scope: '330481000000' });
  expect(stringifySearch({ q: '', sel: undefined })).toBe('');
  expect(stringifySearch({ state: 'A,B' })).toBe('?state=A,B');
});
