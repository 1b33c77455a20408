import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type Power, type PowerAction, powerActions, powerOf } from '../contract/index.ts';
import type { OrganisationTables } from './organisations.store.ts';

async function load(work: Work, orgId: string) {
  const db = tablesOf<OrganisationTables>(work);
  const holder = await db
    .selectFrom('organisations.organisation')
    .select(['kind', 'industry', 'regionCode'])
    .where('id', '=', orgId)
    .executeTakeFirst();
  if (!holder) throw new AppError('not_found', '没有这个机构，或不在管辖范围内。');
  const delegations = await db
    .selectFrom('organisations.delegation')
    .select(['action', 'legalBasis', 'documentNo', 'fromOn', 'toOn'])
    .where('orgId', '=', orgId)
    .execute();
  return { holder, delegations };
}

/** Whether a body may do an act in its own name on a day (today unless said otherwise): `powerOf` with its delegations. */
export async function enforcementPower(
  work: Work,
  orgId: string,
  action: PowerAction,
  day = dayOf(work.now),
): Promise<Power> {
  const { holder, delegations } = await load(work, orgId);
  return powerOf(holder, action, delegations, day);
}

/** All seventeen acts of a body on a day. */
export async function powersOf(work: Work, orgId: string, day = dayOf(work.now)): Promise<Power[]> {
  const { holder, delegations } = await load(work, orgId);
  return powerActions.map((action) => powerOf(holder, action, delegations, day));
}
