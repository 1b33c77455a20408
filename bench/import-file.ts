/** Writes a table of invented places for `import.ts`: path, rows, path of a JSON list of village names. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writeCsvToBuffer, writeXlsxToBuffer } from '#platform/server/spreadsheet/index.ts';

const [path = '', count = '0', villageFile = ''] = process.argv.slice(2);
const rows = Number(count);
const villages = JSON.parse(readFileSync(villageFile, 'utf8')) as string[];

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
      villages[i % villages.length] ?? '',
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
const spec = { columns: columns.map((header) => ({ header, kind: 'text' as const })), rows: places() };
writeFileSync(
  path,
  path.endsWith('.csv')
    ? await writeCsvToBuffer(spec)
    : await writeXlsxToBuffer({ sheets: [{ name: '单位', ...spec }] }),
);
