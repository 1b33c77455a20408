import type { Random } from './random.ts';

/** What inspectors write about an item of the checklist: where, what, and what the photo shows. */
export interface FindingWords {
  /** How often it is found, relative to the others. */
  weight: number;
  places: readonly string[];
  texts: readonly string[];
  /** Subject of the demo photo. */
  subject: string;
  /** Can be put right while the inspectors wait. */
  onSite?: boolean;
}

export const findingWords: Readonly<Record<string, FindingWords>> = {
  A01: {
    weight: 2,
    places: ['整栋建筑', '二层扩建部分'],
    texts: ['未能提供消防验收或备案凭证', '扩建部分未办理消防设计审查验收手续'],
    subject: '合法性手续',
  },
  A02: {
    weight: 2,
    places: ['营业区域'],
    texts: ['未取得公众聚集场所投入使用、营业前消防安全检查意见书，已对外营业'],
    subject: '合法性手续',
  },
  A03: {
    weight: 2,
    places: ['三层', '东侧附房', '一层车间'],
    texts: ['仓储用房擅自改为加工车间', '办公用房擅自改作员工休息用房'],
    subject: '使用性质',
  },
  A04: {
    weight: 2,
    places: ['整栋建筑'],
    texts: ['多家单位共用，未签订协议明确各方消防安全责任'],
    subject: '责任划分',
  },
  B01: { weight: 3, places: ['管理办公室'], texts: ['未书面明确消防安全责任人、管理人及其职责'], subject: '责任制度' },
  B02: {
    weight: 4,
    places: ['管理办公室', '车间公示栏'],
    texts: ['消防安全制度和操作规程未公布上墙', '未制定用火用电管理制度'],
    subject: '责任制度',
  },
  B06: { weight: 3, places: ['入口公示栏'], texts: ['未公开消防安全承诺'], subject: '责任制度', onSite: true },
  C01: {
    weight: 3,
    places: ['消防控制室', '管理办公室'],
    texts: ['防火巡查记录不全，近一周无记录', '营业期间未按每 2 小时一次开展防火巡查'],
    subject: '巡查记录',
  },
  C06: { weight: 2, places: ['管理办公室'], texts: ['未能提供本年度建筑消防设施全面检测报告'], subject: '检测报告' },
  C07: { weight: 3, places: ['管理办公室'], texts: ['消防设施维护保养合同已到期，未续签'], subject: '维保合同' },
  D03: { weight: 3, places: ['管理办公室'], texts: ['近半年未组织灭火和应急疏散演练'], subject: '培训演练' },
  D05: {
    weight: 3,
    places: ['一层营业厅', '一层车间'],
    texts: ['抽查 2 名员工，不会使用灭火器'],
    subject: '培训演练',
    onSite: true,
  },
  E01: { weight: 2, places: ['消防控制室'], texts: ['消防控制室夜间仅 1 人值班'], subject: '消防控制室' },
  E03: {
    weight: 2,
    places: ['消防控制室'],
    texts: ['火灾报警控制器设置在手动状态', '报警主机存在 3 处故障未排除'],
    subject: '消防控制室',
  },
  F01: {
    weight: 10,
    places: ['一层疏散通道', '二层东侧走道', '车间主通道', '仓库南侧通道', '后厨通道'],
    texts: [
      '堆放纸箱、布料等杂物，占用疏散通道',
      '堆放成品和推车，疏散通道净宽不足 1 米',
      '停放货物，疏散通道被部分堵塞',
    ],
    subject: '疏散通道',
    onSite: true,
  },
  F02: {
    weight: 8,
    places: ['一层北侧安全出口', '二层西侧安全出口', '车间后门'],
    texts: ['安全出口上锁，营业（生产）期间不能从内部打开', '安全出口被货架遮挡'],
    subject: '安全出口',
    onSite: true,
  },
  F04: {
    weight: 5,
    places: ['东侧楼梯间', '西侧楼梯间一至二层'],
    texts: ['楼梯间堆放可燃杂物', '楼梯间停放电动自行车'],
    subject: '疏散楼梯',
    onSite: true,
  },
  F05: {
    weight: 8,
    places: ['二层走道', '一层营业厅', '楼梯间', '三层车间'],
    texts: ['2 处疏散指示标志损坏', '应急照明灯断电后不亮', '未按要求设置疏散指示标志'],
    subject: '应急照明',
  },
  F06: {
    weight: 5,
    places: ['二层临街外窗', '三层宿舍外窗'],
    texts: ['外窗设置防盗网，影响逃生和灭火救援', '外窗被广告牌封闭'],
    subject: '外窗障碍',
  },
  F07: {
    weight: 5,
    places: ['东侧楼梯间二层', '地下一层'],
    texts: ['常闭式防火门处于开启状态', '防火门闭门器损坏'],
    subject: '防火门',
    onSite: true,
  },
  F11: { weight: 2, places: ['一层疏散门'], texts: ['疏散门采用卷帘门，营业期间未设平开门'], subject: '疏散门' },
  G01: {
    weight: 3,
    places: ['一层中庭', '二层商铺'],
    texts: ['防火卷帘下方堆放商品'],
    subject: '防火卷帘',
    onSite: true,
  },
  G02: { weight: 2, places: ['强电井', '二层管井'], texts: ['电缆穿楼板处防火封堵不严'], subject: '防火封堵' },
  G04: { weight: 3, places: ['屋顶加建部分', '厂区东侧'], texts: ['使用易燃夹芯彩钢板搭建用房'], subject: '彩钢板' },
  G05: { weight: 2, places: ['厂房与仓库之间'], texts: ['防火间距内搭建雨棚并堆放原料'], subject: '防火间距' },
  H01: {
    weight: 4,
    places: ['厂区西侧道路', '小区东门消防车道', '市场北侧'],
    texts: ['消防车道停放车辆，净宽不足 4 米', '消防车道设置固定隔离墩'],
    subject: '消防车道',
    onSite: true,
  },
  H03: { weight: 2, places: ['小区主入口'], texts: ['消防车道标线磨损不清'], subject: '消防车道' },
  I01: {
    weight: 6,
    places: ['二层消火栓箱', '车间东侧消火栓', '一层走道'],
    texts: ['消火栓箱内缺水带、水枪', '消火栓被货物遮挡', '消火栓无水'],
    subject: '室内消火栓',
  },
  I02: {
    weight: 3,
    places: ['厂区南侧室外消火栓', '村口消火栓'],
    texts: ['室外消火栓被车辆遮挡', '室外消火栓闷盖锈死，无法开启'],
    subject: '室外消火栓',
  },
  I04: { weight: 2, places: ['消防水泵房'], texts: ['消防水泵控制柜处于手动状态'], subject: '消防水泵', onSite: true },
  J02: {
    weight: 2,
    places: ['二层末端试水装置', '湿式报警阀间'],
    texts: ['末端试水时压力不足，压力开关未动作'],
    subject: '自动喷水',
  },
  J03: { weight: 2, places: ['仓库北侧'], texts: ['堆垛高度超过喷头，喷头被遮挡'], subject: '自动喷水', onSite: true },
  K02: { weight: 3, places: ['二层', '地下一层'], texts: ['5 个感烟探测器故障未修复'], subject: '火灾报警' },
  K05: { weight: 2, places: ['三层包间'], texts: ['擅自拆除感烟探测器 2 只'], subject: '火灾报警' },
  K06: {
    weight: 5,
    places: ['各出租房间', '二层卧室', '一层店面'],
    texts: ['未安装独立式感烟火灾探测报警器', '独立式感烟报警器电池耗尽'],
    subject: '独立式报警器',
  },
  L01: {
    weight: 6,
    places: ['一层店面', '二层走道', '充电棚'],
    texts: ['未配置灭火器', '灭火器配置数量不足'],
    subject: '灭火器',
  },
  L02: {
    weight: 9,
    places: ['一层店面', '车间入口', '厨房'],
    texts: ['灭火器压力不足，指针在红区', '灭火器被杂物遮挡', '灭火器超过维修期限'],
    subject: '灭火器',
    onSite: true,
  },
  M01: {
    weight: 10,
    places: ['一层店面', '车间缝纫工位', '二层走道', '后厨', '仓库'],
    texts: ['电气线路未穿管保护，私拉乱接', '使用移动插座串接大功率设备', '配电箱内线路老化、接线杂乱'],
    subject: '电气线路',
  },
  M03: {
    weight: 2,
    places: ['车间北侧'],
    texts: ['正在进行电焊作业，未办理动火审批，未落实现场监护'],
    subject: '动火作业',
    onSite: true,
  },
  M05: {
    weight: 3,
    places: ['厨房'],
    texts: ['未安装可燃气体报警装置', '液化气瓶与灶具连接软管老化'],
    subject: '燃气设施',
  },
  M06: { weight: 4, places: ['厨房排烟罩'], texts: ['厨房烟道油垢较厚，未能提供清洗记录'], subject: '厨房烟道' },
  M07: {
    weight: 2,
    places: ['二层宿舍'],
    texts: ['使用电热毯、小太阳等大功率取暖器具'],
    subject: '大功率电器',
    onSite: true,
  },
  N01: {
    weight: 2,
    places: ['厨房', '一层仓库'],
    texts: ['在营业场所内存放桶装酒精和油漆'],
    subject: '易燃物品',
    onSite: true,
  },
  O01: {
    weight: 4,
    places: ['一层店铺与二层住宿之间', '二层'],
    texts: ['经营区与住宿区未采用实体墙和防火门分隔', '住宿与经营合用，未设独立疏散楼梯'],
    subject: '合用场所',
  },
  O02: {
    weight: 5,
    places: ['二层阁楼', '店内夹层'],
    texts: ['店内夹层违规住人 2 人', '阁楼违规设置床铺'],
    subject: '违规住人',
  },
  O03: { weight: 2, places: ['厂房三层', '仓库夹层'], texts: ['厂房内设置员工宿舍，住宿 6 人'], subject: '违规住人' },
  P01: {
    weight: 7,
    places: ['一层楼梯间', '单元门厅', '疏散走道'],
    texts: ['停放电动自行车 3 辆并飞线充电', '电动自行车在公共门厅充电'],
    subject: '电动自行车',
    onSite: true,
  },
  P02: { weight: 3, places: ['架空层充电区'], texts: ['架空层充电区与楼梯间未作防火分隔'], subject: '架空层' },
  P03: {
    weight: 4,
    places: ['充电棚', '北侧集中充电点'],
    texts: ['充电设施无定时断电功能', '充电棚与建筑外窗距离不足'],
    subject: '充电设施',
  },
  P05: {
    weight: 4,
    places: ['二层出租间', '三层隔断间'],
    texts: ['出租房采用木板分隔', '居住人数超过规定，疏散楼梯仅一部且宽度不足'],
    subject: '出租房分隔',
  },
  Q01: {
    weight: 3,
    places: ['微型消防站'],
    texts: ['微型消防站器材缺少空气呼吸器，夜间无人值守'],
    subject: '微型消防站',
  },
  R01: { weight: 2, places: ['房屋北侧'], texts: ['柴草贴墙堆放'], subject: '柴草堆放', onSite: true },
  R03: {
    weight: 3,
    places: ['大殿'],
    texts: ['香烛无专人看护，未设置防护措施', '殿堂内电线直接敷设在木构件上'],
    subject: '香火用火',
  },
  R04: { weight: 2, places: ['二层客房'], texts: ['客房未配备逃生面罩、手电等器材'], subject: '民宿逃生' },
  R05: { weight: 2, places: ['三号主题房'], texts: ['主题房间门为电磁锁，断电后不能自动开启'], subject: '密室逃生' },
  R06: { weight: 2, places: ['护理楼层'], texts: ['夜间值守人员不足，卧床老人疏散预案不具体'], subject: '夜间值守' },
  R08: {
    weight: 3,
    places: ['分拣区', '一号库'],
    texts: ['堆垛“五距”不足', '电瓶叉车在库内充电'],
    subject: '仓储堆垛',
  },
};

/** Chooses what a visit finds among the items that it may check. */
export function chooseFindings<T extends { id: string }>(
  random: Random,
  checklist: readonly T[],
  count: number,
): { item: T; words: FindingWords }[] {
  const found: { item: T; words: FindingWords }[] = [];
  const rest = new Map(
    checklist.flatMap((item) =>
      findingWords[item.id] ? [[item.id, { item, words: findingWords[item.id] as FindingWords }] as const] : [],
    ),
  );
  while (found.length < count && rest.size) {
    const id = random.weighted(Object.fromEntries([...rest].map(([key, { words }]) => [key, words.weight])));
    found.push(rest.get(id) as { item: T; words: FindingWords });
    rest.delete(id);
  }
  return found;
}
