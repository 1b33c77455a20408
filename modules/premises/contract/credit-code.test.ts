import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValidUscc } from './credit-code.ts';

const TENCENT = '9144030071526726XG';
const HUAWEI = '914403001922038216';

describe('a unified social credit code', () => {
  test.each([TENCENT, HUAWEI, '91330100799655058B', '91110000802100433B'])('%s is valid', (code) => {
    expect(isValidUscc(code)).toBe(true);
  });

  test.each(['9144030071526726XH', '914403007152672', '9144030071526726IG', '9144030071526726xg', ''])(
    '%s is not',
    (code) => {
      expect(isValidUscc(code)).toBe(false);
    },
  );

  test('with any one character changed is not valid', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...characters), (at, other) => {
        fc.pre(TENCENT[at] !== other);
        expect(isValidUscc(TENCENT.slice(0, at) + other + TENCENT.slice(at + 1))).toBe(false);
      }),
    );
  });
});
