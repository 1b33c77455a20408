/** A county as demo premises need it: its code, its name in addresses and papers, and the box that it lies in. */
export interface DemoCounty {
  code: string;
  /** As addresses begin: 浙江省海宁市. */
  address: string;
  /** Word of its papers: 海建消演示〔2015〕. */
  paperWord: string;
  box: { west: number; east: number; south: number; north: number };
}

/** What a township lives from. */
export type Character =
  | 'CITY'
  | 'LEATHER'
  | 'KNITTING'
  | 'TEXTILE'
  | 'TRADE'
  | 'RURAL'
  | 'TOURISM'
  | 'PORT'
  | 'CHEMICAL';

/** Where a township lies (WGS-84, roughly), what it lives from, and how many demo premises it has. */
export interface TownshipPlan {
  /** Nine digits. */
  prefix: string;
  /** Usernames of its people begin with it. */
  pinyin: string;
  /** Word in the numbers of its papers. */
  paperWord: string;
  centre: readonly [lng: number, lat: number];
  /** Degrees of latitude from the centre to the last village. */
  radius: number;
  premises: number;
  character: Character;
  roads: readonly string[];
}

export interface Village {
  code: string;
  /** As the edition has it: 庄湾村委会. */
  name: string;
  /** As people say it: 庄湾村. */
  short: string;
  centre: readonly [lng: number, lat: number];
}

export interface Township extends TownshipPlan {
  county: DemoCounty;
  code: string;
  name: string;
  villages: Village[];
}

/** 庄湾村委会 → 庄湾村, 竦秀社区居民委员会 → 竦秀社区. */
export const shortVillage = (name: string) =>
  name.replace(/(居民委员会|居委会)$/, '').replace(/村民委员会$|村委会$/, '村');

/** Points in a sunflower around a centre: even, and the same every time. `radius` in degrees of latitude. */
export function sunflower(centre: readonly [number, number], radius: number, count: number): [number, number][] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, index) => {
    const distance = radius * Math.sqrt((index + 0.5) / count);
    return [
      round(centre[0] + (distance * Math.cos(index * golden)) / Math.cos((centre[1] * Math.PI) / 180)),
      round(centre[1] + distance * Math.sin(index * golden)),
    ];
  });
}

/** A township with its villages around its centre. */
export function layOut(
  plan: TownshipPlan,
  county: DemoCounty,
  name: string,
  villages: readonly { code: string; name: string }[],
): Township {
  const points = sunflower(plan.centre, plan.radius, villages.length);
  return {
    ...plan,
    county,
    name,
    code: `${plan.prefix}000`,
    villages: villages.map((village, index) => ({
      ...village,
      short: shortVillage(village.name),
      centre: points[index] as [number, number],
    })),
  };
}

export const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
