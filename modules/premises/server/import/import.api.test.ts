import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { verifyAudit } from '#platform/server/audit.ts';
import { createLog } from '#platform/server/log.ts';
import { readTable } from '#platform/server/spreadsheet/index.ts';
import { importJob } from '#platform/server/table-import/index.ts';
import { registerPlace } from '../testkit.ts';
import { premisesTables } from './importing.ts';
import { checkFile, commitImport, csv, runQueued } from './testkit.ts';

let world: World;
let supervisor: Client;
beforeAll(async () => {
  world = await createWorld();
  supervisor = await world.as('supervisor');
});
afterAll(() => world.close());

const header = ['单位名称', '村社区', '地址', '场所类别', '建筑面积', '负责人', '联系电话'];
const good = (name: string, i = 1) => [
  name,
  '许村镇庄湾村',
  `许村镇庄湾村人民路${i}号`,
  '托儿所、幼儿园',
  '860㎡',
  '张三',
  '13900001234',
];
const count = (search: string, client: Client = supervisor) =>
  client.premises.list({ search, sort: 'name', limit: 50 }).then((page) => page.total);
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a template', () => {
  test('that is filled in comes back as registered places with everything that was written', async () => {
    const blob = await supervisor.premisesImport.template({ types: ['HOTEL'] });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await blob.arrayBuffer()) as never);
    const sheet = workbook.getWorksheet('单位') as ExcelJS.Worksheet;
    const titles = (sheet.getRow(1).values as string[]).slice(1);
    expect(titles).toContain('单位（场所）名称*');
    expect(titles).toContain('客房数');
    const row: Record<string, string | number> = {
      '单位（场所）名称*': '模板往返大酒店',
      '所属村（社区）*': '浙江省嘉兴市海宁市许村镇庄湾村村民委员会',
      '详细地址*': '人民路88号',
      '场所类别*': '宾馆（旅馆、饭店）；餐饮场所',
      监管类别: '一般单位',
      经度: 120.4301,
      纬度: '30°26′10.32″',
      员工数: 35,
      建筑面积: '1,860.5',
      客房数: 42,
      耐火等级: '二级',
      消防设施: '灭火器、火灾自动报警系统',
      维护保养合同到期日: '2027年3月1日',
      消防安全责任人: '李四',
      责任人电话: '0573-87001234',
    };
    titles.forEach((title, i) => {
      if (row[title] !== undefined) sheet.getRow(2).getCell(i + 1).value = row[title];
    });
    const file = new File([await workbook.xlsx.writeBuffer()], '单位.xlsx');
    const checked = await checkFile(world, supervisor, file);
    expect(checked).toMatchObject({
      status: 'CHECKED',
      totalRows: 1,
      problems: [],
      createdRows: 1,
      failedRows: 0,
      missing: [],
      doubtful: [],
    });
    expect(await count('模板往返')).toBe(0);
    expect(await commitImport(world, supervisor, checked)).toMatchObject({
      status: 'DONE',
      createdRows: 1,
      allowedActions: [],
    });
    const [found] = (await supervisor.premises.list({ search: '模板往返', sort: 'name', limit: 50 })).items;
    const place = await supervisor.premises.get({ countyCode: '330481', id: found?.id as string });
    expect(place).toMatchObject({
      regionCode: '330481101201',
      types: ['HOTEL', 'CATERING'],
      supervisionClass: 'GENERAL',
      staffCount: 35,
      floorArea: 1860.5,
      lng: 120.4301,
      coordinateSource: 'IMPORT',
      attributes: {
        guestRooms: 42,
        fireResistance: '2',
        facilities: ['EXTINGUISHERS', 'ALARM'],
        maintenanceUntil: '2027-03-01',
      },
      isCrowded: true,
      industry: 'PUBLIC_SECURITY',
    });
    expect(place.lat).toBeCloseTo(30.4362, 6);
    expect(place.holders).toMatchObject([
      { kind: 'RESPONSIBLE_PERSON', name: '李四', phoneMasked: expect.stringContaining('*') },
      {},
      {},
      {},
    ]);
    const { items } = await supervisor.premises.history({ countyCode: '330481', id: place.id, limit: 10 });
    expect(items[0]).toMatchObject({ actor: expect.stringContaining('海supervisor'), reason: '批量导入：单位.xlsx' });
  });

  test('opens with lists to choose from and explains every column', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await (await supervisor.premisesImport.template({})).arrayBuffer()) as never);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['单位', '填写说明', '可选值']);
    const types = workbook.getWorksheet('单位')?.getRow(1).values as string[];
    const column = types.indexOf('状态');
    expect(workbook.getWorksheet('单位')?.getCell(2, column).dataValidation).toMatchObject({ type: 'list' });
    const explained = new Set<string>();
    workbook.getWorksheet('填写说明')?.eachRow((row) => explained.add(String(row.getCell(1).value)));
    for (const title of types.slice(1)) expect(explained).toContain(title.replace('*', ''));
  });
});

describe('reading a file', () => {
  test('takes GB18030 as Excel and WPS save it, and a Baidu point to where it is', async () => {
    const bytes = iconv.encode(
      ['名称,乡镇,地址,业态,经度,纬度', '䶮记面馆,许村镇,人民路9号,餐馆,116.41036949,39.92133699'].join('\r\n'),
      'gb18030',
    );
    const checked = await checkFile(world, supervisor, new File([new Uint8Array(bytes)], '台账.csv'), {
      options: { coordinateSystem: 'BD09' },
    });
    expect(checked).toMatchObject({
      failedRows: 0,
      createdRows: 1,
      mapping: { columns: { 名称: 'name', 乡镇: 'regionCode', 地址: 'address', 业态: 'types' } },
    });
    await commitImport(world, supervisor, checked);
    const [place] = (await supervisor.premises.list({ search: '䶮记', sort: 'name', limit: 5 })).items;
    expect(place?.name).toBe('䶮记面馆');
    expect(place?.types).toEqual(['CATERING']);
    expect(place?.lng).toBeCloseTo(116.397, 2);
    expect(place?.lng).not.toBeCloseTo(116.41, 2);
  });

  test('remembers what this person said about such headings, and about words it did not know', async () => {
    const odd = ['甲', '乙', '丙', '丁'];
    const file = () => csv([odd, ['记忆一号店', '许村镇', '记忆路1号', '桌游吧']]);
    const first = await supervisor.premisesImport.upload({ regionCode: '330481000000', file: file() });
    expect(first.missing).toHaveLength(4);
    const mapping = { columns: { 甲: 'name', 乙: 'regionCode', 丙: 'address', 丁: 'types' }, values: {} };
    const unknown = await checkFile(world, supervisor, file(), { mapping });
    expect(unknown).toMatchObject({ failedRows: 1, unknownValues: { types: { 桌游吧: 1 } } });
    const { countyCode, id } = unknown;
    await supervisor.premisesImport.check({
      countyCode,
      id,
      mapping: { ...mapping, values: { types: { 桌游吧: 'ESCAPE_ROOM' } } },
      options: {},
    });
    await runQueued(world, unknown);
    expect(await supervisor.premisesImport.get({ countyCode, id })).toMatchObject({
      status: 'CHECKED',
      failedRows: 0,
      createdRows: 1,
    });
    const again = await supervisor.premisesImport.upload({ regionCode: '330481000000', file: file() });
    expect(again.mapping).toEqual({ columns: mapping.columns, values: { types: { 桌游吧: 'ESCAPE_ROOM' } } });
    const other = await (await world.as('town')).premisesImport.upload({ regionCode: '330481101000', file: file() });
    expect(other.mapping.columns.甲).toBe('');
  });

  test('refuses what is no table, has no data or leaves out a required column with a sentence', async () => {
    const upload = (file: File) => supervisor.premisesImport.upload({ regionCode: '330481000000', file });
    await expect(upload(new File(['%PDF-1.7'], '台账.xlsx'))).rejects.toThrow('这是 PDF 文件');
    await expect(upload(new File([], '台账.xlsx'))).rejects.toThrow('空');
    await expect(upload(csv([header]))).rejects.toThrow('只有表头');
    await expect(
      supervisor.premisesImport.upload({ regionCode: '330000000000', file: csv([header, good('省里')]) }),
    ).rejects.toThrow('请选择到县');
    const { countyCode, id, mapping } = await upload(csv([header.slice(0, 3), good('缺列').slice(0, 3)]));
    await expect(supervisor.premisesImport.check({ countyCode, id, mapping, options: {} })).rejects.toThrow(
      '缺少必需的列：场所类别',
    );
    await expect(
      supervisor.premisesImport.check({
        countyCode,
        id,
        mapping: { columns: { 单位名称: 'name', 地址: 'name' } },
        options: {},
      }),
    ).rejects.toThrow('有两列都对应');
    await expect(supervisor.premisesImport.commit({ countyCode, id })).rejects.toThrow('请先检查');
  });
});

describe('bad rows', () => {
  test('stop the whole file; the annotated file says why, and imports once it is corrected', async () => {
    const bad = csv([
      header,
      good('改错一号', 1),
      ['改错二号', '许村镇不存在村', '人民路2号', '托儿所、幼儿园', '很大', '', '13900001234'],
      ['', '许村镇', '人民路3号', '咖啡书吧', '-5', '', ''],
      good('改错一号', 1),
    ]);
    const checked = await checkFile(world, supervisor, bad);
    expect(checked).toMatchObject({ status: 'CHECKED', totalRows: 4, createdRows: 1, failedRows: 3, hasResult: true });
    expect(checked.allowedActions).not.toContain('commit');
    expect(checked.problems).toEqual([
      { line: 3, message: expect.stringMatching(/“建筑面积”应填数字，现为“很大”.*没有“不存在村”.*没有姓名/) },
      { line: 4, message: expect.stringMatching(/“咖啡书吧”不认识.*缺少“单位（场所）名称”.*不能小于 0/) },
      { line: 5, message: '与第 2 行的名称和地址相同，请删除重复的一行' },
    ]);
    const { countyCode, id } = checked;
    await expect(supervisor.premisesImport.commit({ countyCode, id })).rejects.toThrow('还有 3 行不能导入');
    expect(await count('改错')).toBe(0);

    const annotated = await bytesOf(await supervisor.premisesImport.result({ countyCode, id }));
    const table = await readTable(annotated, '检查结果.xlsx');
    expect(table.header).toEqual(header);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(annotated.buffer as never);
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
    expect(sheet.getCell('A2').value).toBe('通过');
    expect(String(sheet.getCell('A3').value)).toContain('没有“不存在村”');
    expect(sheet.getCell('F3').fill).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } });

    sheet.getRow(3).values = [
      '',
      ...['改错二号', '许村镇庄湾村', '人民路2号', '托儿所、幼儿园', '320', '王五', '13900001234'],
    ];
    sheet.getRow(4).values = ['', ...['改错三号', '许村镇', '人民路3号', '餐饮', '50', '', '']];
    sheet.spliceRows(5, 1);
    const corrected = await checkFile(
      world,
      supervisor,
      new File([await workbook.xlsx.writeBuffer()], '检查结果.xlsx'),
    );
    expect(corrected).toMatchObject({ failedRows: 0, createdRows: 3 });
    expect(await commitImport(world, supervisor, corrected)).toMatchObject({ status: 'DONE', createdRows: 3 });
    expect(await count('改错')).toBe(3);
  });

  test('of another division, or that decide what others decide, are refused row by row', async () => {
    const town = await world.as('town');
    const rows = csv([
      [...header, '监管类别', '火灾高危单位'],
      [...good('越权一号', 41), '', ''],
      ['越权二号', '硖石街道', '西山路1号', '餐饮', '', '', '', '', ''],
      [...good('越权三号', 43), '重点单位', ''],
      [...good('越权四号', 44), '', '是'],
    ]);
    const checked = await checkFile(world, town, rows, { regionCode: '330481101000' });
    expect(checked.problems.map(({ line, message }) => [line, message])).toEqual([
      [3, expect.stringContaining('不在当前岗位的管辖范围内')],
      [4, expect.stringContaining('重点单位由消防救援机构确定')],
      [5, expect.stringContaining('不能确定“火灾高危单位”')],
    ]);
    const brigade = await checkFile(world, supervisor, rows);
    expect(brigade).toMatchObject({ failedRows: 0, createdRows: 4 });
    await commitImport(world, supervisor, brigade);
    const [key] = (await supervisor.premises.list({ search: '越权三号', sort: 'name', limit: 5 })).items;
    expect(key).toMatchObject({
      isKeyUnit: true,
      supervisionClass: 'KEY_UNIT',
      supervisorOrgId: world.haining.orgs.brigade,
    });
  });

  test('with formulas come out as text that nothing calculates', async () => {
    const checked = await checkFile(
      world,
      supervisor,
      csv([header, ['=HYPERLINK("http://x","甲")', '不存在村', '@SUM(1)', '餐饮', '', '', '']]),
    );
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await bytesOf(await supervisor.premisesImport.result(checked))).buffer as never);
    const cell = workbook.worksheets[0]?.getCell('B2');
    expect(cell?.type).toBe(ExcelJS.ValueType.String);
    expect(cell?.formula).toBeUndefined();
    expect(cell?.value).toBe('=HYPERLINK("http://x","甲")');
  });
});

describe('places that are registered already', () => {
  test('are changed where the row says more, with history and handed-over duties, and otherwise left alone', async () => {
    const place = await registerPlace(supervisor, {
      name: '更新一号宾馆',
      address: '许村镇更新路1号',
      floorArea: 500,
      staffCount: 8,
      responsiblePerson: { name: '赵一', phone: '13900000001' },
    });
    const same = await registerPlace(supervisor, { name: '更新二号宾馆', address: '许村镇更新路2号' });
    const rows = (area: string, chief: string) =>
      csv([
        ['单位名称', '地址', '村社区', '场所类别', '建筑面积', '法人', '状态'],
        ['更新一号宾馆', '许村镇更新路１号', '许村镇庄湾村', '宾馆', area, chief, '停业'],
        ['更新二号宾馆', '许村镇更新路2号', '', '', '', '', ''],
      ]);
    const checked = await checkFile(world, supervisor, rows('900', '钱二'));
    expect(checked).toMatchObject({ createdRows: 0, updatedRows: 1, skippedRows: 1, failedRows: 0 });
    await commitImport(world, supervisor, checked);
    const after = await supervisor.premises.get({ countyCode: '330481', id: place.id });
    expect(after).toMatchObject({
      name: '更新一号宾馆',
      floorArea: 900,
      staffCount: 8,
      status: 'SUSPENDED',
      version: place.version + 1,
    });
    expect(after.holders[0]).toMatchObject({ kind: 'RESPONSIBLE_PERSON', name: '钱二' });
    expect(after.formerHolders[0]).toMatchObject({ name: '赵一' });
    const { items } = await supervisor.premises.history({ countyCode: '330481', id: place.id, limit: 10 });
    expect(items[0]?.fields.map(({ field }) => field).sort()).toEqual([
      'duty.RESPONSIBLE_PERSON',
      'floorArea',
      'status',
    ]);
    expect((await supervisor.premises.get({ countyCode: '330481', id: same.id })).version).toBe(same.version);

    const again = await checkFile(world, supervisor, rows('900', '钱二'));
    expect(again).toMatchObject({ updatedRows: 0, skippedRows: 2 });
    await expect(supervisor.premisesImport.commit(again)).rejects.toThrow('没有需要新增或更新的单位');
    expect(await checkFile(world, supervisor, rows('1000', '孙三'), { options: { existing: 'SKIP' } })).toMatchObject({
      updatedRows: 0,
      skippedRows: 2,
    });
  });

  test('are found by their code whatever they are called now, and an unknown code is refused', async () => {
    const place = await registerPlace(supervisor, { name: '编码旧名' });
    const checked = await checkFile(
      world,
      supervisor,
      csv([
        ['单位编码', '名称', '建筑面积'],
        [place.code, '编码新名', '77'],
        ['2222222', '没有的', '1'],
      ]),
    );
    expect(checked).toMatchObject({ updatedRows: 1, failedRows: 1 });
    expect(checked.problems[0]?.message).toMatch(/没有编码|7 位编码/);
  });
});

describe('all or nothing', () => {
  test('a process killed in the last batch leaves nothing, and the clock says so', async () => {
    const rows = csv([header, ...Array.from({ length: 2500 }, (_, i) => good(`断电${i}号`, i + 1))]);
    const checked = await checkFile(world, supervisor, rows);
    expect(checked).toMatchObject({ createdRows: 2500, failedRows: 0 });
    const { countyCode, id } = checked;
    await supervisor.premisesImport.commit({ countyCode, id });
    // The process dies when the last of three batches has been written: it can reach the database no more. It does so to
    // take up the import, to write, to look things up, and to tell of each batch.
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
    const job = importJob(
      {
        environment: { ...world.environment, database: dying },
        files: world.files,
        log: createLog('silent'),
      },
      premisesTables,
    );
    const outcome = await job.run({ countyCode, id }).then(
      () => 'ended',
      () => 'died',
    );
    expect((await supervisor.premisesImport.get({ countyCode, id })).doneRows).toBe(2000);
    expect(outcome).toBe('died');
    expect(await count('断电')).toBe(0);
    expect((await supervisor.premisesImport.get({ countyCode, id })).status).toBe('IMPORTING');

    const clock = world.server.modules
      .flatMap((module) => module.jobs ?? [])
      .find((one) => one.name === 'premises.give-up-imports');
    await clock?.run({});
    expect((await supervisor.premisesImport.get({ countyCode, id })).status).toBe('IMPORTING');
    world.setNow(new Date(world.now().getTime() + 120_000).toISOString());
    await clock?.run({});
    const failed = await supervisor.premisesImport.get({ countyCode, id });
    expect(failed).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining('请重新检查后再导入'),
      allowedActions: ['check', 'cancel'],
    });
    await supervisor.premisesImport.check({ countyCode, id, mapping: failed.mapping, options: failed.options });
    await runQueued(world, failed);
    expect(await commitImport(world, supervisor, failed)).toMatchObject({ status: 'DONE', createdRows: 2500 });
    expect(await count('断电')).toBe(2500);
  });

  test('cancelling while rows are written undoes them', async () => {
    const checked = await checkFile(
      world,
      supervisor,
      csv([header, ...Array.from({ length: 3000 }, (_, i) => good(`取消${i}号`, i + 1))]),
    );
    const { countyCode, id } = checked;
    await supervisor.premisesImport.commit({ countyCode, id });
    const running = runQueued(world, checked);
    for (;;) {
      if ((await supervisor.premisesImport.get({ countyCode, id })).doneRows >= 1000) break;
    }
    expect(await supervisor.premisesImport.cancel({ countyCode, id })).toMatchObject({ status: 'CANCELLED' });
    await running;
    expect((await supervisor.premisesImport.get({ countyCode, id })).status).toBe('CANCELLED');
    expect(await count('取消')).toBe(0);
    await expect(
      supervisor.premisesImport.check({ countyCode, id, mapping: checked.mapping, options: {} }),
    ).rejects.toThrow('已取消');
  });

  test('two imports of one county at once make no duplicates', async () => {
    const chief = await world.as('chief');
    const file = () => csv([header, ...Array.from({ length: 1200 }, (_, i) => good(`并行${i}号`, i + 1))]);
    const [one, two] = [await checkFile(world, supervisor, file()), await checkFile(world, chief, file())];
    await supervisor.premisesImport.commit(one);
    await chief.premisesImport.commit(two);
    await Promise.all([runQueued(world, one), runQueued(world, two)]);
    const states = [await supervisor.premisesImport.get(one), await chief.premisesImport.get(two)];
    expect(states.map(({ status }) => status)).toEqual(['DONE', 'DONE']);
    expect(states.map(({ createdRows }) => createdRows).sort((a, b) => a - b)).toEqual([0, 1200]);
    expect(await count('并行')).toBe(1200);
  });

  test('rows that went stale between check and import undo everything and say which', async () => {
    const rows = csv([
      ['单位编码', ...header],
      ['', ...good('过期一号', 71)],
      ['', ...good('过期二号', 72)],
    ]);
    const checked = await checkFile(world, supervisor, rows);
    await registerPlace(supervisor, { name: '过期二号', address: '许村镇庄湾村人民路72号' });
    await registerPlace(supervisor, { name: '过期二号', address: '许村镇庄湾村人民路72号' });
    const after = await commitImport(world, supervisor, checked);
    expect(after).toMatchObject({
      status: 'CHECKED',
      failedRows: 1,
      hasResult: true,
      message: expect.stringContaining('没有写入任何数据'),
    });
    expect(after.problems[0]?.message).toContain('与 2 个已登记单位相符');
    expect(await count('过期一号')).toBe(0);
  });

  test('the same job queued twice writes once, and the log holds one entry an import with the hash of the file', async () => {
    const checked = await checkFile(world, supervisor, csv([header, good('重复排队', 91)]));
    const { countyCode, id } = checked;
    await supervisor.premisesImport.commit({ countyCode, id });
    await Promise.all([runQueued(world, checked), runQueued(world, checked)]);
    expect(await count('重复排队')).toBe(1);
    const entries = await world.system(({ db }) =>
      db
        .selectFrom('app.auditEntry')
        .select(['action', 'actor', 'detail'])
        .where('subjectId', '=', id)
        .orderBy('seq')
        .execute(),
    );
    expect(entries.map(({ action }) => action)).toEqual(['premises.startImport', 'premises.import']);
    expect(entries[1]).toMatchObject({
      actor: expect.stringContaining('海supervisor'),
      detail: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 1, created: 1 },
    });
    expect((await world.database.asJob((db) => verifyAudit(db, '330481'))).findings).toEqual([]);
  });
});

describe('whose imports', () => {
  test('another county neither sees nor touches an import, and a colleague may look but not act', async () => {
    const checked = await checkFile(world, supervisor, csv([header, good('隔离一号', 81)]));
    const { countyCode, id } = checked;
    const stranger = await world.as('supervisor', world.pinghu);
    await expect(stranger.premisesImport.get({ countyCode, id })).rejects.toThrow('没有这次导入');
    await expect(stranger.premisesImport.commit({ countyCode, id })).rejects.toThrow('没有这次导入');
    await expect(stranger.premisesImport.result({ countyCode, id })).rejects.toThrow('没有这次导入');
    expect((await stranger.premisesImport.list({})).items).toEqual([]);
    await expect(
      stranger.premisesImport.upload({ regionCode: '330481000000', file: csv([header, good('越界')]) }),
    ).rejects.toThrow('不在当前岗位的管辖范围内');
    const chief = await world.as('chief');
    expect(await chief.premisesImport.get({ countyCode, id })).toMatchObject({
      fileName: '单位.csv',
      allowedActions: [],
    });
    await expect(chief.premisesImport.commit({ countyCode, id })).rejects.toThrow('请由本人继续或取消');
    const town = await world.as('town');
    await expect(town.premisesImport.get({ countyCode, id })).rejects.toThrow('没有这次导入');
    await expect((await world.as('grid')).premisesImport.list({})).rejects.toThrow('没有此项权限');
    expect((await supervisor.premisesImport.list({ limit: 2 })).items).toHaveLength(2);
  });
});
