import { gridFinder } from '#modules/regions/server';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import {
  type Criterion,
  criteriaInForce,
  defaultSupervisionClass,
  flagsOf,
  industryFor,
  judgeKeyUnit,
  type KeyUnitJudgement,
  type PlaceFacts,
  type SupervisionClass,
} from '../../contract/index.ts';
import { loadRules } from './rules.queries.ts';

type Body = 'FIRE' | 'POLICE' | 'TOWNSHIP';
/** Who has a place under watch where a division has settled nothing else (setting `premises.supervisors`). */
const defaultSupervisors: Record<SupervisionClass, Body> = {
  KEY_UNIT: 'FIRE',
  GENERAL: 'POLICE',
  SMALL: 'POLICE',
  HOUSEHOLD: 'TOWNSHIP',
};
const bodyKinds: Record<string, Body> = {
  FIRE_BRIGADE: 'FIRE',
  FIRE_DETACHMENT: 'FIRE',
  POLICE_STATION: 'POLICE',
  PEOPLES_GOVERNMENT: 'TOWNSHIP',
  SUBDISTRICT_OFFICE: 'TOWNSHIP',
};

export interface DerivedPlace {
  isCrowded: boolean;
  isPublicAssembly: boolean;
  supervisionClass: SupervisionClass;
  industry: string | null;
  /** The county's own body of that industry, where it has one. */
  industryOrgId: string | null;
  supervisorOrgId: string | null;
  policeOrgId: string | null;
  gridId: string | null;
}

export interface Located extends PlaceFacts {
  regionCode: string;
  lng: number | null;
  lat: number | null;
  isKeyUnit: boolean;
}

/**
 * All that decides what follows from a place's facts in one county today: class → department map, limits, criteria,
 * bodies, grids. Loaded once for any number of places.
 */
export async function loadDerivation(work: Work, countyCode: string) {
  const day = dayOf(work.now);
  const { map, limits, criteria, bodies, settings } = await loadRules(work, countyCode);
  /** By village: thousands of places lie in a few hundred of them. */
  const inForce = new Map<string, Criterion[]>();
  let grids: Awaited<ReturnType<typeof gridFinder>> | undefined;
  const county = `${countyCode}000000`;
  const setting = settings
    .filter(({ regionPrefix }) => county.startsWith(regionPrefix))
    .sort((a, b) => b.regionPrefix.length - a.regionPrefix.length)[0];
  const supervisors = { ...defaultSupervisors, ...(setting?.value as Partial<typeof defaultSupervisors> | undefined) };

  const bodyAt = (body: Body, regionCode: string) => {
    const ofKind = bodies.filter(({ kind }) => bodyKinds[kind] === body);
    if (body === 'FIRE') return ofKind.find((one) => one.regionCode === county)?.id ?? null;
    const township = `${regionCode.slice(0, 9)}000`;
    return ofKind.find((one) => one.regionCode === township && one.regionCode !== county)?.id ?? null;
  };
  const industryOrg = (industry: string | null) =>
    (industry &&
      bodies.find((one) => one.kind === 'INDUSTRY_DEPT' && one.industry === industry && one.regionCode === county)
        ?.id) ||
    null;

  function supervisorFor(supervisionClass: SupervisionClass, regionCode: string): string | null {
    const wanted = supervisors[supervisionClass];
    // A township without a police station of its own is watched by its government, and at last by the brigade.
    for (const body of [wanted, ...(['POLICE', 'TOWNSHIP', 'FIRE'] as const)]) {
      const found = bodyAt(body, regionCode);
      if (found) return found;
    }
    return null;
  }

  return {
    day,
    criteria: criteriaInForce(criteria, county, day),
    industryOrg,
    supervisorFor,
    async derive(facts: Located): Promise<DerivedPlace> {
      const supervisionClass = facts.isKeyUnit
        ? 'KEY_UNIT'
        : defaultSupervisionClass(facts, limits, facts.regionCode, day);
      const industry = industryFor(map, facts.types, facts.regionCode, day);
      let gridId: string | null = null;
      if (facts.lng !== null && facts.lat !== null) {
        grids ??= await gridFinder(work, countyCode);
        gridId = grids(facts.lng, facts.lat)?.id ?? null;
      }
      return {
        ...flagsOf(facts.types),
        supervisionClass,
        industry,
        industryOrgId: industryOrg(industry),
        supervisorOrgId: supervisorFor(supervisionClass, facts.regionCode),
        policeOrgId: bodyAt('POLICE', facts.regionCode),
        gridId,
      };
    },
    judge(facts: PlaceFacts & { isKeyUnit: boolean; status: string }, regionCode: string): KeyUnitJudgement | null {
      const known = inForce.get(regionCode) ?? criteriaInForce(criteria, regionCode, day);
      inForce.set(regionCode, known);
      return judgeKeyUnit(facts, known);
    },
  };
}
export type Derivation = Awaited<ReturnType<typeof loadDerivation>>;

/** The derivations of one unit of work, each county's loaded when it is first asked for. */
export function createDerivations(work: Work): (countyCode: string) => Promise<Derivation> {
  const loaded = new Map<string, Promise<Derivation>>();
  return (countyCode) => {
    const known = loaded.get(countyCode) ?? loadDerivation(work, countyCode);
    loaded.set(countyCode, known);
    return known;
  };
}
