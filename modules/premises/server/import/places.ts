import { plainWord } from './words.ts';

/** A division, body or grid of the county as the file may call it. */
export interface NamedDivision {
  code: string;
  name: string;
}
export interface NamedBody {
  id: string;
  kind: string;
  name: string;
  shortName: string;
}
export interface NamedGrid {
  id: string;
  code: string;
  name: string;
}

export type Found = { value: string } | { problem: string };

/** 庄湾村村民委员会, 庄湾村委会, 庄湾村 and 庄湾 are one. */
const villageWord = (name: string) =>
  plainWord(name)
    .replace(/(村民委员会|村委会)$/, '村')
    .replace(/村村$/, '村')
    .replace(/(居民委员会|居委会|委员会)$/, '');
const villageCore = (name: string) => villageWord(name).replace(/(村|社区|股份经济合作社)$/, '') || villageWord(name);
const townshipCore = (name: string) => plainWord(name).replace(/(街道办事处|街道|镇|乡|民族乡|办事处|人民政府)$/, '');

function grouped<T>(items: readonly T[], keysOf: (item: T) => string[]) {
  const map = new Map<string, T[]>();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      if (key === '') continue;
      const group = map.get(key);
      if (group) group.push(item);
      else map.set(key, [item]);
    }
  return map;
}

/**
 * Finds townships and villages of one county by 12-digit code or by what people write (“许村镇庄湾村”, “浙江省嘉兴市海宁市
 * 许村镇庄湾村委会”, “庄湾村”).
 * @param above names of province, city and county, left out at the beginning
 * @param divisions townships and villages, full codes
 */
export function createDivisionFinder(above: readonly string[], divisions: readonly NamedDivision[]) {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const townships = divisions
    .filter(({ code }) => code.endsWith('000'))
    .map((one) => ({ ...one, plain: plainWord(one.name), core: townshipCore(one.name) }));
  const villages = divisions.filter(({ code }) => !code.endsWith('000'));
  const inTownship = new Map(
    [...grouped(villages, ({ code }) => [code.slice(0, 9)])].map(([township, list]) => [
      township,
      grouped(list, keysOfVillage),
    ]),
  );
  const anywhere = grouped(villages, keysOfVillage);
  const leading = above
    .flatMap((name) => [plainWord(name), plainWord(name).replace(/(省|市|自治区|区|县)$/, '')])
    .filter((word) => word.length >= 2);
  const remembered = new Map<string, Found>();

  const pick = (found: readonly NamedDivision[] | undefined, rest: string, where: string): Found => {
    const exact = found?.filter((one) => villageWord(one.name) === villageWord(rest) || plainWord(one.name) === rest);
    const [one, other] = exact?.length ? exact : (found ?? []);
    if (!one) return { problem: `${where}没有“${rest}”，请核对村（社区）名称，或填写 12 位区划代码` };
    if (other)
      return {
        problem: `“${rest}”有几个（${[...new Set((found ?? []).slice(0, 3).map(({ name }) => name))].join('、')}等），请写明乡镇（街道），或填写 12 位区划代码`,
      };
    return { value: one.code };
  };

  function find(text: string): Found {
    const digits = text.replace(/\s/g, '');
    if (/^\d{9}$|^\d{12}$/.test(digits)) {
      const code = digits.padEnd(12, '0');
      return byCode.has(code)
        ? { value: code }
        : { problem: `区划代码 ${digits} 不是本县（市、区）的乡镇（街道）或村（社区），请核对` };
    }
    let rest = plainWord(text);
    // A village may begin like its county: 海宁社区 in 海宁市.
    if (anywhere.get(rest)?.some(({ name }) => villageWord(name) === villageWord(rest)))
      return pick(anywhere.get(rest), rest, '本县（市、区）');
    // The county's own name only where something follows: 海宁市 alone is no place.
    for (let before = ''; before !== rest; ) {
      before = rest;
      const word = leading.find(
        (one) =>
          rest.startsWith(one) && rest.length > one.length && !townships.some(({ plain }) => rest.startsWith(plain)),
      );
      if (word) rest = rest.slice(word.length);
    }
    const township =
      longest(
        townships.filter(({ plain }) => rest.startsWith(plain)),
        ({ plain }) => plain.length,
      ) ?? townships.find(({ core }) => core === rest);
    if (township) {
      const after = rest.slice(rest.startsWith(township.plain) ? township.plain.length : rest.length);
      if (after === '' || /^(人民政府|办事处)$/.test(after)) return { value: township.code };
      const own = inTownship.get(township.code.slice(0, 9));
      return pick(
        own?.get(after) ?? own?.get(villageWord(after)) ?? own?.get(villageCore(after)),
        after,
        township.name,
      );
    }
    return pick(
      anywhere.get(rest) ?? anywhere.get(villageWord(rest)) ?? anywhere.get(villageCore(rest)),
      rest,
      '本县（市、区）',
    );
  }

  return (text: string, township = ''): Found => {
    const key = `${township}\n${text}`;
    let found = remembered.get(key);
    if (!found) {
      found = find(township + text);
      // The township's column repeats what the village's says, or the village's is a code.
      if ('problem' in found && township !== '') {
        const alone = find(text);
        if ('value' in alone) found = alone;
      }
      if (remembered.size < 20_000) remembered.set(key, found);
    }
    return found;
  };
}

const keysOfVillage = ({ name }: NamedDivision) => [plainWord(name), villageWord(name), villageCore(name)];

function longest<T>(items: readonly T[], size: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || size(item) > size(best) ? item : best),
    undefined,
  );
}

/** Bodies by full or short name. */
export function createBodyFinder(bodies: readonly NamedBody[]) {
  const byName = grouped(bodies, ({ name, shortName }) => [plainWord(name), plainWord(shortName)]);
  return (text: string, kind?: string): Found => {
    const found = (byName.get(plainWord(text)) ?? []).filter((one) => kind === undefined || one.kind === kind);
    const [one, other] = found;
    if (!one)
      return {
        problem: `本县（市、区）没有名为“${text}”的${kind === 'POLICE_STATION' ? '派出所' : '机构'}，请写全称或留空`,
      };
    if (other) return { problem: `“${text}”有几个机构同名，请写全称` };
    return { value: one.id };
  };
}

/** Grids by code or name. */
export function createGridFinder(grids: readonly NamedGrid[]) {
  const byWord = grouped(grids, ({ code, name }) => [plainWord(code), plainWord(name)]);
  return (text: string): Found => {
    const [one, other] = byWord.get(plainWord(text)) ?? [];
    if (!one) return { problem: `本县（市、区）没有网格“${text}”，请填写网格编码或留空` };
    if (other) return { problem: `网格“${text}”不止一个，请填写网格编码` };
    return { value: one.id };
  };
}
