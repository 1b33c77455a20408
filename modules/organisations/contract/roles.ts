/**
 * Roles of posts (after 国办发〔2017〕87号 and 消防法); what each may do is the permission matrix of `accounts`.
 */
export const roles = {
  PROVINCE_LEADER: { label: '省级领导' },
  CITY_LEADER: { label: '市级领导' },
  COUNTY_LEADER: { label: '县级领导' },
  COMMITTEE_OFFICE: { label: '消安办工作人员' },
  DEPT_USER: { label: '行业部门工作人员' },
  FIRE_SUPERVISOR: { label: '防火监督员' },
  FIRE_LEGAL_REVIEWER: { label: '法制审核员' },
  FIRE_CHIEF: { label: '消防救援机构负责人' },
  FIRE_COMMAND: { label: '接处警员' },
  STATION_USER: { label: '消防救援站人员' },
  POLICE_USER: { label: '派出所民警' },
  TOWN_USER: { label: '乡镇（街道）消防工作人员' },
  GRID_WORKER: { label: '网格员' },
  PREMISES_ADMIN: { label: '单位消防安全责任人（管理人）' },
  CONTROL_ROOM_OPERATOR: { label: '消防控制室值班员' },
  SERVICE_PROVIDER: { label: '消防技术服务机构人员' },
  IOT_OPERATOR: { label: '监控中心值守员' },
  AUDITOR: { label: '审计员' },
  SYS_ADMIN: { label: '系统管理员' },
} as const satisfies Record<string, { label: string }>;

export type Role = keyof typeof roles;
export const roleIds = Object.keys(roles) as Role[];
