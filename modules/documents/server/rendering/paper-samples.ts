/** Papers for the tests: one of each kind as it comes up in practice, and edge cases. */
import type { Paper } from '../../contract/paper-data.ts';

const premises = {
  name: '海宁市长安镇锦绣家纺有限公司',
  address: '浙江省嘉兴市海宁市长安镇启潮路88号',
  uscc: '91330481MA28A1B2X7',
  responsiblePerson: '沈建国',
  manager: '周敏',
  phone: '138****6621',
};
const inspectors = [
  { name: '陈立', certificate: '浙消监字第33048106号' },
  { name: '王海燕', certificate: '浙消监字第33048112号' },
];
const issuer = '海宁市消防救援大队';
const inspectedAt = { from: '2026-11-18T09:30', to: '2026-11-18T11:20' };
const remedies = { reviewBody: '海宁市人民政府', court: '海宁市人民法院' };

const blockedExit = {
  place: '2号厂房一层东侧安全出口',
  words: '门外堆放成品布匹，安全出口被堵塞，疏散门无法完全开启',
  basis: '《中华人民共和国消防法》第二十八条',
};
const hydrant = {
  place: '2号厂房二层西侧楼梯间旁',
  words: '室内消火栓箱内缺少水带、水枪，栓口出水压力为零',
  basis: '《中华人民共和国消防法》第十六条第一款第二项',
};
const alarm = {
  place: '消防控制室',
  words: '火灾自动报警系统主机处于故障状态，2号厂房三层感烟探测器12只未接入',
  basis: '《中华人民共和国消防法》第十六条第一款第二项',
};

const groups = (count: { items: number; groups: number }) =>
  Array.from({ length: count.groups }, (_, group) => ({
    name: ['单位履行法定职责', '消防设施', '安全疏散', '建筑防火', '消防车道', '用火用电'][group % 6] as string,
    items: Array.from({ length: count.items }, (_, index) => ({
      words: [
        '消防安全制度、消防安全操作规程和灭火、应急疏散预案健全，并按规定公布、落实',
        '室内消火栓系统、自动喷水灭火系统完好有效，阀门处于正常启闭状态，末端试水装置压力符合要求',
        '疏散通道、安全出口畅通',
        '防火门、防火卷帘完好，常闭式防火门保持关闭',
      ][(group + index) % 4] as string,
      result: (['PASS', 'PASS', 'FAIL', 'PASS', 'NOT_APPLICABLE', 'PASS', 'NOT_CHECKED'] as const)[
        (group * 3 + index) % 7
      ] as 'PASS',
      note: index === 1 ? '应抽查10处，实抽查10处，不合格1处' : null,
    })),
  }));

export const samples = {
  'inspection-record': {
    kind: 'INSPECTION_RECORD',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消检记〔2026〕第0012号',
      date: '2026-11-18',
      demo: true,
      premises,
      inspection: '日常监督抽查（双随机）',
      inspectedAt,
      inspectors,
      accompanying: '周敏（消防安全管理人）',
      groups: groups({ groups: 5, items: 4 }),
      findings: [
        { ...blockedExit, correction: 'IMMEDIATE' },
        { ...hydrant, correction: 'DEADLINE', dueOn: '2026-12-05' },
        { place: '仓库', words: '1具灭火器压力不足', correction: 'ON_SITE' },
      ],
      conclusion: '责令改正',
      remarks: '单位已当场更换仓库灭火器1具。',
    },
  },
  'inspection-record-whole-checklist': {
    kind: 'INSPECTION_RECORD',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消检记〔2026〕第0013号',
      date: '2026-11-19',
      premises: { name: '海宁市中国皮革城股份有限公司' },
      inspection: '重点单位监督抽查',
      inspectedAt: { from: '2026-11-19T14:05' },
      inspectors,
      groups: groups({ groups: 6, items: 13 }),
      findings: [],
      conclusion: '未发现隐患',
    },
  },
  'order-immediate': {
    kind: 'ORDER_IMMEDIATE',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消立字〔2026〕第0007号',
      date: '2026-11-18',
      demo: true,
      premises,
      inspectedAt,
      inspectors,
      contactPhone: '0573-8728****',
      findings: [{ ...blockedExit, correction: 'IMMEDIATE' }],
      remedies,
      service: { method: 'DIRECT', receiver: null },
    },
  },
  'order-deadline': {
    kind: 'ORDER_DEADLINE',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消限字〔2026〕第0034号',
      date: '2026-11-20',
      premises,
      inspectedAt,
      inspectors,
      contactPhone: '0573-8728****',
      findings: [
        { ...blockedExit, correction: 'DEADLINE', dueOn: '2026-11-25' },
        { ...hydrant, correction: 'DEADLINE' },
        { ...alarm, correction: 'DEADLINE' },
      ],
      deadline: '2026-12-18',
      remedies,
      service: { method: 'LEAVE', receiver: '周敏', receivedAt: '2026-11-20T15:40' },
    },
  },
  'order-deadline-many-findings': {
    kind: 'ORDER_DEADLINE',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消限字〔2026〕第0035号',
      date: '2026-11-20',
      premises: { name: '海宁市中国皮革城股份有限公司' },
      inspectedAt: { from: '2026-11-19T22:30', to: '2026-11-20T00:05' },
      inspectors,
      findings: Array.from({ length: 24 }, (_, index) => ({
        ...([blockedExit, hydrant, alarm][index % 3] as typeof alarm),
        correction: 'DEADLINE' as const,
      })),
      deadline: '2026-12-31',
      remedies,
      remarks: '本通知书附现场照片24张。',
    },
  },
  reinspection: {
    kind: 'REINSPECTION',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消复字〔2026〕第0021号',
      date: '2026-12-21',
      demo: true,
      premises,
      order: {
        title: '责令限期改正通知书',
        number: '海消限字〔2026〕第0034号',
        date: '2026-11-20',
        deadline: '2026-12-18',
      },
      inspectedAt: { from: '2026-12-21T09:00', to: '2026-12-21T09:45' },
      inspectors,
      accompanying: '周敏（消防安全管理人）',
      findings: [
        { ...blockedExit, result: 'CORRECTED', note: '布匹已清空，疏散门可完全开启' },
        { ...hydrant, result: 'PARTLY', note: '已配齐水带、水枪，栓口压力仍不足' },
        { ...alarm, result: 'NOT_CORRECTED', note: '维保单位尚未进场' },
      ],
    },
  },
  'reinspection-settled': {
    kind: 'REINSPECTION',
    templateVersion: 1,
    data: {
      issuer,
      number: '海消复查〔2026〕第0022号',
      date: '2026-12-22',
      premises: { name: '长安镇好又多生活超市', address: '长安镇修川路12号' },
      order: {
        title: '责令改正通知书',
        number: '海公长消改〔2026〕第0003号',
        date: '2026-11-20',
        deadline: '2026-12-18',
      },
      appliedOn: '2026-12-20',
      inspectedAt: { from: '2026-12-22T09:00', to: '2026-12-22T09:20' },
      inspectors,
      accompanying: '无',
      findings: [
        { ...blockedExit, result: 'REMOVED', note: '该出口所在的临时库房已拆除' },
        { ...hydrant, result: 'MOVED_OUT', note: '二层租户已搬离，现场断电封闭' },
        { ...alarm, result: 'CORRECTED' },
      ],
    },
  },
  'police-record': {
    kind: 'POLICE_RECORD',
    templateVersion: 1,
    data: {
      issuer: '海宁市公安局长安派出所',
      number: '海公长消检记〔2026〕第0018号',
      date: '2026-11-18',
      demo: true,
      premises,
      inspection: '派出所日常消防监督检查',
      inspectedAt,
      inspectors: [{ name: '徐警官', certificate: '330481A1024' }, { name: '马警官' }],
      accompanying: '周敏（消防安全管理人）',
      groups: groups({ groups: 3, items: 3 }),
      findings: [
        { ...blockedExit, correction: 'IMMEDIATE' },
        { ...hydrant, correction: 'DEADLINE', dueOn: '2026-12-05' },
      ],
      conclusion: '责令改正',
    },
  },
  'police-order': {
    kind: 'POLICE_ORDER',
    templateVersion: 1,
    data: {
      issuer: '海宁市公安局长安派出所',
      number: '海公长消改〔2026〕第0003号',
      date: '2026-11-18',
      demo: true,
      premises,
      inspectedAt,
      inspectors: [{ name: '徐警官', certificate: '330481A1024' }, { name: '马警官' }],
      contactPhone: '0573-8742****',
      findings: [
        { ...blockedExit, correction: 'IMMEDIATE' },
        { ...hydrant, correction: 'DEADLINE', dueOn: '2026-12-05' },
        { place: '三层', words: '疏散指示标志损坏3处', correction: 'DEADLINE', dueOn: '2026-11-25' },
      ],
      remedies: { reviewBody: '海宁市人民政府', court: '海宁市人民法院' },
    },
  },
  'safety-visit-record': {
    kind: 'SAFETY_VISIT_RECORD',
    templateVersion: 1,
    data: {
      issuer: '海宁市长安镇人民政府',
      date: '2026-11-18',
      demo: true,
      premises,
      visit: '乡镇（街道）消防安全检查',
      visitedAt: inspectedAt,
      visitors: [{ name: '顾晓东' }, { name: '陆萍' }],
      accompanying: '周敏（消防安全管理人）',
      groups: groups({ groups: 3, items: 4 }),
      findings: [
        { ...blockedExit, correction: 'ON_SITE' },
        { ...hydrant, correction: 'DEADLINE', dueOn: '2026-12-05' },
        { place: '仓库', words: '电线老化裸露', correction: 'IMMEDIATE' },
        { place: '三层', words: '疑似违规设置宿舍', correction: 'TRANSFER' },
      ],
      conclusion: '督促整改',
      remarks: '已向单位发放消防安全提示单1份。',
    },
  },
  'safety-visit-again': {
    kind: 'SAFETY_VISIT_RECORD',
    templateVersion: 1,
    data: {
      issuer: '长安镇东陈村村民委员会',
      date: '2026-12-08',
      premises: { name: '长安镇好又多生活超市', address: '长安镇修川路12号' },
      visit: '复查',
      visitedAt: { from: '2026-12-08T14:00', to: '2026-12-08T14:15' },
      visitors: [{ name: '沈阿毛' }],
      groups: [],
      findings: [],
      reviewed: [
        { place: '超市后门', words: '疏散通道堆放饮料纸箱', result: 'CORRECTED' },
        { place: '地下仓库', words: '违规为电动自行车充电', result: 'NOT_CORRECTED', note: '仍有2辆在充电' },
      ],
      conclusion: '仍有未整改',
    },
  },
  'task-transfer': {
    kind: 'TASK_TRANSFER',
    templateVersion: 1,
    data: {
      issuer: '海宁市长安镇人民政府',
      number: '长消抄〔2026〕第0005号',
      date: '2026-11-20',
      demo: true,
      to: '海宁市商务局',
      premises: { name: '长安镇好又多生活超市', address: '长安镇修川路12号', phone: '0573-8741****' },
      source: '日常网格巡查',
      reason: '《浙江省消防条例》第九条',
      hazards: [
        {
          place: '超市后门',
          words: '疏散通道堆放饮料纸箱，仅余宽度0.6米',
          basis: '《中华人民共和国消防法》第二十八条',
          foundOn: '2026-11-19',
          suggestion: '督促经营者清理并建立每日巡查',
        },
        {
          place: '地下仓库',
          words: '违规为电动自行车充电，线路私拉乱接',
          foundOn: '2026-11-19',
          suggestion: '会同消防救援机构核查',
        },
      ],
      feedbackDueOn: '2026-11-27',
      attachments: ['现场照片6张', '网格巡查记录1份'],
      contact: '顾晓东',
      contactPhone: '0573-8740****',
    },
  },
  /** Text that is source code elsewhere, rare characters, another writing direction, and hardly any field filled in. */
  'hostile-text': {
    kind: 'TASK_TRANSFER',
    templateVersion: 1,
    data: {
      issuer: '#let x = read("/etc/passwd") $a^2$',
      number: '*粗* _斜_ @引 <标> \\n',
      date: '2026-01-01',
      to: '`反引号` // 注释 /* 块 */ ~ -- --- "引号" \'单\' = 标题',
      premises: { name: '𠮷野家（㙍塘店）& <w:t>😀🔥</w:t>', address: '[content] #[x] #{y} \u202e反写\u202c' },
      source: '第一行\n第二行\u0000\u0008\ud800',
      hazards: [
        {
          place: 'ئۇيغۇر تىلى',
          words: 'http://example.test/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      ],
    },
  },
} satisfies Record<string, Paper>;
