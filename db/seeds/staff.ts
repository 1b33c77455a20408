import { permissionsOf, type Role, roles } from '#modules/accounts/contract';
import type { AccountService } from '#modules/accounts/server';
import type { createOrganisationService } from '#modules/organisations/server';
import { prefixOf } from '#modules/regions/contract';
import type { Actor, Work } from '#platform/server/work.ts';
import type { Names } from './people-names.ts';

/** One password for every demo account; it is printed and shown at the sign-in. */
export const demoPassword = 'Huo119@Lou';

export interface Body {
  id: string;
  kind: string;
  name: string;
  regionCode: string;
  /** Digits of the division. */
  regionPrefix: string;
  industry: string | null;
}

type Organisations = ReturnType<typeof createOrganisationService>;

/** Sets bodies up. */
export const addingBodies =
  (organisations: Organisations) =>
  async (input: Parameters<Organisations['addOrganisation']>[0]): Promise<Body> => ({
    id: await organisations.addOrganisation(input),
    kind: input.kind,
    name: input.name,
    regionCode: input.regionCode,
    regionPrefix: prefixOf(input.regionCode),
    industry: input.industry ?? null,
  });

export interface Member {
  actor: Actor;
  personId: string;
  postId: string;
}

export interface PostPlan {
  title: string;
  role: Role;
  fromOn: string;
  /** Opens an account of this name. */
  username?: string;
  /** Enforcement certificate, valid between these days. */
  certificate?: { validFrom: string; validTo: string };
  regionPrefix?: string;
  gridId?: string;
  isRequired?: boolean;
}

/** Those who will act and still need an account. */
export type Applicants = { member: Member; username: string; regionPrefix: string }[];

/** Fills posts with invented people; those who will act are put on the list of applicants. */
export function createStaffing(organisations: Organisations, names: Names, applicants: Applicants) {
  return async function hire(body: Body, plan: PostPlan): Promise<Member> {
    const region = plan.regionPrefix ?? body.regionPrefix;
    const name = names.name();
    const personId = await organisations.addPerson({ regionPrefix: body.regionPrefix, name, phone: names.phone() });
    const postId = await organisations.addPost({
      orgId: body.id,
      title: plan.title,
      role: plan.role,
      regionPrefix: region,
      gridId: plan.gridId ?? null,
      isRequired: plan.isRequired ?? true,
    });
    await organisations.appoint({ postId, personId, fromOn: plan.fromOn });
    if (plan.certificate)
      await organisations.addCertificate({
        personId,
        number: `演示${body.regionPrefix.padEnd(6, '0').slice(0, 6)}${personId.slice(-6).toUpperCase()}`,
        issuer: '演示数据（非真实证件）',
        ...plan.certificate,
      });
    const member: Member = {
      personId,
      postId,
      actor: {
        accountId: personId,
        name,
        role: plan.role,
        roleName: roles[plan.role].label,
        permissions: new Set(permissionsOf(plan.role)),
        region,
        organisation: {
          id: body.id,
          kind: body.kind,
          name: body.name,
          regionCode: body.regionCode,
          industry: body.industry,
        },
        personId,
        premisesId: null,
        sessionId: null,
      },
    };
    if (plan.username) applicants.push({ member, username: plan.username, regionPrefix: body.regionPrefix });
    return member;
  };
}

/** Opens the accounts of the applicants; nobody but the system may write them. */
export async function openAccounts(work: Work, accounts: AccountService, applicants: Applicants) {
  for (const { member, username, regionPrefix } of applicants.splice(0))
    member.actor.accountId = await accounts.open(work, {
      username,
      displayName: member.actor.name,
      regionPrefix,
      password: demoPassword,
      personId: member.personId,
      mustChangePassword: false,
    });
}

/** The account of a premises, with which it checks itself and answers orders. */
export async function openPremisesAccount(
  work: Work,
  accounts: AccountService,
  place: { id: string; name: string; regionCode: string },
  username: string,
): Promise<Actor> {
  const accountId = await accounts.open(work, {
    username,
    displayName: place.name,
    regionPrefix: place.regionCode,
    password: demoPassword,
    premises: { countyCode: place.regionCode.slice(0, 6), id: place.id, regionCode: place.regionCode },
    mustChangePassword: false,
  });
  return {
    accountId,
    name: place.name,
    role: 'PREMISES_ADMIN',
    roleName: roles.PREMISES_ADMIN.label,
    permissions: new Set(permissionsOf('PREMISES_ADMIN')),
    region: place.regionCode,
    organisation: null,
    personId: null,
    premisesId: place.id,
    sessionId: null,
  };
}
