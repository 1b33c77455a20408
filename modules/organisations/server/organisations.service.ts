import { z } from 'zod';
import { addDays, DivisionCode, prefixOf } from '#modules/regions/contract';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  CertificateInput,
  DelegationInput,
  delegableActions,
  isIndustry,
  isOrganisationKind,
  kindLabel,
  mayHaveMembers,
  OrganisationInput,
  PersonInput,
  PostInput,
  type PowerAction,
  powerLabel,
  roles,
} from '../contract/index.ts';
import { createOrganisationStore } from './organisations.store.ts';

const lostRace = (what: string) => new AppError('conflict', `${what}已被他人修改，请刷新后重试。`);

/** Bodies, people, posts, certificates and powers: every write within the reach of the post, every write logged. */
export function createOrganisationService(work: Work) {
  const store = createOrganisationStore(work);
  const chain = (regionPrefix: string) => regionPrefix.slice(0, 6);
  const today = dayOf(work.now);

  /** Bodies and people above are seen, never changed. */
  function mustReach(regionPrefix: string, field = 'regionCode') {
    if (work.actor.role === 'SYSTEM' || regionPrefix.startsWith(work.actor.region)) return;
    throw new AppError('forbidden', '不在当前岗位的管辖范围内，请联系上级管理员。', {
      fields: { [field]: '超出管辖范围' },
    });
  }

  async function checkOrganisation(input: z.output<typeof OrganisationInput>) {
    if (!DivisionCode.safeParse(input.regionCode).success)
      throw new AppError('invalid', `没有代码为 ${input.regionCode} 的区划，请重新选择。`, {
        fields: { regionCode: '区划代码不正确' },
      });
    mustReach(prefixOf(input.regionCode));
    if (!isOrganisationKind(input.kind))
      throw new AppError('invalid', '机构类型不在目录中，请重新选择。', { fields: { kind: '不在目录中' } });
    if (input.industry !== null && !isIndustry(input.industry))
      throw new AppError('invalid', '行业不在目录中，请重新选择。', { fields: { industry: '不在目录中' } });
    if (input.kind === 'INDUSTRY_DEPT' && !input.industry)
      throw new AppError('invalid', '行业主管部门应选择所管行业。', { fields: { industry: '请选择行业' } });
    if (!input.parentId) return;
    const parent = await store.getOrganisation(input.parentId);
    if (!prefixOf(input.regionCode).startsWith(parent.regionPrefix))
      throw new AppError('invalid', `${parent.name}的辖区不包含本机构，请另选上级机构。`, {
        fields: { parentId: '不是上级' },
      });
    if (input.id && (await store.isUnder(parent.id, input.id)))
      throw new AppError('invalid', '上级机构不能是本机构或其下属机构，请另选。', { fields: { parentId: '形成循环' } });
  }

  async function addOrganisation(given: OrganisationInput) {
    const input = z.parse(OrganisationInput, given);
    const id = input.id ?? work.newId();
    const regionPrefix = prefixOf(input.regionCode);
    await checkOrganisation(input);
    if (await store.addOnce('organisations.organisation', { ...input, id, regionPrefix, changedAt: work.now }))
      work.audit(
        'organisations.add',
        { kind: 'organisation', id, countyCode: chain(regionPrefix) },
        { name: input.name, kind: input.kind },
      );
    return id;
  }

  async function changeOrganisation(given: OrganisationInput & { id: string; isActive: boolean; version: number }) {
    const input = z.parse(OrganisationInput, given);
    const before = await store.getOrganisation(given.id);
    mustReach(before.regionPrefix);
    await checkOrganisation(input);
    const { id: _, ...changes } = input;
    const regionPrefix = prefixOf(input.regionCode);
    const done = await store.changeOrganisation(given.id, given.version, {
      ...changes,
      regionPrefix,
      isActive: given.isActive,
      changedAt: work.now,
    });
    if (!done.numUpdatedRows) throw lostRace('机构');
    const changed = Object.entries({ ...changes, isActive: given.isActive }).filter(
      ([key, value]) => before[key as keyof typeof before] !== value,
    );
    work.audit(
      'organisations.change',
      { kind: 'organisation', id: given.id, countyCode: chain(before.regionPrefix) },
      {
        fields: Object.fromEntries(
          changed.map(([key, value]) => [key, [before[key as keyof typeof before] ?? null, value]]),
        ),
      },
    );
  }

  async function addPerson(given: PersonInput) {
    const input = z.parse(PersonInput, given);
    const id = input.id ?? work.newId();
    mustReach(input.regionPrefix, 'regionPrefix');
    if (await store.addOnce('organisations.person', { ...input, id, changedAt: work.now }))
      work.audit(
        'organisations.addPerson',
        { kind: 'person', id, countyCode: chain(input.regionPrefix) },
        { name: input.name },
      );
    return id;
  }

  /** What is left out stays; the log names the fields, never the values. */
  async function changePerson(input: {
    id: string;
    name: string;
    phone?: string | null | undefined;
    idNumber?: string | null | undefined;
    version: number;
  }) {
    const person = await store.getPerson(input.id);
    mustReach(person.regionPrefix);
    const { id, version, name, phone, idNumber } = input;
    const changes = {
      name,
      ...(phone === undefined ? {} : { phone }),
      ...(idNumber === undefined ? {} : { idNumber }),
    };
    const done = await store.changePerson(id, version, { ...changes, changedAt: work.now });
    if (!done.numUpdatedRows) throw lostRace('人员信息');
    work.audit(
      'organisations.changePerson',
      { kind: 'person', id, countyCode: chain(person.regionPrefix) },
      {
        name,
        fields: Object.entries(changes).flatMap(([key, value]) =>
          person[key as keyof typeof person] === value ? [] : key,
        ),
      },
    );
  }

  /** The whole phone or identity number of a person within reach, with the reason in the log. */
  async function unmask(input: { id: string; field: 'phone' | 'idNumber'; reason: string }) {
    const person = await store.getPerson(input.id);
    mustReach(person.regionPrefix);
    const value = person[input.field];
    if (!value) throw new AppError('not_found', '没有登记这项信息。');
    work.audit(
      'organisations.unmask',
      { kind: 'person', id: person.id, countyCode: chain(person.regionPrefix) },
      { field: input.field, reason: input.reason },
    );
    return { value };
  }

  function checkPost(
    input: { role: string; regionPrefix: string },
    organisation: { name: string; regionPrefix: string },
  ) {
    if (!(input.role in roles))
      throw new AppError('invalid', '角色不在目录中，请重新选择。', { fields: { role: '不在目录中' } });
    if (!input.regionPrefix.startsWith(organisation.regionPrefix))
      throw new AppError('invalid', `岗位的管辖范围不能超出${organisation.name}的辖区。`, {
        fields: { regionPrefix: '超出机构辖区' },
      });
    mustReach(input.regionPrefix, 'regionPrefix');
  }

  async function addPost(given: PostInput) {
    const input = z.parse(PostInput, given);
    const organisation = await store.getOrganisation(input.orgId);
    const regionPrefix = input.regionPrefix ?? organisation.regionPrefix;
    checkPost({ role: input.role, regionPrefix }, organisation);
    const id = input.id ?? work.newId();
    if (await store.addOnce('organisations.post', { ...input, id, regionPrefix, changedAt: work.now }))
      work.audit(
        'organisations.addPost',
        { kind: 'post', id, countyCode: chain(regionPrefix) },
        { org: organisation.name, title: input.title, role: input.role },
      );
    return id;
  }

  async function changePost(
    given: Omit<PostInput, 'orgId' | 'id'> & { id: string; isActive: boolean; version: number },
  ) {
    const post = await store.getPost(given.id);
    mustReach(post.regionPrefix);
    const organisation = await store.getOrganisation(post.orgId);
    const { orgId: _, id: __, ...input } = z.parse(PostInput, { ...given, orgId: post.orgId });
    const regionPrefix = input.regionPrefix ?? post.regionPrefix;
    checkPost({ role: input.role, regionPrefix }, organisation);
    if (!given.isActive && post.isActive && (await store.runningTenures(post.id, today)).length)
      throw new AppError('conflict', '该岗位还有人在任，请先免职再停用岗位。');
    const done = await store.changePost(given.id, given.version, {
      ...input,
      regionPrefix,
      isActive: given.isActive,
      changedAt: work.now,
    });
    if (!done.numUpdatedRows) throw lostRace('岗位');
    work.audit(
      'organisations.changePost',
      { kind: 'post', id: post.id, countyCode: chain(post.regionPrefix) },
      {
        before: { title: post.title, role: post.role, regionPrefix: post.regionPrefix, isActive: post.isActive },
        after: { title: input.title, role: input.role, regionPrefix, isActive: given.isActive },
      },
    );
  }

  /** Puts a person into a post from a day on; whoever held it hands over the day before. History is kept. */
  async function appoint(input: {
    postId: string;
    id?: string | undefined;
    personId: string;
    fromOn: string;
    handoverNote?: string | null;
  }) {
    const post = await store.getPost(input.postId);
    mustReach(post.regionPrefix);
    const repeated = input.id && (await store.findTenure(input.id));
    if (
      repeated &&
      repeated.postId === input.postId &&
      repeated.personId === input.personId &&
      repeated.fromOn === input.fromOn
    )
      return repeated.id;
    if (!post.isActive) throw new AppError('conflict', '该岗位已停用，请先启用岗位。');
    const person = await store.getPerson(input.personId);
    for (const tenure of await store.runningTenures(input.postId, input.fromOn)) {
      if (tenure.personId === input.personId && tenure.toOn === null)
        throw new AppError('conflict', `${person.name}已在任该岗位，无需重复登记。`);
      if (tenure.fromOn >= input.fromOn)
        throw new AppError('conflict', `前任自 ${tenure.fromOn} 起任职，新的任职日期应晚于该日。`, {
          fields: { fromOn: '应晚于前任任职日期' },
        });
      await store.endTenure(tenure.id, addDays(input.fromOn, -1), input.handoverNote ?? null);
    }
    const id = input.id ?? work.newId();
    await store.addOnce('organisations.tenure', {
      id,
      regionPrefix: post.regionPrefix,
      postId: post.id,
      personId: person.id,
      fromOn: input.fromOn,
    });
    work.audit(
      'organisations.appoint',
      { kind: 'post', id: post.id, countyCode: chain(post.regionPrefix) },
      { person: person.name, title: post.title, fromOn: input.fromOn },
    );
    return id;
  }

  /** Ends the tenure; the post stays empty, which is shown as a gap while somebody depends on it. */
  async function relieve(input: { postId: string; lastDay: string; handoverNote: string | null }) {
    const post = await store.getPost(input.postId);
    mustReach(post.regionPrefix);
    const running = await store.runningTenures(input.postId, today);
    const tenure = running[0];
    if (!tenure) throw new AppError('conflict', '该岗位目前无人在任。');
    if (input.lastDay < tenure.fromOn)
      throw new AppError('invalid', `免职日期早于任职日期，请改为 ${tenure.fromOn} 或之后。`, {
        fields: { lastDay: `应不早于 ${tenure.fromOn}` },
      });
    await store.endTenure(tenure.id, input.lastDay, input.handoverNote);
    work.audit(
      'organisations.relieve',
      { kind: 'post', id: post.id, countyCode: chain(post.regionPrefix) },
      { lastDay: input.lastDay },
    );
  }

  async function addCertificate(given: CertificateInput) {
    const input = z.parse(CertificateInput, given);
    if (input.validTo < input.validFrom)
      throw new AppError('invalid', '有效期止应不早于有效期起。', { fields: { validTo: '早于有效期起' } });
    const person = await store.getPerson(input.personId);
    mustReach(person.regionPrefix);
    const id = input.id ?? work.newId();
    if (await store.addOnce('organisations.certificate', { ...input, id, regionPrefix: person.regionPrefix }))
      work.audit(
        'organisations.addCertificate',
        { kind: 'person', id: person.id, countyCode: chain(person.regionPrefix) },
        { number: input.number, validTo: input.validTo },
      );
    return id;
  }

  async function revokeCertificate(input: { id: string; revokedOn: string; reason: string }) {
    const certificate = await store.getCertificate(input.id);
    mustReach(certificate.regionPrefix);
    if (certificate.revokedOn) throw new AppError('conflict', `该证件已于 ${certificate.revokedOn} 注销。`);
    if (input.revokedOn > today)
      throw new AppError('invalid', `注销日期不能晚于今天（${today}）。`, { fields: { revokedOn: '晚于今天' } });
    await store.changeCertificate(input.id, { revokedOn: input.revokedOn, revokeReason: input.reason });
    work.audit(
      'organisations.revokeCertificate',
      { kind: 'person', id: certificate.personId, countyCode: chain(certificate.regionPrefix) },
      {
        number: certificate.number,
        revokedOn: input.revokedOn,
        reason: input.reason,
      },
    );
  }

  async function delegate(given: DelegationInput) {
    const input = z.parse(DelegationInput, given);
    const organisation = await store.getOrganisation(input.orgId);
    mustReach(organisation.regionPrefix);
    if (input.toOn !== null && input.toOn < input.fromOn)
      throw new AppError('invalid', '终止日期应不早于起始日期。', { fields: { toOn: '早于起始日期' } });
    const possible = delegableActions(organisation);
    if (!possible.includes(input.action as PowerAction))
      throw new AppError(
        'invalid',
        possible.length
          ? `“${powerLabel(input.action)}”不能赋予${kindLabel(organisation.kind)}，请另选事项。`
          : `${kindLabel(organisation.kind)}没有可以赋权或委托的执法事项。`,
        {
          fields: { action: '不能赋权' },
        },
      );
    const id = input.id ?? work.newId();
    if (await store.addOnce('organisations.delegation', { ...input, id, regionPrefix: organisation.regionPrefix }))
      work.audit(
        'organisations.delegate',
        { kind: 'organisation', id: organisation.id, countyCode: chain(organisation.regionPrefix) },
        { action: input.action, documentNo: input.documentNo },
      );
    return id;
  }

  async function endDelegation(input: { id: string; toOn: string; reason: string }) {
    const delegation = await store.getDelegation(input.id);
    mustReach(delegation.regionPrefix);
    if (delegation.toOn !== null && delegation.toOn < today)
      throw new AppError('conflict', `该项赋权已于 ${delegation.toOn} 终止。`);
    if (input.toOn < delegation.fromOn)
      throw new AppError('invalid', `终止日期早于起始日期，请改为 ${delegation.fromOn} 或之后。`, {
        fields: { toOn: `应不早于 ${delegation.fromOn}` },
      });
    await store.changeDelegation(input.id, { toOn: input.toOn });
    work.audit(
      'organisations.endDelegation',
      { kind: 'organisation', id: delegation.orgId, countyCode: chain(delegation.regionPrefix) },
      {
        action: delegation.action,
        documentNo: delegation.documentNo,
        toOn: input.toOn,
        reason: input.reason,
      },
    );
  }

  async function addMember(input: {
    id?: string | undefined;
    committeeId: string;
    memberId: string;
    position: string;
    fromOn: string;
  }) {
    const committee = await store.getOrganisation(input.committeeId);
    mustReach(committee.regionPrefix);
    if (!mayHaveMembers(committee.kind))
      throw new AppError('invalid', `${committee.name}不是消防安全委员会，不能登记成员单位。`, {
        fields: { committeeId: '不是消安委' },
      });
    const member = await store.getOrganisation(input.memberId);
    const id = input.id ?? work.newId();
    if (member.id === committee.id)
      throw new AppError('invalid', '消安委不能是自己的成员单位。', { fields: { memberId: '与消安委相同' } });
    const already = await store.runningMembership(committee.id, member.id, input.fromOn);
    if (already && already.id !== id)
      throw new AppError('conflict', `${member.name}自 ${already.fromOn} 起已是成员单位，无需重复登记。`);
    if (
      await store.addOnce('organisations.membership', {
        ...input,
        id,
        regionPrefix: committee.regionPrefix,
        toOn: null,
      })
    )
      work.audit(
        'organisations.addMember',
        { kind: 'organisation', id: committee.id, countyCode: chain(committee.regionPrefix) },
        { member: member.name, position: input.position },
      );
    return id;
  }

  async function endMember(input: { id: string; toOn: string }) {
    const membership = await store.getMembership(input.id);
    mustReach(membership.regionPrefix);
    if (input.toOn < membership.fromOn)
      throw new AppError('invalid', `退出日期早于加入日期，请改为 ${membership.fromOn} 或之后。`, {
        fields: { toOn: `应不早于 ${membership.fromOn}` },
      });
    await store.changeMembership(input.id, { toOn: input.toOn });
    work.audit(
      'organisations.endMember',
      { kind: 'organisation', id: membership.committeeId, countyCode: chain(membership.regionPrefix) },
      { memberId: membership.memberId, toOn: input.toOn },
    );
  }

  return {
    addOrganisation,
    changeOrganisation,
    addPerson,
    changePerson,
    unmask,
    addPost,
    changePost,
    appoint,
    relieve,
    addCertificate,
    revokeCertificate,
    delegate,
    endDelegation,
    addMember,
    endMember,
  };
}
