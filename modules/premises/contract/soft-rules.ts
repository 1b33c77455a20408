import type { PlaceFacts } from './figures.ts';

/** Something that is probably wrong but may be so: shown, never refused. */
export interface Doubt {
  field: string;
  sentence: string;
}

export interface DoubtfulFacts extends PlaceFacts {
  name: string;
  address: string;
  status: string;
  staffCount: number | null;
  peakOccupancy: number | null;
}

const rules: ((facts: DoubtfulFacts, number: (key: string) => number | undefined) => Doubt | false | undefined)[] = [
  (facts) =>
    facts.height !== null &&
    facts.storeys !== null &&
    facts.storeys > 0 &&
    facts.height / facts.storeys > 15 &&
    facts.storeys > 1 && {
      field: 'height',
      sentence: `建筑高度 ${facts.height} 米、${facts.storeys} 层，平均层高超过 15 米，请核对高度和层数。`,
    },
  (facts) =>
    facts.height !== null &&
    facts.storeys !== null &&
    facts.storeys > 1 &&
    facts.height / facts.storeys < 2 && {
      field: 'height',
      sentence: `建筑高度 ${facts.height} 米、${facts.storeys} 层，平均层高不足 2 米，请核对高度和层数。`,
    },
  (facts) =>
    facts.types.includes('HIGHRISE_RESIDENTIAL') &&
    facts.height !== null &&
    facts.height <= 27 && {
      field: 'height',
      sentence: `高层住宅建筑高度应大于 27 米，现为 ${facts.height} 米，请核对高度或场所类别。`,
    },
  (facts) =>
    facts.types.includes('HIGHRISE_PUBLIC') &&
    facts.height !== null &&
    facts.height <= 24 && {
      field: 'height',
      sentence: `高层公共建筑高度应大于 24 米，现为 ${facts.height} 米，请核对高度或场所类别。`,
    },
  (facts) =>
    facts.types.includes('LARGE_COMPLEX') &&
    facts.floorArea !== null &&
    facts.floorArea < 50_000 && {
      field: 'floorArea',
      sentence: `大型商业综合体建筑面积一般不小于 5 万平方米（应急消〔2019〕314号），现为 ${facts.floorArea} 平方米，请核对。`,
    },
  (_facts, number) => {
    const rooms = number('guestRooms');
    const beds = number('beds');
    return (
      rooms !== undefined &&
      beds !== undefined &&
      beds < rooms && { field: 'attributes.beds', sentence: `床位 ${beds} 张少于客房 ${rooms} 间，请核对。` }
    );
  },
  (_facts, number) => {
    const pupils = number('pupils');
    const boarding = number('boardingBeds');
    return (
      pupils !== undefined &&
      boarding !== undefined &&
      boarding > pupils * 2 && {
        field: 'attributes.boardingBeds',
        sentence: `住宿床位 ${boarding} 张超过学生 ${pupils} 人的两倍，请核对。`,
      }
    );
  },
  (facts, number) => {
    const employees = number('employees');
    return (
      employees !== undefined &&
      facts.staffCount !== null &&
      employees > facts.staffCount && {
        field: 'attributes.employees',
        sentence: `生产车间员工 ${employees} 人多于员工总数 ${facts.staffCount} 人，请核对。`,
      }
    );
  },
  (facts) =>
    facts.peakOccupancy !== null &&
    facts.floorArea !== null &&
    facts.floorArea > 0 &&
    facts.peakOccupancy / facts.floorArea > 2 && {
      field: 'peakOccupancy',
      sentence: `最大容纳 ${facts.peakOccupancy} 人、建筑面积 ${facts.floorArea} 平方米，平均每平方米超过 2 人，请核对。`,
    },
  (facts) =>
    facts.types.includes('FARM_STAY') &&
    ((facts.storeys ?? 0) > 4 || (facts.floorArea ?? 0) > 800) && {
      field: 'types',
      sentence:
        '农家乐（民宿）超过 4 层或 800 平方米的，不适用简化的防火要求（建村〔2017〕50号，需核），请核对类别是否应为宾馆。',
    },
  (facts, number) => {
    const sources = number('majorHazardSourceCount');
    const level = facts.attributes.majorHazardSource;
    return (
      sources !== undefined &&
      typeof level === 'string' &&
      sources > 0 === (level === 'NONE') && {
        field: 'attributes.majorHazardSourceCount',
        sentence: `重大危险源 ${sources} 处与级别“${level === 'NONE' ? '不构成' : '已构成'}”不一致，请核对数量和级别。`,
      }
    );
  },
  (facts) =>
    facts.address.replace(/\s/g, '').length < 5 && {
      field: 'address',
      sentence: '地址过于简短，请写到门牌号，以便上门和出警。',
    },
];

/** What looks wrong in a file, one sentence each with its remedy. */
export function doubtsAbout(facts: DoubtfulFacts): Doubt[] {
  const number = (key: string) => {
    const value = facts.attributes[key];
    return typeof value === 'number' ? value : undefined;
  };
  return rules.map((rule) => rule(facts, number)).filter((doubt): doubt is Doubt => !!doubt);
}
