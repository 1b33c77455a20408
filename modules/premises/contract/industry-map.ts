import { type Dated, mostSpecific } from './key-unit.ts';

/** Class → regulating department, of a division, dated; `00` is the nation's default. */
export interface IndustryAssignment extends Dated {
  premisesType: string;
  leadIndustry: string;
  coIndustries: readonly string[];
  documentNo: string | null;
}

/** The assignment that decides about a class at a place on a day: the most specific division's latest. */
export const assignmentFor = (
  map: readonly IndustryAssignment[],
  type: string,
  regionCode: string,
  day: string,
): IndustryAssignment | undefined =>
  mostSpecific(
    map.filter((row) => row.premisesType === type),
    (row) => row.premisesType,
    regionCode,
    day,
  )[0];

/** The department of the leading class; of the next one where the leading class has none. */
export const industryFor = (
  map: readonly IndustryAssignment[],
  types: readonly string[],
  regionCode: string,
  day: string,
): string | null => {
  for (const type of types) {
    const assignment = assignmentFor(map, type, regionCode, day);
    if (assignment) return assignment.leadIndustry;
  }
  return null;
};
