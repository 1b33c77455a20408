import scope from '#db/reference/premises/scope.json' with { type: 'json' };
import { figureOf, type PlaceFacts } from './figures.ts';
import { type Dated, mostSpecific } from './key-unit.ts';
import type { SupervisionClass } from './premises-types.ts';

/** Upper limit of one of the nine small places (九小场所). */
export interface SmallPlaceLimit extends Dated {
  kind: string;
  name: string;
  types: readonly string[];
  metric: string;
  threshold: number;
  unit: string;
  /** A figure that is not known does not speak against. */
  unlessUnknown: boolean;
}

const households: readonly string[] = scope.householdTypes;

/**
 * The class that a place falls into before anybody has decided: dwellings are households, a place is small where every
 * one of its classes is known to keep within its limits, all others are general units. Key units are designated by people.
 */
export function defaultSupervisionClass(
  facts: PlaceFacts,
  limits: readonly SmallPlaceLimit[],
  regionCode: string,
  day: string,
): Exclude<SupervisionClass, 'KEY_UNIT'> {
  if (facts.types.every((type) => households.includes(type))) return 'HOUSEHOLD';
  const inForce = mostSpecific(limits, (limit) => limit.kind, regionCode, day);
  const isSmall = facts.types.every((type) => {
    const own = inForce.filter((limit) => limit.types.includes(type));
    return (
      own.length > 0 &&
      own.every((limit) => {
        const value = figureOf(facts, type, limit.metric);
        return value === undefined ? limit.unlessUnknown : value <= limit.threshold;
      })
    );
  });
  return isSmall ? 'SMALL' : 'GENERAL';
}
