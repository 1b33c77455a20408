import { tablesOf, type Work } from '#platform/server/work.ts';
import { certificateState, isUsable, type Officer } from '../contract/index.ts';
import type { OrganisationTables } from './organisations.store.ts';

/** Posts whose holders inspect, order or approve in the name of their body. */
export const enforcingRoles = ['FIRE_SUPERVISOR', 'FIRE_CHIEF', 'POLICE_USER', 'TOWN_USER'] as const;

/** The enforcement certificate of each person that lasts longest among those usable on the day. */
async function usableCertificates(work: Pick<Work, 'db'>, personIds: readonly string[], day: string) {
  const found = new Map<string, NonNullable<Officer['certificate']>>();
  if (!personIds.length) return found;
  const rows = await tablesOf<OrganisationTables>(work)
    .selectFrom('organisations.certificate')
    .select(['personId', 'number', 'validFrom', 'validTo', 'revokedOn'])
    .where('kind', '=', 'ENFORCEMENT')
    .where('personId', 'in', [...new Set(personIds)])
    .orderBy('validTo')
    .execute();
  for (const { personId, number, validTo, ...row } of rows) {
    const state = certificateState({ ...row, validTo }, day);
    if (isUsable(state)) found.set(personId, { number, validTo, state });
  }
  return found;
}

/** Of the given people those with a usable enforcement certificate on the day, in the order given. */
export async function certifiedOfficers(
  work: Work,
  personIds: readonly string[],
  day: string,
): Promise<{ personId: string; name: string; certificateNo: string; validTo: string }[]> {
  const certificates = await usableCertificates(work, personIds, day);
  if (!certificates.size) return [];
  const names = await tablesOf<OrganisationTables>(work)
    .selectFrom('organisations.person')
    .select(['id', 'name'])
    .where('id', 'in', [...certificates.keys()])
    .execute();
  const nameOf = new Map(names.map((row) => [row.id, row.name]));
  return [...new Set(personIds)].flatMap((personId) => {
    const held = certificates.get(personId);
    const name = nameOf.get(personId);
    return held && name ? [{ personId, name, certificateNo: held.number, validTo: held.validTo }] : [];
  });
}

/** Who holds an enforcing post of a body on the day, with the usable certificate or null: for choosing inspectors. */
export async function officersOf(work: Work, orgId: string, day: string): Promise<Officer[]> {
  const held = await tablesOf<'organisations.heldPost'>(work)
    .selectFrom('organisations.heldPost')
    .select(['personId', 'personName', 'postId', 'title', 'role'])
    .where('orgId', '=', orgId)
    .where('role', 'in', [...enforcingRoles])
    .where('fromOn', '<=', day)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
    .orderBy('title')
    .orderBy('personName')
    .execute();
  const certificates = await usableCertificates(
    work,
    held.map((one) => one.personId),
    day,
  );
  return held.map((one) => ({
    personId: one.personId,
    personName: one.personName,
    postId: one.postId,
    title: one.title,
    role: one.role,
    certificate: certificates.get(one.personId) ?? null,
  }));
}
