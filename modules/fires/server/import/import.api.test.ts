import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { createLog } from '#platform/server/log.ts';
import { importJob } from '#platform/server/table-import/index.ts';
import type { FireImportMapping, FireImportOptions, FireImportState } from '../../contract/index.ts';
import { fireTables } from './importing.ts';

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

const job = (name: string) =>
  world.server.modules.flatMap((module) => module.jobs ?? []).find((one) => one.name === name);
const upload = (client: Client, file: File, regionCode = '330481000000') =>
  client.fireImport.upload({ regionCode, file });

/** Checks an upload as the worker does; what is not given is as suggested. */
async function check(
  client: Client,
  { countyCode, id, mapping }: FireImportState,
  given: { mapping?: FireImportMapping; options?: Partial<FireImportOptions> } = {},
): Promise<FireImportState> {
  const options = { orgId: world.haining.orgs.brigade ?? null, ...given.options };
  await client.fireImport.check({ countyCode, id, mapping: given.mapping ?? mapping, options });
  await job('fires.import')?.run({ countyCode, id });
  return client.fireImport.get({ countyCode, id });
}
async function commit(client: Client, { countyCode, id }: FireImportState): Promise<FireImportState> {
  await client.fireImport.commit({ countyCode, id });
  await job('fires.import')?.run({ countyCode, id });
  return client.fireImport.get({ countyCode, id });
}
const fireCount = async () => (await command.fires.list(county)).total;
const refused = (words: RegExp) => expect.objectContaining({ message: expect.stringMatching(words) });

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
  let opened: FireImportState;
  test('their headings are understood as they are', async () => {
    opened = await upload(command, avonFile());
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
    expect(opened).toMatchObject({ status: 'UPLOADED', missing: [], isRemembered: false });
  });

  test('words nobody knows are listed with how often they occur, and nothing is written', async () => {
    const checked = await check(command, opened);
    expect(checked).toMatchObject({ status: 'CHECKED', totalRows: 1084, createdRows: 0, failedRows: 1084 });
    expect(checked.unknownValues.category).toEqual({ 'False Alarm': 523, 'Special Service': 217 });
    expect(checked.allowedActions).not.toContain('commit');
    await expect(command.fireImport.commit(checked)).rejects.toEqual(refused(/还有 1084 行不能导入/));
    expect(await fireCount()).toBe(0);
  });

  test('with the words mapped they are 344 fires and 1,084 turn-outs, written once', async () => {
    const first = await check(command, opened, { mapping: { ...opened.mapping, values: values([]) } });
    expect(first).toMatchObject({ totalRows: 1084, failedRows: 344, records: { fires: 0 } });
    const causes = Object.keys(first.unknownValues.cause ?? {});
    expect(causes).toContain('Accidental');
    const checked = await check(command, opened, { mapping: { ...opened.mapping, values: values(causes) } });
    expect(checked).toMatchObject({
      totalRows: 1084,
      createdRows: 1084,
      records: { fires: 344, callouts: 1084 },
      failedRows: 0,
      problems: [],
      hasResult: false,
    });
    expect(await fireCount()).toBe(0);
    expect(await commit(command, checked)).toMatchObject({ status: 'DONE', records: { fires: 344, callouts: 1084 } });
    expect((await command.fires.list({ ...county, isCounted: true, from: '2014-07-01', to: '2014-07-31' })).total).toBe(
      344,
    );
    expect((await command.callouts.list({ ...county, kind: ['FALSE_ALARM'] })).total).toBe(523);
    expect((await command.callouts.list({ ...county, kind: ['RESCUE'] })).total).toBe(217);
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
    expect(fire.versions[0]?.actor).toMatch(/（.+）/);
  });

  test('the same file again is known, its words are remembered for the person alone, and nothing is written twice', async () => {
    const again = await upload(command, avonFile());
    expect(again).toMatchObject({ isRemembered: true, mapping: { values: { category: { Fire: 'FIRE' } } } });
    const other = await upload(await world.as('supervisor'), avonFile());
    expect(other.isRemembered).toBe(false);
    const checked = await check(command, again);
    expect(checked).toMatchObject({ createdRows: 0, skippedRows: 1084, records: { fires: 0, callouts: 0 } });
    await expect(command.fireImport.commit(checked)).rejects.toEqual(refused(/没有新的警情/));
    const { items } = await command.fireImport.list({ regionCode: '330481000000' });
    expect(items.map(({ status }) => status).sort()).toEqual(['CHECKED', 'DONE', 'UPLOADED']);
  });
});

describe('a table in Chinese', () => {
  const header = '火灾编号,报警时间,地址,起火场所,起火原因,死亡,受伤,损失';
  const good = 'A1,2025-06-01 08:30,许村镇人民路1号,住宅（居住场所）,吸烟,0,1,12000';

  test.each([
    ['a loss below zero', 'A2,2025-06-01 08:30,某路,厂房,吸烟,0,0,-5', /直接财产损失不能为负数/],
    ['deaths that are no number', 'A2,2025-06-01 08:30,某路,厂房,吸烟,一,0,5', /死亡“一”不是数字/],
    ['a day that is none', 'A2,2025-02-30 08:30,某路,厂房,吸烟,0,0,5', /报警时刻缺失或不正确/],
    ['a day in the future', 'A2,2027-02-01 08:30,某路,厂房,吸烟,0,0,5', /晚于现在/],
    ['no address', 'A2,2025-06-01 08:30,,厂房,吸烟,0,0,5', /地址为空/],
    ['the number of another row', 'A1,2025-06-01 08:30,某路,厂房,吸烟,0,0,5', /与第 2 行的编号 A1 相同/],
  ])('with %s says so beside the row, and writes not even the good row', async (_, bad, words) => {
    const before = await fireCount();
    const checked = await check(command, await upload(command, csv([header, good, bad])));
    expect(checked).toMatchObject({ totalRows: 2, createdRows: 1, failedRows: 1, hasResult: true });
    expect(checked.problems).toEqual([{ line: 3, message: expect.stringMatching(words) }]);
    await expect(command.fireImport.commit(checked)).rejects.toEqual(refused(/还有 1 行不能导入/));
    expect(await fireCount()).toBe(before);
    expect((await command.fireImport.result(checked)).size).toBeGreaterThan(1000);
  });

  test('without numbers is known by time, address, kind and station, so that a second upload writes nothing twice', async () => {
    const rows = [
      '报警时间,地址,起火场所,所属乡镇',
      '2025-07-01 08:30,人民路7号,厂房,许村镇',
      '2025-07-01 09:30,人民路7号,厂房,许村镇',
    ];
    const checked = await check(command, await upload(command, csv(rows)));
    expect(await commit(command, checked)).toMatchObject({ status: 'DONE', records: { fires: 2, callouts: 2 } });
    const { items } = await command.fires.list({ ...county, from: '2025-07-01', to: '2025-07-01' });
    expect(items.map(({ regionCode }) => regionCode)).toEqual(['330481101000', '330481101000']);
    expect(await check(command, await upload(command, csv(rows)))).toMatchObject({ createdRows: 0, skippedRows: 2 });
    const doubled = await check(
      command,
      await upload(command, csv([...rows, rows[1]?.replace('7号', '8号') ?? '', rows[1]?.replace('7号', '8号') ?? ''])),
    );
    expect(doubled.problems).toEqual([{ line: 5, message: expect.stringContaining('与第 4 行的时间、地址') }]);
  });

  test('is refused where division or station are not the person’s, or the columns cannot be', async () => {
    await expect(upload(command, csv([header, good]), '330482000000')).rejects.toEqual(refused(/管辖范围/));
    await expect(upload(command, csv([header, good]), '330000000000')).rejects.toEqual(refused(/请选择到县/));
    const opened = await upload(command, csv([header, good]));
    await expect(check(command, opened, { options: { orgId: world.haining.orgs.education ?? null } })).rejects.toEqual(
      refused(/消防站不存在/),
    );
    await expect(check(command, opened, { options: { orgId: null } })).rejects.toEqual(refused(/请选择默认消防站/));
    const twice = { columns: { ...opened.mapping.columns, 地址: 'place' }, values: {} };
    await expect(check(command, opened, { mapping: twice })).rejects.toEqual(refused(/有两列都对应“起火场所”/));
    const timeless = await upload(command, csv(['地址,起火场所', '人民路1号,厂房']));
    expect(timeless.missing).toEqual(['报警时间']);
    await expect(check(command, timeless)).rejects.toEqual(refused(/缺少必需的列：报警时间/));
    expect(await command.fireImport.get(timeless)).toMatchObject({ status: 'UPLOADED' });
  });

  test.each([
    ['empty', new File([], '火灾.xlsx'), /空/],
    [
      'a page of the web with the name of a workbook',
      new File(['<html><table><tr><td>地址</td></tr></table></html>'], '火灾.xlsx'),
      /./,
    ],
    ['only headings', csv([header]), /只有表头/],
    ['cut off', new File(['PK'], 'a.xlsx'), /./],
    [
      'a cell of ten megabytes',
      csv([header, `A9,2025-06-01 08:30,${'路'.repeat(3_500_000)},厂房,吸烟,0,0,5`]),
      /过长|超长/,
    ],
  ])('that is %s is refused with a sentence, and no import is begun', async (_, file, words) => {
    const before = (await command.fireImport.list({})).total;
    await expect(upload(command, file)).rejects.toEqual(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(words) }),
    );
    expect((await command.fireImport.list({})).total).toBe(before);
  });
});

describe('all rows or none', () => {
  const many = (name: string, n: number) =>
    csv([
      '警情编号,报警时间,地址,起火场所',
      ...Array.from({ length: n }, (_, i) => `${name}${i},2025-03-01 08:30,人民路${i}号,厂房`),
    ]);

  test('a server killed in the last batch leaves nothing, the clock says so, and it can be started again', async () => {
    const checked = await check(command, await upload(command, many('断电', 2500)));
    const { countyCode, id } = checked;
    await command.fireImport.commit(checked);
    const before = await fireCount();
    // It reaches the database to take up the import, for its two connections, and to tell of two batches; then no more.
    const { database } = world.environment;
    let reached = 0;
    const dying = new Proxy(database, {
      get: (target, key) =>
        key === 'asJob'
          ? (task: Parameters<typeof database.asJob>[0]) => {
              reached += 1;
              return reached <= 5 ? target.asJob(task) : Promise.reject(new Error('killed'));
            }
          : Reflect.get(target, key),
    });
    const killed = importJob(
      { environment: { ...world.environment, database: dying }, files: world.files, log: createLog('silent') },
      fireTables,
    );
    await expect(killed.run({ countyCode, id })).rejects.toThrow('killed');
    expect(await command.fireImport.get(checked)).toMatchObject({ status: 'IMPORTING', doneRows: 2000 });
    expect(await fireCount()).toBe(before);
    world.setNow(new Date(world.now().getTime() + 120_000).toISOString());
    await job('fires.give-up-imports')?.run({});
    const failed = await command.fireImport.get(checked);
    expect(failed).toMatchObject({ status: 'FAILED', message: expect.stringContaining('请重新检查后再导入') });
    expect(await commit(command, await check(command, failed))).toMatchObject({
      status: 'DONE',
      records: { fires: 2500 },
    });
    expect(await fireCount()).toBe(before + 2500);
  });

  test('cancelling while rows are written undoes them', async () => {
    const checked = await check(command, await upload(command, many('取消', 3000)));
    const before = await fireCount();
    await command.fireImport.commit(checked);
    const running = job('fires.import')?.run({ countyCode: checked.countyCode, id: checked.id });
    while ((await command.fireImport.get(checked)).doneRows < 1000);
    expect(await command.fireImport.cancel(checked)).toMatchObject({ status: 'CANCELLED' });
    await running;
    expect(await command.fireImport.get(checked)).toMatchObject({ status: 'CANCELLED' });
    expect(await fireCount()).toBe(before);
  });

  test('two imports of the same rows at once make no duplicates', async () => {
    const supervisor = await world.as('supervisor');
    const before = await fireCount();
    const [one, two] = [
      await check(command, await upload(command, many('并行', 1200))),
      await check(supervisor, await upload(supervisor, many('并行', 1200))),
    ];
    await command.fireImport.commit(one);
    await supervisor.fireImport.commit(two);
    await Promise.all([one, two].map(({ countyCode, id }) => job('fires.import')?.run({ countyCode, id })));
    const ends = [await command.fireImport.get(one), await supervisor.fireImport.get(two)];
    expect(ends.map(({ status }) => status)).toEqual(['DONE', 'DONE']);
    expect(ends.map(({ createdRows }) => createdRows).sort((a, b) => a - b)).toEqual([0, 1200]);
    expect(await fireCount()).toBe(before + 1200);
  });
});

test('a colleague looks at an import and does not touch it; another county sees none', async () => {
  const opened = await upload(command, csv(['报警时间,地址', '2025-07-02 08:30,人民路9号']));
  const supervisor = await world.as('supervisor');
  expect(await supervisor.fireImport.get(opened)).toMatchObject({ fileName: '火灾.csv', allowedActions: [] });
  await expect(supervisor.fireImport.cancel(opened)).rejects.toEqual(refused(/请由本人继续或取消/));
  const stranger = await world.as('supervisor', world.pinghu);
  await expect(stranger.fireImport.get(opened)).rejects.toEqual(refused(/没有这次导入/));
  // An import of places is none of fires.
  await expect(supervisor.premisesImport.get(opened)).rejects.toEqual(refused(/没有这次导入/));
});
