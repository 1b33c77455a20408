import { premisesTypeWords } from '#modules/premises/contract';
import type { Fact, FactColumn } from '#platform/shared/fact.ts';
import {
  areaTypes,
  calloutKinds,
  causeStages,
  facilityStates,
  fireCauses,
  firePlaces,
  placeGroups,
  sexes,
  victimOutcomes,
  victimStates,
} from './codes.ts';
import { grades } from './grades.ts';
import { reportingDefaults } from './rules.ts';
import type { NilKind } from './supervision.endpoints.ts';

const words = (of: Readonly<Record<string, { label: string }>>) =>
  Object.fromEntries(Object.entries(of).map(([id, { label }]) => [id, label]));
const named = (of: readonly { id: string; label: string }[]) =>
  Object.fromEntries(of.map(({ id, label }) => [id, label]));

const place: FactColumn = { label: '起火场所', kind: 'CODE', values: named(firePlaces), isShown: true };
const placeGroup: FactColumn = { label: '场所大类', kind: 'CODE', values: words(placeGroups) };
const cause: FactColumn = { label: '起火原因', kind: 'CODE', values: named(fireCauses), isShown: true };
const areaType: FactColumn = { label: '区域类型', kind: 'CODE', values: words(areaTypes) };
const hours = Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [hour, `${hour}时`]));
const hour: FactColumn = { label: '起火时刻', kind: 'NUMBER', unit: '时', values: hours };
const weekday: FactColumn = {
  label: '星期',
  kind: 'NUMBER',
  values: { 1: '星期一', 2: '星期二', 3: '星期三', 4: '星期四', 5: '星期五', 6: '星期六', 7: '星期日' },
};
const minutesToAlarm: FactColumn = {
  label: '起火至报警',
  kind: 'NUMBER',
  unit: '分钟',
  bands: [
    { from: 0, label: '不到5分钟' },
    { from: 5, label: '5至10分钟' },
    { from: 10, label: '10至30分钟' },
    { from: 30, label: '30至60分钟' },
    { from: 60, label: '60分钟以上' },
  ],
};
const facilityState: FactColumn = { label: '消防设施情况', kind: 'CODE', values: words(facilityStates) };

/** A station tells every month, if only that there was nothing. */
const reportedMonthly = (kind: NilKind, fact: string): NonNullable<Fact['reporting']> => ({
  fact,
  nil: 'fires.nil_fact',
  kind,
  dueDay: reportingDefaults.monthlyReportDay,
});

/** Fires, for figures: what has been reported or confirmed. */
export const fireFact: Fact = {
  id: 'fires.fire_fact',
  label: '火灾',
  unit: '起',
  permission: 'fires.read',
  dates: { occurred_on: '起火日期' },
  columns: {
    number: { label: '编号', kind: 'CODE', isShown: true },
    place,
    place_group: placeGroup,
    area_type: areaType,
    cause,
    cause_stage: { label: '原因认定阶段', kind: 'CODE', values: words(causeStages) },
    hour,
    weekday,
    deaths: {
      label: '死亡人数',
      kind: 'NUMBER',
      unit: '人',
      byScheme: { '2007': 'deaths_2007', '2025': 'deaths_2025' },
      isShown: true,
    },
    injuries: { label: '受伤人数', kind: 'NUMBER', unit: '人', isShown: true },
    serious_injuries: { label: '重伤人数', kind: 'NUMBER', unit: '人' },
    minor_injuries: { label: '轻伤人数', kind: 'NUMBER', unit: '人' },
    households: { label: '受灾户数', kind: 'NUMBER', unit: '户' },
    loss_yuan: { label: '直接财产损失', kind: 'NUMBER', unit: '元', isShown: true },
    economic_loss_yuan: { label: '直接经济损失', kind: 'NUMBER', unit: '元' },
    burned_area: { label: '过火面积', kind: 'NUMBER', unit: '平方米' },
    grade: {
      label: '火灾等级',
      kind: 'CODE',
      values: words(grades),
      byScheme: { '2007': 'grade_2007', '2025': 'grade_2025' },
      isShown: true,
    },
    is_minor: { label: '轻微火灾', kind: 'FLAG' },
    is_building: { label: '建构筑物火灾', kind: 'FLAG' },
    is_confirmed: { label: '已审核', kind: 'FLAG' },
    minutes_to_alarm: minutesToAlarm,
    minutes_to_arrival: { label: '报警至到场', kind: 'NUMBER', unit: '分钟' },
    premises_type: { label: '场所类别', kind: 'CODE', values: premisesTypeWords },
    facility_state: facilityState,
  },
  reporting: reportedMonthly('FIRES', 'fires.fire_fact'),
  published: 'fires.published_fact',
  page: ({ countyCode, recordId }) => `/fires/${countyCode}/${recordId}`,
};

/** Call-outs, for figures. */
export const calloutFact: Fact = {
  id: 'fires.callout_fact',
  label: '接处警',
  unit: '起',
  permission: 'fires.read',
  dates: { occurred_on: '接警日期' },
  columns: {
    kind: { label: '出动类型', kind: 'CODE', values: words(calloutKinds), isShown: true },
    is_false: { label: '虚假警', kind: 'FLAG' },
    hour: { label: '接警时刻', kind: 'NUMBER', unit: '时', values: hours },
    weekday,
    vehicles: { label: '出动车辆', kind: 'NUMBER', unit: '辆次', isShown: true },
    people: { label: '出动人员', kind: 'NUMBER', unit: '人次', isShown: true },
    rescued: { label: '抢救人数', kind: 'NUMBER', unit: '人', isShown: true },
    evacuated: { label: '疏散人数', kind: 'NUMBER', unit: '人' },
    saved_yuan: { label: '抢救财产价值', kind: 'NUMBER', unit: '元' },
    turnout_seconds: { label: '出动用时', kind: 'NUMBER', unit: '秒' },
    arrival_seconds: { label: '到场用时', kind: 'NUMBER', unit: '秒' },
  },
  reporting: reportedMonthly('CALLOUTS', 'fires.callout_fact'),
  published: 'fires.published_fact',
  page: ({ countyCode, recordId }) => `/callouts/${countyCode}/${recordId}`,
};

/** People who died or were hurt in fires, for figures; no names are kept of them. */
export const victimFact: Fact = {
  id: 'fires.victim_fact',
  label: '火灾伤亡人员',
  unit: '人',
  permission: 'fires.read',
  dates: { occurred_on: '起火日期' },
  fileColumn: 'fire_id',
  columns: {
    outcome: { label: '伤亡情况', kind: 'CODE', values: words(victimOutcomes), isShown: true },
    sex: { label: '性别', kind: 'CODE', values: words(sexes), isShown: true },
    age: {
      label: '年龄',
      kind: 'NUMBER',
      unit: '岁',
      isShown: true,
      bands: [
        { from: 0, label: '0至6岁' },
        { from: 7, label: '7至17岁' },
        { from: 18, label: '18至44岁' },
        { from: 45, label: '45至59岁' },
        { from: 60, label: '60至69岁' },
        { from: 70, label: '70至79岁' },
        { from: 80, label: '80岁以上' },
      ],
    },
    age_band: { label: '年龄段', kind: 'CODE', values: { A0_17: '未满18岁', A18_59: '18至59岁', A60_UP: '60岁以上' } },
    state: { label: '身体状态', kind: 'CODE', values: words(victimStates), isShown: true },
    place,
    place_group: placeGroup,
    cause,
    area_type: areaType,
    hour,
    time_to_alarm_minutes: minutesToAlarm,
    facility_state: facilityState,
    is_confirmed: { label: '已审核', kind: 'FLAG' },
  },
  reporting: reportedMonthly('FIRES', 'fires.fire_fact'),
  page: ({ countyCode, recordId }) => `/fires/${countyCode}/${recordId}`,
};
