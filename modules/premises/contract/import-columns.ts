import { type Choice, classFields, type Field, type FieldKind, fieldsOf, type PremisesType } from './class-fields.ts';
import { coordinateSystems } from './coordinates.ts';
import { allFileFacts, ownerships } from './file-fields.ts';
import { industryNames, premisesStatuses, premisesTypes, riskLevels, supervisionClasses } from './premises-types.ts';

/** How the cells of a column are read: as class-specific fields are, and some that only a list of places has. */
export type ImportKind = FieldKind | 'region' | 'degrees' | 'point' | 'body' | 'grid' | 'building' | 'code';

/** One thing that a column of the file may hold. Keys of class-specific fields and facts begin with `attributes.`. */
export interface ImportColumn {
  key: string;
  title: string;
  aliases: readonly string[];
  kind: ImportKind;
  choices?: readonly Choice[];
  unit?: string;
  isRequired?: boolean;
  /** What may be entered, for the sheet that explains the template. */
  note: string;
  example?: string;
}

const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const base: ImportColumn[] = [
  {
    key: 'code',
    title: '单位编码',
    aliases: ['二维码编码', '系统编码', '档案编码'],
    kind: 'code',
    note: '本系统内单位的 7 位编码。更新已有单位时填写，新单位留空',
  },
  {
    key: 'name',
    title: '单位（场所）名称',
    aliases: ['单位名称', '场所名称', '名称', '企业名称', '店名', '商户名称', '字号'],
    kind: 'text',
    isRequired: true,
    note: '营业执照或门牌上的全称，至多 100 字',
    example: '许村镇中心幼儿园',
  },
  {
    key: 'uscc',
    title: '统一社会信用代码',
    aliases: ['信用代码', '社会信用代码', '营业执照号', '统一代码'],
    kind: 'text',
    note: '18 位，校验位须正确；没有的留空',
  },
  {
    key: 'regionCode',
    title: '所属村（社区）',
    aliases: [
      '行政区划',
      '所属区划',
      '区划代码',
      '乡镇街道',
      '所属乡镇',
      '乡镇',
      '街道',
      '镇街',
      '所属街道',
      '所属镇',
      '所在街道',
      '街道乡镇',
      '镇街道',
      '社区',
      '村',
      '村社区',
      '所在社区',
      '行政区划代码',
    ],
    kind: 'region',
    isRequired: true,
    note: '写到村（社区）或乡镇（街道），如“许村镇庄湾村”，或 12 位区划代码',
    example: '许村镇庄湾村',
  },
  {
    key: 'townshipName',
    title: '所属乡镇（街道）',
    aliases: ['所在乡镇', '所在镇街', '属地镇街', '属地'],
    kind: 'region',
    note: '村（社区）另有一列、且不含乡镇名称时填写',
  },
  {
    key: 'address',
    title: '详细地址',
    aliases: ['地址', '经营地址', '单位地址', '场所地址', '住所', '经营场所'],
    kind: 'text',
    isRequired: true,
    note: '写到门牌号，至多 200 字',
    example: '许村镇人民大道128号',
  },
  {
    key: 'lng',
    title: '经度',
    aliases: ['东经', 'lng', 'lon', 'longitude', 'x坐标'],
    kind: 'degrees',
    note: '十进制度或度分秒。坐标系在导入时选择，系统换算为 CGCS2000 保存',
    example: '120.4301',
  },
  {
    key: 'lat',
    title: '纬度',
    aliases: ['北纬', 'lat', 'latitude', 'y坐标'],
    kind: 'degrees',
    note: '与经度一起填写',
    example: '30.4362',
  },
  {
    key: 'point',
    title: '经纬度',
    aliases: ['坐标', '位置坐标', '经纬度坐标'],
    kind: 'point',
    note: '一格写两个数，先经度后纬度，用逗号或空格分开；与上两列任选',
  },
  {
    key: 'types',
    title: '场所类别',
    aliases: ['类别', '单位类别', '场所类型', '单位类型', '单位性质', '业态', '行业类别', '场所性质'],
    kind: 'choices',
    choices: premisesTypes.map(({ id, name }) => ({ value: id, label: name })),
    isRequired: true,
    note: '第一个为主要类别；几个类别用“；”或“、”分开',
    example: '托儿所、幼儿园',
  },
  {
    key: 'supervisionClass',
    title: '监管类别',
    aliases: ['监管等级', '管理类别', '单位等级', '重点单位'],
    kind: 'choice',
    choices: choicesOf(supervisionClasses),
    note: '留空时按面积、床位等自动判定；重点单位只能由消防救援机构导入',
  },
  {
    key: 'status',
    title: '状态',
    aliases: ['经营状态', '营业状态', '单位状态', '使用状态'],
    kind: 'choice',
    choices: choicesOf(premisesStatuses),
    note: '留空为在营',
  },
  {
    key: 'isHighRisk',
    title: '火灾高危单位',
    aliases: ['是否高危单位', '高危单位', '是否火灾高危单位'],
    kind: 'flag',
    note: '是或否；只能由消防救援机构确定',
  },
  {
    key: 'riskLevel',
    title: '风险等级',
    aliases: ['风险级别', '红橙黄蓝'],
    kind: 'choice',
    choices: choicesOf(riskLevels),
    note: '红、橙、黄、蓝',
  },
  {
    key: 'industry',
    title: '行业主管部门',
    aliases: ['行业部门', '主管部门', '行管部门'],
    kind: 'choice',
    choices: choicesOf(industryNames),
    note: '留空时按场所类别自动确定',
  },
  {
    key: 'supervisor',
    title: '列管机构',
    aliases: ['监管单位', '监管机构', '列管单位', '管辖单位'],
    kind: 'body',
    note: '本县（市、区）机构的全称或简称；留空时自动确定',
  },
  {
    key: 'police',
    title: '公安派出所',
    aliases: ['派出所', '辖区派出所', '所属派出所'],
    kind: 'body',
    note: '派出所的全称或简称；留空时自动确定',
  },
  {
    key: 'grid',
    title: '所属网格',
    aliases: ['网格', '网格编码', '网格名称'],
    kind: 'grid',
    note: '网格编码或名称；有坐标时自动确定',
  },
  {
    key: 'buildingCode',
    title: '所在建筑编码',
    aliases: ['所在建筑', '建筑编码', '所属综合体编码'],
    kind: 'building',
    note: '租户所在建筑（综合体）在本系统内的 7 位编码',
  },
  { key: 'floor', title: '所在楼层', aliases: ['楼层', '所在层数', '位置楼层'], kind: 'text', note: '如“3层”“-1层”' },
  {
    key: 'ownership',
    title: '产权关系',
    aliases: ['产权', '产权性质', '房屋产权'],
    kind: 'choice',
    choices: choicesOf(ownerships),
    note: '自有、租赁、多产权、委托管理',
  },
  {
    key: 'staffCount',
    title: '员工数',
    aliases: ['从业人数', '职工人数', '员工人数', '从业人员'],
    kind: 'integer',
    unit: '人',
    note: '整数',
  },
  {
    key: 'peakOccupancy',
    title: '最大容纳人数',
    aliases: ['容纳人数', '核定人数', '最大人数'],
    kind: 'integer',
    unit: '人',
    note: '整数',
  },
  {
    key: 'floorArea',
    title: '建筑面积',
    aliases: ['面积', '经营面积', '营业面积', '使用面积', '总面积'],
    kind: 'number',
    unit: '㎡',
    note: '平方米',
  },
  { key: 'height', title: '建筑高度', aliases: ['高度'], kind: 'number', unit: '米', note: '米' },
  {
    key: 'storeys',
    title: '层数',
    aliases: ['建筑层数', '总层数', '地上层数'],
    kind: 'integer',
    unit: '层',
    note: '地上层数',
  },
  {
    key: 'responsibleName',
    title: '消防安全责任人',
    aliases: [
      '责任人',
      '法定代表人',
      '法人代表',
      '企业法人',
      '法人',
      '联系人',
      '经营者姓名',
      '负责人',
      '经营者',
      '业主',
      '责任人姓名',
      '消防安全责任人姓名',
    ],
    kind: 'text',
    note: '姓名',
  },
  {
    key: 'responsiblePosition',
    title: '责任人职务',
    aliases: ['消防安全责任人职务', '职务'],
    kind: 'text',
    note: '如“园长”',
  },
  {
    key: 'responsiblePhone',
    title: '责任人电话',
    aliases: [
      '联系电话',
      '电话',
      '手机',
      '联系方式',
      '负责人电话',
      '责任人联系电话',
      '法人电话',
      '消防安全责任人电话',
      '手机号码',
    ],
    kind: 'text',
    note: '手机或固定电话',
  },
  {
    key: 'managerName',
    title: '消防安全管理人',
    aliases: ['管理人', '安全管理人', '安全员', '管理人姓名', '消防安全管理人姓名'],
    kind: 'text',
    note: '姓名；重点单位须填写',
  },
  { key: 'managerPosition', title: '管理人职务', aliases: ['消防安全管理人职务'], kind: 'text', note: '如“副园长”' },
  {
    key: 'managerPhone',
    title: '管理人电话',
    aliases: ['消防安全管理人电话', '管理人联系电话', '安全员电话'],
    kind: 'text',
    note: '手机或固定电话',
  },
];

const kindNotes: Record<FieldKind, string> = {
  integer: '整数',
  number: '数字',
  flag: '是或否',
  choice: '从列表中选一个',
  choices: '可写几个，用“；”或“、”分开',
  text: '文字',
  day: '日期，如 2026-03-01',
};

const attributeColumn = (field: Field): ImportColumn => ({
  key: `attributes.${field.key}`,
  title: field.label,
  aliases: [],
  kind: field.kind,
  ...(field.choices ? { choices: field.choices } : {}),
  ...(field.unit ? { unit: field.unit } : {}),
  note: kindNotes[field.kind],
});

const attributeColumns = [...allFileFacts, ...fieldsOf(Object.keys(classFields) as PremisesType[])].map(
  attributeColumn,
);

/** Everything that a file may bring, by key. */
export const importColumns: readonly ImportColumn[] = [...base, ...attributeColumns];
export const importColumnKeys = importColumns.map(({ key }) => key) as [string, ...string[]];

/** Columns of a template: those of every place, those of the chosen classes, and the facts of the file. */
export const templateColumns = (types: readonly PremisesType[]): ImportColumn[] => [
  ...base.filter(({ key }) => key !== 'point' && key !== 'townshipName'),
  ...fieldsOf(types).map(attributeColumn),
  ...allFileFacts.map(attributeColumn),
];

/** What must be there, one way or another, for a new place. */
export const requiredColumns: readonly ImportColumn[] = base.filter(({ isRequired }) => isRequired);

export const importOptions = {
  existing: { UPDATE: '更新已有单位（空格不改动）', SKIP: '跳过已有单位' },
  coordinateSystem: coordinateSystems,
} as const;

/** What is wrong with a mapping as a whole, as a sentence, or null. A division chosen for the whole file stands for its column. */
export function mappingProblem(columns: Readonly<Record<string, string>>, regionCode: string): string | null {
  const used = Object.values(columns).filter(Boolean);
  const fed = new Set(used);
  const titleOf = (key: string) => importColumns.find((column) => column.key === key)?.title ?? key;
  const twice = used.find((key, i) => used.indexOf(key) !== i);
  if (twice) return `有两列都对应“${titleOf(twice)}”，请只保留一列。`;
  const missing = missingColumns(fed, regionCode);
  if (missing.length)
    return `缺少必需的列：${missing.join('、')}。请指定由哪一列提供${missing.includes('所属村（社区）') ? '，或重新上传并选择到乡镇（街道）' : ''}。`;
  for (const who of ['responsible', 'manager'])
    for (const part of ['Position', 'Phone'])
      if (fed.has(who + part) && !fed.has(`${who}Name`))
        return `指定了“${titleOf(who + part)}”，却没有一列对应“${titleOf(`${who}Name`)}”，请指定姓名所在的列，或把前者改为不导入。`;
  return null;
}

/** Titles of required columns that nothing feeds; rows that name a registered place by its code need none. */
export function missingColumns(fed: ReadonlySet<string>, regionCode: string): string[] {
  if (fed.has('code')) return [];
  return requiredColumns
    .filter(
      ({ key }) =>
        !fed.has(key) && !(key === 'regionCode' && (fed.has('townshipName') || !regionCode.endsWith('000000'))),
    )
    .map(({ title }) => title);
}
