import { z } from 'zod';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { prefixOf } from '#modules/regions/contract';
import { CertificateInput, DelegationInput, OrganisationInput, PersonInput, PostInput } from '../contract/index.ts';
import { createOrganisationStore } from './organisations.store.ts';

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Bodies, people, posts and powers. */
export function createOrganisationService(work: Work) {
  const store = createOrganisationStore(work);
  const chain = (regionPrefix: string) => regionPrefix.slice(0, 6);

  async function addOrganisation(given: OrganisationInput) {
    const input = z.parse(OrganisationInput, given);
    const id = input.id ?? work.newId();
    const regionPrefix = prefixOf(input.regionCode);
    if (input.parentId) await store.getOrganisation(input.parentId);
    await store.addOrganisation({ ...input, id, regionPrefix, changedAt: work.now });
    work.audit('organisations.add', { kind: 'organisation', id, countyCode: chain(regionPrefix) }, { name: input.name, kind: input.kind });
    return id;
  }

  async function addPerson(given: PersonInput) {
    const input = z.parse(PersonInput, given);
    const id = input.id ?? work.newId();
    await store.addPerson({ ...input, id, changedAt: work.now });
    work.audit('organisations.addPerson', { kind: 'person', id, countyCode: chain(input.regionPrefix) }, { name: input.name });
    return id;
  }

  async function addPost(given: PostInput) {
    const input = z.parse(PostInput, given);
    const organisation = await store.getOrganisation(input.orgId);
    const regionPrefix = input.regionPrefix ?? organisation.regionPrefix;
    if (!regionPrefix.startsWith(organisation.regionPrefix))
      throw new AppError('invalid', `岗位的管辖范围不能超出${organisation.name}的辖区。`, { fields: { regionPrefix: '超出机构辖区' } });
    const id = input.id ?? work.newId();
    await store.addPost({ ...input, id, regionPrefix, changedAt: work.now });
    work.audit('organisations.addPost', { kind: 'post', id, countyCode: chain(regionPrefix) }, { org: organisation.name, title: input.title, role: input.role });
    return id;
  }

  /** Puts a person into a post from a day on; whoever held it hands over the day before. History is kept. */
  async function appoint(input: { postId: string; personId: string; fromOn: string; handoverNote?: string | null }) {
    const post = await store.getPost(input.postId);
    const person = await store.getPerson(input.personId);
    for (const tenure of await store.runningTenures(input.postId, input.fromOn)) {
      if (tenure.personId === input.personId) throw new AppError('conflict', `${person.name}已在任该岗位，无需重复登记。`);
      if (tenure.fromOn >= input.fromOn)
        throw new AppError('conflict', `前任自 ${tenure.fromOn} 起任职，新的任职日期应晚于该日。`, { fields: { fromOn: '应晚于前任任职日期' } });
      await store.endTenure(tenure.id, dayBefore(input.fromOn), input.handoverNote ?? null);
    }
    const id = work.newId();
    await store.addTenure({ id, regionPrefix: post.regionPrefix, postId: post.id, personId: person.id, fromOn: input.fromOn });
    work.audit('organisations.appoint', { kind: 'post', id: post.id, countyCode: chain(post.regionPrefix) }, { person: person.name, title: post.title, fromOn: input.fromOn });
    return id;
  }

  /** Ends the tenure; the post stays empty, which is shown as a gap while somebody depends on it. */
  async function relieve(input: { postId: string; lastDay: string; handoverNote: string | null }) {
    const post = await store.getPost(input.postId);
    const running = await store.runningTenures(input.postId, dayOf(work.now));
    const tenure = running.find((held) => held.fromOn <= input.lastDay);
    if (!tenure) throw new AppError('conflict', '该岗位目前无人在任。');
    await store.endTenure(tenure.id, input.lastDay, input.handoverNote);
    work.audit('organisations.relieve', { kind: 'post', id: post.id, countyCode: chain(post.regionPrefix) }, { lastDay: input.lastDay });
  }

  async function addCertificate(given: CertificateInput) {
    const input = z.parse(CertificateInput, given);
    if (input.validTo < input.validFrom) throw new AppError('invalid', '有效期止应不早于有效期起。', { fields: { validTo: '早于有效期起' } });
    const person = await store.getPerson(input.personId);
    const id = input.id ?? work.newId();
    await store.addCertificate({ ...input, id, regionPrefix: person.regionPrefix });
    work.audit('organisations.addCertificate', { kind: 'person', id: person.id, countyCode: chain(person.regionPrefix) }, { number: input.number, validTo: input.validTo });
    return id;
  }

  async function delegate(given: DelegationInput) {
    const input = z.parse(DelegationInput, given);
    const organisation = await store.getOrganisation(input.orgId);
    const id = input.id ?? work.newId();
    await store.addDelegation({ ...input, id, regionPrefix: organisation.regionPrefix });
    work.audit('organisations.delegate', { kind: 'organisation', id: organisation.id, countyCode: chain(organisation.regionPrefix) }, { action: input.action, documentNo: input.documentNo });
    return id;
  }

  async function addMember(input: { committeeId: string; memberId: string; position: string; fromOn: string }) {
    const committee = await store.getOrganisation(input.committeeId);
    const member = await store.getOrganisation(input.memberId);
    const id = work.newId();
    await store.addMembership({ id, regionPrefix: committee.regionPrefix, ...input, toOn: null });
    work.audit('organisations.addMember', { kind: 'organisation', id: committee.id, countyCode: chain(committee.regionPrefix) }, { member: member.name, position: input.position });
    return id;
  }

  return { addOrganisation, addPerson, addPost, appoint, relieve, addCertificate, delegate, addMember };
}
