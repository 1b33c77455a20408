import data from '#db/reference/fires/fire-statistics.json' with { type: 'json' };

type Words = Readonly<Record<string, { label: string }>>;
const byId = <Id extends string>(rows: readonly { id: string; zh: string }[]) =>
  Object.fromEntries(rows.map(({ id, zh }) => [id, { label: zh }])) as Readonly<Record<Id, { label: string }>>;

export const placeGroups = {
  BUILDING: { label: '建构筑物' },
  VEHICLE: { label: '交通工具' },
  OUTDOOR: { label: '户外' },
} as const;
export type PlaceGroup = keyof typeof placeGroups;

/** The 27 kinds of places of fire statistics with their group, in the order of the form. */
export const firePlaces: readonly { id: string; label: string; group: PlaceGroup }[] = data.places.map(
  ({ id, zh, group }) => ({ id, label: zh, group: group as PlaceGroup }),
);
export const firePlaceIds = firePlaces.map(({ id }) => id) as [string, ...string[]];
const placeById = new Map(firePlaces.map((place) => [place.id, place]));
export const placeGroupOf = (place: string | null | undefined): PlaceGroup | null =>
  (place && placeById.get(place)?.group) || null;
export const firePlaceLabel = (id: string): string => placeById.get(id)?.label ?? id;

/** Causes with the finer kinds that a form offers (`detail`). */
export const fireCauses: readonly { id: string; label: string; details: string[] }[] = data.causes.map(
  ({ id, zh, childrenZh }) => ({ id, label: zh, details: childrenZh?.split(';') ?? [] }),
);
export const fireCauseIds = fireCauses.map(({ id }) => id) as [string, ...string[]];
const causeById = new Map(fireCauses.map((cause) => [cause.id, cause]));
export const fireCauseLabel = (id: string): string => causeById.get(id)?.label ?? id;
/** A cause that says nothing: left out of the base where shares of known causes are told. */
export const isKnownCause = (cause: string | null) =>
  cause !== null && !['UNKNOWN', 'UNDER_INVESTIGATION'].includes(cause);

export const causeStages = byId<'PRELIMINARY' | 'INVESTIGATING' | 'DETERMINED'>(data.causeStage);
export type CauseStage = keyof typeof causeStages;

export const areaTypes = byId<'URBAN' | 'COUNTY_TOWN' | 'TOWN' | 'RURAL' | 'DEV_ZONE_SCENIC'>(data.areaTypes);
export type AreaType = keyof typeof areaTypes;

export const calloutKinds = byId<
  'FIRE_FIGHTING' | 'RESCUE' | 'SOCIAL_ASSISTANCE' | 'OFFICIAL_DUTY' | 'FALSE_ALARM' | 'OTHER'
>(data.incidentTypes);
export type CalloutKind = keyof typeof calloutKinds;

export const victimOutcomes = {
  DEAD: { label: '死亡' },
  SERIOUS: { label: '重伤' },
  MINOR: { label: '轻伤' },
} as const satisfies Words;
export type VictimOutcome = keyof typeof victimOutcomes;

/** What made a person helpless; several may apply, the first leads. */
export const victimStates = {
  ELDERLY: { label: '老人' },
  CHILD: { label: '儿童' },
  DISABLED: { label: '残疾（行动不便）' },
  ALONE: { label: '独居' },
  DRUNK: { label: '醉酒' },
  ASLEEP: { label: '熟睡' },
  MENTAL: { label: '精神障碍' },
  ILL: { label: '卧病' },
  OTHER: { label: '其他' },
} as const satisfies Words;
export type VictimState = keyof typeof victimStates;

export const sexes = { MALE: { label: '男' }, FEMALE: { label: '女' } } as const satisfies Words;

export const deathCauses = {
  SMOKE: { label: '烟气中毒窒息' },
  BURN: { label: '烧伤' },
  FALL: { label: '坠落（跳楼）' },
  COLLAPSE: { label: '坍塌压砸' },
  BLAST: { label: '爆炸冲击' },
  OTHER: { label: '其他' },
} as const satisfies Words;

export const structures = {
  CONCRETE: { label: '钢筋混凝土' },
  BRICK: { label: '砖混' },
  STEEL: { label: '钢结构' },
  BRICK_TIMBER: { label: '砖木' },
  TIMBER: { label: '木结构' },
  OTHER: { label: '其他' },
} as const satisfies Words;

export const fireResistances = {
  1: { label: '一级' },
  2: { label: '二级' },
  3: { label: '三级' },
  4: { label: '四级' },
} as const satisfies Words;

/** Whether what was there did its work. */
export const facilityResults = {
  WORKED: { label: '发挥作用' },
  PARTLY: { label: '部分发挥作用' },
  FAILED: { label: '未发挥作用' },
  UNKNOWN: { label: '情况不明' },
} as const satisfies Words;
export type FacilityResult = keyof typeof facilityResults;

/** All facilities of a fire in one word, for figures. */
export const facilityStates = {
  NONE: { label: '无消防设施' },
  WORKED: { label: '均发挥作用' },
  PARTLY: { label: '部分发挥作用' },
  FAILED: { label: '未发挥作用' },
  UNKNOWN: { label: '情况不明' },
} as const satisfies Words;
export type FacilityState = keyof typeof facilityStates;

/** Measures that published totals of earlier years may state. */
export const publishedMeasures = {
  fires: { label: '火灾起数', unit: '起' },
  deaths: { label: '死亡人数', unit: '人' },
  injuries: { label: '受伤人数', unit: '人' },
  lossYuan: { label: '直接财产损失', unit: '元' },
  callouts: { label: '接警出动起数', unit: '起' },
  vehicles: { label: '出动车辆', unit: '辆次' },
  people: { label: '出动人员', unit: '人次' },
  rescued: { label: '抢救被困人员', unit: '人' },
  evacuated: { label: '疏散人员', unit: '人' },
  savedYuan: { label: '抢救财产价值', unit: '元' },
} as const satisfies Readonly<Record<string, { label: string; unit: string }>>;
export type PublishedMeasure = keyof typeof publishedMeasures;
