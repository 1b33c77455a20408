/**
 * What is asked of a place because of its class, as one table: the form, its checks, the criteria's figures and the
 * import read it. A key means the same in every class.
 */
export type FieldKind = 'integer' | 'number' | 'flag' | 'choice' | 'choices' | 'text' | 'day';

export interface Choice {
  value: string;
  label: string;
}

export interface Field {
  key: string;
  label: string;
  kind: FieldKind;
  unit?: string;
  choices?: readonly Choice[];
  /** Largest sensible value of a figure; longest text. */
  max?: number;
  /** Name that criteria and limits know the figure by, where it is not the key. */
  metric?: string;
}

const integer = (key: string, label: string, unit: string, max: number, metric?: string): Field => ({
  key,
  label,
  kind: 'integer',
  unit,
  max,
  ...(metric ? { metric } : {}),
});
const flag = (key: string, label: string): Field => ({ key, label, kind: 'flag' });
const choice = (key: string, label: string, choices: Record<string, string>): Field => ({
  key,
  label,
  kind: 'choice',
  choices: Object.entries(choices).map(([value, words]) => ({ value, label: words })),
});

const guestRooms = integer('guestRooms', '客房数', '间', 20_000);
const beds = integer('beds', '床位数', '张', 50_000);
const boardingBeds = integer('boardingBeds', '学生（幼儿）住宿床位数', '张', 50_000, 'beds');
const pupils = integer('pupils', '学生（幼儿）数', '人', 100_000);
const seats = integer('seats', '座位数', '个', 200_000);
const employees = integer('employees', '生产车间员工数', '人', 200_000);
const households = integer('households', '户数', '户', 50_000);
const stalls = integer('stalls', '摊位（商户）数', '个', 50_000);
const visitors = integer('dailyVisitors', '日最大承载量', '人', 1_000_000);
const isTimber = flag('isTimber', '木结构建筑');
const productionHazard = choice('productionHazard', '生产的火灾危险性类别', {
  A: '甲类',
  B: '乙类',
  C: '丙类',
  D: '丁类',
  E: '戊类',
});
const storageHazard = choice('storageHazard', '储存物品的火灾危险性类别', {
  A: '甲类',
  B: '乙类',
  C: '丙类',
  D: '丁类',
  E: '戊类',
});

/** Ascending; criteria compare the place in this order. */
export const adminLevels = {
  TOWNSHIP: '乡级',
  COUNTY: '县级',
  PREFECTURE: '地级',
  PROVINCE: '省级',
  NATIONAL: '中央',
} as const;

const table = {
  HOTEL: [guestRooms, beds],
  CATERING: [seats],
  MALL: [stalls],
  LARGE_COMPLEX: [stalls],
  MARKET: [stalls],
  ENTERTAINMENT: [integer('privateRooms', '包间（影厅）数', '间', 1_000), seats],
  INTERNET_CAFE: [integer('terminals', '上网终端数', '台', 5_000)],
  ESCAPE_ROOM: [integer('themeRooms', '主题房间数', '间', 500), flag('hasLockedDoors', '游戏中有锁闭的门')],
  TRANSPORT_HUB: [
    choice('hubKind', '站场类别', {
      COACH_STATION: '客运汽车站',
      RAILWAY_STATION: '铁路客运站',
      PORT_HALL: '客运码头',
      AIRPORT: '民用机场',
      OTHER: '其他',
    }),
  ],
  STADIUM: [seats],
  ASSEMBLY_HALL: [seats],
  HOSPITAL: [beds],
  SCHOOL: [pupils, boardingBeds],
  KINDERGARTEN: [pupils, boardingBeds],
  ELDERLY_CARE: [beds],
  WELFARE: [beds],
  CONFINEMENT_CENTRE: [guestRooms, beds],
  LIBRARY_MUSEUM: [
    choice('venueKind', '馆舍类别', {
      LIBRARY: '公共图书馆',
      EXHIBITION: '展览馆',
      MUSEUM: '博物馆',
      ARCHIVE: '档案馆',
      OTHER: '其他',
    }),
  ],
  LABOUR_INTENSIVE: [employees, integer('dormitoryBeds', '员工宿舍床位数', '张', 100_000), productionHazard],
  SCENIC_AREA: [visitors],
  RELIGIOUS: [isTimber, visitors],
  CULTURAL_RELIC: [
    choice('protectionLevel', '文物保护级别', {
      NATIONAL: '全国重点文物保护单位',
      PROVINCE: '省级文物保护单位',
      PREFECTURE: '市级文物保护单位',
      COUNTY: '县级文物保护单位',
      NONE: '未定级',
    }),
    isTimber,
  ],
  HIGHRISE_RESIDENTIAL: [households],
  HIGHRISE_PUBLIC: [
    choice('highRiseUse', '主要用途', {
      OFFICE: '办公（写字楼）',
      APARTMENT: '公寓',
      HOTEL: '酒店',
      COMMERCIAL: '商业',
      MIXED: '综合',
      OTHER: '其他',
    }),
  ],
  OLD_COMMUNITY: [households],
  RENTAL_HOUSING: [integer('rentalRooms', '出租房间数', '间', 2_000), integer('tenants', '租住人数', '人', 10_000)],
  VILLAGE_HOUSE: [households],
  MIXED_USE: [integer('nightResidents', '夜间住宿人数', '人', 2_000)],
  HAZCHEM: [
    choice('majorHazardSource', '重大危险源级别', { 1: '一级', 2: '二级', 3: '三级', 4: '四级', NONE: '不构成' }),
    integer('majorHazardSourceCount', '重大危险源数量', '处', 1_000),
  ],
  FUEL_STATION: [
    choice('fuelKind', '经营类别', {
      PETROL: '加油',
      GAS: '加气',
      BOTH: '加油加气合建',
      LPG: '液化石油气供应',
      HYDROGEN: '加氢',
    }),
    choice('stationGrade', '站级', { 1: '一级', 2: '二级', 3: '三级' }),
  ],
  WAREHOUSE_LOGISTICS: [
    employees,
    storageHazard,
    flag('hasColdStorage', '有冷库'),
    choice('insulation', '冷库保温材料', {
      PU: '聚氨酯',
      PIR: '聚异氰脲酸酯',
      EPS: '聚苯乙烯',
      ROCK_WOOL: '岩棉等不燃材料',
      OTHER: '其他',
    }),
  ],
  FACTORY: [employees, productionHazard],
  ENERGY_STORAGE: [
    { key: 'capacityMWh', label: '储能容量', kind: 'number', unit: 'MWh', max: 100_000 },
    choice('batteryKind', '电池类型', {
      LFP: '磷酸铁锂',
      NCM: '三元锂',
      LEAD: '铅酸（铅炭）',
      FLOW: '液流',
      OTHER: '其他',
    }),
  ],
  PHOTOVOLTAIC: [{ key: 'capacityKW', label: '装机容量', kind: 'number', unit: 'kW', max: 10_000_000 }],
  EBIKE_SITE: [
    integer('chargingPorts', '充电接口（换电格口）数', '个', 10_000),
    choice('siteKind', '设置位置', {
      OUTDOOR: '室外',
      STILT_FLOOR: '建筑架空层',
      BASEMENT: '地下',
      INDOOR: '建筑内',
      SWAP_CABINET: '换电柜',
    }),
  ],
  FARM_STAY: [guestRooms, beds, isTimber],
  CONSTRUCTION_SITE: [
    integer('workers', '施工人数', '人', 50_000),
    integer('dormitoryBeds', '员工宿舍床位数', '张', 100_000),
  ],
  GOV_OFFICE: [choice('adminLevel', '机关级别', adminLevels)],
  TUNNEL: [integer('lengthMetres', '长度', '米', 100_000)],
  UNDERGROUND: [integer('undergroundStoreys', '地下层数', '层', 20), stalls],
  TELECOM_POWER: [
    choice('infrastructureKind', '设施类别', {
      BROADCASTING: '广播电台、电视台',
      POST_TELECOM_HUB: '邮政、通信枢纽',
      POWER_PLANT: '发电厂（站）',
      POWER_GRID: '电网经营企业',
      OTHER: '其他',
    }),
  ],
  OTHER: [],
} satisfies Record<string, Field[]>;

export type PremisesType = keyof typeof table;
export const classFields: Record<PremisesType, readonly Field[]> = table;

/** Fields of several classes, each once, in the order of the classes. */
export const fieldsOf = (types: readonly PremisesType[]): Field[] => [
  ...new Map(types.flatMap((type) => classFields[type] ?? []).map((field) => [field.key, field])).values(),
];
