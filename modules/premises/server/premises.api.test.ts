import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '#app/testing/personas.ts';
import { createWorld, type World } from '#app/testing/world.ts';
import { registerPlace } from './testkit.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const pinghuPlace = { regionCode: '330482101202', address: '乍浦镇长安桥村1号' };

describe('registering', () => {
  test('what follows from the facts is derived: flags, class, department, bodies, readable code', async () => {
    const place = await registerPlace(await world.as('supervisor'), {
      types: ['KINDERGARTEN'],
      attributes: { pupils: 80 },
      responsiblePerson: { name: '王芳', phone: '13912345678' },
    });
    expect(place).toMatchObject({
      isCrowded: true,
      isPublicAssembly: false,
      supervisionClass: 'SMALL',
      industry: 'EDUCATION',
      industryName: '教育部门',
      supervisorOrgId: world.haining.orgs.police,
      policeOrgId: world.haining.orgs.police,
      townshipName: '许村镇',
      status: 'OPERATING',
      version: 1,
    });
    expect(place.code).toMatch(/^[2-9A-HJKMNP-TV-Y]{7}$/);
    expect(place.holders.map(({ kind, name, phoneMasked }) => [kind, name, phoneMasked])).toEqual([
      ['RESPONSIBLE_PERSON', '王芳', '139****5678'],
      ['SUPERVISOR', '海宁市公安局许村镇派出所', null],
      ['INDUSTRY_DEPT', '海宁市教育局', null],
      ['POLICE_STATION', '海宁市公安局许村镇派出所', null],
    ]);
    expect(place.missing.map((field) => field.field)).toEqual(['gridId', 'buildings']);
    expect(place.completeness).toBe(Math.floor((9 / 11) * 100));
  });

  test('a place within its grid is assigned to it', async () => {
    const town = await world.as('town');
    const square = (lng: number, lat: number) => [
      [
        [lng, lat],
        [lng + 0.01, lat],
        [lng + 0.01, lat + 0.01],
        [lng, lat + 0.01],
        [lng, lat],
      ],
    ];
    const grid = await town.regions.addGrid({
      regionCode: '330481101201',
      code: '330481101201001',
      name: '庄湾一网格',
      polygon: { type: 'Polygon', coordinates: square(120.35, 30.42) },
    });
    const place = await registerPlace(town, { lng: 120.355, lat: 30.425 });
    expect(place).toMatchObject({ gridId: grid.id, gridName: '庄湾一网格', coordinateSource: 'MAP' });
    const moved = await town.premises.edit({
      countyCode: place.countyCode,
      id: place.id,
      version: place.version,
      changes: { lng: 121, lat: 31 },
    });
    expect(moved.gridId).toBeNull();
    expect(moved.missing.map((field) => field.field)).toContain('gridId');
  });

  test('sent twice, it is one place; another place under its id is refused', async () => {
    const me = await world.as('supervisor');
    const id = '01936f00-0000-7000-8000-000000000001';
    const first = await registerPlace(me, { id, name: '平安旅馆', address: '人民路 1 号' });
    await me.premises.edit({ countyCode: '330481', id, version: 1, changes: { staffCount: 12 } });
    const again = await registerPlace(me, { id, name: '平安旅馆', address: '人民路 1 号' });
    expect(again).toMatchObject({ id: first.id, code: first.code, staffCount: 12 });
    await expect(registerPlace(me, { id, name: '另一家', address: '人民路 1 号' })).rejects.toEqual(
      refusal('conflict', /已登记了另一个单位/),
    );
  });

  test('bad input is refused in words, by field', async () => {
    const me = await world.as('supervisor');
    const bad = (given: object, words: RegExp) =>
      expect(registerPlace(me, given)).rejects.toEqual(refusal('invalid', words));
    await bad({ name: '  ' }, /./);
    await bad({ types: [] }, /至少选择一个场所类别/);
    await bad({ types: ['HOTEL', 'HOTEL'] }, /不能重复/);
    await bad({ types: ['SPACESHIP'] }, /场所类别不存在/);
    await bad({ regionCode: '330481000000' }, /乡镇（街道）或村/);
    await bad({ regionCode: '330481999999' }, /没有代码为/);
    await bad({ lng: 120 }, /经度和纬度要一起填写/);
    await bad({ lng: 30, lat: 120 }, /经度应在/);
    await bad({ uscc: '91330481MA2B000000' }, /校验位|18 位/);
    await bad({ supervisionClass: 'KEY_UNIT' }, /重点单位须由消防救援机构确定/);
    await bad({ attributes: { beds: -1 } }, /床位数.*不能小于 0/);
    await bad({ attributes: { pupils: 3 } }, /没有这一项/);
    await bad({ storeys: 2.5 }, /层数应为整数/);
    await bad({ buildingId: '01936f00-0000-7000-8000-0000000000ff' }, /没有所选的建筑/);
    await bad({ supervisorOrgId: '01936f00-0000-7000-8000-0000000000ff' }, /机构不存在/);
    await bad({ supervisorOrgId: world.pinghu.orgs.brigade }, /不在本县|不存在/);
    await bad({ policeOrgId: world.haining.orgs.brigade }, /不是公安派出所/);
    await bad({ responsiblePerson: { name: '王', phone: '打电话' } }, /电话号码/);
    await bad({ name: '甲\u0000乙' }, /控制字符/);
  });

  test('a grid worker registers places and cannot choose who supervises them', async () => {
    const grid = await world.as('grid');
    await expect(registerPlace(grid)).resolves.toMatchObject({ status: 'OPERATING' });
    await expect(registerPlace(grid, { supervisorOrgId: world.haining.orgs.brigade })).rejects.toEqual(
      refusal('forbidden', /列管机构/),
    );
    await expect(registerPlace(grid, { isHighRisk: true })).rejects.toEqual(refusal('forbidden', /火灾高危单位/));
  });
});

describe('editing', () => {
  test('every field that changed stands in the history with before, after, person and reason', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me, { attributes: { beds: 20 } });
    const key = { countyCode: place.countyCode, id: place.id };
    await me.premises.edit({
      ...key,
      version: 1,
      changes: { name: '许村大酒店', staffCount: 30, attributes: { beds: 40, guestRooms: 25 } },
      reason: '扩建',
    });
    const { items } = await me.premises.history(key);
    expect(items[0]).toMatchObject({ reason: '扩建', actor: expect.stringContaining('海宁市消防救援大队') });
    expect(Object.fromEntries(items[0]?.fields.map((one) => [one.label, [one.before, one.after]]) ?? [])).toEqual({
      '单位（场所）名称': [place.name, '许村大酒店'],
      员工数: [null, '30'],
      床位数: ['20 张', '40 张'],
      客房数: [null, '25 间'],
    });
    expect(items.at(-1)?.fields[0]?.label).toBe('登记建档');
  });

  test('the second of two editors is told to reload', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me);
    const key = { countyCode: place.countyCode, id: place.id, version: 1 };
    await me.premises.edit({ ...key, changes: { floor: '1-3 层' } });
    await expect((await world.as('chief')).premises.edit({ ...key, changes: { floor: '4 层' } })).rejects.toEqual(
      refusal('conflict', /已被他人修改/),
    );
  });

  test('what followed from the class follows it further, what somebody chose stays', async () => {
    const me = await world.as('supervisor');
    const followed = await registerPlace(me, { types: ['HOTEL'] });
    const chosen = await registerPlace(me, { types: ['HOTEL'], industry: 'HEALTH' });
    const change = (id: string) =>
      me.premises.edit({ countyCode: '330481', id, version: 1, changes: { types: ['SCHOOL'] } });
    expect(await change(followed.id)).toMatchObject({
      industry: 'EDUCATION',
      isPublicAssembly: false,
      isCrowded: true,
    });
    expect(await change(chosen.id)).toMatchObject({ industry: 'HEALTH' });
  });

  test('a change of class drops the fields of the former class and says so in the history', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me, { attributes: { guestRooms: 9, keyParts: '厨房' } });
    const after = await me.premises.edit({
      countyCode: '330481',
      id: place.id,
      version: 1,
      changes: { types: ['SCHOOL'] },
    });
    expect(after.attributes).toEqual({ keyParts: '厨房' });
    const { items } = await me.premises.history({ countyCode: '330481', id: place.id });
    expect(items[0]?.fields).toContainEqual({
      field: 'attributes.guestRooms',
      label: '客房数',
      before: '9 间',
      after: null,
    });
  });

  test('a file does not move to another county', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me);
    await expect(
      me.premises.edit({ countyCode: '330481', id: place.id, version: 1, changes: { regionCode: '330482101202' } }),
    ).rejects.toEqual(refusal('invalid', /不能跨县/));
  });
});

describe('building and tenants', () => {
  test('tenants stand in the building, and no building in its own tenant', async () => {
    const me = await world.as('supervisor');
    const building = await registerPlace(me, {
      types: ['HIGHRISE_PUBLIC'],
      name: '海宁大厦',
      height: 60,
      storeys: 15,
      floorArea: 20000,
    });
    const tenant = await registerPlace(me, {
      types: ['CATERING'],
      name: '海宁面馆',
      buildingId: building.id,
      floor: '2 层',
    });
    expect(tenant).toMatchObject({ buildingName: '海宁大厦' });
    expect(tenant.missing.map((field) => field.field)).not.toContain('buildings');
    const seen = await me.premises.get({ countyCode: '330481', id: building.id });
    expect(seen).toMatchObject({ tenantCount: 1, tenants: [{ name: '海宁面馆', floor: '2 层' }] });
    const into = (id: string, buildingId: string) =>
      me.premises.edit({ countyCode: '330481', id, version: 1, changes: { buildingId } });
    await expect(into(building.id, tenant.id)).rejects.toEqual(refusal('invalid', /不能是本单位自己/));
    await expect(into(building.id, building.id)).rejects.toEqual(refusal('invalid', /不能是本单位自己/));
    const pinghu = await registerPlace(await world.as('supervisor', world.pinghu), pinghuPlace);
    await expect(into(tenant.id, pinghu.id)).rejects.toEqual(refusal('invalid', /没有所选的建筑/));
  });
});

describe('duty-holders', () => {
  test('a hand-over ends one tenure the day before the next begins, and keeps both', async () => {
    const me = await world.as('supervisor');
    world.setNow('2026-11-20T12:00:00Z');
    const place = await registerPlace(me, { responsiblePerson: { name: '张一' } });
    const key = { countyCode: place.countyCode, id: place.id };
    // Half past midnight in China.
    world.setNow('2026-11-20T16:30:00Z');
    const after = await me.premises.setHolder({
      ...key,
      kind: 'RESPONSIBLE_PERSON',
      person: { name: '李二', phone: '13800001111' },
      reason: '法人变更',
    });
    expect(after.holders[0]).toMatchObject({
      name: '李二',
      fromOn: '2026-11-21',
      toOn: null,
      phoneMasked: '138****1111',
    });
    expect(after.formerHolders).toMatchObject([{ name: '张一', fromOn: '2026-11-20', toOn: '2026-11-20' }]);
    const { items } = await me.premises.history(key);
    expect(items[0]).toMatchObject({
      reason: '法人变更',
      fields: [{ label: '消防安全责任人', before: '张一', after: '李二' }],
    });
    await expect(
      me.premises.setHolder({ ...key, kind: 'RESPONSIBLE_PERSON', fromOn: '2026-11-20', person: { name: '王三' } }),
    ).rejects.toEqual(refusal('invalid', /现任自 2026-11-21 起任职/));
    const ended = await me.premises.endHolder({
      ...key,
      holderId: after.holders[0]?.id ?? '',
      lastDay: '2026-11-21',
      reason: '离职',
    });
    expect(ended.missing.map((field) => field.field)).toContain('responsiblePerson');
    world.setNow('2026-11-20T01:00:00Z');
  });

  test('a new supervisor is a duty-holder from that day and stands in the list', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me);
    const after = await me.premises.setHolder({
      countyCode: '330481',
      id: place.id,
      kind: 'SUPERVISOR',
      orgId: world.haining.orgs.brigade,
      reason: '大队直管',
    });
    expect(after.supervisorOrgId).toBe(world.haining.orgs.brigade);
    expect(after.holders.find((holder) => holder.kind === 'SUPERVISOR')?.name).toBe('海宁市消防救援大队');
    expect(after.version).toBe(2);
  });

  test('the whole phone number is shown for a reason only, and the audit log keeps it', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me, { responsiblePerson: { name: '张一', phone: '13912345678' } });
    const key = { countyCode: place.countyCode, id: place.id, holderId: place.holders[0]?.id ?? '' };
    await expect(me.premises.unmaskPhone({ ...key, reason: '通知整改' })).resolves.toEqual({ phone: '13912345678' });
    await expect((await world.as('education')).premises.unmaskPhone({ ...key, reason: '通知' })).rejects.toEqual(
      refusal('forbidden', /没有此项权限/),
    );
    const logged = await world.system((work) =>
      work.db
        .selectFrom('app.auditEntry')
        .select(['action', 'detail'])
        .where('subjectId', '=', place.id)
        .where('action', '=', 'premises.unmaskPhone')
        .execute(),
    );
    expect(logged).toEqual([
      { action: 'premises.unmaskPhone', detail: expect.objectContaining({ reason: '通知整改', holder: '张一' }) },
    ]);
    expect(JSON.stringify(logged)).not.toContain('13912345678');
  });
});

describe('status', () => {
  test('a place is closed with a reason, which stays; the same state twice is refused', async () => {
    const me = await world.as('town');
    const place = await registerPlace(me);
    const key = { countyCode: place.countyCode, id: place.id };
    const closed = await me.premises.changeStatus({ ...key, version: 1, status: 'CLOSED', reason: '经营者歇业' });
    expect(closed).toMatchObject({ status: 'CLOSED', version: 2 });
    expect(closed.allowedActions).not.toContain('setHolder');
    await expect(me.premises.changeStatus({ ...key, version: 2, status: 'CLOSED', reason: '再来' })).rejects.toEqual(
      refusal('invalid', /已经是“关停”/),
    );
    await expect(me.premises.setHolder({ ...key, kind: 'FIRE_MANAGER', person: { name: '赵四' } })).rejects.toEqual(
      refusal('conflict', /关停/),
    );
  });
});

describe('files', () => {
  test('floor plans and photos are kept with the place', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me);
    const { default: sharp } = await import('sharp');
    const png = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const stored = await me.files.upload({
      regionCode: place.regionCode,
      file: new File([new Uint8Array(png)], '一层平面图.png'),
    });
    const after = await me.premises.attach({
      countyCode: place.countyCode,
      id: place.id,
      fileIds: [stored.id],
      purpose: 'FLOOR_PLAN',
    });
    expect(after.files).toMatchObject([{ id: stored.id, name: '一层平面图.jpg', purpose: 'FLOOR_PLAN' }]);
    await expect(
      me.premises.attach({
        countyCode: place.countyCode,
        id: place.id,
        fileIds: ['01936f00-0000-7000-8000-0000000000ff'],
        purpose: 'PHOTO',
      }),
    ).rejects.toEqual(refusal('invalid', /没有上传成功/));

    const off = { countyCode: place.countyCode, id: place.id, fileIds: [stored.id], reason: '传错了单位' };
    await expect((await world.as('auditor')).premises.detach(off)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await me.premises.detach(off)).files).toEqual([]);
    await expect(me.premises.detach(off)).rejects.toEqual(refusal('conflict', /已被他人取下/));
    const [latest] = (await me.premises.history({ countyCode: place.countyCode, id: place.id, limit: 1 })).items;
    expect(latest).toMatchObject({
      reason: '传错了单位',
      fields: [{ field: 'files.FLOOR_PLAN', before: '一层平面图.jpg', after: null }],
    });
    // Taken off, not destroyed: what the log names can still be shown.
    expect((await me.files.read({ countyCode: place.countyCode, id: stored.id })).size).toBeGreaterThan(0);
  });
});

describe('who sees what', () => {
  test('county A neither reads nor writes county B', async () => {
    const mine = await registerPlace(await world.as('supervisor'));
    const other = await world.as('supervisor', world.pinghu);
    const key = { countyCode: mine.countyCode, id: mine.id };
    await expect(other.premises.get(key)).rejects.toEqual(refusal('not_found', /没有这个单位/));
    await expect(other.premises.history(key)).rejects.toEqual(refusal('not_found', /没有这个单位/));
    await expect(other.premises.edit({ ...key, version: 1, changes: { name: '改名' } })).rejects.toEqual(
      refusal('not_found', /没有这个单位/),
    );
    await expect(other.premises.changeStatus({ ...key, version: 1, status: 'CLOSED', reason: 'x' })).rejects.toEqual(
      refusal('not_found', /没有这个单位/),
    );
    await expect(other.premises.byCode({ countyCode: mine.countyCode, code: mine.code })).rejects.toEqual(
      refusal('not_found', /没有这个编码/),
    );
    await expect(other.premises.list({ regionCode: '330481000000' })).rejects.toEqual(
      refusal('forbidden', /不在当前岗位的管辖范围/),
    );
    await expect(registerPlace(other)).rejects.toEqual(refusal('forbidden', /管辖范围/));
    await expect(
      other.premises.assign({ field: 'industry', value: 'HEALTH', selection: [key], expectedCount: 1, reason: 'x' }),
    ).rejects.toEqual(refusal('not_found', /不在管辖范围/));
    expect((await other.premises.list({})).items.map((row) => row.countyCode)).not.toContain('330481');
  });

  test('a township sees and registers its own places only', async () => {
    const me = await world.as('supervisor');
    const elsewhere = await registerPlace(me, { regionCode: '330481001000', address: '硖石街道1号' });
    const town = await world.as('town');
    expect(
      (await town.premises.list({ limit: 200 })).items.every((row) => row.regionCode.startsWith('330481101')),
    ).toBe(true);
    await expect(town.premises.get({ countyCode: '330481', id: elsewhere.id })).rejects.toEqual(
      refusal('not_found', /没有这个单位/),
    );
    await expect(registerPlace(town, { regionCode: '330481001000' })).rejects.toEqual(refusal('forbidden', /管辖范围/));
  });

  test('a sector department sees its own industry', async () => {
    const me = await world.as('supervisor');
    const school = await registerPlace(me, { types: ['SCHOOL'] });
    const hotel = await registerPlace(me, { types: ['HOTEL'] });
    const education = await world.as('education');
    const { items } = await education.premises.list({ limit: 200 });
    expect(items.map((row) => row.id)).toContain(school.id);
    expect(new Set(items.map((row) => row.industry))).toEqual(new Set(['EDUCATION']));
    await expect(education.premises.get({ countyCode: '330481', id: hotel.id })).rejects.toEqual(
      refusal('not_found', /没有这个单位/),
    );
    await expect(registerPlace(education, { types: ['HOTEL'], industry: 'HEALTH' })).rejects.toEqual(
      refusal('forbidden', /行业主管部门|本行业/),
    );
  });

  test('a premises account reads its own file and writes nothing', async () => {
    const me = await world.as('supervisor');
    const own = await registerPlace(me);
    const neighbour = await registerPlace(me);
    await world.system((work) =>
      world.server.accounts.open(work, {
        username: 'hotel',
        displayName: '宾馆',
        regionPrefix: own.regionCode,
        password: testPassword,
        premises: { countyCode: own.countyCode, id: own.id, regionCode: own.regionCode },
        mustChangePassword: false,
      }),
    );
    const account = await world.signedIn('hotel');
    const key = { countyCode: own.countyCode, id: own.id };
    expect(await account.premises.get(key)).toMatchObject({ id: own.id, allowedActions: [] });
    expect((await account.premises.list({})).items.map((row) => row.id)).toEqual([own.id]);
    await expect(account.premises.get({ countyCode: neighbour.countyCode, id: neighbour.id })).rejects.toEqual(
      refusal('not_found', /没有这个单位/),
    );
    await expect(account.premises.edit({ ...key, version: 1, changes: { name: '改名' } })).rejects.toEqual(
      refusal('forbidden', /没有此项权限/),
    );
    await expect(account.premises.attach({ ...key, fileIds: [own.id], purpose: 'PHOTO' })).rejects.toEqual(
      refusal('forbidden', /没有此项权限/),
    );
  });
});

describe('QR code', () => {
  test('the picture carries the address of the place, and the code finds it again', async () => {
    const me = await world.as('supervisor');
    const place = await registerPlace(me);
    const key = { countyCode: place.countyCode, id: place.id };
    const png = await me.premises.qr({ ...key, format: 'png' });
    const { default: sharp } = await import('sharp');
    const { default: jsQR } = await import('jsqr');
    const { data, info } = await sharp(await png.arrayBuffer())
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const read = (jsQR as unknown as { default: typeof jsQR }).default ?? jsQR;
    expect(
      (read as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null)(
        new Uint8ClampedArray(data),
        info.width,
        info.height,
      )?.data,
    ).toBe(`http://127.0.0.1/p/330481/${place.code}`);
    const svg = await me.premises.qr(key);
    expect(await svg.text()).toContain('<svg');
    await expect(me.premises.byCode({ countyCode: '330481', code: place.code.toLowerCase() })).resolves.toEqual({
      ...key,
      name: place.name,
    });
    await expect(me.premises.byCode({ countyCode: '330481', code: 'AAAAAAA0' })).rejects.toEqual(
      refusal('invalid', /编码不正确/),
    );
  });
});
