/** The twelve townships of 海宁市: where they lie (WGS-84, roughly), what they live from, how many demo premises each has. */
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
  character: 'CITY' | 'LEATHER' | 'KNITTING' | 'TEXTILE' | 'TRADE' | 'RURAL' | 'TOURISM' | 'PORT';
  roads: readonly string[];
}

export const county = {
  code: '330481',
  name: '海宁市',
  box: { west: 120.3, east: 120.85, south: 30.25, north: 30.58 },
} as const;

export const townshipPlans: readonly TownshipPlan[] = [
  {
    prefix: '330481001',
    pinyin: 'xiashi',
    paperWord: '硖',
    centre: [120.69, 30.532],
    radius: 0.028,
    premises: 230,
    character: 'CITY',
    roads: ['人民路', '建设路', '工人路', '河东路'],
  },
  {
    prefix: '330481002',
    pinyin: 'haizhou',
    paperWord: '洲',
    centre: [120.672, 30.512],
    radius: 0.028,
    premises: 270,
    character: 'LEATHER',
    roads: ['海州路', '文苑路', '广顺路', '联合路'],
  },
  {
    prefix: '330481003',
    pinyin: 'haichang',
    paperWord: '昌',
    centre: [120.722, 30.538],
    radius: 0.03,
    premises: 220,
    character: 'KNITTING',
    roads: ['海昌路', '双联路', '硖川路', '隆兴路'],
  },
  {
    prefix: '330481004',
    pinyin: 'maqiao',
    paperWord: '马',
    centre: [120.712, 30.474],
    radius: 0.026,
    premises: 180,
    character: 'KNITTING',
    roads: ['经都路', '红旗路', '新丰路'],
  },
  {
    prefix: '330481101',
    pinyin: 'xucun',
    paperWord: '许',
    centre: [120.382, 30.422],
    radius: 0.042,
    premises: 330,
    character: 'TEXTILE',
    roads: ['人民大道', '振兴路', '市场路', '许巷路'],
  },
  {
    prefix: '330481103',
    pinyin: 'changan',
    paperWord: '长',
    centre: [120.448, 30.458],
    radius: 0.042,
    premises: 240,
    character: 'TRADE',
    roads: ['学府路', '修川路', '虹金路', '仰山路'],
  },
  {
    prefix: '330481105',
    pinyin: 'zhouwangmiao',
    paperWord: '周',
    centre: [120.508, 30.446],
    radius: 0.034,
    premises: 90,
    character: 'RURAL',
    roads: ['庙西路', '桑园路'],
  },
  {
    prefix: '330481106',
    pinyin: 'dingqiao',
    paperWord: '丁',
    centre: [120.652, 30.398],
    radius: 0.034,
    premises: 90,
    character: 'RURAL',
    roads: ['镇中路', '海潮路'],
  },
  {
    prefix: '330481107',
    pinyin: 'xieqiao',
    paperWord: '斜',
    centre: [120.594, 30.482],
    radius: 0.036,
    premises: 110,
    character: 'RURAL',
    roads: ['新市路', '路仲路'],
  },
  {
    prefix: '330481108',
    pinyin: 'huangwan',
    paperWord: '黄',
    centre: [120.79, 30.37],
    radius: 0.036,
    premises: 90,
    character: 'PORT',
    roads: ['安江路', '滨海路'],
  },
  {
    prefix: '330481110',
    pinyin: 'yanguan',
    paperWord: '盐',
    centre: [120.552, 30.414],
    radius: 0.032,
    premises: 100,
    character: 'TOURISM',
    roads: ['宣德路', '观潮路', '城北路'],
  },
  {
    prefix: '330481112',
    pinyin: 'yuanhua',
    paperWord: '袁',
    centre: [120.752, 30.42],
    radius: 0.034,
    premises: 110,
    character: 'RURAL',
    roads: ['龙山路', '花溪路'],
  },
];

export interface Village {
  code: string;
  /** As the edition has it: 庄湾村委会. */
  name: string;
  /** As people say it: 庄湾村. */
  short: string;
  centre: readonly [lng: number, lat: number];
}

export interface Township extends TownshipPlan {
  code: string;
  name: string;
  villages: Village[];
}

/** 庄湾村委会 → 庄湾村, 竦秀社区居民委员会 → 竦秀社区. */
export const shortVillage = (name: string) =>
  name.replace(/(居民委员会|居委会)$/, '').replace(/村民委员会$|村委会$/, '村');

/** Villages in a sunflower around the centre of their township: even, and the same every time. */
export function layOut(
  plan: TownshipPlan,
  name: string,
  villages: readonly { code: string; name: string }[],
): Township {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return {
    ...plan,
    name,
    code: `${plan.prefix}000`,
    villages: villages.map((village, index) => {
      const distance = plan.radius * Math.sqrt((index + 0.5) / villages.length);
      return {
        ...village,
        short: shortVillage(village.name),
        centre: [
          round(plan.centre[0] + (distance * Math.cos(index * golden)) / Math.cos((plan.centre[1] * Math.PI) / 180)),
          round(plan.centre[1] + distance * Math.sin(index * golden)),
        ] as const,
      };
    }),
  };
}

export const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
