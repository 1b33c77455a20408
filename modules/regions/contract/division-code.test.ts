import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countyCodeOf,
  DivisionCode,
  DivisionPrefix,
  isPlaceholderName,
  isWithin,
  levelOf,
  padCode,
  parentCodeOf,
  parentPrefixes,
  prefixOf,
  townshipKindOf,
  villageKindOf,
} from './division-code.ts';

const digits = (length: number, min = 1) =>
  fc.integer({ min, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));

/** Prefixes of every level; every seventh or so below a prefecture without counties. */
const anyPrefix = fc
  .tuple(
    digits(2, 10),
    digits(2),
    fc.oneof({ weight: 6, arbitrary: digits(2) }, fc.constant('00')),
    digits(3),
    digits(3),
  )
  .chain(([province, prefecture, county, township, village]) => {
    const whole = province + prefecture + county + township + village;
    return fc.constantFrom(
      ...[2, 4, 6, 9, 12].filter((end) => end !== 6 || county !== '00').map((end) => whole.slice(0, end)),
    );
  });
const anyCode = anyPrefix.map(padCode);

describe('a division code', () => {
  test.each([
    ['330000000000', 'PROVINCE', '33', null, null],
    ['330400000000', 'PREFECTURE', '3304', '330000000000', null],
    ['330481000000', 'COUNTY', '330481', '330400000000', '330481'],
    ['330481101000', 'TOWNSHIP', '330481101', '330481000000', '330481'],
    ['330481101200', 'VILLAGE', '330481101200', '330481101000', '330481'],
    ['441900000000', 'PREFECTURE', '4419', '440000000000', null],
    ['441900003000', 'TOWNSHIP', '441900003', '441900000000', '441900'],
    ['441900003001', 'VILLAGE', '441900003001', '441900003000', '441900'],
  ])('%s is of level %s with prefix %s, below %s, in county %s', (code, level, prefix, parent, county) => {
    expect(DivisionCode.parse(code)).toBe(code);
    expect(levelOf(code)).toBe(level);
    expect(prefixOf(code)).toBe(prefix);
    expect(parentCodeOf(code)).toBe(parent);
    expect(countyCodeOf(code)).toBe(county);
  });

  test.each([
    '',
    '33',
    '330481',
    '3304811012001',
    '033048110120',
    '33048110120x',
    '330000481000',
    '330400000001',
    '330481000001',
  ])('%j is refused as a full code', (text) => {
    expect(DivisionCode.safeParse(text).success).toBe(false);
    expect(() => levelOf(text)).toThrow(RangeError);
    expect(() => prefixOf(text)).toThrow(RangeError);
  });

  test('a refused code tells the user what a code looks like', () => {
    expect(DivisionCode.safeParse('3304').error?.issues[0]?.message).toContain('12位数字');
  });

  test('a prefix and its code say the same', () => {
    fc.assert(
      fc.property(anyPrefix, (prefix) => {
        expect(DivisionPrefix.safeParse(prefix).success).toBe(true);
        expect(DivisionCode.safeParse(padCode(prefix)).success).toBe(true);
        expect(prefixOf(padCode(prefix))).toBe(prefix);
        expect(padCode(padCode(prefix))).toBe(padCode(prefix));
      }),
    );
  });

  test('its level grows by the number of divisions above it, except that the empty county is skipped', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const depth = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'].indexOf(levelOf(code));
        const skipped = depth > 2 && code.slice(4, 6) === '00' ? 1 : 0;
        expect(parentPrefixes(code)).toHaveLength(depth - skipped);
        expect(parentCodeOf(code)).toBe(parentPrefixes(code).map(padCode).at(-1) ?? null);
      }),
    );
  });
});

describe('a scope', () => {
  test('holds a place exactly if it is the place or one of the divisions above it', () => {
    fc.assert(
      fc.property(anyCode, anyCode, (code, other) => {
        const above = [...parentPrefixes(code), prefixOf(code)];
        for (const prefix of above) {
          expect(isWithin(code, prefix)).toBe(true);
          expect(isWithin(code, padCode(prefix))).toBe(true);
        }
        expect(isWithin(code, other)).toBe(above.includes(prefixOf(other)));
      }),
    );
  });

  test('is transitive', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const parent = parentCodeOf(code);
        const grandparent = parent && parentCodeOf(parent);
        if (parent && grandparent) expect(isWithin(code, grandparent) && isWithin(parent, grandparent)).toBe(true);
      }),
    );
  });

  test('holds the grids of its villages', () => {
    expect(isWithin('330481101200003', '330481')).toBe(true);
    expect(isWithin('330481101200003', '330481101200')).toBe(true);
    expect(isWithin('330482101200003', '330481')).toBe(false);
  });

  test('may be written as the six digits of GB/T 2260', () => {
    expect(isWithin('330481101000', '330000')).toBe(true);
    expect(isWithin('330481101000', '330400')).toBe(true);
    expect(isWithin('441900003000', '441900')).toBe(true);
    expect(isWithin('330502001000', '330400')).toBe(false);
  });

  test.each(['', '3', '330', '33048', '33048110', '00', 'zj', '%'])('%j is never a scope', (scope) => {
    expect(() => isWithin('330481000000', scope)).toThrow(RangeError);
    expect(() => padCode(scope)).toThrow(RangeError);
    expect(DivisionPrefix.safeParse(scope).success).toBe(false);
  });
});

describe('the kind of a division follows from its segment', () => {
  test.each([
    ['001', 'SUBDISTRICT'],
    ['099', 'SUBDISTRICT'],
    ['100', 'TOWN'],
    ['199', 'TOWN'],
    ['200', 'TOWNSHIP_RURAL'],
    ['399', 'TOWNSHIP_RURAL'],
    ['400', 'QUASI_TOWNSHIP'],
    ['599', 'QUASI_TOWNSHIP'],
    ['600', null],
  ])('township %s: %s', (segment, kind) => {
    expect(townshipKindOf(`330481${segment}000`)).toBe(kind);
    expect(townshipKindOf(`330481${segment}001`)).toBe(kind);
  });

  test.each([
    ['001', 'RESIDENTS_COMMITTEE'],
    ['199', 'RESIDENTS_COMMITTEE'],
    ['200', 'VILLAGERS_COMMITTEE'],
    ['399', 'VILLAGERS_COMMITTEE'],
    ['400', 'QUASI_RESIDENTS_COMMITTEE'],
    ['499', 'QUASI_RESIDENTS_COMMITTEE'],
    ['500', 'QUASI_VILLAGERS_COMMITTEE'],
    ['599', 'QUASI_VILLAGERS_COMMITTEE'],
    ['600', null],
  ])('village %s: %s', (segment, kind) => {
    expect(villageKindOf(`330481101${segment}`)).toBe(kind);
  });

  test('a county has neither', () => {
    expect(townshipKindOf('330481000000')).toBeNull();
    expect(villageKindOf('330481000000')).toBeNull();
    expect(villageKindOf('330481101000')).toBeNull();
  });
});

test('names that only fill a level are left out of an address', () => {
  const path = ['重庆市', '县', '城口县'];
  expect(path.filter((name) => !isPlaceholderName(name)).join('')).toBe('重庆市城口县');
});
