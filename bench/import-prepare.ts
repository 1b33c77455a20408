/** Prepares `import.ts` in a process of its own: database URL, rows, path of the table to write. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createServer } from '#app/server.ts';
import { settleCounty } from '#app/testing/personas.ts';
import { loadVillages } from '#modules/regions/server';
import { openDatabase } from '#platform/server/database.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { writeCsvToBuffer, writeXlsxToBuffer } from '#platform/server/spreadsheet/index.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { testSecret } from '#platform/testing/database.ts';
import { defineIds, loadPremises } from './load.ts';

const [adminUrl = '', count = '0', path = ''] = process.argv.slice(2);
const rows = Number(count);
await migrate(adminUrl, testSecret);
const database = openDatabase(adminUrl, testSecret);
const server = await createServer({
  config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
  database,
  files: createFiles(mkdtempSync(join(tmpdir(), 'wanghuolou-bench-'))),
  secret: testSecret,
  log: createLog('error'),
  page: { demo: false, oidcName: null, personas: [] },
});
await loadReference(server.environment, server.modules);
const county = await workAsSystem(server.environment, '00', async (work) => {
  await loadVillages(work, '330481');
  return settleCounty(work, server.accounts, {
    code: '330481',
    name: '海宁市',
    short: '海',
    township: '330481101000',
    townshipName: '许村镇',
    village: '330481101201',
    villageName: '庄湾村委会',
  });
});
const bare = new pg.Client({ connectionString: adminUrl });
await bare.connect();
await defineIds(bare);
await loadPremises(bare, [county.code], rows, county.orgs.brigade);
const { rows: villages } = await bare.query<{ name: string }>(
  "select t.name || v.name as name from regions.division v join regions.division t on t.code = v.parent_code where v.level = 'VILLAGE' and v.code like '330481%' order by v.code",
);

const types = [
  '餐饮场所',
  '商场、超市',
  '宾馆（旅馆、饭店）',
  '一般工业厂房',
  '居住出租房（群租房）',
  '托儿所、幼儿园',
  '物流仓储、冷库、快递分拨',
];
const columns = [
  '单位名称',
  '村社区',
  '详细地址',
  '场所类别',
  '监管类别',
  '经度',
  '纬度',
  '员工数',
  '建筑面积',
  '层数',
  '责任人',
  '责任人电话',
  '楼层',
  '产权关系',
  '耐火等级',
  '消防设施',
  '经营状态',
];
function* places() {
  for (let i = 0; i < rows; i++)
    yield [
      `${'海宁长安许村盐官斜桥丁桥袁花黄湾周王庙'.slice(i % 15, (i % 15) + 3)}${['红星', '新华', '东方', '光明', '永兴'][i % 5]}${['餐馆', '商店', '宾馆', '制品厂', '公寓', '幼儿园', '仓储'][i % 7]}${i}号`,
      villages[i % villages.length]?.name ?? '',
      `人民路${i % 997}号${i % 31}室`,
      types[i % types.length],
      i % 5 ? '' : '一般单位',
      120.4 + (i % 5000) / 10_000,
      30.3 + (i % 3000) / 10_000,
      1 + (i % 60),
      20 + (i % 3000),
      1 + (i % 6),
      `王${'一二三四五六七八九'[i % 9]}`,
      `139${String(10_000_000 + i)}`,
      `${1 + (i % 5)}层`,
      ['自有', '租赁'][i % 2],
      ['一级', '二级', '三级'][i % 3],
      '灭火器、应急照明和疏散指示',
      '在营',
    ];
}
const sheet = { columns: columns.map((header) => ({ header, kind: 'text' as const })), rows: places() };
writeFileSync(
  path,
  path.endsWith('.csv')
    ? await writeCsvToBuffer(sheet)
    : await writeXlsxToBuffer({ sheets: [{ name: '单位', ...sheet }] }),
);
await bare.end();
await server.app.close();
await database.close();
