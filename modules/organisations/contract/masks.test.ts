import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskIdNumber, maskPhone } from './masks.ts';

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

describe('masks', () => {
  test('look as agreed', () => {
    expect(maskPhone('13912341234')).toBe('139****1234');
    expect(maskPhone('0573-87042119')).toBe('057*****2119');
    expect(maskIdNumber('330481199001011234')).toBe('3304**********1234');
  });

  test('show at most seven digits of a phone and hide at least as many characters as they leave out', () => {
    fc.assert(
      fc.property(digits(5, 20), (phone) => {
        const shown = maskPhone(phone);
        expect(shown).toHaveLength(phone.length);
        expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(Math.min(7, phone.length - 1));
      }),
    );
  });

  test('never show a digit of the birthday of an identity number', () => {
    fc.assert(
      fc.property(digits(17, 17), fc.constantFrom(...'0123456789X'), (body, check) => {
        expect(maskIdNumber(body + check).slice(6, 14)).toBe('********');
      }),
    );
  });
});
