import data from '#db/reference/premises/premises.json' with { type: 'json' };
import type { Field } from './class-fields.ts';
import type { PremisesStatus, SupervisionClass } from './premises-types.ts';

/** Groups of the file (61号令 arts. 41-43), in its order. */
export const fileGroups = {
  basic: '基本情况',
  people: '人员情况',
  building: '建筑',
  layout: '部位与疏散',
  facility: '消防设施',
  risk: '风险',
  management: '管理情况',
  force: '消防力量',
  enforcement: '监督执法',
} as const;
export type FileGroup = keyof typeof fileGroups;

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Automatic ones need a maintenance contract. */
const facilities = {
  ALARM: '火灾自动报警系统',
  SPRINKLER: '自动喷水灭火系统',
  HYDRANT: '消火栓系统',
  SMOKE_CONTROL: '防排烟系统',
  EMERGENCY_LIGHTING: '应急照明和疏散指示',
  FIRE_DOORS: '防火门、防火卷帘',
  FIRE_LIFT: '消防电梯',
  BROADCAST: '应急广播',
  GAS: '气体灭火系统',
  FOAM: '泡沫灭火系统',
  EXTINGUISHERS: '灭火器',
  SIMPLE_SPRINKLER: '简易喷淋',
  SMOKE_DETECTOR: '独立式感烟火灾探测报警器',
};
const automatic = new Set(['ALARM', 'SPRINKLER', 'SMOKE_CONTROL', 'GAS', 'FOAM']);

/** What the file holds beside its columns and the fields of its classes; stored with the latter in `attributes`. */
export const fileFacts: Partial<Record<FileGroup, readonly Field[]>> = {
  people: [
    { key: 'hasControlRoom', label: '设有消防控制室', kind: 'flag' },
    { key: 'controlRoomOperators', label: '消防控制室值班人员及证书', kind: 'text', max: 500 },
  ],
  building: [
    {
      key: 'buildingStructure',
      label: '建筑结构',
      kind: 'choice',
      choices: choices({
        CONCRETE: '钢筋混凝土',
        BRICK: '砖混',
        STEEL: '钢结构',
        BRICK_TIMBER: '砖木',
        TIMBER: '木结构',
        OTHER: '其他',
      }),
    },
    {
      key: 'fireResistance',
      label: '耐火等级',
      kind: 'choice',
      choices: choices({ 1: '一级', 2: '二级', 3: '三级', 4: '四级' }),
    },
    { key: 'builtYear', label: '建成年份', kind: 'integer', max: 2100 },
    { key: 'completionPermit', label: '消防设计审查、验收（备案）文号', kind: 'text', max: 200 },
    { key: 'openingPermit', label: '投入使用、营业前检查意见书文号', kind: 'text', max: 200 },
  ],
  layout: [
    { key: 'keyParts', label: '消防安全重点部位', kind: 'text', max: 1000 },
    { key: 'exits', label: '安全出口、疏散楼梯数量与宽度', kind: 'text', max: 500 },
  ],
  facility: [
    { key: 'facilities', label: '消防设施', kind: 'choices', choices: choices(facilities) },
    { key: 'maintenanceContract', label: '维护保养单位', kind: 'text', max: 200 },
    { key: 'maintenanceUntil', label: '维护保养合同到期日', kind: 'day' },
    { key: 'annualTestOn', label: '最近一次年度全面检测日期', kind: 'day' },
    { key: 'iotGateway', label: '用户信息传输装置编号', kind: 'text', max: 60 },
  ],
  risk: [
    { key: 'hazardousMaterials', label: '易燃易爆危险品名称、数量', kind: 'text', max: 500 },
    { key: 'fireElectricGas', label: '用火用电用气情况', kind: 'text', max: 500 },
    { key: 'overnightStay', label: '有人违规住宿', kind: 'flag' },
    { key: 'ebike', label: '电动自行车停放充电情况', kind: 'text', max: 300 },
  ],
  management: [{ key: 'insuranceUntil', label: '火灾公众责任保险到期日', kind: 'day' }],
  force: [{ key: 'microStation', label: '微型消防站（专职队、志愿队）', kind: 'text', max: 200 }],
};
export const allFileFacts: readonly Field[] = Object.values(fileFacts).flat();

export const ownerships = { OWNED: '自有', LEASED: '租赁', SHARED: '多产权', ENTRUSTED: '委托管理' } as const;
export type Ownership = keyof typeof ownerships;

type Condition = 'ALWAYS' | 'KEY_UNIT' | 'PUBLIC_ASSEMBLY' | 'CONTROL_ROOM' | 'AUTOMATIC_FACILITIES';
const conditions: Record<string, Condition> = {
  Y: 'ALWAYS',
  重点单位: 'KEY_UNIT',
  公众聚集场所: 'PUBLIC_ASSEMBLY',
  有控制室: 'CONTROL_ROOM',
  有自动设施: 'AUTOMATIC_FACILITIES',
};

export interface FileField {
  group: FileGroup;
  field: string;
  label: string;
  requiredWhen: Condition | null;
}

/** Every field of the file; those without a home here are filled by the records of other modules. */
export const fileFields: readonly FileField[] = data.fileFields.map((row) => {
  const requiredWhen = row.required === null ? null : conditions[row.required];
  if (requiredWhen === undefined) throw new Error(`unknown mark of a required field: ${row.required}`);
  return { group: row.group as FileGroup, field: row.field, label: row.zh.replace(/：.*$/, ''), requiredWhen };
});

/** What the completeness of a file is judged by. */
export interface FileFacts {
  name: string;
  regionCode: string;
  address: string;
  types: readonly string[];
  supervisionClass: SupervisionClass;
  status: PremisesStatus;
  isKeyUnit: boolean;
  isPublicAssembly: boolean;
  gridId: string | null;
  industry: string | null;
  supervisorOrgId: string | null;
  buildingId: string | null;
  storeys: number | null;
  floorArea: number | null;
  attributes: Readonly<Record<string, unknown>>;
  hasResponsiblePerson: boolean;
  hasFireManager: boolean;
}

const isGiven = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

const hasAutomatic = (facts: FileFacts) =>
  Array.isArray(facts.attributes.facilities) && facts.attributes.facilities.some((id) => automatic.has(String(id)));

const applies: Record<Condition, (facts: FileFacts) => boolean> = {
  ALWAYS: () => true,
  KEY_UNIT: (facts) => facts.isKeyUnit,
  PUBLIC_ASSEMBLY: (facts) => facts.isPublicAssembly,
  CONTROL_ROOM: (facts) => facts.attributes.hasControlRoom === true,
  AUTOMATIC_FACILITIES: hasAutomatic,
};

const filled: Record<string, (facts: FileFacts) => boolean> = {
  premisesName: (facts) => isGiven(facts.name),
  regionCode: (facts) => isGiven(facts.regionCode),
  gridId: (facts) => isGiven(facts.gridId),
  address: (facts) => isGiven(facts.address),
  premisesType: (facts) => facts.types.length > 0,
  supervisionClass: (facts) => isGiven(facts.supervisionClass),
  industryDept: (facts) => isGiven(facts.industry),
  supervisor: (facts) => isGiven(facts.supervisorOrgId),
  status: (facts) => isGiven(facts.status),
  responsiblePerson: (facts) => facts.hasResponsiblePerson,
  fireManager: (facts) => facts.hasFireManager,
  controlRoomOperators: (facts) => isGiven(facts.attributes.controlRoomOperators),
  // A tenant's building is described in the building's own file.
  buildings: (facts) => isGiven(facts.buildingId) || (isGiven(facts.storeys) && isGiven(facts.floorArea)),
  openingPermit: (facts) => isGiven(facts.attributes.openingPermit),
  keyParts: (facts) => isGiven(facts.attributes.keyParts),
  maintenanceContract: (facts) => isGiven(facts.attributes.maintenanceContract),
};

const requiredFields = fileFields.filter((field) => field.requiredWhen !== null);
for (const { field } of requiredFields) if (!filled[field]) throw new Error(`nothing says when ${field} is filled`);

/** Filled required fields of all required ones, in whole percent rounded down: 100 only where nothing is missing. */
export function completenessOf(facts: FileFacts): { percent: number; missing: FileField[] } {
  const required = requiredFields.filter(({ requiredWhen }) => applies[requiredWhen as Condition](facts));
  const missing = required.filter(({ field }) => !filled[field]?.(facts));
  return { percent: Math.floor(((required.length - missing.length) / required.length) * 100), missing };
}
