import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres } from '#modules/premises/contract';
import {
  addressSimilarity,
  createMatcher,
  findMatches,
  type MatchFacts,
  nameSimilarity,
  normaliseName,
  scoreMatch,
} from './matching.ts';

const TENCENT = '9144030071526726XG';
const HUAWEI = '914403001922038216';

test.each([
  ['海宁市中国皮革城股份有限公司', '中国皮革城'],
  ['如家酒店（学院路店）', '如家酒店'],
  ['ＫＴＶ　欢乐汇', 'ktv欢乐汇'],
  ['北京市海淀区 肯德基', '肯德基'],
  ['好又多超市', '好又多超市'],
  ['学院路超市', '学院路超市'],
  ['海宁市', '海宁市'],
  ['中国农业大学图书馆（东区）', '中国农业大学图书馆'],
])('%s is reduced to %s', (name, expected) => {
  expect(normaliseName(name)).toBe(expected);
});

test.each([
  // a, b, at least, at most
  ['海宁市南苑幼儿园', '南苑幼儿园', 1, 1],
  ['如家快捷酒店', '如家酒店', 0.6, 0.99],
  ['欢乐汇KTV', '欢乐汇量贩KTV', 0.8, 0.99],
  ['南苑幼儿园', '南苑小学', 0, 0.5],
  ['第一小学', '第二小学', 0, 0.4],
  ['1号楼', '2号楼', 0, 0.4],
  ['学生公寓3号楼', '学生公寓三号楼', 0.6, 0.99],
  ['东方大厦A座', '东方大厦', 0.8, 0.99],
  ['兰州拉面', '桂林米粉', 0, 0.1],
  ['张记面馆', '李记面馆', 0, 0.7],
  ['', '李记面馆', 0, 0],
])('the names %s and %s are alike between %d and %d', (a, b, low, high) => {
  const similarity = nameSimilarity(a, b);
  expect(similarity).toBeGreaterThanOrEqual(low);
  expect(similarity).toBeLessThanOrEqual(high);
  expect(nameSimilarity(b, a)).toBe(similarity);
});

test.each([
  ['浙江省嘉兴市海宁市海洲街道海昌南路357号', '海昌南路357号', 1, 1],
  ['海昌南路357号', '海昌南路359号', 0, 0.4],
  ['北京市海淀区志新西路3-1号', '海淀区志新西路3-1号1层', 1, 1],
  ['学院路丁11号', '北京市海淀区学院路丁11', 1, 1],
  ['海昌南路357号', '文苑路8号', 0, 0.3],
])('the addresses %s and %s are alike between', (a, b, low, high) => {
  expect(addressSimilarity(a, b)).toBeGreaterThanOrEqual(low);
  expect(addressSimilarity(a, b)).toBeLessThanOrEqual(high);
});

test('distance is measured on the ground, not in degrees', () => {
  expect(distanceMetres(116.3, 40, 116.31, 40)).toBeCloseTo(851.8, 0);
  expect(distanceMetres(116.3, 40, 116.3, 40.01)).toBeCloseTo(1112, 0);
});

const here = { lng: 120.68, lat: 30.53 };
/** `here`, some metres to the north. */
const off = (metres: number) => ({ lng: here.lng, lat: here.lat + metres / 111_195 });

const pairs: [string, MatchFacts, MatchFacts, string][] = [
  ['same code, whatever the name', { name: '甲', uscc: TENCENT }, { name: '完全不同', uscc: TENCENT }, 'SAME'],
  [
    'other code, all else equal',
    { name: '南苑幼儿园', uscc: TENCENT, ...here },
    { name: '南苑幼儿园', uscc: HUAWEI, ...here },
    'POSSIBLE',
  ],
  ['an invalid code decides nothing', { name: '张记面馆', uscc: '123' }, { name: '兰州拉面', uscc: '123' }, 'NEW'],
  ['same name, same spot', { name: '海宁市南苑幼儿园', ...here }, { name: '南苑幼儿园', ...off(40) }, 'SAME'],
  [
    'same name, same address',
    { name: '南苑幼儿园', address: '海昌南路357号' },
    { name: '海宁市南苑幼儿园', address: '海宁市海洲街道海昌南路357号' },
    'SAME',
  ],
  ['same name, nothing else known', { name: '南苑幼儿园' }, { name: '海宁市南苑幼儿园' }, 'POSSIBLE'],
  ['a chain in two places', { name: '肯德基', ...here }, { name: '肯德基', ...off(2000) }, 'NEW'],
  ['two branches stated', { name: '如家酒店（学院路店）' }, { name: '如家酒店（清河店）' }, 'NEW'],
  [
    'one branch stated, same spot',
    { name: '速8酒店', ...here },
    { name: '速8酒店（北京学院路店）', ...off(20) },
    'SAME',
  ],
  [
    'neighbours in one mall',
    { name: '吉野家', ...here, address: '学清路8号' },
    { name: '必胜客', ...off(5), address: '学清路8号' },
    'NEW',
  ],
  ['numbered schools side by side', { name: '海宁市第一小学', ...here }, { name: '海宁市第二小学', ...off(50) }, 'NEW'],
  ['numbered buildings', { name: '静淑东里9号楼', ...here }, { name: '静淑东里6号楼', ...off(60) }, 'NEW'],
  ['kindergarten and school of one estate', { name: '南苑幼儿园', ...here }, { name: '南苑小学', ...off(80) }, 'NEW'],
  ['short for long, near', { name: '嘉华影院', ...here }, { name: '北京嘉华影院有限公司', ...off(70) }, 'SAME'],
  [
    'words in another order',
    { name: '中国农业大学图书馆（东区）', ...here },
    { name: '中国农业大学东区图书馆', ...off(30) },
    'POSSIBLE',
  ],
  ['one brand word in common', { name: '华为体验店', ...here }, { name: '小米之家', ...off(10) }, 'NEW'],
  [
    'renamed',
    { name: '新辰里学清路店', otherNames: ['圣熙8号购物中心'], ...here },
    { name: '圣熙8号', ...off(50) },
    'SAME',
  ],
];

test.each(pairs)('%s', (_title, candidate, registered, verdict) => {
  const result = scoreMatch(candidate, registered);
  expect([result.verdict, result]).toEqual([verdict, result]);
  expect(result.reasonsZh.length).toBeGreaterThan(0);
});

test('a score is symmetric and between 0 and 1 for any two places', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const place = fc.record({
    name: text,
    address: text,
    lng: fc.double({ min: 73, max: 135, noNaN: true }),
    lat: fc.double({ min: 18, max: 54, noNaN: true }),
  });
  fc.assert(
    fc.property(place, place, (a, b) => {
      const there = scoreMatch(a, b);
      expect(there.score).toBeGreaterThanOrEqual(0);
      expect(there.score).toBeLessThanOrEqual(1);
      expect(scoreMatch(b, a)).toEqual(there);
    }),
  );
});

test('a register that passes in chunks gives what comparing each with each gives', () => {
  const words = ['海宁', '南苑', '许村', '皮革', '金星', '张记', '如家', '欢乐'];
  const tails = ['幼儿园', '小学', '超市', '宾馆', '面馆', 'KTV', '纺织厂'];
  let seed = 7;
  const random = (n: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };
  const make = () => ({ name: `${words[random(8)]}${words[random(8)]}${tails[random(7)]}`, ...off(random(1500)) });
  const candidates = Array.from({ length: 80 }, make);
  const register = Array.from({ length: 400 }, make);
  const matcher = createMatcher<MatchFacts, MatchFacts>(candidates, { limit: 1000 });
  for (let i = 0; i < register.length; i += 150) matcher.consider(register.slice(i, i + 150));
  const near = matcher.results().map((own) => new Set(own.filter((m) => m.score >= 0.7).map((m) => m.registered)));
  candidates.forEach((candidate, i) => {
    const expected = register.filter((place) => scoreMatch(candidate, place).score >= 0.7);
    expect(near[i]).toEqual(new Set(expected));
  });
  expect(near.some((own) => own.size > 0)).toBe(true);
});

test('names made of common words only are still found when they are equal', () => {
  const candidates = Array.from({ length: 60 }, () => ({ name: '便民超市' }));
  const found = findMatches(candidates, [{ name: '便民超市' }, { name: '便民大超市' }]);
  expect(found.map((own) => own.map((m) => m.registered.name))).toEqual(candidates.map(() => ['便民超市']));
});

test('places with different credit codes never score high', () => {
  const place = { name: '南苑幼儿园', address: '海昌南路357号', ...here };
  expect(scoreMatch({ ...place, uscc: TENCENT }, { ...place, uscc: HUAWEI }).score).toBeLessThanOrEqual(0.6);
});

test('the best matches come first, and a candidate without any is new', () => {
  const [first, second] = findMatches(
    [
      { name: '南苑幼儿园', ...here },
      { name: '兰州拉面', ...here },
    ],
    [
      { name: '南苑实验幼儿园', ...off(10) },
      { name: '南苑幼儿园', ...off(90) },
      { name: '吉野家', ...here },
    ],
  );
  expect(first?.map((m) => m.registered.name)).toEqual(['南苑幼儿园', '南苑实验幼儿园']);
  expect(second).toEqual([]);
});
