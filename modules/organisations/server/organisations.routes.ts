import { DivisionCode, prefixOf } from '#modules/regions/contract';
import { endpoints } from '#platform/server/api.ts';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  industries,
  mayHaveMembers,
  organisationKinds,
  organisationsContract,
  powerActions,
  powerLabel,
  roleIds,
  roles,
} from '../contract/index.ts';
import { createGapQueries, type PostDependants } from './gaps.queries.ts';
import { officersOf } from './officers.queries.ts';
import { createOrganisationQueries } from './organisations.queries.ts';
import { createOrganisationService } from './organisations.service.ts';
import { powersOf } from './powers.queries.ts';

/** Prefix of the division asked for; the actor's own reach where none is. */
function prefixIn(work: Work, regionCode: string | undefined): string {
  if (!regionCode) return work.actor.region;
  if (!DivisionCode.safeParse(regionCode).success)
    throw new AppError('invalid', '行政区划代码不正确，请从区划列表中选择。', { fields: { regionCode: '不正确' } });
  return prefixOf(regionCode);
}

/** Cursor of two parts: the sort key, then the id. */
const split = (cursor: string | undefined): [string, string] | undefined => {
  const at = cursor?.lastIndexOf('~') ?? -1;
  const id = cursor?.slice(at + 1) ?? '';
  return cursor && at > 0 && /^[0-9a-f-]{36}$/.test(id) ? [cursor.slice(0, at), id] : undefined;
};

/** @param dependantsOf counts the premises that name a post as their duty-holder; without it gaps say nothing of them */
export function createOrganisationRoutes(options: { dependantsOf?: PostDependants } = {}) {
  const on = endpoints(organisationsContract);
  const done = async (act: Promise<unknown>) => {
    await act;
    return {};
  };
  const made = async (act: Promise<string>) => ({ id: await act });

  async function detail(work: Work, id: string) {
    const queries = createOrganisationQueries(work);
    const row = await queries.organisation(id);
    if (!row) throw new AppError('not_found', '没有这个机构，或不在管辖范围内。');
    const { regionPrefix, ...organisation } = row;
    const people = await queries.peopleOf(id);
    const { items } = await createGapQueries(work, options.dependantsOf)(work.actor.region, { orgId: id });
    return {
      ...organisation,
      postList: await queries.posts(id),
      people,
      certificates: await queries.certificates(people.map((person) => person.id)),
      delegations: await queries.delegations(id),
      members: mayHaveMembers(organisation.kind) ? await queries.members(id) : [],
      memberOf: await queries.memberOf(id),
      powers: await powersOf(work, id),
      gaps: items,
      allowedActions: work.may('organisations.manage') && regionPrefix.startsWith(work.actor.region) ? ['edit'] : [],
    };
  }

  return on.router({
    reference: on.reference.handler(() => ({
      kinds: [...organisationKinds],
      industries: [...industries],
      roles: roleIds.map((id) => ({ id, label: roles[id].label })),
      powerActions: powerActions.map((id) => ({ id, label: powerLabel(id) })),
    })),
    list: on.list.handler(async ({ input, context: { work } }) => {
      const queries = createOrganisationQueries(work);
      const { cursor, limit, regionCode, ...filter } = input;
      const scope = { ...filter, prefix: prefixIn(work, regionCode) };
      const after = split(cursor);
      const rows = await queries.list({
        ...scope,
        after: after && { regionCode: after[0], id: after[1] },
        limit: limit + 1,
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > limit && last ? `${last.regionCode}~${last.id}` : null,
        ...(await queries.count(scope)),
      };
    }),
    tree: on.tree.handler(({ input, context: { work } }) =>
      createOrganisationQueries(work).tree(
        input.parentId ? { parentId: input.parentId } : { prefix: prefixIn(work, input.regionCode) },
      ),
    ),
    gaps: on.gaps.handler(({ input, context: { work } }) =>
      createGapQueries(work, options.dependantsOf)(prefixIn(work, input.regionCode), { kinds: input.kind }),
    ),
    people: on.people.handler(async ({ input, context: { work } }) => {
      const queries = createOrganisationQueries(work);
      const scope = { prefix: prefixIn(work, input.regionCode), search: input.search };
      const after = split(input.cursor);
      const rows = await queries.people({
        ...scope,
        after: after && { name: after[0], id: after[1] },
        limit: input.limit + 1,
      });
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > input.limit && last ? `${last.name}~${last.id}` : null,
        ...(await queries.countPeople(scope)),
      };
    }),
    detail: on.detail.handler(({ input, context: { work } }) => detail(work, input.id)),
    powers: on.powers.handler(({ input, context: { work } }) => powersOf(work, input.id, input.day)),
    officers: on.officers.handler(({ input, context: { work } }) =>
      officersOf(work, input.id, input.day ?? dayOf(work.now)),
    ),

    add: on.add.handler(({ input, context: { work } }) => made(createOrganisationService(work).addOrganisation(input))),
    change: on.change.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).changeOrganisation(input)),
    ),
    addPerson: on.addPerson.handler(({ input, context: { work } }) =>
      made(createOrganisationService(work).addPerson(input)),
    ),
    changePerson: on.changePerson.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).changePerson(input)),
    ),
    unmask: on.unmask.handler(({ input, context: { work } }) => createOrganisationService(work).unmask(input)),
    addPost: on.addPost.handler(({ input, context: { work } }) => made(createOrganisationService(work).addPost(input))),
    changePost: on.changePost.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).changePost(input)),
    ),
    appoint: on.appoint.handler(({ input, context: { work } }) => made(createOrganisationService(work).appoint(input))),
    relieve: on.relieve.handler(({ input, context: { work } }) => done(createOrganisationService(work).relieve(input))),
    addCertificate: on.addCertificate.handler(({ input, context: { work } }) =>
      made(createOrganisationService(work).addCertificate(input)),
    ),
    revokeCertificate: on.revokeCertificate.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).revokeCertificate(input)),
    ),
    addDelegation: on.addDelegation.handler(({ input, context: { work } }) =>
      made(createOrganisationService(work).delegate(input)),
    ),
    endDelegation: on.endDelegation.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).endDelegation(input)),
    ),
    addMember: on.addMember.handler(({ input, context: { work } }) =>
      made(createOrganisationService(work).addMember(input)),
    ),
    endMember: on.endMember.handler(({ input, context: { work } }) =>
      done(createOrganisationService(work).endMember(input)),
    ),
  });
}
