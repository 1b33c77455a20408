import { type Role, roleIds, roles } from '#modules/organisations/contract';

export { type Role, roleIds, roles };

const leaders: Role[] = ['PROVINCE_LEADER', 'CITY_LEADER', 'COUNTY_LEADER'];
const fire: Role[] = ['FIRE_SUPERVISOR', 'FIRE_CHIEF'];
const grassroots: Role[] = ['TOWN_USER', 'POLICE_USER'];
const field: Role[] = [...fire, ...grassroots, 'DEPT_USER', 'GRID_WORKER'];
const office: Role[] = [
  ...leaders,
  'COMMITTEE_OFFICE',
  'FIRE_LEGAL_REVIEWER',
  'FIRE_COMMAND',
  'STATION_USER',
  'AUDITOR',
];
const fireReaders: Role[] = [...fire, ...grassroots, ...office];
const everybody: Role[] = [...field, ...office, 'PREMISES_ADMIN'];

/**
 * The permission matrix: what each permission is, and the roles that have it. A permission only opens the door; who may
 * act on which record is the policy of its module. The administrator runs the system and sees no case files.
 */
export const permissionMatrix = {
  'accounts.manage': { label: '管理账号', roles: ['SYS_ADMIN'] },
  'analysis.check': { label: '核实火灾监测提示', roles: [...fire, 'COMMITTEE_OFFICE', 'FIRE_COMMAND'] },
  'analysis.configure': { label: '设定火灾监测参数', roles: ['FIRE_CHIEF', 'FIRE_COMMAND', 'SYS_ADMIN'] },
  'analysis.read': { label: '查看火灾分析', roles: [...fire, ...office, 'TOWN_USER', 'SYS_ADMIN'] },
  'audit.read': { label: '查看审计日志', roles: ['AUDITOR'] },
  'bulletins.draft': { label: '起草通报', roles: [...fire, 'COMMITTEE_OFFICE', 'FIRE_COMMAND'] },
  'bulletins.issue': { label: '印发通报', roles: ['FIRE_CHIEF', 'COMMITTEE_OFFICE'] },
  'bulletins.read': { label: '查看通报', roles: [...fire, ...office, 'TOWN_USER'] },
  'bulletins.template': { label: '管理通报模板', roles: ['FIRE_CHIEF', 'COMMITTEE_OFFICE'] },
  'candidates.reconcile': { label: '处理漏管清单', roles: [...fire, 'TOWN_USER', 'POLICE_USER', 'COMMITTEE_OFFICE'] },
  'cockpit.read': { label: '查看总览', roles: [...field, ...office] },
  'desk.read': { label: '查看我的待办', roles: everybody },
  'documents.approve': { label: '审批文书', roles: ['FIRE_CHIEF'] },
  'documents.draft': { label: '制作文书', roles: [...fire, ...grassroots, 'DEPT_USER', 'COMMITTEE_OFFICE'] },
  'documents.read': {
    label: '查看文书',
    roles: [
      ...fire,
      ...grassroots,
      'DEPT_USER',
      'COMMITTEE_OFFICE',
      'FIRE_LEGAL_REVIEWER',
      'AUDITOR',
      'PREMISES_ADMIN',
    ],
  },
  'documents.serve': { label: '登记送达', roles: [...fire, ...grassroots, 'DEPT_USER', 'COMMITTEE_OFFICE'] },
  'documents.void': { label: '作废文书', roles: ['FIRE_CHIEF'] },
  'files.read': { label: '查看照片附件', roles: everybody },
  'files.upload': { label: '上传照片附件', roles: [...field, 'COMMITTEE_OFFICE', 'PREMISES_ADMIN', 'SYS_ADMIN'] },
  'fires.checkData': { label: '核查火灾数据', roles: ['FIRE_CHIEF', 'FIRE_SUPERVISOR', 'FIRE_COMMAND'] },
  'fires.configure': { label: '设置火灾报送时限和核查界限', roles: ['SYS_ADMIN'] },
  'fires.correct': { label: '更正已审核的火灾', roles: ['FIRE_CHIEF', 'FIRE_SUPERVISOR', 'FIRE_COMMAND'] },
  'fires.import': { label: '导入火灾和接处警', roles: ['FIRE_COMMAND', 'FIRE_SUPERVISOR'] },
  'fires.publishTotals': { label: '录入火灾公布数', roles: ['FIRE_CHIEF', 'FIRE_COMMAND', 'COMMITTEE_OFFICE'] },
  'fires.read': { label: '查看火灾和接处警', roles: [...fireReaders, 'DEPT_USER'] },
  'fires.readData': { label: '查看火灾数据质量', roles: fireReaders },
  'fires.recordCallout': { label: '登记接处警', roles: ['FIRE_COMMAND', 'STATION_USER'] },
  'fires.report': { label: '填报火灾', roles: ['FIRE_SUPERVISOR', 'FIRE_COMMAND', 'STATION_USER'] },
  'fires.review': { label: '审核火灾', roles: ['FIRE_CHIEF', 'FIRE_COMMAND'] },
  'fires.void': { label: '作废火灾记录', roles: ['FIRE_CHIEF'] },
  'hazards.accept': { label: '接收移送的隐患', roles: [...fire, ...grassroots, 'DEPT_USER', 'COMMITTEE_OFFICE'] },
  'hazards.approveExtension': { label: '审批延期', roles: ['FIRE_CHIEF', 'TOWN_USER', 'DEPT_USER'] },
  'hazards.arbitrate': { label: '裁定隐患归属', roles: ['COMMITTEE_OFFICE'] },
  'hazards.assign': {
    label: '交办（督促整改）隐患',
    roles: [...fire, ...grassroots, 'DEPT_USER', 'COMMITTEE_OFFICE', 'GRID_WORKER'],
  },
  'hazards.extend': { label: '申请延期', roles: [...fire, ...grassroots, 'DEPT_USER', 'PREMISES_ADMIN'] },
  'hazards.lookBack': { label: '回头看', roles: [...fire, ...grassroots, 'DEPT_USER'] },
  'hazards.order': { label: '责令改正', roles: [...fire, ...grassroots] },
  'hazards.penalize': { label: '立案处罚', roles: [...fire] },
  'hazards.read': { label: '查看隐患台账', roles: everybody },
  'hazards.reinspect': { label: '复查', roles: field },
  'hazards.submitFix': { label: '提交整改结果', roles: ['PREMISES_ADMIN'] },
  'hazards.transfer': { label: '移送（抄告）隐患', roles: [...field, 'COMMITTEE_OFFICE'] },
  'indicators.define': { label: '定义本地指标', roles: ['COMMITTEE_OFFICE', 'SYS_ADMIN'] },
  'indicators.freeze': { label: '固定月度数据', roles: ['FIRE_CHIEF', 'COMMITTEE_OFFICE'] },
  'indicators.read': { label: '查看指标', roles: [...fire, ...office, 'TOWN_USER', 'SYS_ADMIN'] },
  'inspections.conduct': { label: '检查（走访）', roles: field },
  'inspections.configure': { label: '设置改正期限', roles: ['SYS_ADMIN'] },
  'inspections.read': { label: '查看检查', roles: everybody },
  'inspections.selfCheck': { label: '单位自查', roles: ['PREMISES_ADMIN'] },
  'organisations.manage': { label: '管理机构和岗位', roles: ['SYS_ADMIN'] },
  'organisations.read': { label: '查看机构', roles: [...field, ...office, 'SYS_ADMIN'] },
  'personal-data.unmask': { label: '查看完整个人信息', roles: [...fire, 'TOWN_USER', 'POLICE_USER'] },
  'premises.assign': { label: '批量分派单位', roles: [...fire, 'TOWN_USER', 'COMMITTEE_OFFICE'] },
  'premises.assignIndustry': { label: '确定行业主管部门', roles: ['COMMITTEE_OFFICE'] },
  'premises.designate': { label: '确定消防安全重点单位', roles: [...fire] },
  'premises.edit': { label: '登记和修改单位', roles: [...field] },
  'premises.import': { label: '导入单位', roles: [...fire, 'TOWN_USER', 'COMMITTEE_OFFICE'] },
  'premises.read': { label: '查看单位', roles: everybody },
  'regions.editCalendar': { label: '维护工作日历', roles: ['SYS_ADMIN'] },
  'regions.manage': { label: '管理网格', roles: ['SYS_ADMIN', 'TOWN_USER'] },
  'regions.read': { label: '查看网格', roles: [...field, ...office, 'SYS_ADMIN'] },
} as const satisfies Record<string, { label: string; roles: readonly Role[] }>;

export type Permission = keyof typeof permissionMatrix;

export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(permissionMatrix) as Permission[]).filter((permission) =>
    (permissionMatrix[permission].roles as readonly Role[]).includes(role),
  );
