import { defineWorkflow } from '#platform/shared/workflow.ts';

export const hazardStates = {
  REGISTERED: { label: '已登记' },
  ON_SITE_FIXED: { label: '当场改正', final: true },
  RECTIFYING: { label: '整改中' },
  TRANSFERRED: { label: '已移送' },
  PENDING_REINSPECTION: { label: '待复查' },
  OVERDUE: { label: '逾期未改' },
  PENALTY: { label: '处罚中' },
  SEALED: { label: '已查封' },
  MAJOR_REVIEW: { label: '重大隐患判定中' },
  CLOSED: { label: '已销案', final: true },
} as const;
export type HazardStatus = keyof typeof hazardStates;

/**
 * The closed loop of a hazard. Every transition of the domain's state machine (db/reference/hazards/workflows.json) is
 * here; what the law leaves open is added: bounced transfers and their arbitration, the premises' own correction,
 * honest outcomes, the return from the review of a major hazard.
 *
 * `by`: officer = the body that keeps the hazard, with the power that the policy asks; receiver = the body it was sent
 * to; unit = the premises' account; committee; approver; system = clock or paper.
 */
export const hazardWorkflow = defineWorkflow(hazardStates, {
  register: { label: '登记', from: [null], to: 'REGISTERED', by: ['system'] },
  confirmMinor: {
    label: '当场改正',
    from: ['REGISTERED'],
    to: 'ON_SITE_FIXED',
    by: ['system'],
    deadline: '当场',
    source: '令120第19条',
  },
  issueImmediate: {
    label: '责令立即改正',
    from: ['REGISTERED'],
    to: 'RECTIFYING',
    by: ['system'],
    document: 'ORDER_IMMEDIATE',
    deadline: '当场',
    source: '令120第19条',
  },
  issueDeadline: {
    label: '责令限期改正',
    from: ['REGISTERED'],
    to: 'RECTIFYING',
    by: ['system'],
    document: 'ORDER_DEADLINE',
    deadline: '检查之日起3个工作日内',
    source: '令120第19条',
  },
  assignByOrg: {
    label: '督促整改',
    from: ['REGISTERED'],
    to: 'RECTIFYING',
    by: ['officer'],
    source: '国办发〔2017〕87号',
  },
  undertake: { label: '自行整改', from: ['REGISTERED'], to: 'RECTIFYING', by: ['unit', 'system'], source: '消防法16' },
  transfer: {
    label: '移送',
    from: ['REGISTERED', 'OVERDUE'],
    to: 'TRANSFERRED',
    by: ['officer'],
    document: 'TASK_TRANSFER',
    needsReason: true,
    source: '国办发〔2017〕87号12',
  },
  accept: {
    label: '受理',
    from: ['TRANSFERRED'],
    to: 'REGISTERED',
    by: ['receiver'],
    deadline: '5个工作日（平台约定）',
  },
  decline: {
    label: '退回',
    from: ['TRANSFERRED'],
    to: 'REGISTERED',
    by: ['receiver'],
    needsReason: true,
    deadline: '5个工作日（平台约定）',
  },
  arbitrate: { label: '裁定归属', from: ['TRANSFERRED'], to: 'REGISTERED', by: ['committee'], needsReason: true },
  submitFix: {
    label: '提交整改结果',
    from: ['RECTIFYING', 'OVERDUE', 'PENALTY'],
    to: 'PENDING_REINSPECTION',
    by: ['unit'],
    source: '令120第20条',
  },
  deadlineReached: {
    label: '期限届满',
    from: ['RECTIFYING'],
    to: 'PENDING_REINSPECTION',
    by: ['system'],
    source: '令120第20条',
  },
  extend: {
    label: '延期',
    from: ['RECTIFYING'],
    to: 'RECTIFYING',
    by: ['approver'],
    needsReason: true,
    deadline: '期限届满前',
  },
  reinspectPass: {
    label: '复查合格',
    from: ['PENDING_REINSPECTION', 'RECTIFYING', 'OVERDUE'],
    to: 'CLOSED',
    by: ['officer'],
    deadline: '期限届满或申请之日起3个工作日内',
    source: '令120第20条',
  },
  reinspectFail: {
    label: '复查不合格',
    from: ['PENDING_REINSPECTION', 'OVERDUE'],
    to: 'OVERDUE',
    by: ['officer'],
    source: '令120第20条',
  },
  closeOtherwise: {
    label: '其他方式销案',
    from: ['PENDING_REINSPECTION', 'RECTIFYING', 'OVERDUE', 'REGISTERED'],
    to: 'CLOSED',
    by: ['officer'],
    needsReason: true,
  },
  defer: {
    label: '暂不能整改',
    from: ['PENDING_REINSPECTION', 'OVERDUE'],
    to: 'RECTIFYING',
    by: ['approver'],
    needsReason: true,
  },
  orderAgain: { label: '重新确定期限', from: ['OVERDUE'], to: 'RECTIFYING', by: ['officer'], needsReason: true },
  penalize: {
    label: '立案处罚',
    from: ['OVERDUE'],
    to: 'PENALTY',
    by: ['officer'],
    needsReason: true,
    deadline: '立案之日起90日',
    source: '消防法60；行政处罚法60',
  },
  seal: {
    label: '临时查封',
    from: ['OVERDUE'],
    to: 'SEALED',
    by: ['officer'],
    needsReason: true,
    source: '消防法54；令120第22条',
  },
  continueRectify: { label: '继续整改', from: ['PENALTY'], to: 'RECTIFYING', by: ['officer', 'system'] },
  unseal: { label: '解除查封', from: ['SEALED'], to: 'PENDING_REINSPECTION', by: ['officer'], needsReason: true },
  suspectMajor: {
    label: '提请判定重大隐患',
    from: ['REGISTERED'],
    to: 'MAJOR_REVIEW',
    by: ['officer'],
    needsReason: true,
    source: 'GB 35181',
  },
  notMajor: { label: '不构成重大隐患', from: ['MAJOR_REVIEW'], to: 'REGISTERED', by: ['officer'], needsReason: true },
  lookBack: { label: '回头看反弹', from: ['CLOSED'], to: 'REGISTERED', by: ['officer'], needsReason: true },
});
export type HazardAction = keyof typeof hazardWorkflow.moves;

export const isOpenState = (status: HazardStatus) => !('final' in hazardStates[status]);

/** How a hazard left the ledger; only what somebody saw counts as fixed. */
export const outcomes = {
  FIXED: { label: '已整改' },
  REMOVED: { label: '风险已用其他方式消除' },
  MOVED_OUT: { label: '场所已搬离或停用' },
  CANNOT_YET: { label: '暂不能整改（落实临时措施）' },
} as const;
export type Outcome = keyof typeof outcomes;

export const hazardSources = {
  INSPECTION: { label: '监督检查' },
  COMPLAINT: { label: '举报投诉' },
  GRID: { label: '网格巡查' },
  SECTOR: { label: '行业检查' },
  SELF: { label: '单位自查' },
  TRANSFER: { label: '移送抄告' },
} as const;
export type HazardSource = keyof typeof hazardSources;
