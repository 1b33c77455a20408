import { beforeAll, describe, expect, test } from 'vitest';
import { DivisionCode, levelOf } from '../contract/division-code.ts';
import { type ReferenceDivision, readDivisions, readVillages, villageProvinces } from './reference-divisions.ts';

let divisions: ReferenceDivision[];
let byCode: Map<string, ReferenceDivision>;

beforeAll(async () => {
  divisions = await readDivisions();
  byCode = new Map(divisions.map((division) => [division.code, division]));
});

describe('the divisions that come with the product', () => {
  test('are those of the 2023 edition', () => {
    const counts = Object.groupBy(divisions, ({ level }) => level);
    expect(counts.PROVINCE).toHaveLength(31);
    expect(counts.PREFECTURE).toHaveLength(342);
    expect(counts.COUNTY).toHaveLength(2975);
    expect(counts.TOWNSHIP).toHaveLength(41351);
    expect(byCode.size).toBe(divisions.length);
  });

  test('have a valid code, a name, a pinyin and a parent that comes before them', () => {
    const seen = new Set<string>();
    for (const { code, name, pinyin, initials, parentCode, level } of divisions) {
      const isSound =
        DivisionCode.safeParse(code).success &&
        /^[\p{Script=Han}（）、-]+$/u.test(name) &&
        /^[a-z]{2,}$/.test(pinyin) &&
        initials.length <= [...name].length &&
        (parentCode === null ? level === 'PROVINCE' : seen.has(parentCode));
      if (!isSound) expect.fail(`${code} ${name} ${pinyin} ${initials} ${parentCode}`);
      seen.add(code);
    }
  });

  test('name Haining and its twelve towns and subdistricts', () => {
    expect(byCode.get('330481000000')).toEqual({
      code: '330481000000',
      name: '海宁市',
      level: 'COUNTY',
      parentCode: '330400000000',
      pinyin: 'hainingshi',
      initials: 'hns',
    });
    expect(divisions.filter(({ parentCode }) => parentCode === '330481000000').map(({ name }) => name)).toEqual([
      ...['硖石街道', '海洲街道', '海昌街道', '马桥街道', '许村镇', '长安镇', '周王庙镇', '丁桥镇', '斜桥镇', '黄湾镇'],
      ...['盐官镇', '袁花镇'],
    ]);
  });

  test('put the towns of a prefecture without counties directly below it', () => {
    expect(byCode.get('441900000000')).toMatchObject({ name: '东莞市', level: 'PREFECTURE' });
    expect(byCode.get('441900101000')).toMatchObject({ level: 'TOWNSHIP', parentCode: '441900000000' });
  });

  test.each([
    ...[
      ['500000', 'chongqingshi'],
      ['350200', 'xiamenshi'],
      ['341500', 'luanshi'],
      ['341600', 'bozhoushi'],
    ],
    ...[
      ['330522', 'changxingxian'],
      ['330382', 'yueqingshi'],
      ['331000', 'taizhoushi'],
      ['331100', 'lishuishi'],
    ],
    ...[
      ['130726', 'yuxian'],
      ['131025', 'daichengxian'],
      ['130225', 'laotingxian'],
      ['140428', 'zhangzixian'],
    ],
    ...[
      ['141024', 'hongtongxian'],
      ['211281', 'diaobingshanshi'],
      ['222404', 'hunchunshi'],
      ['310112', 'minhangqu'],
    ],
    ...[
      ['320116', 'luhequ'],
      ['341021', 'shexian'],
      ['341621', 'guoyangxian'],
      ['340300', 'bengbushi'],
    ],
    ...[
      ['361124', 'yanshanxian'],
      ['371722', 'shanxian'],
      ['371481', 'laolingshi'],
      ['410621', 'xunxian'],
    ],
    ...[
      ['411726', 'biyangxian'],
      ['420116', 'huangpiqu'],
      ['441422', 'dabuxian'],
      ['440113', 'panyuqu'],
    ],
    ...[
      ['511527', 'junlianxian'],
      ['522701', 'duyunshi'],
      ['610829', 'wubuxian'],
      ['653101', 'kashishi'],
    ],
    ...[
      ['141100', 'lvliangshi'],
      ['652823', 'yulixian'],
      ['640303', 'hongsibuqu'],
      ['150425', 'keshiketengqi'],
    ],
  ])('read the name of %s as %s', (prefix, pinyin) => {
    expect(byCode.get(`${prefix}000000`)?.pinyin).toBe(pinyin);
  });
});

describe('the villages that come with the product', () => {
  test('cover every province of the edition, and no other', async () => {
    const provinces = divisions.filter(({ level }) => level === 'PROVINCE').map(({ code }) => code.slice(0, 2));
    expect(await villageProvinces()).toEqual(provinces);
    await expect(readVillages('71')).rejects.toThrow(RangeError);
    await expect(readVillages('../33')).rejects.toThrow(RangeError);
  });

  test('of all provinces together are the 620,572 of the edition, each once and in a township of the list', async () => {
    let last = '';
    let count = 0;
    for (const province of await villageProvinces()) {
      for (const { code, name, parentCode } of await readVillages(province)) {
        if (code <= last || levelOf(code) !== 'VILLAGE' || !byCode.has(parentCode) || !/\S/.test(name)) {
          expect.fail(`${code} ${name} after ${last}`);
        }
        if (/[\p{Private_Use}\t=]/u.test(name)) expect.fail(`${code} ${name}`);
        last = code;
        count += 1;
      }
    }
    expect(count).toBe(620_572);
  });

  test('keep the number of each village, also where the numbering jumps', async () => {
    const villages = new Map((await readVillages('33')).map(({ code, name }) => [code, name]));
    expect(villages.size).toBe(25_547);
    expect([...villages].filter(([code]) => code.startsWith('330481101')).slice(0, 5)).toEqual([
      ['330481101003', '许巷社区居委会'],
      ['330481101004', '许村社区居委会'],
      ['330481101005', '龙渡社区居委会'],
      ['330481101200', '荡湾村委会'],
      ['330481101201', '庄湾村委会'],
    ]);
  });
});
