import Flatbush from 'flatbush';
import { distanceMetres, isValidUscc } from '#modules/premises/contract';

/** What is known of a place when it is compared with another. */
export interface MatchFacts {
  name: string;
  /** Other names it goes by: former name, name on the licence, English name. */
  otherNames?: readonly string[] | undefined;
  /** 统一社会信用代码 */
  uscc?: string | null | undefined;
  address?: string | null | undefined;
  /** WGS-84 degrees. */
  lng?: number | null | undefined;
  lat?: number | null | undefined;
}

/** SAME may be merged without asking; POSSIBLE needs a person; NEW is another place. */
export type MatchVerdict = 'SAME' | 'POSSIBLE' | 'NEW';

export interface MatchScore {
  /** 0..1 */
  score: number;
  verdict: MatchVerdict;
  reasonsZh: string[];
}

const companyWords =
  /(股份)?有限(责任)?公司|股份公司|集团公司|分公司|\(个体工商户\)|个体工商户|\((普通|有限)合伙\)|\(特殊普通合伙\)|个人独资企业/g;
const division =
  /^(?:[\u4e00-\u9fff]{2,3}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}(?<!超|都|夜|菜|门|集|商|花|城|股|鱼|书)市)?(?:[\u4e00-\u9fff]{1,3}(?<!小|园|社|校|景|厂|库|街|院|生活)[区县])?/;

/**
 * A name reduced to what tells places apart: half width, lower case, without blanks and signs, legal form, leading
 * province, city and county, and branch in brackets.
 */
export function normaliseName(name: string): string {
  const plain = halfWidth(name);
  const withoutForm = plain.replace(companyWords, '');
  const withoutBranch = withoutForm.replace(/\([^()]*(店|分店|分校|校区|门店|分院|网点|支行|[东西南北]区)\)/g, '');
  const bare = withoutBranch.replace(/[^\p{L}\p{N}]/gu, '');
  const core = bare.replace(division, '');
  return [...core].length >= 2 ? core : bare || plain.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The branch that a name states: “学清路店”, “东校区”; '' when none. */
function branchOf(name: string): string {
  const plain = halfWidth(name);
  const bracketed = /\(([^()]*(?:店|分店|分校|校区|门店|分院|网点|支行|[东西南北]区))\)/.exec(plain);
  return (bracketed?.[1] ?? '').replace(/(分店|门店|店|网点)$/, '').replace(division, '');
}

const halfWidth = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[【〔［]/g, '(')
    .replace(/[】〕］]/g, ')');

/** Words at the end of a name that say what a place is; two of different rows are two places. */
const kinds = [
  ['幼儿园', '托儿所', '托育中心', '托育园'],
  ['附属小学', '小学', '附小'],
  ['附属中学', '中学', '附中', '初中', '高中'],
  ['大学', '学院'],
  ['医院', '卫生院'],
  ['社区卫生服务中心', '社区卫生服务站', '诊所', '门诊部', '口腔'],
  ['宾馆', '大酒店', '酒店', '旅馆', '旅店', '招待所', '旅社', '民宿', '客栈'],
  ['超市', '便利店', '小卖部', '商店'],
  ['餐厅', '饭店', '酒楼', '食堂', '餐馆', '饭庄', '面馆'],
  ['网吧', '网咖'],
  ['ktv', '歌厅', '量贩ktv', '娱乐会所'],
  ['电影院', '影城', '影院'],
  ['银行', '支行'],
  ['药店', '大药房', '药房'],
  ['加油站', '加气站'],
  ['图书馆'],
  ['体育馆', '体育场', '体育中心'],
  ['养老院', '敬老院', '养老中心', '养老服务中心', '护理院'],
  ['停车场'],
  ['菜市场', '农贸市场', '市场'],
  ['教学楼', '实验楼', '办公楼', '宿舍楼', '号楼', '楼'],
  ['生活区', '小区', '校区', '家园', '花园', '家属院', '研究院', '产业园', '科创中心'],
];
/** Rows above whose places hold others: “石科院生活区招待所” is not “石科院生活区”. */
const SITE_KIND = kinds.length - 1;
const kindOf = new Map(kinds.flatMap((words, i) => words.map((word) => [word, i] as const)));
const kindWords = [...kindOf.keys()].sort((a, b) => b.length - a.length);

interface PreparedName {
  text: string;
  bigrams: Uint32Array;
  core: string;
  kind: number | undefined;
  marks: string;
  /** All letters in order, to find the same words arranged differently. */
  letters: string;
}

function prepareName(name: string): PreparedName {
  const text = normaliseName(name);
  const word = kindWords.find((candidate) => text.endsWith(candidate));
  const core = word === undefined || word.length === text.length ? text : text.slice(0, -word.length);
  return {
    text,
    bigrams: bigramsOf(text),
    core,
    kind: word === undefined ? undefined : kindOf.get(word),
    marks: marksOf(text),
    letters: [...text].sort().join(''),
  };
}

/** Numbers and directions: “第一小学” and “第二小学” differ in nothing else, and so much. */
function marksOf(text: string): string {
  const digits = '零一二三四五六七八九十';
  const numbers =
    text.match(/\d+|[一二三四五六七八九十]+(?=[号幼小中院校区楼厂店村队库期食教高])|(?<=第)[一二三四五六七八九十]+/g) ??
    [];
  const plain = numbers.map((n) => (digits.indexOf(n) > 0 ? String(digits.indexOf(n)) : n));
  const directions = text.match(/[东西南北中](?=[区楼院校门座库])/g) ?? [];
  return [...plain, ...directions].sort().join();
}

/** Distinct pairs of neighbouring characters as sorted numbers; a single character stands alone. */
function bigramsOf(text: string): Uint32Array {
  if (text.length < 2) return Uint32Array.from(text === '' ? [] : [text.charCodeAt(0)]);
  const found = new Set<number>();
  for (let i = 1; i < text.length; i++) found.add(text.charCodeAt(i - 1) * 65_536 + text.charCodeAt(i));
  return Uint32Array.from(found).sort();
}

function dice(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  let i = 0;
  let j = 0;
  let shared = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return (2 * shared) / (a.length + b.length);
}

/**
 * Likeness of two names, 0..1: shared character pairs (Dice), raised where one is contained in the other or has the
 * same letters in another order, lowered where numbers, directions or the kind of place differ.
 */
export function nameSimilarity(a: string, b: string): number {
  return preparedSimilarity(prepareName(a), prepareName(b));
}

function preparedSimilarity(a: PreparedName, b: PreparedName): number {
  if (a.text === '' || b.text === '') return 0;
  if (a.text === b.text) return 1;
  let similarity = containment(a, b, Math.min(dice(a.bigrams, b.bigrams), afterCommonStart(a.text, b.text)));
  if (a.text.length >= 5 && a.letters === b.letters) similarity = Math.max(similarity, 0.9);
  if (a.marks !== b.marks) similarity *= a.marks !== '' && b.marks !== '' ? 0.4 : 0.9;
  const isInside =
    (a.kind === SITE_KIND && b.text.startsWith(a.text)) || (b.kind === SITE_KIND && a.text.startsWith(b.text));
  if (isInside || (a.kind !== undefined && b.kind !== undefined && a.kind !== b.kind)) similarity *= 0.45;
  return Math.min(similarity, 0.99);
}

/** Raises the likeness where one name is contained in the other, the word for the kind of place apart. */
function containment(a: PreparedName, b: PreparedName, similarity: number): number {
  if (a.core === b.core) return Math.max(similarity, 0.92);
  const sameKind = a.kind !== undefined && a.kind === b.kind;
  const [x, y] = sameKind ? [a.core, b.core] : [a.text, b.text];
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  if (short.length < 2 || /^(中国|中华|人民|国家)$/.test(short) || !long.includes(short)) return similarity;
  return Math.max(similarity, 0.7 + (0.25 * short.length) / long.length);
}

/**
 * Upper limit for names that start alike: “××大学东校区幼儿园” and “××大学东校区计算中心” share most letters, but only
 * what follows tells them apart.
 */
function afterCommonStart(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  if (start < 4 || a.length - start < 2 || b.length - start < 2) return 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.includes(restB) || restB.includes(restA)) return 1;
  return 0.35 + 0.65 * dice(bigramsOf(restA), bigramsOf(restB));
}

interface PreparedAddress {
  text: string;
  bigrams: Uint32Array;
  road: string;
  house: string;
}

function prepareAddress(address: string): PreparedAddress {
  const text = halfWidth(address)
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .replace(/^中国/, '')
    .replace(/^(北京|上海|天津|重庆)(市)?/, '')
    .replace(/^[\u4e00-\u9fff]{2,3}(省|自治区)/, '')
    .replace(division, '')
    .replace(/^.{2,5}?(街道|镇|乡)/, '');
  const match =
    /([\u4e00-\u9fffa-z]{1,10}?(?:路|街|大道|巷|弄|胡同|公路|道|村|里|小区))(?:(?:东|西|南|北)段)?(甲|乙|丙|丁)?(\d+(?:-\d+)?)号?/.exec(
      text,
    );
  return { text, bigrams: bigramsOf(text), road: match?.[1] ?? '', house: match ? `${match[2] ?? ''}${match[3]}` : '' };
}

/** Likeness of two addresses, 0..1; the same road and number is 1, another number in the same road at most 0.4. */
export function addressSimilarity(a: string, b: string): number {
  return preparedAddressSimilarity(prepareAddress(a), prepareAddress(b));
}

function preparedAddressSimilarity(a: PreparedAddress, b: PreparedAddress): number {
  if (a.text === '' || b.text === '') return 0;
  if (a.text === b.text) return 1;
  if (a.road !== '' && b.road !== '') {
    const sameRoad = a.road === b.road || a.road.endsWith(b.road) || b.road.endsWith(a.road);
    if (sameRoad) return a.house === b.house ? 1 : 0.4;
    return Math.min(0.3, dice(a.bigrams, b.bigrams));
  }
  return Math.max(dice(a.bigrams, b.bigrams), a.text.includes(b.text) || b.text.includes(a.text) ? 0.7 : 0);
}

interface Prepared<T extends MatchFacts> {
  facts: T;
  names: PreparedName[];
  branch: string;
  address: PreparedAddress | undefined;
  uscc: string | undefined;
  lng: number;
  lat: number;
}

function prepare<T extends MatchFacts>(facts: T): Prepared<T> {
  const uscc = facts.uscc?.normalize('NFKC').trim().toUpperCase();
  const hasPlace = typeof facts.lng === 'number' && typeof facts.lat === 'number';
  return {
    facts,
    names: [facts.name, ...(facts.otherNames ?? [])].map(prepareName),
    branch: branchOf(facts.name),
    address: facts.address ? prepareAddress(facts.address) : undefined,
    uscc: uscc && isValidUscc(uscc) ? uscc : undefined,
    lng: hasPlace ? (facts.lng as number) : Number.NaN,
    lat: hasPlace ? (facts.lat as number) : Number.NaN,
  };
}

/** Farther apart than this, two places are not one; coordinates from maps and address look-ups err by tens of metres. */
export const DEFAULT_MAX_DISTANCE_METRES = 300;
const SAME_SPOT_METRES = 60;
/** Character pairs of names this unlike are not worth a look by a person. */
const LOWEST_NAME_SIMILARITY = 0.45;

/** Compares a candidate with a registered place. A valid credit code decides: equal is SAME, unequal is never SAME. */
export function scoreMatch(
  candidate: MatchFacts,
  registered: MatchFacts,
  options: { maxDistance?: number } = {},
): MatchScore {
  return scorePrepared(prepare(candidate), prepare(registered), options.maxDistance ?? DEFAULT_MAX_DISTANCE_METRES);
}

function bestName(a: Prepared<MatchFacts>, b: Prepared<MatchFacts>): number {
  let best = 0;
  for (const x of a.names) for (const y of b.names) best = Math.max(best, preparedSimilarity(x, y));
  return best;
}

function scorePrepared(
  a: Prepared<MatchFacts>,
  b: Prepared<MatchFacts>,
  maxDistance: number,
  name = bestName(a, b),
): MatchScore {
  const reasonsZh: string[] = [];
  if (a.uscc !== undefined && a.uscc === b.uscc) {
    reasonsZh.push('统一社会信用代码相同');
    if (name < LOWEST_NAME_SIMILARITY) reasonsZh.push('名称不同，可能已更名');
    return { score: 1, verdict: 'SAME', reasonsZh };
  }
  const codesDiffer = a.uscc !== undefined && b.uscc !== undefined;
  if (codesDiffer) reasonsZh.push('统一社会信用代码不同');
  reasonsZh.push(name === 1 ? '名称相同' : `名称相似度${Math.round(name * 100)}%`);
  const distance = distanceMetres(a.lng, a.lat, b.lng, b.lat);
  const near = Number.isNaN(distance)
    ? undefined
    : Math.max(0, Math.min(1, (maxDistance - distance) / (maxDistance - SAME_SPOT_METRES)));
  if (near !== undefined) reasonsZh.push(`相距${Math.round(distance)}米`);
  const address = a.address && b.address ? preparedAddressSimilarity(a.address, b.address) : undefined;
  if (address !== undefined) reasonsZh.push(address === 1 ? '地址相同' : `地址相似度${Math.round(address * 100)}%`);
  const branchesDiffer = a.branch !== '' && b.branch !== '' && a.branch !== b.branch;
  if (branchesDiffer) reasonsZh.push('分店名不同');

  const place = near === undefined ? address : address === undefined ? near : Math.max(near, address * 0.9);
  let score = place === undefined ? name * 0.7 : name * 0.65 + place * 0.35;
  // Equal addresses do not make neighbours one: a mall has hundreds of shops.
  if (name < LOWEST_NAME_SIMILARITY) score = Math.min(score, 0.4);
  // A chain has the same name everywhere; far away it is another branch.
  if (near === 0 && (address ?? 0) < 0.9) score = Math.min(score, 0.4);
  if (branchesDiffer) score = Math.min(score, place !== undefined && place >= 0.9 ? 0.6 : 0.4);
  if (codesDiffer) score = Math.min(score, 0.6);
  score = Math.round(score * 100) / 100;
  const needed = isAmbiguous(a) || isAmbiguous(b) ? 0.95 : 0.7;
  const certain =
    score >= 0.85 &&
    name >= 0.8 &&
    (place ?? 0) >= needed &&
    !codesDiffer &&
    !branchesDiffer &&
    !(isOneOfMany(a) && isOneOfMany(b));
  return { score, verdict: certain ? 'SAME' : score >= 0.55 ? 'POSSIBLE' : 'NEW', reasonsZh };
}

/** Chains have short names, and two shops of one chain may face each other. */
const isAmbiguous = (place: Prepared<MatchFacts>) => (place.names[0]?.text.length ?? 0) <= 4;

/** A campus has several buildings of such a name. */
const isOneOfMany = (place: Prepared<MatchFacts>) =>
  /(教学|实验|宿舍|办公|综合)楼$|食堂$/.test(place.names[0]?.text ?? '') && place.names[0]?.marks === '';

export interface Match<C, R> extends MatchScore {
  candidate: C;
  registered: R;
}

export interface MatchOptions {
  /** Metres; default 300. */
  maxDistance?: number;
  /** Matches kept for each candidate; default 5. */
  limit?: number;
}

/** Pairs of letters that more candidates share than this tell nothing ("超市", "酒店") and are not looked up. */
const COMMON_PAIR = 50;

/**
 * Holds the candidates of one import in memory and lets the register pass by in chunks, so that ten thousand candidates
 * meet a million registered places without loading these. A pair is scored when it shares the credit code, the reduced
 * name, a rare pair of letters in the names, or lies within `maxDistance` with names that have something in common.
 */
export function createMatcher<C extends MatchFacts, R extends MatchFacts>(
  candidates: readonly C[],
  options: MatchOptions = {},
) {
  const { maxDistance = DEFAULT_MAX_DISTANCE_METRES, limit = 5 } = options;
  const prepared = candidates.map(prepare);
  const byUscc = groupBy(prepared, ({ uscc }) => (uscc === undefined ? [] : [uscc]));
  const byName = groupBy(prepared, ({ names }) => names.map(({ text }) => text));
  const byPair = groupBy(prepared, ({ names }) => names.flatMap(({ bigrams }) => [...bigrams]));
  for (const [pair, places] of byPair) if (places.length > COMMON_PAIR) byPair.delete(pair);
  const placed = prepared.flatMap(({ lng }, i) => (Number.isNaN(lng) ? [] : [i]));
  const spatial = placed.length === 0 ? undefined : new Flatbush(placed.length);
  for (const i of placed) spatial?.add((prepared[i] as Prepared<C>).lng, (prepared[i] as Prepared<C>).lat);
  spatial?.finish();
  const matches: Match<C, R>[][] = candidates.map(() => []);
  const seenBy = new Int32Array(candidates.length).fill(-1);
  let counter = 0;

  function* partners(place: Prepared<R>): Generator<number> {
    if (place.uscc !== undefined) yield* byUscc.get(place.uscc) ?? [];
    for (const { text, bigrams } of place.names) {
      yield* byName.get(text) ?? [];
      for (const pair of bigrams) yield* byPair.get(pair) ?? [];
    }
    if (!spatial || Number.isNaN(place.lng)) return;
    const dLat = maxDistance / 111_000;
    const dLng = dLat / Math.max(0.1, Math.cos((place.lat * Math.PI) / 180));
    for (const hit of spatial.search(place.lng - dLng, place.lat - dLat, place.lng + dLng, place.lat + dLat)) {
      yield placed[hit] as number;
    }
  }

  /** Far away and at another address: NEW whatever the name, unless the credit code is the same. */
  function isOutOfReach(a: Prepared<C>, b: Prepared<R>): boolean {
    const isFar = distanceMetres(a.lng, a.lat, b.lng, b.lat) > maxDistance;
    return isFar && (a.uscc === undefined || a.uscc !== b.uscc) && (!a.address || a.address.house !== b.address?.house);
  }

  return {
    /** Compares a chunk of the register; chunks may come in any number and order. */
    consider(registered: Iterable<R>) {
      for (const facts of registered) {
        const place = prepare(facts);
        const mark = counter++;
        for (const i of partners(place)) {
          if (seenBy[i] === mark) continue;
          seenBy[i] = mark;
          const candidate = prepared[i] as Prepared<C>;
          if (isOutOfReach(candidate, place)) continue;
          const name = bestName(candidate, place);
          if (name < LOWEST_NAME_SIMILARITY && (candidate.uscc === undefined || candidate.uscc !== place.uscc))
            continue;
          const score = scorePrepared(candidate, place, maxDistance, name);
          if (score.verdict === 'NEW') continue;
          const own = matches[i] as Match<C, R>[];
          own.push({ candidate: candidate.facts, registered: facts, ...score });
          own.sort((x, y) => y.score - x.score);
          if (own.length > limit) own.pop();
        }
      }
    },
    /** For each candidate, in order, its matches so far, best first; none means NEW. */
    results: (): Match<C, R>[][] => matches,
  };
}

/** `createMatcher` for a register that is at hand. */
export function findMatches<C extends MatchFacts, R extends MatchFacts>(
  candidates: readonly C[],
  registry: Iterable<R>,
  options: MatchOptions = {},
): Match<C, R>[][] {
  const matcher = createMatcher<C, R>(candidates, options);
  matcher.consider(registry);
  return matcher.results();
}

function groupBy<T, K>(items: readonly T[], keysOf: (item: T) => K[]): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, i) => {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(i);
      else groups.set(key, [i]);
    }
  });
  return groups;
}
