import type { Choice, PremisesType } from '../../contract/class-fields.ts';
import type { PremisesStatus, RiskLevel, SupervisionClass } from '../../contract/premises-types.ts';

/** Half width, lower case, without blanks and signs: how words of a file are compared. */
export const plainWord = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** What people write instead of the official words. 饭店 is left out: a hotel in law, a restaurant in the street. */
const typeWords: Partial<Record<PremisesType, string>> = {
  HOTEL: '宾馆 旅馆 酒店 旅店 招待所 旅社 快捷酒店 小旅馆',
  CATERING: '餐饮 餐馆 餐厅 饭馆 小餐饮 餐饮店 小吃店 咖啡馆 茶餐厅',
  MALL: '商场 超市 商店 便利店 商铺 小商店 百货 小超市 商场超市',
  LARGE_COMPLEX: '综合体 商业综合体 大型综合体 购物中心',
  MARKET: '市场 菜市场 农贸市场 集贸市场 批发市场',
  ENTERTAINMENT: '公共娱乐场所 娱乐场所 歌舞娱乐 KTV 歌厅 影院 电影院 影剧院 游艺厅 洗浴 足浴 酒吧 台球 健身房 棋牌室',
  INTERNET_CAFE: '网吧 网咖',
  ESCAPE_ROOM: '密室逃脱 剧本杀 剧本娱乐 密室',
  TRANSPORT_HUB: '车站 客运站 汽车站 火车站 码头 机场 候车室 航站楼',
  STADIUM: '体育场馆 体育馆 体育场 游泳馆',
  ASSEMBLY_HALL: '会堂 礼堂 会议中心',
  HOSPITAL: '医院 诊所 卫生院 卫生服务中心 门诊部 医疗机构 卫生室',
  SCHOOL: '学校 小学 中学 高中 初中 大学 培训机构 培训学校 职业学校',
  KINDERGARTEN: '幼儿园 托儿所 托育机构 托育',
  ELDERLY_CARE: '养老院 敬老院 养老机构 养老 护理院',
  WELFARE: '福利院 救助站',
  CONFINEMENT_CENTRE: '月子中心 月子会所',
  LIBRARY_MUSEUM: '图书馆 博物馆 展览馆 档案馆 文化馆',
  LABOUR_INTENSIVE: '劳动密集型企业 劳动密集型 劳动密集型企业车间 员工宿舍',
  SCENIC_AREA: '景区 旅游景区',
  RELIGIOUS: '宗教场所 宗教活动场所 寺庙 教堂 寺院',
  CULTURAL_RELIC: '文物建筑 文物 文保单位',
  HIGHRISE_RESIDENTIAL: '高层住宅 高层住宅建筑',
  HIGHRISE_PUBLIC: '高层公共建筑 高层公建 写字楼 高层办公楼',
  OLD_COMMUNITY: '老旧小区 老旧居民楼院 老旧商混楼',
  RENTAL_HOUSING: '出租房 居住出租房 群租房 出租屋',
  VILLAGE_HOUSE: '农村自建房 自建房 村民住宅',
  MIXED_USE: '三合一 多合一 三合一场所 多合一场所 合用场所',
  HAZCHEM: '危化品企业 危险化学品企业 化工企业 危化企业',
  FUEL_STATION: '加油站 加气站 加油加气站 液化气站',
  WAREHOUSE_LOGISTICS: '仓库 物流 仓储 冷库 物流仓储 快递 快递分拨',
  FACTORY: '工厂 厂房 工业企业 生产企业 工业厂房 企业 小作坊 小生产加工企业',
  ENERGY_STORAGE: '储能电站 储能',
  PHOTOVOLTAIC: '光伏 光伏电站',
  EBIKE_SITE: '充电棚 电动自行车充电场所 电动自行车停放充电场所 换电柜',
  FARM_STAY: '民宿 农家乐',
  CONSTRUCTION_SITE: '工地 在建工地 建筑工地',
  GOV_OFFICE: '机关 机关办公 行政机关 党政机关',
  TUNNEL: '隧道 城市隧道',
  UNDERGROUND: '地下商场 人防工程',
  TELECOM_POWER: '电台 电视台 发电厂 变电站 供电单位 通信枢纽',
  OTHER: '其他 其它',
};
const supervisionWords: Record<SupervisionClass, string> = {
  KEY_UNIT: '重点单位 重点 消防重点单位',
  GENERAL: '一般单位 一般 非重点单位 一般场所',
  SMALL: '九小场所 九小 小场所 九小单位',
  HOUSEHOLD: '居民户 出租房 住户 居民 居民户出租房',
};
const statusWords: Record<PremisesStatus, string> = {
  OPERATING: '在营 使用 营业 正常 开业 在业 存续 营业中 正常营业 在用',
  SUSPENDED: '停业 停用 歇业 暂停营业',
  CLOSED: '关停 注销 关闭 已关停 倒闭 吊销',
  DEMOLISHED: '拆除 已拆除',
  UNDER_CONSTRUCTION: '在建 未开业 装修',
};
const riskWords: Record<RiskLevel, string> = {
  RED: '红 红色 重大 重大风险 高 高风险',
  ORANGE: '橙 橙色 较大 较大风险 较高风险',
  YELLOW: '黄 黄色 一般 一般风险 中 中风险',
  BLUE: '蓝 蓝色 低 低风险',
};
const moreWords: Record<string, Readonly<Partial<Record<string, string>>>> = {
  types: typeWords,
  supervisionClass: supervisionWords,
  status: statusWords,
  riskLevel: riskWords,
};

/** Words → value of a column with choices: ids, labels, parts of labels, habits, and what the importer has said. */
export function choiceReader(
  key: string,
  choices: readonly Choice[],
  told: Readonly<Record<string, string>> = {},
): (text: string) => string | undefined {
  const known = new Map<string, string>();
  const uncertain = new Set<string>();
  const add = (word: string, value: string) => {
    const plain = plainWord(word);
    if (plain === '' || uncertain.has(plain)) return;
    const held = known.get(plain);
    if (held !== undefined && held !== value) {
      // A word of two choices means neither.
      uncertain.add(plain);
      known.delete(plain);
    } else known.set(plain, value);
  };
  for (const { value, label } of choices) {
    for (const word of moreWords[key]?.[value]?.split(' ') ?? []) add(word, value);
    add(label.replace(/[（(].*?[)）]/g, ''), value);
    if (key === 'industry') add(`${label.replace(/(部门|局|委员会|厅|委)$/, '')}局`, value);
  }
  // Whole labels and ids are never uncertain; the importer's own word stands above all.
  for (const { value, label } of choices) {
    known.set(plainWord(label), value);
    known.set(plainWord(value), value);
  }
  const values = new Set(choices.map(({ value }) => value));
  for (const [word, value] of Object.entries(told)) if (values.has(value)) known.set(plainWord(word), value);
  return remembered((text) => known.get(plainWord(text)));
}

/** A column repeats few words; the memory of them is bounded all the same. */
export function remembered<T>(look: (text: string) => T): (text: string) => T {
  const held = new Map<string, T>();
  return (text) => {
    if (held.has(text)) return held.get(text) as T;
    const found = look(text);
    if (held.size < 10_000) held.set(text, found);
    return found;
  };
}

/**
 * Several choices in one cell. Labels contain 、 themselves (“托儿所、幼儿园”), so the longest run of pieces that is a word
 * wins.
 * @returns the values in order, each once, and the pieces that nobody knows
 */
export function readChoices(
  text: string,
  wordOf: (text: string) => string | undefined,
): { values: string[]; unknown: string[] } {
  const values = new Set<string>();
  const unknown: string[] = [];
  const whole = wordOf(text);
  if (whole !== undefined) return { values: [whole], unknown };
  for (const part of text
    .split(/[；;|｜\n]/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const pieces = part
      .split(/[、,，/／]/)
      .map((one) => one.trim())
      .filter(Boolean);
    for (let from = 0; from < pieces.length; ) {
      let to = pieces.length;
      let value: string | undefined;
      for (; to > from; to--) {
        value = wordOf(pieces.slice(from, to).join('、'));
        if (value !== undefined) break;
      }
      if (value === undefined) unknown.push(pieces[from++] as string);
      else {
        values.add(value);
        from = to;
      }
    }
  }
  return { values: [...values], unknown };
}
