import { type Cut, cutText } from '#modules/indicators/contract';
import type { Scheme } from '#platform/shared/fact.ts';

export interface FigureAddress {
  id: string;
  /** Full code of the division. */
  regionCode: string;
  from: string;
  to: string;
  scheme: Scheme;
  part?: 'NUMERATOR' | 'DENOMINATOR';
  /** Groups that the records lie in (`breakdown`). */
  cuts?: readonly Cut[];
}

/** Where the records behind a figure are listed. */
export function recordsPath({ id, part, cuts = [], ...asked }: FigureAddress): string {
  const query = new URLSearchParams({
    ...asked,
    ...(part === 'DENOMINATOR' ? { part } : {}),
    ...(cuts.length ? { cut: cuts.map(cutText).join(';') } : {}),
  });
  return `/indicators/${id}/records?${query}`;
}

const digits = { PROVINCE: 2, PREFECTURE: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12 } as const;
export type PlaceLevel = keyof typeof digits;

/** How many digits name a division: 6 of 330481000000. */
export const digitsOf = (code: string): number => [2, 4, 6, 9].find((length) => /^0*$/.test(code.slice(length))) ?? 12;

/** Levels that a division can be compared at: the next two below it; a village is compared with nothing. */
export const levelsBelow = (code: string): PlaceLevel[] =>
  (Object.keys(digits) as PlaceLevel[]).filter((level) => digits[level] > digitsOf(code)).slice(0, 2);
