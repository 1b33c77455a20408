import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPremisesAccount, registerHotel } from '#app/testing/county-work.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import type { FireDetail } from '../contract/index.ts';
import { fireContent, reportFire, victim } from './testkit.ts';

let world: World;
let brigade: string;
let station: Client;
let command: Client;
let chief: Client;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  brigade = world.haining.orgs.brigade;
});
beforeEach(async () => {
  world.setNow('2026-11-20T01:00:00Z');
  station = await world.as('station');
  command = await world.as('command');
  chief = await world.as('chief');
});
afterAll(() => world.close());

const key = ({ countyCode, id, version }: FireDetail) => ({ countyCode, id, version });
const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const counted = async () => (await station.fires.list({ countyCode: '330481', isCounted: true })).total;

describe('a fire record', () => {
  test('is entered, reported and confirmed by other eyes, and gets the next number of its county and year', async () => {
    const fire = await reportFire(station, brigade);
    expect(fire).toMatchObject({
      status: 'SUBMITTED',
      stage: 'FINAL',
      number: null,
      grade: 'GENERAL',
      occurredOn: '2026-11-18',
    });
    expect(fire.allowedActions).not.toContain('confirm');
    await expect(station.fires.confirm(key(fire))).rejects.toEqual(refusal('forbidden', /没有此项权限/));
    const confirmed = await command.fires.confirm(key(fire));
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', followUpDueAt: null, finalDueOn: null });
    const [, year, seq] = confirmed.number?.split('-') ?? [];
    const next = await command.fires.confirm(key(await reportFire(station, brigade)));
    expect(next.number).toBe(`330481-${year}-${String(Number(seq) + 1).padStart(5, '0')}`);
    expect(confirmed.events.map((event) => event.action)).toEqual(['draft', 'submit', 'confirm']);
  });

  test('keeps its number when it is void, so there is no gap', async () => {
    const fire = await command.fires.confirm(key(await reportFire(station, brigade)));
    const before = await counted();
    const gone = await chief.fires.voidRecord({ ...key(fire), reason: '与另一条重复' });
    expect(gone).toMatchObject({ status: 'VOID', number: fire.number });
    expect(await counted()).toBe(before - 1);
    const next = await command.fires.confirm(key(await reportFire(station, brigade)));
    expect(Number(next.number?.slice(-5))).toBe(Number(fire.number?.slice(-5)) + 1);
  });

  test('is not confirmed by who entered it or reported it, although that person reviews others', async () => {
    const own = await reportFire(command, brigade);
    await expect(command.fires.confirm(key(own))).rejects.toEqual(refusal('forbidden', /他人审核/));
    const draft = await station.fires.save({ id: uuidv7(), content: fireContent(brigade) });
    const reported = await command.fires.submit(key(draft));
    await expect(command.fires.confirm(key(reported))).rejects.toEqual(refusal('forbidden', /他人审核/));
    expect((await chief.fires.confirm(key(reported))).status).toBe('CONFIRMED');
  });

  test('is confirmed together with others; what may not be confirmed is told and the others stand', async () => {
    const [a, b] = [await reportFire(station, brigade), await reportFire(command, brigade)];
    const items = [a, b].map(({ id, version }) => ({ id, version }));
    const { done, refused } = await command.fires.bulkConfirm({ countyCode: '330481', items });
    expect([done, refused]).toEqual([1, [{ id: b.id, message: expect.stringMatching(/他人审核/) }]]);
    expect((await station.fires.read(a)).status).toBe('CONFIRMED');
    expect((await station.fires.read(b)).status).toBe('SUBMITTED');
  });

  test('goes back with a reason, is changed, and is reported again as what it was', async () => {
    const fire = await reportFire(station, brigade, {}, 'INITIAL');
    const back = await command.fires.giveBack({ ...key(fire), reason: '地址不详' });
    expect(back).toMatchObject({ status: 'RETURNED', returnCount: 1 });
    const before = await counted();
    const saved = await station.fires.save({
      id: fire.id,
      version: back.version,
      content: { ...back.content, address: '许村镇庄湾村人民路18号2幢' },
    });
    expect(await counted()).toBe(before);
    const again = await station.fires.submit(key(saved));
    expect(again).toMatchObject({ status: 'SUBMITTED', stage: 'INITIAL', address: '许村镇庄湾村人民路18号2幢' });
    expect(again.versions.map(({ seq, stage }) => [seq, stage])).toEqual([
      [1, 'INITIAL'],
      [2, 'INITIAL'],
    ]);
  });

  test('is followed up and closed by a final report; each version stays as it was told', async () => {
    const fire = await reportFire(station, brigade, { lossYuan: null, cause: null, causeStage: null }, 'INITIAL');
    expect(fire.followUpDueAt).toBe('2026-11-21T02:20:00.000Z');
    expect(fire.finalDueOn).toBe('2026-12-18');
    await command.fires.confirm(key(fire));
    world.setNow('2026-11-21T01:00:00Z');
    station = await world.as('station');
    const now = await station.fires.read(fire);
    const content = { ...now.content, cause: 'SMOKING', causeStage: 'PRELIMINARY' as const };
    const followed = await station.fires.followUp({ ...key(now), stage: 'FOLLOW_UP', content });
    expect(followed).toMatchObject({
      status: 'SUBMITTED',
      stage: 'FOLLOW_UP',
      followUpDueAt: null,
      number: now.number,
    });
    await expect(station.fires.followUp({ ...key(followed), stage: 'FINAL', content })).rejects.toEqual(
      expect.objectContaining({ data: { fields: { lossYuan: '请填写直接财产损失' } } }),
    );
    const last = await station.fires.followUp({
      ...key(followed),
      stage: 'FINAL',
      content: { ...content, lossYuan: 2_000_000, causeStage: 'DETERMINED' },
    });
    expect(last).toMatchObject({ stage: 'FINAL', finalDueOn: null, lossYuan: 2_000_000 });
    expect(last.versions.map((one) => [one.stage, one.content.cause, one.content.lossYuan])).toEqual([
      ['INITIAL', null, null],
      ['FOLLOW_UP', 'SMOKING', null],
      ['FINAL', 'SMOKING', 2_000_000],
    ]);
    await expect(station.fires.followUp({ ...key(last), stage: 'FINAL', content: last.content })).rejects.toEqual(
      refusal('forbidden', /已作过终报/),
    );
  });

  test('is shown as it stood at any instant', async () => {
    world.setNow('2026-11-19T01:00:00Z');
    station = await world.as('station');
    const fire = await reportFire(station, brigade, { lossYuan: 5000 });
    world.setNow('2026-11-20T01:00:00Z');
    command = await world.as('command');
    const confirmed = await command.fires.confirm(key(fire));
    world.setNow('2026-11-22T01:00:00Z');
    const supervisor = await world.as('supervisor');
    await supervisor.fires.correct({
      ...key(confirmed),
      content: { ...confirmed.content, lossYuan: 9000 },
      reason: '漏计家电',
    });
    const at = async (instant: string) => {
      const { status, version } = await supervisor.fires.asOf({
        countyCode: fire.countyCode,
        id: fire.id,
        at: instant,
      });
      return [status, version?.content.lossYuan ?? null];
    };
    expect(await at('2026-11-18T23:00:00Z')).toEqual([null, null]);
    expect(await at('2026-11-19T12:00:00Z')).toEqual(['SUBMITTED', 5000]);
    expect(await at('2026-11-21T12:00:00Z')).toEqual(['CONFIRMED', 5000]);
    expect(await at('2026-11-23T12:00:00Z')).toEqual(['SUBMITTED', 9000]);
  });

  test('that was confirmed is corrected with a reason, reviewed again, and counts meanwhile', async () => {
    const fire = await command.fires.confirm(key(await reportFire(station, brigade)));
    const before = await counted();
    const supervisor = await world.as('supervisor');
    await expect(supervisor.fires.correct({ ...key(fire), content: fire.content, reason: '无' })).rejects.toEqual(
      refusal('invalid', /没有改动/),
    );
    const corrected = await supervisor.fires.correct({
      ...key(fire),
      content: { ...fire.content, cause: 'SMOKING' },
      reason: '复核认定',
    });
    expect(corrected).toMatchObject({ status: 'SUBMITTED', correctionCount: 1, number: fire.number, cause: 'SMOKING' });
    expect(corrected.versions.at(-1)).toMatchObject({ isCorrection: true, reason: '复核认定', stage: 'FINAL' });
    await expect(supervisor.fires.confirm(key(corrected))).rejects.toEqual(refusal('forbidden', /没有此项权限/));
    const back = await chief.fires.giveBack({ ...key(corrected), reason: '附认定书' });
    expect(await counted()).toBe(before);
    const again = await supervisor.fires.submit(key(back));
    expect(again.versions.at(-1)).toMatchObject({ isCorrection: true });
    expect((await chief.fires.confirm(key(again))).number).toBe(fire.number);
  });

  test('asks for a follow-up when an injured person dies within 30 days after the final report, and not later', async () => {
    const hurt = victim('SERIOUS', { age: 70, states: ['ELDERLY'] });
    const fire = await command.fires.confirm(
      key(await reportFire(station, brigade, { seriousInjuries: 1, victims: [hurt] })),
    );
    expect(fire).toMatchObject({ deaths: 0, injuries: 1, deathsCountUntil: '2026-12-18' });
    world.setNow('2026-12-25T01:00:00Z');
    station = await world.as('station');
    const late = await station.fires.noticeDeath({ ...key(fire), victimId: hurt.id, diedOn: '2026-12-19' });
    expect(late).toMatchObject({ hasDeathNotice: false, followUpDueAt: null });
    const told = await station.fires.noticeDeath({ ...key(late), victimId: hurt.id, diedOn: '2026-12-18' });
    expect(told).toMatchObject({ hasDeathNotice: true, followUpDueAt: '2026-12-25T01:00:00.000Z', deaths: 0 });
    expect(told.deathNotices).toEqual([{ victimId: hurt.id, diedOn: '2026-12-18', counts: true }]);
    const desk = await station.fireData.desk({ countyCode: '330481' });
    expect(desk.groups.find((group) => group.id === 'followUp')?.fires.map((one) => one.id)).toContain(fire.id);
    const followed = await station.fires.followUp({
      ...key(told),
      stage: 'FOLLOW_UP',
      content: {
        ...told.content,
        deaths: 1,
        seriousInjuries: 0,
        victims: [{ ...hurt, outcome: 'DEAD', diedOn: '2026-12-18' }],
      },
    });
    expect(followed).toMatchObject({ hasDeathNotice: false, deaths: 1, injuries: 0, doubts: [] });
  });

  test('saved or reported twice under one id stays one record; another content under it is refused', async () => {
    const id = uuidv7();
    const content = fireContent(brigade, { address: '一次' });
    const first = await station.fires.save({ id, content });
    expect((await station.fires.save({ id, content })).version).toBe(first.version);
    await expect(station.fires.save({ id, content: { ...content, address: '两次' } })).rejects.toEqual(
      refusal('conflict', /同一编号/),
    );
  });

  test('that somebody else changed meanwhile is not overwritten', async () => {
    const fire = await reportFire(station, brigade);
    await command.fires.confirm(key(fire));
    await expect(chief.fires.giveBack({ ...key(fire), reason: '晚了' })).rejects.toEqual(
      refusal('conflict', /已被他人修改/),
    );
  });
});

describe('who sees what', () => {
  test('another county reads nothing, and the premises itself sees no fire record', async () => {
    const fire = await reportFire(station, brigade);
    const stranger = await world.as('command', world.pinghu);
    await expect(stranger.fires.read(fire)).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
    expect((await stranger.fires.list({ countyCode: '330481' })).items).toEqual([]);
    const supervisor = await world.as('supervisor');
    const place = await registerHotel(supervisor, world.haining);
    const linked = await reportFire(station, brigade, { premisesId: place.id, place: 'HOTEL' });
    expect(linked.premisesName).toBe((await supervisor.premises.get(place)).name);
    const owner = await openPremisesAccount(world, place, 'owner.fires');
    await expect(owner.fires.read(linked)).rejects.toEqual(expect.objectContaining({ code: 'forbidden' }));
    const rows = await world.database.within({ region: '330481', premisesId: place.id }, (db) =>
      db.selectFrom('fires.fire').select('id').execute(),
    );
    expect(rows).toEqual([]);
  });
});

describe('what cannot be', () => {
  const save = (given: Parameters<typeof fireContent>[1]) =>
    station.fires.save({ id: uuidv7(), content: { ...fireContent(brigade), ...given } });
  const all = async () => (await station.fires.list({ countyCode: '330481' })).total;

  test.each([
    [
      'a death before the fire',
      { deaths: 1, victims: [victim('DEAD', { diedOn: '2026-11-17' })] },
      /死亡日期 2026-11-17 早于起火日期 2026-11-18/,
    ],
    ['a death in the future', { deaths: 1, victims: [victim('DEAD', { diedOn: '2026-11-21' })] }, /晚于今天/],
    ['a negative loss', { lossYuan: -1 }, /直接财产损失不能为负数/],
    ['negative deaths', { deaths: -1 }, /死亡人数不能为负数/],
    ['an unknown division', { regionCode: '330481999999' }, /没有代码为 330481999999 的区划/],
    ['a division of another county', { regionCode: '330482101202' }, /管辖范围|区划/],
    [
      'an arrival before the alarm',
      { arrivedAt: '2026-11-18T02:00:00.000Z' },
      /到场时间 2026-11-18 10:00 早于报警时间/,
    ],
    ['an alarm before the ignition', { ignitedAt: '2026-11-18T02:25:00.000Z' }, /早于起火时间/],
    [
      'an alarm in the future',
      { alarmAt: '2026-11-21T02:20:00.000Z', arrivedAt: null },
      /报警时间晚于现在（服务器时间 .*校准本机时钟/,
    ],
    ['a floor above the roof', { storeys: 3, fireFloor: 4 }, /起火楼层 4 高于地上层数 3/],
    ['an unknown station', { orgId: uuidv7() }, /消防站不存在/],
    ['premises that do not exist', { premisesId: uuidv7() }, /没有这个单位/],
  ] as [string, Parameters<typeof fireContent>[1], RegExp][])(
    '%s is refused in a sentence and nothing is written',
    async (_, given, words) => {
      const before = await all();
      await expect(save(given)).rejects.toEqual(expect.objectContaining({ message: expect.stringMatching(words) }));
      expect(await all()).toBe(before);
    },
  );

  test('a report without place and casualties is refused at its fields', async () => {
    const draft = await save({ place: null, deaths: null });
    await expect(station.fires.submit(key(draft))).rejects.toEqual(
      expect.objectContaining({
        code: 'invalid',
        data: { fields: { place: '请填写起火场所', deaths: '请填写死亡人数，没有填 0' } },
      }),
    );
    expect((await station.fires.read(draft)).status).toBe('DRAFT');
  });
});

describe('lists', () => {
  test('filters agree with the records, and the export has them all', async () => {
    const mine = await reportFire(station, brigade, {
      address: '许村镇独一无二的地址',
      place: 'HAYSTACK',
      cause: 'SMOKING',
      deaths: 1,
      victims: [victim('DEAD', { diedOn: '2026-11-18' })],
    });
    const ids = async (filter: object) =>
      (await station.fires.list({ countyCode: '330481', ...filter })).items.map((one) => one.id);
    const only = { search: '独一无二' };
    expect(await ids(only)).toEqual([mine.id]);
    expect(
      await ids({ ...only, placeGroup: ['OUTDOOR'], isFatal: true, from: '2026-11-18', to: '2026-11-18' }),
    ).toEqual([mine.id]);
    expect(await ids({ ...only, placeGroup: ['BUILDING'] })).toEqual([]);
    expect(await ids({ ...only, hourFrom: 11 })).toEqual([]);
    const file = await station.fires.export({ countyCode: '330481', ...only });
    expect(file.size).toBeGreaterThan(1000);
  });

  test('pages follow one another without gap or repetition', async () => {
    const whole = (await station.fires.list({ countyCode: '330481', limit: 200 })).items.map((one) => one.id);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await station.fires.list({ countyCode: '330481', limit: 3, ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(whole);
  });
});
