import { adminLevels, classFields, type PremisesType } from './class-fields.ts';

/** The facts of a place that criteria, limits and soft rules look at. */
export interface PlaceFacts {
  types: readonly PremisesType[];
  floorArea: number | null;
  height: number | null;
  storeys: number | null;
  attributes: Readonly<Record<string, unknown>>;
}

export const figureNames: Record<string, { label: string; unit: string }> = {
  floorArea: { label: '建筑面积', unit: '㎡' },
  guestRooms: { label: '客房数', unit: '间' },
  beds: { label: '床位数', unit: '张' },
  pupils: { label: '学生（幼儿）数', unit: '人' },
  seats: { label: '座位数', unit: '个' },
  employees: { label: '生产车间员工数', unit: '人' },
  adminLevel: { label: '机关级别', unit: '' },
  highRise: { label: '高层建筑', unit: '' },
};

const residential: readonly string[] = ['HIGHRISE_RESIDENTIAL', 'OLD_COMMUNITY', 'RENTAL_HOUSING', 'VILLAGE_HOUSE'];
const adminRank = Object.keys(adminLevels);
/** Place of a level in the order of the administration, 1 for a township. */
export const adminLevelRank = (level: string): number | undefined => {
  const rank = adminRank.indexOf(level);
  return rank < 0 ? undefined : rank + 1;
};

/** High-rise (GB 50016-2014 2.1.1): dwellings above 27 m, other buildings of several storeys above 24 m. */
function highRise(facts: PlaceFacts, type: PremisesType): number | undefined {
  if (type === 'HIGHRISE_PUBLIC' || type === 'HIGHRISE_RESIDENTIAL') return 1;
  if (facts.height === null) return undefined;
  if (residential.includes(type)) return facts.height > 27 ? 1 : 0;
  if (facts.height <= 24 || facts.storeys === 1) return 0;
  return facts.storeys === null ? undefined : 1;
}

/** A figure of the place as one of its classes; undefined where nobody has filled it in: unknown is not zero. */
export function figureOf(facts: PlaceFacts, type: PremisesType, metric: string): number | undefined {
  if (metric === 'floorArea') return facts.floorArea ?? undefined;
  if (metric === 'highRise') return highRise(facts, type);
  const field = classFields[type].find((one) => (one.metric ?? one.key) === metric);
  const value = field && facts.attributes[field.key];
  if (metric === 'adminLevel') return typeof value === 'string' ? adminLevelRank(value) : undefined;
  return typeof value === 'number' ? value : undefined;
}
