import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import type { FireImportMapping, FireImportOutcome } from '../../contract/index.ts';

let world: World;
let command: Client;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  command = await world.as('command');
});
afterAll(() => world.close());

const county = { countyCode: '330481' };
const avonFile = () =>
  new File(
    [readFileSync(new URL('../../../../db/reference/fires/avon-2014-07.csv', import.meta.url))],
    'avon-2014-07.csv',
  );
const csv = (lines: string[]) => new File([lines.join('\r\n')], '火灾.csv');

const run = (
  client: Client,
  file: File,
  mapping: FireImportMapping,
  extra: Record<string, unknown> = {},
): Promise<FireImportOutcome> =>
  client.fireImport.run({
    ...county,
    file,
    plan: JSON.stringify({ regionCode: '330481000000', orgId: world.haining.orgs.brigade, ...mapping, ...extra }),
  });

/** What a person says of the words of Avon's file, paths by their beginning. */
const values = (causes: readonly string[]) => ({
  category: { Fire: 'FIRE', 'False Alarm': 'FALSE_ALARM', 'Special Service': 'RESCUE' },
  place: {
    'Building > Dwelling': 'RESIDENCE',
    'Building > Other Residential': 'DORMITORY',
    'Building > Non Residential': 'OTHER_BUILDING',
    'Building > Non Residential > Food and Drink': 'CATERING',
    'Road Vehicle > Car': 'CAR',
    'Road Vehicle': 'OTHER_VEHICLE',
    Outdoor: 'OTHER_OUTDOOR',
    'Outdoor > Grassland, woodland and crops': 'VEGETATION',
  },
  cause: Object.fromEntries(
    causes.map((word) => [word, word.startsWith('Deliberate') ? 'ARSON' : word === 'Accidental' ? '' : 'UNKNOWN']),
  ),
});

describe('the incidents of Avon, July 2014', () => {
  let mapping: FireImportMapping;
  test('their headings are understood as they are', async () => {
    const opened = await command.fireImport.open({ ...county, file: avonFile() });
    expect(opened.header).toHaveLength(36);
    expect(opened.mapping.columns).toMatchObject({
      Day: 'day',
      Month: 'month',
      Year: 'year',
      'Time of Call': 'time',
      'Incident Number': 'reference',
      'Incident Category': 'category',
      'Property Type': 'place',
      'Cause of Fire': 'cause',
      'No. of fire fatalities': 'deaths',
      'No. of rescues': 'rescued',
      'X Coordinate': '',
    });
    mapping = opened.mapping;
  });

  test('words nobody knows are listed with how often they occur, and nothing is written', async () => {
    const outcome = await run(command, avonFile(), mapping);
    expect(outcome).toMatchObject({ total: 1084, isWritten: false, failed: 1084 });
    expect(outcome.unknown.category).toEqual({ 'False Alarm': 523, 'Special Service': 217 });
    expect((await command.fires.list(county)).total).toBe(0);
  });

  test('with the words mapped they are 344 fires and 1,084 turn-outs, written once', async () => {
    const first = await run(command, avonFile(), { ...mapping, values: values([]) });
    expect(first).toMatchObject({ total: 1084, fires: 0, failed: 344 });
    const causes = Object.keys(first.unknown.cause ?? {});
    expect(causes).toContain('Accidental');
    const told = { ...mapping, values: values(causes) };
    const checked = await run(command, avonFile(), told);
    expect(checked).toMatchObject({
      total: 1084,
      fires: 344,
      callouts: 1084,
      failed: 0,
      problems: [],
      isWritten: false,
    });
    const written = await run(command, avonFile(), told, { isDryRun: false });
    expect(written).toMatchObject({ fires: 344, callouts: 1084, isWritten: true });
    expect((await command.fires.list({ ...county, isCounted: true, from: '2014-07-01', to: '2014-07-31' })).total).toBe(
      344,
    );
    expect((await command.callouts.list({ ...county, kind: ['FALSE_ALARM'] })).total).toBe(523);
    expect((await command.callouts.list({ ...county, kind: ['RESCUE'] })).total).toBe(217);
    const again = await run(command, avonFile(), told, { isDryRun: false });
    expect(again).toMatchObject({ fires: 0, callouts: 0, skipped: 1084, isWritten: false });
  });

  test('the longest beginning of a path decides, blanks stay unknown, and times are kept', async () => {
    const [car] = (await command.fires.list({ ...county, place: ['CAR'], limit: 1 })).items;
    expect(car?.place).toBe('CAR');
    const page = await command.fires.list({ ...county, search: 'BANES ABBEY', from: '2014-07-01', to: '2014-07-01' });
    const fire = await command.fires.read(
      page.items.find((one) => one.place === 'RESIDENCE') as { countyCode: string; id: string },
    );
    expect(fire.content).toMatchObject({
      alarmAt: '2014-06-30T17:54:02.000Z',
      cause: null,
      lossYuan: null,
      firstItem: 'Furniture/Furnishings - Lampshades',
    });
    expect(fire).toMatchObject({ occurredOn: '2014-07-01', isLate: false, status: 'SUBMITTED', source: 'IMPORT' });
    expect(fire.versions).toHaveLength(1);
  });

  test('what the columns and words meant is remembered for the person alone', async () => {
    const again = await command.fireImport.open({ ...county, file: avonFile() });
    expect(again).toMatchObject({ isRemembered: true, mapping: { values: { category: { Fire: 'FIRE' } } } });
    const other = await (await world.as('supervisor')).fireImport.open({ ...county, file: avonFile() });
    expect(other.isRemembered).toBe(false);
  });
});

describe('a table in Chinese', () => {
  const header = '火灾编号,报警时间,地址,起火场所,起火原因,死亡,受伤,损失';
  const good = 'A1,2025-06-01 08:30,许村镇人民路1号,住宅（居住场所）,吸烟,0,1,12000';
  const open = async (file: File) => (await command.fireImport.open({ ...county, file })).mapping;

  test.each([
    ['a loss below zero', 'A2,2025-06-01 08:30,某路,厂房,吸烟,0,0,-5', /直接财产损失不能为负数/],
    ['deaths that are no number', 'A2,2025-06-01 08:30,某路,厂房,吸烟,一,0,5', /死亡“一”不是数字/],
    ['a day that is none', 'A2,2025-02-30 08:30,某路,厂房,吸烟,0,0,5', /报警时刻缺失或不正确/],
    ['a day in the future', 'A2,2027-02-01 08:30,某路,厂房,吸烟,0,0,5', /晚于现在/],
    ['no address', 'A2,2025-06-01 08:30,,厂房,吸烟,0,0,5', /地址为空/],
    ['the number of another row', 'A1,2025-06-01 08:30,某路,厂房,吸烟,0,0,5', /与第 2 行的编号 A1 相同/],
  ])('with %s says so beside the row, and writes not even the good row', async (_, bad, words) => {
    const file = () => csv([header, good, bad]);
    const before = (await command.fires.list(county)).total;
    const outcome = await run(command, file(), await open(file()), { isDryRun: false });
    expect(outcome).toMatchObject({ total: 2, failed: 1, isWritten: false });
    expect(outcome.problems).toEqual([{ line: 3, message: expect.stringMatching(words) }]);
    expect((await command.fires.list(county)).total).toBe(before);
    const sheet = await command.fireImport.annotate({
      ...county,
      file: file(),
      plan: JSON.stringify({ ...(await open(file())), regionCode: '330481000000', orgId: world.haining.orgs.brigade }),
    });
    expect(sheet.size).toBeGreaterThan(1000);
  });

  test('is refused where division or station are not the person’s, or two columns mean the same', async () => {
    const file = () => csv([header, good]);
    const mapping = await open(file());
    const refused = (words: RegExp) => expect.objectContaining({ message: expect.stringMatching(words) });
    await expect(run(command, file(), mapping, { regionCode: '330482000000' })).rejects.toEqual(
      refused(/默认区划不在本县/),
    );
    await expect(run(command, file(), mapping, { orgId: world.haining.orgs.education })).rejects.toEqual(
      refused(/消防站不存在/),
    );
    await expect(run(command, file(), { ...mapping, columns: { ...mapping.columns, 地址: 'place' } })).rejects.toEqual(
      refused(/有两列都对应“起火场所”/),
    );
    await expect(command.fireImport.run({ ...county, file: file(), plan: '{' })).rejects.toEqual(
      refused(/导入设置不完整/),
    );
    await expect(command.fireImport.open({ ...county, file: new File(['PK'], 'a.xlsx') })).rejects.toEqual(
      expect.objectContaining({ code: 'invalid' }),
    );
  });
});
