import { t } from '#platform/web/i18n/i18n.ts';

/** Areas by the word before the dot of an action. */
export const areas: Record<string, string> = {
  accounts: '账号与登录',
  organisations: '机构与人员',
  regions: '网格与日历',
  premises: '单位',
  candidates: '漏管清单',
  inspections: '检查',
  hazards: '隐患',
  fires: '火灾',
  callouts: '接处警',
  documents: '文书',
  files: '附件',
};

/** What a person did, verb first. An action that is not named here shows its own word. */
const actions: Record<string, string> = {
  'accounts.signIn': '登录',
  'accounts.signInRefused': '登录被拒',
  'accounts.signOut': '退出登录',
  'accounts.open': '开通账号',
  'accounts.setStatus': '启用或停用账号',
  'accounts.resetPassword': '重置密码',
  'accounts.changePassword': '修改密码',
  'accounts.unlock': '解锁账号',
  'accounts.enableTotp': '启用动态口令',
  'accounts.disableTotp': '停用动态口令',
  'accounts.linkOidc': '绑定统一身份认证',
  'organisations.add': '新建机构',
  'organisations.change': '修改机构',
  'organisations.addPerson': '登记人员',
  'organisations.changePerson': '修改人员',
  'organisations.addPost': '设置岗位',
  'organisations.changePost': '修改岗位',
  'organisations.appoint': '任职（交接）',
  'organisations.relieve': '免职',
  'organisations.addCertificate': '登记执法证件',
  'organisations.revokeCertificate': '注销执法证件',
  'organisations.delegate': '登记赋权',
  'organisations.endDelegation': '终止赋权',
  'organisations.addMember': '增加成员单位',
  'organisations.endMember': '成员单位退出',
  'organisations.unmask': '查看完整个人信息',
  'regions.addGrid': '新建网格',
  'regions.changeGrid': '修改网格',
  'regions.setGridActive': '启用或停用网格',
  'regions.importGrids': '导入网格',
  'regions.setCalendarDay': '调整工作日历',
  'regions.publishCalendar': '公布工作日历',
  'premises.register': '登记单位',
  'premises.changed': '修改单位',
  'premises.assign': '分派单位',
  'premises.attach': '上传单位附件',
  'premises.designate': '确定重点单位',
  'premises.decideProposal': '处理重点单位建议',
  'premises.setIndustry': '确定行业主管部门',
  'premises.startImport': '开始导入单位',
  'premises.import': '导入单位',
  'premises.cancelImport': '取消导入',
  'premises.export': '导出单位',
  'premises.withdraw': '撤回单位登记',
  'premises.unmaskPhone': '查看完整电话',
  'candidates.importOsm': '导入漏管线索',
  'candidates.export': '导出漏管清单',
  'candidates.undo': '撤销漏管处理',
  'inspections.start': '开始检查',
  'inspections.finish': '完成检查',
  'inspections.noEntry': '登记未能进入',
  'inspections.cancel': '取消检查',
  'inspections.setCorrection': '更正整改期限',
  'inspections.setFrequencyCaps': '设定检查频次上限',
  'inspections.export': '导出检查记录',
  'hazards.register': '登记隐患',
  'hazards.order': '责令改正',
  'hazards.orderAgain': '再次责令改正',
  'hazards.assign': '交办隐患',
  'hazards.transfer': '移送隐患',
  'hazards.accept': '接收隐患',
  'hazards.decline': '退回隐患',
  'hazards.arbitrate': '裁定隐患归属',
  'hazards.submitFix': '提交整改结果',
  'hazards.reinspectPass': '复查合格',
  'hazards.reinspectFail': '复查不合格',
  'hazards.requestExtension': '申请延期',
  'hazards.decideExtension': '审批延期',
  'hazards.deadlineReached': '期限届满',
  'hazards.closeOtherwise': '其他方式销案',
  'hazards.defer': '暂缓处理',
  'hazards.lookBack': '回头看',
  'hazards.penalize': '立案处罚',
  'hazards.seal': '临时查封',
  'hazards.unseal': '解除查封',
  'hazards.suspectMajor': '提请重大隐患判定',
  'hazards.followPlace': '随单位变更辖区',
  'hazards.export': '导出隐患台账',
  'fires.draft': '起草火灾记录',
  'fires.save': '修改火灾草稿',
  'fires.submit': '上报火灾',
  'fires.followUp': '续报火灾',
  'fires.finalize': '终报火灾',
  'fires.correct': '更正火灾',
  'fires.confirm': '审核火灾',
  'fires.return': '退回火灾',
  'fires.discard': '弃用火灾草稿',
  'fires.void': '作废火灾记录',
  'fires.noticeDeath': '登记伤员死亡',
  'fires.reportNil': '零报告',
  'fires.checkData': '核查火灾数据',
  'fires.addTotal': '录入公布数',
  'fires.withdrawTotal': '撤回公布数',
  'fires.setReporting': '设定火灾报送时限',
  'fires.startImport': '开始导入火灾',
  'fires.import': '导入火灾和接处警',
  'fires.cancelImport': '取消导入',
  'fires.export': '导出火灾',
  'callouts.record': '登记接处警',
  'callouts.correct': '更正接处警',
  'callouts.void': '作废接处警记录',
  'callouts.export': '导出接处警',
  'documents.draft': '制作文书',
  'documents.submit': '送审文书',
  'documents.approve': '审批文书',
  'documents.issue': '签发文书',
  'documents.serve': '登记送达',
  'documents.void': '作废文书',
  'documents.export': '导出文书',
};

const details: Record<string, string> = {
  action: '事项',
  after: '修改后',
  approve: '同意',
  before: '修改前',
  by: '操作人',
  code: '编码',
  conclusion: '结论',
  count: '数量',
  documentNo: '文号',
  dueOn: '期限',
  field: '项目',
  fromOn: '起始日期',
  how: '方式',
  inspectionId: '检查编号',
  ip: '网络地址',
  isConfirmed: '是否采纳',
  itemId: '检查项',
  kind: '类型',
  lastDay: '最后一天',
  locked: '已锁定',
  member: '成员单位',
  method: '方式',
  name: '名称',
  nature: '性质',
  number: '文号',
  org: '机构',
  person: '人员',
  position: '身份',
  reason: '理由',
  receiver: '签收人',
  role: '角色',
  servedAt: '送达时间',
  status: '状态',
  title: '岗位',
  toOrgId: '接收机构',
  total: '数量',
  username: '账号',
  validTo: '有效期止',
  value: '内容',
};

const subjects: Record<string, string> = {
  account: '账号',
  candidate: '漏管线索',
  county: '县（市、区）',
  grid: '网格',
  hazard: '隐患',
  inspection: '检查',
  organisation: '机构',
  paper: '文书',
  person: '人员',
  post: '岗位',
  premises: '单位',
};

const named = (words: Record<string, string>, key: string) => (words[key] ? t(words[key]) : key);
export const areaWords = (area: string) => named(areas, area);
export const actionWords = (action: string) => named(actions, action);
export const detailWords = (key: string) => named(details, key);
export const subjectWords = (kind: string) => named(subjects, kind);

/** A detail as one line for the list: the reason or name first, because that is what one looks for. */
export function detailLine(detail: Record<string, unknown>): string {
  const first = ['reason', 'name', 'number', 'title', 'username', 'person', 'member'];
  const keys = Object.keys(detail)
    .filter((key) => !(typeof detail[key] === 'object' && detail[key] !== null))
    .sort((a, b) => (first.indexOf(a) + 1 || 99) - (first.indexOf(b) + 1 || 99));
  return keys.map((key) => `${detailWords(key)} ${valueWords(detail[key])}`).join('；');
}

export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? t('是') : t('否');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The record's own screen, where a list leads to it by its number alone. */
export const subjectPath = (kind: string, id: string, countyCode: string): string | undefined =>
  kind === 'organisation'
    ? `/organisations/${id}`
    : kind === 'hazard' && id.length === 36
      ? `/hazards/${countyCode}/${id}`
      : kind === 'premises' && id.length === 36
        ? `/premises/${countyCode}/${id}`
        : undefined;
