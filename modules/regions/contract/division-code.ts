import { z } from 'zod';

/**
 * Codes of China's administrative divisions, as text. A code has 12 digits: 2 province, 2 prefecture, 2 county (these
 * six are GB/T 2260), 3 township, 3 village. The digits before the trailing empty segments are its prefix: 33, 3304,
 * 330481, 330481101, 330481101200. Source: 国家统计局《统计用区划代码和城乡划分代码编制规则》.
 *
 * A prefecture without counties (东莞 4419, 中山 4420, 儋州 4604) has townships directly below it, with an empty
 * county segment: 441900003000. Such a township's `countyCodeOf` is 441900, which is no division of its own.
 */
export const DivisionLevel = z.enum(['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE']);
export type DivisionLevel = z.infer<typeof DivisionLevel>;

export const divisionLevelLabel: Record<DivisionLevel, string> = {
  PROVINCE: '省级',
  PREFECTURE: '地级',
  COUNTY: '县级',
  TOWNSHIP: '乡级',
  VILLAGE: '村级',
};

export const TownshipKind = z.enum(['SUBDISTRICT', 'TOWN', 'TOWNSHIP_RURAL', 'QUASI_TOWNSHIP']);
export type TownshipKind = z.infer<typeof TownshipKind>;

export const townshipKindLabel: Record<TownshipKind, string> = {
  SUBDISTRICT: '街道',
  TOWN: '镇',
  TOWNSHIP_RURAL: '乡',
  QUASI_TOWNSHIP: '类似乡级单位',
};

export const VillageKind = z.enum([
  'RESIDENTS_COMMITTEE',
  'VILLAGERS_COMMITTEE',
  'QUASI_RESIDENTS_COMMITTEE',
  'QUASI_VILLAGERS_COMMITTEE',
]);
export type VillageKind = z.infer<typeof VillageKind>;

export const villageKindLabel: Record<VillageKind, string> = {
  RESIDENTS_COMMITTEE: '居民委员会',
  VILLAGERS_COMMITTEE: '村民委员会',
  QUASI_RESIDENTS_COMMITTEE: '类似居民委员会',
  QUASI_VILLAGERS_COMMITTEE: '类似村民委员会',
};

/** Where each level's segment ends, top down. */
const segmentEnds: [DivisionLevel, number][] = [
  ['PROVINCE', 2],
  ['PREFECTURE', 4],
  ['COUNTY', 6],
  ['TOWNSHIP', 9],
  ['VILLAGE', 12],
];

// Nothing lies below an empty segment, except townships below the empty county of 441900.
const codeShape = /^[1-9]\d(?:0{10}|(?!00)\d\d(?:0{8}|(?!00)\d\d0{6}|\d\d(?!000)\d{3}\d{3}))$/;
const prefixShape = /^[1-9]\d(?:\d\d(?:\d\d(?:\d{3}(?:\d{3})?)?)?)?$/;

/** The full 12-digit code of a division. */
export const DivisionCode = z
  .string()
  .regex(codeShape, '区划代码不正确：应为12位数字，如海宁市为 330481000000。请从区划列表中选择。');
export type DivisionCode = z.infer<typeof DivisionCode>;

/** The leading 2, 4, 6, 9 or 12 digits of a code; a data scope is a prefix. */
export const DivisionPrefix = z
  .string()
  .regex(prefixShape, '区划代码前缀不正确：应为2、4、6、9或12位数字，如海宁市为 330481。');
export type DivisionPrefix = z.infer<typeof DivisionPrefix>;

/** The significant digits of a full code. @throws RangeError if it is no division code */
export function prefixOf(code: DivisionCode): DivisionPrefix {
  return code.slice(0, lastSegment(code)[1]);
}

/** The level of a full code. @throws RangeError if it is no division code */
export function levelOf(code: DivisionCode): DivisionLevel {
  return lastSegment(code)[0];
}

/**
 * The full code of a prefix; a full code stays as it is. Empty segments may be written out: 330400 and 3304 are the
 * same.
 * @throws RangeError if it is no prefix
 */
export function padCode(prefix: DivisionPrefix): DivisionCode {
  const code = prefix.padEnd(12, '0');
  if (!prefixShape.test(prefix) || !codeShape.test(code)) {
    throw new RangeError(`not a division prefix: ${JSON.stringify(prefix)}`);
  }
  return code;
}

/**
 * Whether a place lies in a scope, or is the scope itself.
 * @param code a full code, or a grid's code: the village's 12 digits and more
 * @param scope a prefix or a full code (330481 and 330481000000 are the same scope)
 * @throws RangeError if the scope is neither; so an empty scope never means "everywhere"
 */
export function isWithin(code: string, scope: DivisionPrefix | DivisionCode): boolean {
  return code.startsWith(prefixOf(padCode(scope)));
}

/** Prefixes of the divisions above, from the province down: 330481101000 → 33, 3304, 330481. */
export function parentPrefixes(code: DivisionCode): DivisionPrefix[] {
  const own = lastSegment(code)[1];
  return segmentEnds.filter(([, end], i) => end < own && !isEmptySegment(code, i)).map(([, end]) => code.slice(0, end));
}

/** The full code of the division above, or null for a province. */
export function parentCodeOf(code: DivisionCode): DivisionCode | null {
  const own = lastSegment(code)[1];
  const above = segmentEnds.findLast(([, end], i) => end < own && !isEmptySegment(code, i));
  return above ? code.slice(0, above[1]).padEnd(12, '0') : null;
}

/**
 * The six digits that every large table leads with, or null for a province or prefecture. Below a prefecture without
 * counties these are its own four digits and 00.
 */
export function countyCodeOf(code: DivisionCode): string | null {
  return lastSegment(code)[1] < 6 ? null : code.slice(0, 6);
}

/** What a township is, by its segment; also of the township a village lies in. Null above, or if not assigned. */
export function townshipKindOf(code: DivisionCode): TownshipKind | null {
  const segment = lastSegment(code)[1] < 9 ? 0 : Number(code.slice(6, 9));
  if (segment === 0 || segment > 599) return null;
  if (segment < 100) return 'SUBDISTRICT';
  if (segment < 200) return 'TOWN';
  return segment < 400 ? 'TOWNSHIP_RURAL' : 'QUASI_TOWNSHIP';
}

/** What a village is, by its segment. Null above, or if not assigned. */
export function villageKindOf(code: DivisionCode): VillageKind | null {
  const segment = lastSegment(code)[1] < 12 ? 0 : Number(code.slice(9));
  if (segment === 0 || segment > 599) return null;
  if (segment < 200) return 'RESIDENTS_COMMITTEE';
  if (segment < 400) return 'VILLAGERS_COMMITTEE';
  return segment < 500 ? 'QUASI_RESIDENTS_COMMITTEE' : 'QUASI_VILLAGERS_COMMITTEE';
}

const placeholderNames = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** Whether a name only fills a level (重庆市／县／城口县) and is left out of an address: 重庆市城口县. */
export function isPlaceholderName(name: string): boolean {
  return placeholderNames.has(name);
}

function lastSegment(code: DivisionCode): [DivisionLevel, number] {
  const last = codeShape.test(code) ? segmentEnds.findLast((_, i) => !isEmptySegment(code, i)) : undefined;
  if (!last) throw new RangeError(`not a division code: ${JSON.stringify(code)}`);
  return last;
}

function isEmptySegment(code: DivisionCode, index: number): boolean {
  const start = segmentEnds[index - 1]?.[1] ?? 0;
  return Number(code.slice(start, segmentEnds[index]?.[1])) === 0;
}
