import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { assignmentFor, type IndustryAssignment } from '../../contract/index.ts';
import { type GuardedPlace, maySee } from '../premises.policy.ts';

/**
 * Whether this person may read the file of a place. A sector department reads beyond its own industry where it has a part in
 * the place: as a cooperating department of its class (协同部门), or because a hazard there lies or lay on its desk. It reads
 * that file and no more; lists stay with the own industry, and nobody edits what he only reads.
 */
export async function mayRead(
  work: Work,
  place: GuardedPlace & { countyCode: string; id: string; regionCode: string; types: readonly string[] },
): Promise<boolean> {
  if (maySee(work.actor, place)) return true;
  const body = work.actor.organisation;
  if (!body) return false;
  const db = tablesOf<'premises.industryAssignment' | 'hazards.ledger'>(work);
  const { industry } = body;
  if (industry) {
    const map = (await db
      .selectFrom('premises.industryAssignment')
      .selectAll()
      .where('premisesType', 'in', [...place.types])
      .execute()) as IndustryAssignment[];
    const day = dayOf(work.now);
    if (place.types.some((type) => assignmentFor(map, type, place.regionCode, day)?.coIndustries.includes(industry)))
      return true;
  }
  const handed = await db
    .selectFrom('hazards.ledger')
    .select('id')
    .where('countyCode', '=', place.countyCode)
    .where('premisesId', '=', place.id)
    .where('orgId', '=', body.id)
    .limit(1)
    .executeTakeFirst();
  return handed !== undefined;
}
