import { readDivisions, readVillages } from '#modules/regions/server';
import { type Character, type DemoCounty, layOut, sunflower, type Township } from '../townships.ts';

export const city = '2202';

/** A county of 吉林市 with its demo townships: nine digits' last three, pinyin, word of papers, what they live from. */
export interface CountyPlan {
  code: string;
  name: string;
  /** Administered by a committee (管理委员会), not by a government of its own. */
  isZone?: true;
  paperWord: string;
  /** WGS-84, roughly where its government is. */
  centre: readonly [lng: number, lat: number];
  /** Degrees of latitude that its townships are spread over (invented around the centre). */
  radius: number;
  /** Enterprises with major hazard sources: 56 together. */
  hazardous: number;
  townships: readonly (readonly [suffix: string, pinyin: string, paperWord: string, character: Character])[];
}

export const countyPlans: readonly CountyPlan[] = [
  {
    code: '220202',
    name: '昌邑区',
    paperWord: '昌',
    centre: [126.575, 43.882],
    radius: 0.06,
    hazardous: 4,
    townships: [
      ['001', 'xinghua', '兴', 'CITY'],
      ['101', 'huapichang', '桦皮', 'RURAL'],
      ['102', 'zuojia', '左', 'TOURISM'],
    ],
  },
  {
    code: '220203',
    name: '龙潭区',
    paperWord: '龙',
    centre: [126.562, 43.91],
    radius: 0.09,
    hazardous: 24,
    townships: [
      ['001', 'longhua', '华', 'CITY'],
      ['100', 'wulajie', '乌', 'TOURISM'],
      ['104', 'jinzhu', '金', 'TRADE'],
    ],
  },
  {
    code: '220204',
    name: '船营区',
    paperWord: '船',
    centre: [126.541, 43.834],
    radius: 0.06,
    hazardous: 1,
    townships: [
      ['001', 'desheng', '德', 'CITY'],
      ['006', 'beiji', '北', 'CITY'],
      ['101', 'soudengzhan', '搜', 'RURAL'],
    ],
  },
  {
    code: '220211',
    name: '丰满区',
    paperWord: '丰',
    centre: [126.562, 43.822],
    radius: 0.06,
    hazardous: 1,
    townships: [
      ['001', 'taishan', '泰', 'CITY'],
      ['002', 'jiangnan', '江', 'CITY'],
      ['100', 'wangqi', '旺', 'TOURISM'],
    ],
  },
  {
    code: '220221',
    name: '永吉县',
    paperWord: '永',
    centre: [126.498, 43.673],
    radius: 0.16,
    hazardous: 5,
    townships: [
      ['100', 'kouqian', '口', 'TRADE'],
      ['103', 'beidahu', '湖', 'TOURISM'],
      ['171', 'wanchang', '万', 'RURAL'],
    ],
  },
  {
    code: '220281',
    name: '蛟河市',
    paperWord: '蛟',
    centre: [127.345, 43.724],
    radius: 0.2,
    hazardous: 3,
    townships: [
      ['001', 'minzhu', '民', 'CITY'],
      ['100', 'xinzhan', '新', 'TRADE'],
      ['104', 'huangsongdian', '黄', 'RURAL'],
    ],
  },
  {
    code: '220282',
    name: '桦甸市',
    paperWord: '桦',
    centre: [126.746, 42.972],
    radius: 0.2,
    hazardous: 3,
    townships: [
      ['001', 'minghua', '明', 'CITY'],
      ['102', 'hongshi', '红', 'RURAL'],
      ['105', 'jinsha', '沙', 'RURAL'],
    ],
  },
  {
    code: '220283',
    name: '舒兰市',
    paperWord: '舒',
    centre: [126.966, 44.406],
    radius: 0.18,
    hazardous: 4,
    townships: [
      ['001', 'beicheng', '城', 'CITY'],
      ['100', 'fate', '法', 'RURAL'],
      ['107', 'pingan', '平', 'TRADE'],
    ],
  },
  {
    code: '220284',
    name: '磐石市',
    paperWord: '磐',
    centre: [126.06, 42.946],
    radius: 0.18,
    hazardous: 9,
    townships: [
      ['001', 'fuan', '福', 'CITY'],
      ['100', 'yantongshan', '烟', 'TRADE'],
      ['102', 'mingcheng', '明', 'TRADE'],
    ],
  },
  // Development zones, which the edition has as counties of their own.
  {
    code: '220271',
    name: '经济开发区',
    isZone: true,
    paperWord: '经',
    centre: [126.4, 43.95],
    radius: 0.03,
    hazardous: 2,
    townships: [['001', 'jiuzhan', '九', 'TRADE']],
  },
  {
    code: '220272',
    name: '高新区',
    isZone: true,
    paperWord: '高',
    centre: [126.53, 43.8],
    radius: 0.03,
    hazardous: 0,
    townships: [['001', 'gaoxin', '新', 'CITY']],
  },
  {
    code: '220273',
    name: '中新食品区',
    isZone: true,
    paperWord: '食',
    centre: [126.02, 43.73],
    radius: 0.03,
    hazardous: 0,
    townships: [['100', 'chaluhe', '岔', 'RURAL']],
  },
];

const roads = {
  CITY: ['解放路', '重庆街', '吉林大街', '光华路'],
  TRADE: ['中心街', '站前路', '兴业路'],
} as const;

export const demoCounty = ({ code, name, paperWord, centre, radius }: CountyPlan): DemoCounty => ({
  code,
  address: `吉林省吉林市${name}`,
  paperWord,
  box: {
    west: centre[0] - 2 * radius,
    east: centre[0] + 2 * radius,
    south: centre[1] - 1.5 * radius,
    north: centre[1] + 1.5 * radius,
  },
});

export interface County {
  plan: CountyPlan;
  /** Every township of the county with its villages: where fires happen. */
  townships: Township[];
  /** Those with bodies and premises of their own in this world. */
  demoTownships: Township[];
}

/** The nine counties and three zones of 吉林市 with all their townships and villages. */
export async function jilinCounties(): Promise<County[]> {
  const divisions = (await readDivisions()).filter(({ code }) => code.startsWith(city));
  const villages = Map.groupBy(
    (await readVillages(city.slice(0, 2))).filter(({ code }) => code.startsWith(city)),
    ({ parentCode }) => parentCode,
  );
  return countyPlans.map((plan) => {
    const own = divisions.filter(({ parentCode }) => parentCode === `${plan.code}000000`);
    const points = sunflower(plan.centre, plan.radius, own.length);
    const townships = own.map(({ code, name }, index) => {
      const [, pinyin, paperWord, character] = plan.townships.find(([suffix]) => code.slice(6, 9) === suffix) ?? [];
      return layOut(
        {
          prefix: code.slice(0, 9),
          pinyin: pinyin ?? '',
          paperWord: paperWord ?? '',
          centre: points[index] as [number, number],
          radius: name.endsWith('街道') ? 0.012 : 0.04,
          premises: pinyin ? 25 : 0,
          character: character ?? (name.endsWith('街道') ? 'CITY' : 'RURAL'),
          roads: character === 'CITY' || name.endsWith('街道') ? roads.CITY : roads.TRADE,
        },
        demoCounty(plan),
        name,
        villages.get(code) ?? [],
      );
    });
    return { plan, townships, demoTownships: townships.filter(({ premises }) => premises > 0) };
  });
}
