import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { certifiedOfficers, enforcementPower, officersOf } from './index.ts';

let world: World;
beforeAll(async () => {
  // Half a working day before midnight, so that a test can pass it without being signed out.
  world = await createWorld({ now: '2026-11-20T08:00:00Z' });
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const detail = async (org: keyof World['haining']['orgs']) =>
  (await world.as('admin')).organisations.detail({ id: world.haining.orgs[org] });
const bodyOf = ({
  name,
  shortName,
  kind,
  industry,
  regionCode,
  parentId,
  paperPrefix,
  uscc,
  address,
  phone,
}: Awaited<ReturnType<typeof detail>>) => ({
  name,
  shortName,
  kind,
  industry,
  regionCode,
  parentId,
  paperPrefix,
  uscc,
  address,
  phone,
});

describe('bodies', () => {
  test('the list of a county holds its bodies with posts held and empty, filtered by kind, industry and words', async () => {
    const { organisations } = await world.as('supervisor');
    const all = await organisations.list({});
    expect(all.total).toBe(8);
    expect(all.items.find((row) => row.id === world.haining.orgs.brigade)).toMatchObject({
      kindLabel: '消防救援大队',
      regionName: '海宁市',
      posts: 7,
      heldPosts: 7,
      emptyPosts: 0,
    });
    expect((await organisations.list({ kind: ['INDUSTRY_DEPT'] })).items.map((row) => row.industryLabel)).toEqual([
      '教育部门',
      '卫生健康部门',
    ]);
    expect((await organisations.list({ industry: ['HEALTH'] })).total).toBe(1);
    expect((await organisations.list({ search: '派出所' })).items.map((row) => row.name)).toEqual([
      '海宁市公安局许村镇派出所',
    ]);
    expect((await organisations.list({ regionCode: '330481101000' })).total).toBe(3);
  });

  test('pages follow each other without gap or repetition', async () => {
    const { organisations } = await world.as('supervisor');
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await organisations.list({ limit: 3, ...(cursor ? { cursor } : {}) });
      ids.push(...page.items.map((row) => row.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
  });

  test('the tree begins at the government and opens downwards; a township sees itself as the top', async () => {
    const { organisations } = await world.as('supervisor');
    const [top, ...others] = await organisations.tree({});
    expect(others).toEqual([]);
    expect(top).toMatchObject({ name: '海宁市人民政府', hasChildren: true });
    expect((await organisations.tree({ parentId: top?.id ?? '' })).map((node) => node.shortName)).toContain('消防大队');
    const town = await (await world.as('town')).organisations.tree({});
    expect(town.map((node) => node.name)).toEqual(['许村镇人民政府', '海宁市公安局许村镇派出所']);
  });

  test('the administrator makes a body once, changes it, and a lost race is told', async () => {
    const { organisations } = await world.as('admin');
    const id = '019a0000-0000-7000-8000-0000000000a1';
    const given = {
      id,
      regionCode: '330481000000',
      parentId: world.haining.orgs.government,
      kind: 'INDUSTRY_DEPT',
      industry: 'CULTURE_TOURISM',
      name: '海宁市文化和广电旅游体育局',
      shortName: '文旅局',
    };
    expect(await organisations.add(given)).toEqual({ id });
    expect(await organisations.add(given)).toEqual({ id });
    await expect(organisations.add({ ...given, name: '别的局' })).rejects.toEqual(refusal('conflict', /另一条记录/));
    const before = await organisations.detail({ id });
    await organisations.change({ ...given, shortName: '市文旅局', isActive: true, version: before.version });
    expect(await organisations.detail({ id })).toMatchObject({
      shortName: '市文旅局',
      parentName: '海宁市人民政府',
      allowedActions: ['edit'],
    });
    await expect(organisations.change({ ...given, isActive: true, version: before.version })).rejects.toEqual(
      refusal('conflict', /已被他人修改/),
    );
  });

  test('a body cannot stand below itself, nor below one of another division', async () => {
    const { organisations } = await world.as('admin');
    const township = await detail('township');
    await expect(
      organisations.change({
        ...bodyOf(township),
        id: township.id,
        parentId: world.haining.orgs.village,
        isActive: true,
        version: township.version,
      }),
    ).rejects.toEqual(refusal('invalid', /辖区不包含/));
    const government = await detail('government');
    await expect(
      organisations.change({
        ...bodyOf(government),
        id: government.id,
        parentId: world.haining.orgs.brigade,
        isActive: true,
        version: government.version,
      }),
    ).rejects.toEqual(refusal('invalid', /下属机构/));
  });

  test('unknown kinds and a department without industry are refused at their fields', async () => {
    const { organisations } = await world.as('admin');
    const given = { regionCode: '330481000000', name: '某局', shortName: '某局' };
    await expect(organisations.add({ ...given, kind: 'CASTLE' })).rejects.toMatchObject({
      code: 'invalid',
      data: { fields: { kind: '不在目录中' } },
    });
    await expect(organisations.add({ ...given, kind: 'INDUSTRY_DEPT' })).rejects.toMatchObject({
      code: 'invalid',
      data: { fields: { industry: '请选择行业' } },
    });
  });
});

describe('isolation', () => {
  test("county B's administrator reads no people of county A and writes nothing there", async () => {
    const b = await world.as('admin', world.pinghu);
    const { haining } = world;
    await expect(b.organisations.detail({ id: haining.orgs.brigade })).rejects.toEqual(
      refusal('not_found', /不在管辖范围内/),
    );
    expect(await b.organisations.list({ regionCode: '330481000000' })).toMatchObject({ items: [], total: 0 });
    expect(await b.organisations.people({ regionCode: '330481000000' })).toMatchObject({ items: [], total: 0 });
    expect((await b.organisations.people({ search: '海' })).items).toEqual([]);
    const writes = [
      () => b.organisations.add({ regionCode: '330481000000', kind: 'FIRE_STATION', name: '站', shortName: '站' }),
      () => b.organisations.addPerson({ regionPrefix: '330481', name: '张三' }),
      () => b.organisations.changePerson({ id: haining.people.supervisor, name: '改名', version: 1 }),
      () => b.organisations.addPost({ orgId: haining.orgs.brigade, title: '岗', role: 'FIRE_CHIEF' }),
      () =>
        b.organisations.appoint({
          postId: haining.posts.chief,
          personId: world.pinghu.people.chief,
          fromOn: '2026-11-20',
        }),
      () => b.organisations.relieve({ postId: haining.posts.chief, lastDay: '2026-11-20' }),
      () =>
        b.organisations.addCertificate({
          personId: haining.people.uncertified,
          number: '1',
          issuer: '某',
          validFrom: '2026-01-01',
          validTo: '2027-01-01',
        }),
      () =>
        b.organisations.addDelegation({
          orgId: haining.orgs.township,
          action: 'penalty',
          legalBasis: '法',
          documentNo: '文',
          fromOn: '2026-01-01',
        }),
    ];
    for (const write of writes)
      await expect(write()).rejects.toEqual(
        expect.objectContaining({ code: expect.stringMatching(/^(forbidden|not_found)$/) }),
      );
    expect((await detail('brigade')).postList.find((post) => post.id === haining.posts.chief)?.holder?.personId).toBe(
      haining.people.chief,
    );
  });

  test('bodies above are seen, with their people, but never changed from below', async () => {
    const { haining } = world;
    const above = await world.system(async (work) => {
      const { createOrganisationService } = await import('./index.ts');
      const service = createOrganisationService(work);
      const orgId = await service.addOrganisation({
        regionCode: '330400000000',
        kind: 'FIRE_DETACHMENT',
        name: '嘉兴市消防救援支队',
        shortName: '消防支队',
      });
      const personId = await service.addPerson({ regionPrefix: '3304', name: '钱支队', phone: '13700001111' });
      const postId = await service.addPost({ orgId, title: '支队长', role: 'FIRE_CHIEF' });
      await service.appoint({ postId, personId, fromOn: '2024-01-01' });
      return { orgId, personId, postId };
    });
    const { organisations } = await world.as('admin');
    const seen = await organisations.detail({ id: above.orgId });
    expect(seen).toMatchObject({ name: '嘉兴市消防救援支队', allowedActions: [] });
    expect((await organisations.list({})).items.map((row) => row.id)).not.toContain(above.orgId);
    expect((await organisations.list({ includeAbove: true })).items.map((row) => row.id)).toContain(above.orgId);
    await expect(
      organisations.change({ ...bodyOf(seen), id: above.orgId, isActive: false, version: seen.version }),
    ).rejects.toEqual(refusal('forbidden', /上级管理员/));
    await expect(
      organisations.appoint({ postId: above.postId, personId: haining.people.chief, fromOn: '2026-11-20' }),
    ).rejects.toEqual(refusal('forbidden', /管辖范围/));
    await expect(
      (await world.as('supervisor')).organisations.unmask({ id: above.personId, field: 'phone', reason: '联系' }),
    ).rejects.toEqual(refusal('forbidden', /管辖范围/));
  });

  test('a township has no hand in bodies at all', async () => {
    const { organisations } = await world.as('town');
    await expect(
      organisations.add({ regionCode: '330481101000', kind: 'FIRE_STATION', name: '站', shortName: '站' }),
    ).rejects.toEqual(refusal('forbidden', /权限/));
  });
});

describe('personal data', () => {
  test('is masked in every answer', async () => {
    const { organisations } = await world.as('admin');
    const people = await organisations.people({});
    expect(people.items[0]).toMatchObject({ phone: '139****1234', idNumber: '1101**********002X' });
    const text = JSON.stringify([people, await detail('brigade')]);
    expect(text).not.toMatch(/13900001234|11010519491231002X/);
  });

  test('is unmasked with a reason by those who may, and the log keeps who and why but not the value', async () => {
    const { haining } = world;
    await expect(
      (await world.as('admin')).organisations.unmask({ id: haining.people.grid, field: 'phone', reason: '看看' }),
    ).rejects.toEqual(refusal('forbidden', /权限/));
    const supervisor = await world.as('supervisor');
    await expect(
      supervisor.organisations.unmask({ id: haining.people.grid, field: 'phone', reason: '  ' }),
    ).rejects.toEqual(refusal('invalid', /./));
    expect(
      await supervisor.organisations.unmask({ id: haining.people.grid, field: 'phone', reason: '通知复查' }),
    ).toEqual({ value: '13900001234' });
    const rows = await world.system((work) =>
      work.db.selectFrom('app.auditEntry').selectAll().where('action', '=', 'organisations.unmask').execute(),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      actor: expect.stringMatching('海supervisor'),
      subjectId: haining.people.grid,
      detail: { field: 'phone', reason: '通知复查' },
    });
    expect(JSON.stringify(rows)).not.toContain('13900001234');
  });

  test('a change that leaves the phone out keeps it', async () => {
    const { organisations } = await world.as('admin');
    const id = world.haining.people.command;
    await organisations.changePerson({ id, name: '海接警', version: 1 });
    expect((await organisations.people({ search: '海接警' })).items[0]).toMatchObject({
      phone: '139****1234',
      version: 2,
    });
  });
});

describe('posts and tenures', () => {
  test('a hand-over ends one tenure and begins the next; both stay in the history', async () => {
    const { organisations } = await world.as('admin');
    const { haining } = world;
    const { id: personId } = await organisations.addPerson({
      regionPrefix: '330481',
      name: '李接任',
      phone: '13800002222',
    });
    const tenure = {
      id: '019a0000-0000-7000-8000-0000000000b1',
      postId: haining.posts.station,
      personId,
      fromOn: '2026-11-20',
      handoverNote: '钥匙、台账已交接',
    };
    await organisations.appoint(tenure);
    expect(await organisations.appoint(tenure)).toEqual({ id: tenure.id });
    const post = (await detail('brigade')).postList.find((one) => one.id === haining.posts.station);
    expect(post?.holder).toMatchObject({ personName: '李接任', fromOn: '2026-11-20', toOn: null });
    expect(post?.history.map((one) => [one.personName, one.fromOn, one.toOn, one.handoverNote])).toEqual([
      ['李接任', '2026-11-20', null, null],
      ['海station', '2020-01-01', '2026-11-19', '钥匙、台账已交接'],
    ]);
    await expect(
      organisations.appoint({ postId: haining.posts.station, personId: haining.people.station, fromOn: '2026-11-20' }),
    ).rejects.toEqual(refusal('conflict', /晚于该日/));
  });

  test('a post with somebody in it cannot be closed, and its reach stays within the body', async () => {
    const { organisations } = await world.as('admin');
    const post = (await detail('township')).postList[0];
    if (!post) throw new Error('no post');
    const same = { id: post.id, title: post.title, role: post.role, version: post.version };
    await expect(organisations.changePost({ ...same, isActive: false })).rejects.toEqual(
      refusal('conflict', /还有人在任/),
    );
    await expect(organisations.changePost({ ...same, isActive: true, regionPrefix: '330481' })).rejects.toEqual(
      refusal('invalid', /不能超出许村镇人民政府的辖区/),
    );
    await expect(organisations.changePost({ ...same, role: 'KING', isActive: true })).rejects.toEqual(
      refusal('invalid', /角色不在目录中/),
    );
    await organisations.changePost({ ...same, title: '镇消防专管员', isActive: true });
    await expect(organisations.changePost({ ...same, isActive: true })).rejects.toEqual(
      refusal('conflict', /已被他人修改/),
    );
  });
});

describe('gaps', () => {
  test('a gap appears the day after a tenure ends, with its first day, and goes when somebody is appointed', async () => {
    const { organisations } = await world.as('admin');
    const { haining } = world;
    const empty = async () =>
      (await organisations.gaps({ kind: ['POST_EMPTY'] })).items.filter(
        (gap) => gap.postId === haining.posts.education,
      );
    expect(await empty()).toEqual([]);
    await organisations.relieve({ postId: haining.posts.education, lastDay: '2026-11-20' });
    expect(await empty()).toEqual([]);
    world.setNow('2026-11-20T16:30:00Z');
    expect(await empty()).toEqual([
      expect.objectContaining({
        orgName: '海宁市教育局',
        sinceOn: '2026-11-21',
        sentence: expect.stringMatching(/自 2026-11-21 起无人在任/),
        premises: 0,
      }),
    ]);
    expect((await organisations.list({ hasEmptyPost: true })).items.map((row) => row.name)).toContain('海宁市教育局');
    await organisations.appoint({
      postId: haining.posts.education,
      personId: haining.people.education,
      fromOn: '2026-11-21',
    });
    expect(await empty()).toEqual([]);
    world.setNow('2026-11-20T08:00:00Z');
  });

  test('an officer without certificate is a gap, one that ends soon a warning, one that was revoked a gap again', async () => {
    const { organisations } = await world.as('admin');
    const { haining } = world;
    const gapsOf = async (personId: string) =>
      (await organisations.gaps({})).items.filter((gap) => gap.personId === personId).map((gap) => gap.kind);
    expect(await gapsOf(haining.people.uncertified)).toEqual(['CERTIFICATE_INVALID']);
    const { id } = await organisations.addCertificate({
      personId: haining.people.uncertified,
      number: '浙F0001',
      issuer: '海宁市人民政府',
      validFrom: '2026-01-01',
      validTo: '2027-01-19',
    });
    expect(await gapsOf(haining.people.uncertified)).toEqual(['CERTIFICATE_EXPIRING']);
    await organisations.revokeCertificate({ id, revokedOn: '2026-11-20', reason: '调离' });
    expect(await gapsOf(haining.people.uncertified)).toEqual(['CERTIFICATE_INVALID']);
    expect((await detail('brigade')).certificates.find((one) => one.id === id)).toMatchObject({
      state: 'REVOKED',
      revokeReason: '调离',
    });
    await expect(organisations.revokeCertificate({ id, revokedOn: '2026-11-20', reason: '再' })).rejects.toEqual(
      refusal('conflict', /已于 2026-11-20 注销/),
    );
  });

  test('the post of a grid worker on a deactivated grid is a gap', async () => {
    const { organisations, regions } = await world.as('admin');
    const grid = await regions.addGrid({ regionCode: world.haining.village, code: '330481101201009', name: '九网格' });
    const { id: postId } = await organisations.addPost({
      orgId: world.haining.orgs.village,
      title: '九网格网格员',
      role: 'GRID_WORKER',
      gridId: grid.id,
      isRequired: false,
    });
    expect((await organisations.gaps({ kind: ['GRID_INACTIVE'] })).items).toEqual([]);
    await regions.setGridActive({
      countyCode: grid.countyCode,
      id: grid.id,
      isActive: false,
      version: 1,
      reason: '合并',
    });
    expect((await organisations.gaps({ kind: ['GRID_INACTIVE'] })).items).toEqual([
      expect.objectContaining({ postId, sentence: expect.stringMatching(/九网格已停用/) }),
    ]);
  });

  test('a committee without members is a gap until one joins, and a member body without anybody is one', async () => {
    const { organisations } = await world.as('admin');
    const { haining } = world;
    const { id: committeeId } = await organisations.add({
      regionCode: '330481000000',
      parentId: haining.orgs.government,
      kind: 'FIRE_SAFETY_COMMITTEE',
      name: '海宁市消防安全委员会',
      shortName: '消安委',
    });
    const kinds = async () =>
      (await organisations.gaps({ kind: ['COMMITTEE_EMPTY', 'MEMBER_VACANT'] })).items.map((gap) => [
        gap.kind,
        gap.orgName,
      ]);
    expect(await kinds()).toEqual([['COMMITTEE_EMPTY', '海宁市消防安全委员会']]);
    const { id } = await organisations.addMember({
      committeeId,
      memberId: haining.orgs.health,
      position: '成员单位',
      fromOn: '2026-01-01',
    });
    expect(await kinds()).toEqual([['MEMBER_VACANT', '海宁市卫生健康局']]);
    await expect(
      organisations.addMember({
        committeeId,
        memberId: haining.orgs.health,
        position: '成员单位',
        fromOn: '2026-06-01',
      }),
    ).rejects.toEqual(refusal('conflict', /已是成员单位/));
    await expect(
      organisations.addMember({
        committeeId: haining.orgs.brigade,
        memberId: haining.orgs.health,
        position: '成员',
        fromOn: '2026-01-01',
      }),
    ).rejects.toEqual(refusal('invalid', /不能登记成员单位/));
    await organisations.endMember({ id, toOn: '2026-11-19' });
    expect((await organisations.detail({ id: committeeId })).members).toEqual([
      expect.objectContaining({ memberName: '海宁市卫生健康局', toOn: '2026-11-19', isRunning: false }),
    ]);
  });
});

describe('powers and officers', () => {
  test('a township inspects only while its delegation is in force', async () => {
    const { organisations } = await world.as('admin');
    const { haining } = world;
    const may = (day: string) =>
      world.system(async (work) => (await enforcementPower(work, haining.orgs.township, 'adminInspection', day)).may);
    expect(await may('2026-11-20')).toBe(false);
    const { id } = await organisations.addDelegation({
      orgId: haining.orgs.township,
      action: 'adminInspection',
      legalBasis: '行政处罚法第二十四条',
      documentNo: '浙政发〔2026〕5号',
      fromOn: '2026-10-01',
    });
    expect([await may('2026-09-30'), await may('2026-10-01'), await may('2027-10-01')]).toEqual([false, true, true]);
    await organisations.endDelegation({ id, toOn: '2026-12-31', reason: '期满收回' });
    expect([await may('2026-12-31'), await may('2027-01-01')]).toEqual([true, false]);
    const powers = await organisations.powers({ id: haining.orgs.township, day: '2026-11-20' });
    expect(powers).toHaveLength(17);
    expect(powers.find((power) => power.action === 'adminInspection')).toMatchObject({
      may: true,
      limit: 'DELEGATED',
      basis: '行政处罚法第二十四条；浙政发〔2026〕5号',
    });
  });

  test('what the law does not let delegate cannot be entered', async () => {
    const { organisations } = await world.as('admin');
    const given = { legalBasis: '法', documentNo: '文', fromOn: '2026-01-01' };
    await expect(
      organisations.addDelegation({ ...given, orgId: world.haining.orgs.township, action: 'tempSeal' }),
    ).rejects.toEqual(refusal('invalid', /不能赋予/));
    await expect(
      organisations.addDelegation({ ...given, orgId: world.haining.orgs.education, action: 'penalty' }),
    ).rejects.toEqual(refusal('invalid', /没有可以赋权/));
  });

  test('inspectors to choose from come with their usable certificate', async () => {
    const { haining } = world;
    const officers = await world.system((work) => officersOf(work, haining.orgs.brigade, '2026-11-20'));
    expect(officers.map((one) => [one.personName, one.certificate?.state ?? null])).toEqual([
      ['海chief', 'VALID'],
      ['海supervisor', 'VALID'],
      ['海supervisor2', 'VALID'],
      ['海uncertified', null],
    ]);
    const ids = [haining.people.uncertified, haining.people.supervisor2, haining.people.supervisor];
    const certified = await world.system((work) => certifiedOfficers(work, ids, '2026-11-20'));
    expect(certified.map((one) => one.name)).toEqual(['海supervisor2', '海supervisor']);
    expect(await world.system((work) => certifiedOfficers(work, ids, '2030-01-01'))).toEqual([]);
  });
});
