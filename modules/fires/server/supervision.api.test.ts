import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { createOrganisationService } from '#modules/organisations/server';
import type { FindingRule } from '../contract/index.ts';
import { createFireBulkStore } from './bulk.store.ts';
import { calloutContent, fireContent, reportFire, victim } from './testkit.ts';

let world: World;
let station: Client;
let command: Client;
let chief: Client;
let xucun: string;
const county = { countyCode: '330481' };
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  xucun = await world.system((work) =>
    createOrganisationService(work).addOrganisation({
      regionCode: '330481101000',
      kind: 'FIRE_STATION',
      name: '海宁市许村消防救援站',
      shortName: '许村站',
      parentId: world.haining.orgs.brigade,
    }),
  );
  station = await world.as('station');
  command = await world.as('command');
  chief = await world.as('chief');
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const countOf = async (rule: FindingRule) =>
  (await command.fireData.summary(county)).counts.find((one) => one.rule === rule);
const open = async (rule: FindingRule) => (await command.fireData.findings({ ...county, rule })).items;

describe('silence', () => {
  test('of a month is missing until the station files or says that there was nothing', async () => {
    const silent = (await open('MISSING_FIRES')).map((one) => [one.subjectId, one.month]);
    expect(silent).toEqual([[xucun, '2026-10-01']]);
    const desk = await command.fireData.desk(county);
    expect(desk.groups.find((group) => group.id === 'silent')).toMatchObject({
      label: '未报送',
      count: 1,
      overdueCount: 1,
    });
    await command.fireData.reportNil({ ...county, orgId: xucun, month: '2026-10-01', kind: 'FIRES' });
    await command.fireData.reportNil({ ...county, orgId: xucun, month: '2026-10-01', kind: 'FIRES' });
    expect(await open('MISSING_FIRES')).toEqual([]);
    expect(await open('MISSING_CALLOUTS')).toHaveLength(1);
    const { months } = await command.fireData.months(county);
    expect(months[0]).toMatchObject({
      month: '2026-10-01',
      isFiresNil: true,
      missing: ['CALLOUTS'],
      dueOn: '2026-11-12',
    });
  });

  test('cannot be declared for a month that runs, nor against records, nor for another body', async () => {
    const nil = (month: string, orgId = xucun) =>
      command.fireData.reportNil({ ...county, orgId, month, kind: 'FIRES' });
    await expect(nil('2026-11-01')).rejects.toEqual(refusal('invalid', /尚未结束/));
    await expect(nil('2026-10-01', world.haining.orgs.education)).rejects.toEqual(refusal('invalid', /没有这个消防站/));
    await reportFire(command, xucun, { ignitedAt: null, alarmAt: '2026-09-03T02:00:00Z', arrivedAt: null });
    await expect(nil('2026-09-01')).rejects.toEqual(refusal('conflict', /已有火灾记录 1 起/));
  });

  test('that a record contradicts later is found', async () => {
    await reportFire(command, xucun, { ignitedAt: null, alarmAt: '2026-10-03T02:00:00Z', arrivedAt: null });
    expect((await open('NIL_CONTRADICTED')).map((one) => one.sentence)).toEqual(['2026-10 已零报告，却有火灾 1 起']);
  });
});

describe('late reports', () => {
  test('of the first report, the follow-up and the final one are found by the times of the rules', async () => {
    const late = await reportFire(
      command,
      xucun,
      { ignitedAt: null, alarmAt: '2026-11-10T02:00:00Z', arrivedAt: null, lossYuan: null },
      'INITIAL',
    );
    expect(late.isLate).toBe(true);
    expect((await open('LATE_INITIAL')).map((one) => one.subjectId)).toContain(late.id);
    expect((await open('LATE_FOLLOW_UP')).map((one) => one.subjectId)).toContain(late.id);
    expect((await open('LATE_FINAL')).map((one) => one.subjectId)).not.toContain(late.id);
    world.setNow('2026-12-11T01:00:00Z');
    command = await world.as('command');
    expect((await open('LATE_FINAL')).map((one) => one.subjectId)).toContain(late.id);
    world.setNow('2026-11-20T01:00:00Z');
    command = await world.as('command');
  });

  test('a division sets its own times from a day on; fires before it keep those of their day', async () => {
    const admin = await world.as('admin');
    const { values } = await command.fireData.rules(county);
    const set = (given: object, regionPrefix = '330481') =>
      admin.fireData.set({
        ...values,
        validFrom: '2026-11-20',
        source: '海消〔2026〕8号',
        ...given,
        regionPrefix,
      });
    await expect(command.fireData.settings({ regionPrefix: '330481' })).rejects.toEqual(refusal('forbidden', /权限/));
    await expect(set({}, '330482')).rejects.toEqual(refusal('forbidden', /只能设置本管辖区划/));
    await expect(set({ validFrom: '2026-11-19' })).rejects.toEqual(refusal('invalid', /不能早于今天/));
    await expect(set({ initialReportHours: 100 })).rejects.toEqual(refusal('invalid', /续报时限不能短于初报时限/));
    await expect(set({ historyLeastMonths: 40 })).rejects.toEqual(refusal('invalid', /最少历史月数/));
    for (const wrong of [
      { initialReportHours: 0 },
      { finalDays: 1.5 },
      { historyThreshold: -1 },
      { monthlyReportDay: 31 },
    ])
      await expect(set(wrong)).rejects.toEqual(expect.objectContaining({ code: 'invalid' }));
    expect((await admin.fireData.settings({ regionPrefix: '330481' })).settings).toHaveLength(1);

    const { settings, inForce } = await set({ initialReportHours: 2, followUpHours: 48 });
    expect(inForce).toEqual({ regionPrefix: '330481', validFrom: '2026-11-20' });
    expect(settings.map(({ regionName }) => regionName)).toEqual(['平台默认', '海宁市']);
    expect(await command.fireData.rules(county)).toMatchObject({
      values: { initialReportHours: 2 },
      regionName: '海宁市',
    });
    expect(await command.fireData.rules({ ...county, day: '2026-11-19' })).toMatchObject({
      values: { initialReportHours: 24 },
    });
    const at = (alarmAt: string) => reportFire(command, xucun, { ignitedAt: null, alarmAt, arrivedAt: null });
    world.setNow('2026-11-20T05:00:00Z');
    command = await world.as('command');
    expect((await at('2026-11-20T02:00:00Z')).isLate).toBe(true);
    expect((await at('2026-11-19T10:00:00Z')).isLate).toBe(false);
    world.setNow('2026-11-20T01:00:00Z');
    command = await world.as('command');
    const entries = await world.system(({ db }) =>
      db.selectFrom('app.auditEntry').select('actor').where('action', '=', 'fires.setReporting').execute(),
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.actor).toContain('管理员');
  });
});

describe('odd records', () => {
  test('a person marks a finding as checked with a reason; it is open again when the record is reported anew', async () => {
    const before = (await countOf('BUILDING_MINOR_AREA'))?.open ?? 0;
    const fire = await reportFire(command, xucun, { lossYuan: 900, burnedArea: 150 });
    expect(fire).toMatchObject({ grade: 'MINOR', doubts: ['BUILDING_MINOR_AREA'] });
    expect(await countOf('BUILDING_MINOR_AREA')).toMatchObject({ open: before + 1 });
    const listed = await command.fires.list({ ...county, doubt: 'BUILDING_MINOR_AREA' });
    expect(listed.items.map((one) => one.id)).toContain(fire.id);
    const mark = {
      ...county,
      rule: 'BUILDING_MINOR_AREA' as const,
      subjectId: fire.id,
      reason: '现场丈量属实，均为空置猪舍',
    };
    await expect(station.fireData.mark(mark)).rejects.toEqual(refusal('forbidden', /没有此项权限/));
    await command.fireData.mark(mark);
    expect(await countOf('BUILDING_MINOR_AREA')).toMatchObject({ open: before, checked: 1 });
    const confirmed = await chief.fires.confirm({ ...county, id: fire.id, version: fire.version });
    expect(await countOf('BUILDING_MINOR_AREA')).toMatchObject({ open: before, checked: 1 });
    expect(confirmed.doubtSentences).toEqual([
      expect.objectContaining({ id: 'BUILDING_MINOR_AREA', checkedReason: mark.reason }),
    ]);
    await command.fires.correct({
      ...county,
      id: fire.id,
      version: confirmed.version,
      content: { ...confirmed.content, burnedArea: 160 },
      reason: '复测',
    });
    expect(await countOf('BUILDING_MINOR_AREA')).toMatchObject({ open: before + 1, checked: 0 });
  });

  test('what is not odd cannot be marked', async () => {
    const fire = await reportFire(command, xucun);
    await expect(
      command.fireData.mark({ ...county, rule: 'NO_LOSS', subjectId: fire.id, reason: '无' }),
    ).rejects.toEqual(refusal('conflict', /已经不存在/));
  });

  test('a month far outside the station’s own past is found, with its mean and how improbable it is', async () => {
    await world.system(async (work) => {
      const bulk = createFireBulkStore(work, '330481', 'DEMO');
      const reporter = { accountId: uuidv7(), name: '测试' };
      const rows = Array.from({ length: 10 }, (_, i) => 10 - i).flatMap((ago) => {
        const month = new Date(Date.UTC(2026, 10 - ago, 5)).toISOString().slice(0, 8);
        return Array.from({ length: ago === 1 ? 25 : 4 }, (_, n) => ({
          content: fireContent(xucun, {
            ignitedAt: null,
            arrivedAt: null,
            alarmAt: `${month}${String((n % 27) + 1).padStart(2, '0')}T03:00:00.000Z`,
          }),
          reportedAt: '2026-11-01T00:00:00.000Z',
          reporter,
        }));
      });
      await bulk.addFires(rows);
    });
    const [found] = await open('OUTSIDE_HISTORY');
    expect(found).toMatchObject({ subjectId: xucun, month: '2026-10-01' });
    expect(found?.sentence).toMatch(/2026-10 火灾 26 起，本站前 9 个月月均 4\.\d 起/);
  });
});

describe('the fact views', () => {
  test('count reported and confirmed fires, never drafts and void ones, and agree with the persons listed', async () => {
    const hurt = [
      victim('DEAD', { diedOn: '2026-11-18', age: 80, states: ['ALONE', 'ELDERLY'] }),
      victim('MINOR', { age: 9 }),
    ];
    const given = { deaths: 1, minorInjuries: 1, victims: hurt, address: '视图' };
    const counted = await reportFire(command, xucun, given);
    await command.fires.save({ id: uuidv7(), content: fireContent(xucun, { address: '视图' }) });
    const gone = await reportFire(command, xucun, { address: '视图' });
    await chief.fires.voidRecord({ ...county, id: gone.id, version: gone.version, reason: '重复' });
    const { rows } = await world.database.jobPool.query(
      `select f.record_id, f.deaths, f.injuries, f.grade_2025, f.deaths_2007, f.is_building,
                array_agg(v.outcome order by v.outcome) as outcomes, array_agg(v.age_band order by v.outcome) as bands,
                min(v.state) as state
         from fires.fire_fact f join fires.victim_fact v on v.county_code = f.county_code and v.fire_id = f.record_id
         where f.county_code = '330481' and f.record_id = any ($1::uuid[]) group by 1, 2, 3, 4, 5, 6`,
      [[counted.id, gone.id]],
    );
    expect(rows).toEqual([
      {
        record_id: counted.id,
        deaths: 1,
        injuries: 1,
        grade_2025: 'GENERAL',
        deaths_2007: 1,
        is_building: true,
        outcomes: ['DEAD', 'MINOR'],
        bands: ['A60_UP', 'A0_17'],
        state: 'ALONE',
      },
    ]);
  });

  test.each(['fire_fact', 'callout_fact', 'victim_fact'])(
    '%s begins with the columns that figures are grouped by',
    async (view) => {
      const { fields } = await world.database.jobPool.query(`select * from fires.${view} limit 0`);
      expect(fields.slice(0, 7).map((field) => field.name)).toEqual([
        'county_code',
        'region_code',
        'township_code',
        'org_id',
        'premises_id',
        'occurred_on',
        'record_id',
      ]);
    },
  );
});

describe('call-outs', () => {
  test('are recorded, corrected and voided with reasons; every after-image stays', async () => {
    const id = uuidv7();
    const fire = await reportFire(command, xucun);
    const made = await command.callouts.record({ id, content: calloutContent(xucun, { fireId: fire.id }) });
    expect(made).toMatchObject({ turnoutSeconds: 60, arrivalSeconds: 540, vehicles: 2 });
    expect((await command.callouts.record({ id, content: calloutContent(xucun, { fireId: fire.id }) })).version).toBe(
      1,
    );
    const changed = await command.callouts.correct({
      ...county,
      id,
      version: 1,
      content: calloutContent(xucun, { fireId: fire.id, vehicles: 3 }),
      reason: '漏计一辆',
    });
    expect(changed.versions.map((one) => [one.action, one.content.vehicles])).toEqual([
      ['record', 2],
      ['correct', 3],
    ]);
    expect((await command.fires.read(fire)).callouts).toMatchObject([
      { id, vehicles: 3, orgName: '海宁市许村消防救援站' },
    ]);
    const gone = await command.callouts.voidRecord({ ...county, id, version: 2, reason: '重复登记' });
    expect(gone).toMatchObject({ isVoid: true, allowedActions: [] });
    expect((await command.callouts.list(county)).items.map((one) => one.id)).not.toContain(id);
    await expect(command.callouts.voidRecord({ ...county, id, version: 3, reason: '再' })).rejects.toEqual(
      refusal('conflict', /已作废/),
    );
  });

  test.each([
    ['an arrival before the alarm', { arrivedAt: '2026-11-18T02:00:00.000Z' }, /到场时间早于/],
    ['negative people', { people: -1 }, /出动人员不能为负数/],
    ['a fire that is no fire', { fireId: uuidv7() }, /关联的火灾记录不存在/],
    ['an unknown division', { regionCode: '330481999999' }, /没有代码为/],
  ])('%s is refused in a sentence', async (_, given, words) => {
    await expect(
      command.callouts.record({ id: uuidv7(), content: { ...calloutContent(xucun), ...given } }),
    ).rejects.toEqual(expect.objectContaining({ message: expect.stringMatching(words) }));
  });
});

describe('published totals', () => {
  const total = {
    regionCode: '330481000000',
    fromOn: '2014-01-01',
    toOn: '2014-12-31',
    measure: 'fires' as const,
    value: 412,
    sourceDocument: '海宁市统计年鉴 2015',
  };

  test('are entered once with their source, withdrawn with a reason, and seen by the county alone', async () => {
    const { id } = await command.fireData.addTotal({ ...total, id: uuidv7() });
    await expect(command.fireData.addTotal({ ...total, value: 413 })).rejects.toEqual(
      refusal('conflict', /已录入为 412/),
    );
    expect((await command.fireData.totals({})).totals).toMatchObject([{ id, value: 412, regionName: '海宁市' }]);
    expect((await (await world.as('command', world.pinghu)).fireData.totals({})).totals).toEqual([]);
    await command.fireData.withdrawTotal({ id, reason: '年鉴勘误' });
    expect((await command.fireData.totals({})).totals).toEqual([]);
    await command.fireData.addTotal({ ...total, value: 413 });
  });

  test.each([
    ['a reversed period', { fromOn: '2013-02-01', toOn: '2013-01-01' }, /止日 2013-01-01 早于起日/],
    ['a period that is not over', { toOn: '2026-12-31' }, /晚于今天/],
    ['a negative total', { fromOn: '2012-01-01', value: -1 }, /不能为负数/],
    ['an unknown division', { regionCode: '330481999999' }, /没有代码为/],
    ['a division of others', { regionCode: '330482000000' }, /管辖范围/],
  ])('%s is refused in a sentence', async (_, given, words) => {
    await expect(command.fireData.addTotal({ ...total, ...given })).rejects.toEqual(
      expect.objectContaining({ message: expect.stringMatching(words) }),
    );
  });
});
