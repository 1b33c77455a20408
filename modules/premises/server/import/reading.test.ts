import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessMapping } from '#platform/server/table-import/index.ts';
import { type ImportMapping, importColumnKeys, importColumns, premisesTypes, toWgs84 } from '../../contract/index.ts';
import { createBodyFinder, createDivisionFinder, createGridFinder } from './places.ts';
import { createRowReader, readDay, readDegrees, readNumber } from './read-row.ts';
import { choiceReader, readChoices } from './words.ts';

const types = importColumns.find(({ key }) => key === 'types')?.choices ?? [];
const typeOf = choiceReader('types', types);

describe('words for a class', () => {
  test('are its id, its label, a part of it, or what people say', () => {
    for (const { id, name } of premisesTypes) {
      expect(typeOf(id)).toBe(id);
      expect(typeOf(name)).toBe(id);
    }
    expect(['托儿所、幼儿园', '网咖', '三合一场所', 'KTV', '加油站', '居住出租房'].map(typeOf)).toEqual([
      'KINDERGARTEN',
      'INTERNET_CAFE',
      'MIXED_USE',
      'ENTERTAINMENT',
      'FUEL_STATION',
      'RENTAL_HOUSING',
    ]);
    expect(typeOf('饭店')).toBeUndefined();
    expect(typeOf('')).toBeUndefined();
  });

  test('may be several in a cell although labels hold commas themselves, in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...premisesTypes), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('；', ';', '、', '，', ',', '\n'),
        (chosen, separator) => {
          const { values, unknown } = readChoices(chosen.map(({ name }) => name).join(separator), typeOf);
          expect(unknown).toEqual([]);
          expect(values).toEqual(chosen.map(({ id }) => id));
        },
      ),
    );
    expect(readChoices('幼儿园、桌游吧；超市', typeOf)).toEqual({
      values: ['KINDERGARTEN', 'MALL'],
      unknown: ['桌游吧'],
    });
  });

  test('mean what the importer has said, before anything else', () => {
    expect(choiceReader('types', types, { 餐饮: 'MALL', 胡说: 'NO_SUCH' })('餐饮')).toBe('MALL');
    expect(choiceReader('types', types, { 胡说: 'NO_SUCH' })('胡说')).toBeUndefined();
  });
});

describe('a division', () => {
  const find = createDivisionFinder(
    ['浙江省', '嘉兴市', '海宁市'],
    [
      { code: '330481101000', name: '许村镇' },
      { code: '330481101201', name: '庄湾村委会' },
      { code: '330481101001', name: '庄湾社区居委会' },
      { code: '330481101202', name: '永福村村民委员会' },
      { code: '330481003000', name: '海洲街道' },
      { code: '330481003201', name: '永福村村民委员会' },
      { code: '330481003002', name: '海宁社区居民委员会' },
    ],
  );
  test.each([
    ['330481101201', '330481101201'],
    ['330481101', '330481101000'],
    ['许村镇', '330481101000'],
    ['许村', '330481101000'],
    ['浙江省嘉兴市海宁市许村镇人民政府', '330481101000'],
    ['海宁市 许村镇 庄湾村', '330481101201'],
    ['许村镇庄湾社区', '330481101001'],
    ['浙江海宁许村镇永福', '330481101202'],
    ['海洲街道永福村村委会', '330481003201'],
    ['庄湾村', '330481101201'],
    ['海宁社区', '330481003002'],
  ])('written as %s is found', (text, code) => {
    expect(find(text)).toEqual({ value: code });
  });

  test('that is unknown or of several townships is refused with what to do', () => {
    expect(find('永福村')).toEqual({ problem: expect.stringContaining('请写明乡镇') });
    expect(find('永福村', '许村镇')).toEqual({ value: '330481101202' });
    expect(find('许村镇永福村', '许村镇')).toEqual({ value: '330481101202' });
    expect(find('许村镇火星村')).toEqual({ problem: expect.stringContaining('没有“火星村”') });
    expect(find('海宁市')).toEqual({ problem: expect.any(String) });
    expect(find('330482101000')).toEqual({ problem: expect.stringContaining('不是本县') });
  });
});

test('bodies and grids go by name, and two of one name are refused', () => {
  const body = createBodyFinder([
    { id: 'a', kind: 'POLICE_STATION', name: '海宁市公安局许村派出所', shortName: '许村派出所' },
    { id: 'b', kind: 'PEOPLES_GOVERNMENT', name: '许村镇人民政府', shortName: '许村' },
    { id: 'c', kind: 'INDUSTRY_DEPT', name: '教育局甲', shortName: '教育局' },
    { id: 'd', kind: 'INDUSTRY_DEPT', name: '教育局乙', shortName: '教育局' },
  ]);
  expect(body('许村派出所', 'POLICE_STATION')).toEqual({ value: 'a' });
  expect(body('许村', 'POLICE_STATION')).toEqual({ problem: expect.stringContaining('派出所') });
  expect(body('教育局')).toEqual({ problem: expect.stringContaining('同名') });
  expect(createGridFinder([{ id: 'g', code: '33048110120101', name: '庄湾一网格' }])('庄湾一网格')).toEqual({
    value: 'g',
  });
});

describe('figures of a cell', () => {
  test('with separators and units are numbers, and nothing else is', () => {
    expect(['1,860.5㎡', '35 人', '３', '-2', '12层', '1,000,000'].map(readNumber)).toEqual([
      1860.5, 35, 3, -2, 12, 1_000_000,
    ]);
    expect(['约300', '一百', '3~5', '', '1,23', '1e5'].map(readNumber)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that are days or degrees are read as they are written, and impossible ones are not', () => {
    expect(
      ['2026-03-01', '2026/3/1', '2026年3月1日', '20260301', '2026.3.1', '2026-03-01T00:00:00'].map(readDay),
    ).toEqual(Array(6).fill('2026-03-01'));
    expect(['2026-02-30', '26-3-1', '三月'].map(readDay)).toEqual([undefined, undefined, undefined]);
    expect(readDegrees('120°25′48″')).toBeCloseTo(120.43, 8);
    expect(readDegrees("30°26'10.32''")).toBeCloseTo(30.4362, 8);
    expect([readDegrees('E120.43'), readDegrees('北纬30.4362'), readDegrees('120.43°')]).toEqual([
      120.43, 30.4362, 120.43,
    ]);
    expect([readDegrees('120°75′'), readDegrees('abc'), readDegrees('-1')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a row', () => {
  const vocabulary = {
    division: () => ({ value: '330481101201' }),
    body: () => ({ problem: '没有' }),
    grid: () => ({ problem: '没有' }),
  };
  const reader = (header: string[], mapping: ImportMapping['columns']) =>
    createRowReader(header, { columns: mapping, values: {} }, 'GCJ02', vocabulary, undefined);

  test('has its point brought to WGS-84, and one that is turned round or half given is refused', () => {
    const { read } = reader(['坐标'], { 坐标: 'point' });
    const [lng, lat] = toWgs84([120.4301, 30.4362], 'GCJ02');
    expect(read({ line: 2, cells: ['120.4301，30.4362'] }).values).toMatchObject({
      lng,
      lat,
      coordinateSource: 'IMPORT',
    });
    expect(lng).not.toBe(120.4301);
    expect(read({ line: 3, cells: ['30.4362,120.4301'] }).problems[0]?.message).toContain('写反了');
    const half = reader(['经度', '纬度'], { 经度: 'lng', 纬度: 'lat' });
    expect(half.read({ line: 4, cells: ['120.4', ''] }).problems).toEqual([
      { message: '经度和纬度要一起填写', columns: [0, 1] },
    ]);
  });

  test('never throws and never loses its line, whatever stands in its cells', () => {
    const keys = importColumnKeys.slice(0, 60);
    const { read } = reader(
      keys.map((_, i) => `列${i}`),
      Object.fromEntries(keys.map((key, i) => [`列${i}`, key])) as never,
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string({ unit: 'binary' }),
            fc.constantFrom('是', '120°', '=1+1', '2026-13-40', '１２', '、；'),
          ),
          { maxLength: 70 },
        ),
        fc.integer({ min: 2, max: 1_000_000 }),
        (cells, line) => {
          const row = read({ line, cells });
          expect(row.line).toBe(line);
          for (const { message } of row.problems) expect(message).toMatch(/[\u4e00-\u9fff]/);
        },
      ),
    );
  });
});

test('headings of real ledgers are understood', () => {
  const header = [
    '序号',
    '单位名称',
    '统一社会信用代码',
    '所属镇街',
    '社区',
    '经营地址',
    '单位性质',
    '法人代表',
    '联系电话',
    '营业面积(㎡)',
    '从业人数',
    '经度',
    '纬度',
    '备注',
  ];
  const { mapping } = guessMapping({ columns: importColumns }, header);
  expect(mapping.columns).toMatchObject({
    单位名称: 'name',
    统一社会信用代码: 'uscc',
    社区: 'regionCode',
    经营地址: 'address',
    单位性质: 'types',
    联系电话: 'responsiblePhone',
    '营业面积(㎡)': 'floorArea',
    从业人数: 'staffCount',
    经度: 'lng',
    纬度: 'lat',
  });
});
