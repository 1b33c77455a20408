import { calloutFact, fireFact, victimFact } from '#modules/fires/contract';
import { hazardFact } from '#modules/hazards/contract';
import { visitFact } from '#modules/inspections/contract';
import { premisesFact } from '#modules/premises/contract';
import type { Fact } from '#platform/shared/fact.ts';

/** Everything that figures can be defined on. */
export const facts: ReadonlyMap<string, Fact> = new Map(
  [premisesFact, visitFact, hazardFact, fireFact, calloutFact, victimFact].map((fact) => [fact.id, fact]),
);
