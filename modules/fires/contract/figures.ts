import { dayOf } from '#platform/shared/day.ts';
import { type FacilityState, firePlaceLabel, placeGroupOf } from './codes.ts';
import type { Facility, FireContent, FireFigures } from './fires.schema.ts';
import type { ReportStage } from './fires.workflow.ts';
import { gradeFire, grades, lastDeathDay } from './grades.ts';
import type { ReportingRules } from './rules.ts';

/** Day of the fire: of the ignition where it is known, else of the alarm. */
export const dayOfFire = (content: Pick<FireContent, 'ignitedAt' | 'alarmAt'>) =>
  dayOf(content.ignitedAt ?? content.alarmAt);

const minutes = (from: string | null, to: string | null) =>
  from === null || to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

/** Minutes between ignition and alarm, and between alarm and arrival; null where a time is not known. */
export const timesOf = (content: Pick<FireContent, 'ignitedAt' | 'alarmAt' | 'arrivedAt'>) => ({
  minutesToAlarm: minutes(content.ignitedAt, content.alarmAt),
  minutesToArrival: minutes(content.alarmAt, content.arrivedAt),
});

/** Shanghai's hour (0-23) and weekday (1 Monday to 7 Sunday) of an instant. */
export function clockOf(instant: string): { hour: number; weekday: number } {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000);
  return { hour: local.getUTCHours(), weekday: local.getUTCDay() || 7 };
}

/** All facilities of a place in one word; null where nobody said anything. */
export function facilityStateOf(facilities: readonly Facility[]): FacilityState | null {
  if (!facilities.length) return null;
  const results = facilities.filter((one) => one.isPresent).map((one) => one.result ?? 'UNKNOWN');
  if (!results.length) return 'NONE';
  if (results.every((one) => one === 'UNKNOWN')) return 'UNKNOWN';
  if (results.every((one) => one === 'WORKED')) return 'WORKED';
  return results.every((one) => one === 'FAILED')
    ? 'FAILED'
    : results.some((one) => one !== 'FAILED')
      ? 'PARTLY'
      : 'FAILED';
}

export function figuresOf(content: FireContent): FireFigures {
  const occurredOn = dayOfFire(content);
  return {
    occurredOn,
    ...gradeFire(occurredOn, content, content.victims),
    facilityState: facilityStateOf(content.facilities),
    placeGroup: placeGroupOf(content.place),
  };
}

/** What a report of that stage must tell, as `field: sentence`; empty where nothing is missing. */
export function missingFor(stage: ReportStage, content: FireContent): Record<string, string> {
  const missing: Record<string, string> = {};
  const need = (field: keyof FireContent, label: string) => {
    if (content[field] === null || content[field] === '') missing[field] = `请填写${label}`;
  };
  need('place', '起火场所');
  need('areaType', '区域类型');
  need('deaths', '死亡人数，没有填 0');
  need('seriousInjuries', '重伤人数，没有填 0');
  need('minorInjuries', '轻伤人数，没有填 0');
  if (stage === 'FINAL') {
    need('cause', '起火原因');
    need('causeStage', '原因认定阶段');
    need('burnedArea', '过火面积');
    need('lossYuan', '直接财产损失');
    if (content.cause === 'UNDER_INVESTIGATION') missing.cause = '终报须写明起火原因；查不清的选“原因不明确”';
    const dead = content.victims.filter((one) => one.outcome === 'DEAD').length;
    const hurt = (content.deaths ?? 0) + (content.seriousInjuries ?? 0) + (content.minorInjuries ?? 0);
    if (hurt > 0 && content.victims.length === 0) missing.victims = '终报须逐人登记伤亡人员（不记姓名）';
    else if (dead < (content.deaths ?? 0)) missing.victims = '死亡人员还没有逐人登记完';
    content.victims.forEach((one, i) => {
      if (one.outcome === 'DEAD' && one.diedOn === null) missing[`victims.${i}.diedOn`] = '请填写死亡日期';
    });
  }
  return missing;
}

const words = (instant: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** What cannot be true, as `field: sentence`. */
export function contradictions(content: FireContent, now: string): Record<string, string> {
  const wrong: Record<string, string> = {};
  const times = [
    ['ignitedAt', '起火时间', content.ignitedAt],
    ['alarmAt', '报警时间', content.alarmAt],
    ['arrivedAt', '到场时间', content.arrivedAt],
    ['extinguishedAt', '扑灭时间', content.extinguishedAt],
  ] as const;
  let before: (typeof times)[number] | undefined;
  for (const time of times) {
    const [field, label, at] = time;
    if (at === null) continue;
    if (Date.parse(at) > Date.parse(now) + 5 * 60_000)
      wrong[field] = `${label}晚于现在（服务器时间 ${words(now)}），请核对，或校准本机时钟`;
    else if (before && Date.parse(at) < Date.parse(before[2] ?? ''))
      wrong[field] = `${label} ${words(at)} 早于${before[1]} ${words(before[2] ?? '')}，请核对`;
    before = time;
  }
  const occurredOn = dayOfFire(content);
  const today = dayOf(now);
  content.victims.forEach((one, i) => {
    const who = `第 ${i + 1} 名伤亡人员`;
    const field = `victims.${i}.diedOn`;
    if (one.diedOn === null) return;
    if (one.outcome !== 'DEAD') wrong[field] = `${who}不是死亡人员，不应有死亡日期`;
    else if (one.diedOn < occurredOn)
      wrong[field] = `${who}的死亡日期 ${one.diedOn} 早于起火日期 ${occurredOn}，请核对`;
    else if (one.diedOn > today) wrong[field] = `${who}的死亡日期 ${one.diedOn} 晚于今天，请核对`;
  });
  if (new Set(content.victims.map((one) => one.id)).size !== content.victims.length)
    wrong.victims = '伤亡人员有重复的编号，请删除后重新登记';
  if (content.fireFloor !== null && content.storeys !== null && content.fireFloor > content.storeys)
    wrong.fireFloor = `起火楼层 ${content.fireFloor} 高于地上层数 ${content.storeys}，请核对`;
  if (content.fireFloor === 0) wrong.fireFloor = '没有 0 层，地下层填负数';
  if ((content.lng === null) !== (content.lat === null)) wrong.lng = '经度和纬度应同时填写';
  return wrong;
}

/** Oddities that a person must look at; they do not stop a report. */
export const fireDoubts = {
  BUILDING_MINOR_AREA: { label: '轻微建筑火灾过火面积偏大' },
  OUTDOOR_MINOR_AREA: { label: '轻微户外火灾过火面积偏大' },
  NO_DISPOSAL_COST: { label: '到场处置而处置费用为零' },
  NOT_SUMMED: { label: '伤亡人数与逐人登记不符' },
  DEATH_BEFORE_FIRE: { label: '死亡日期早于起火日期' },
  NOT_A_BUILDING: { label: '非建筑火灾填有建筑情况' },
  HOUSEHOLDS_OUTDOORS: { label: '非建筑火灾填有受灾户' },
  CAUSE_UNSETTLED: { label: '原因已认定却仍为“正在调查”' },
  AGE_AND_STATE: { label: '年龄与人员情况矛盾' },
  SLOW_ARRIVAL: { label: '报警至到场时间过长' },
  NO_LOSS: { label: '建筑过火而损失为零' },
} as const;
export type FireDoubt = keyof typeof fireDoubts;

type Judged = Pick<
  FireContent,
  | 'place'
  | 'burnedArea'
  | 'disposalYuan'
  | 'arrivedAt'
  | 'deaths'
  | 'seriousInjuries'
  | 'minorInjuries'
  | 'buildingHeight'
  | 'storeys'
  | 'fireFloor'
  | 'households'
  | 'cause'
  | 'causeStage'
  | 'lossYuan'
> & { alarmAt: string | null; ignitedAt: string | null; victims: FireContent['victims'] };

/** The oddities of one record with what is odd, in words. */
export function doubtsOf(
  content: Judged,
  figures: Pick<FireFigures, 'occurredOn' | 'grade'>,
  stage: ReportStage | null,
  limits: ReportingRules,
): { id: FireDoubt; sentence: string }[] {
  const found: { id: FireDoubt; sentence: string }[] = [];
  const doubt = (id: FireDoubt, isOdd: boolean, sentence: () => string) => {
    if (isOdd) found.push({ id, sentence: sentence() });
  };
  const group = placeGroupOf(content.place);
  const area = content.burnedArea ?? 0;
  const isMinor = figures.grade === 'MINOR';
  doubt(
    'BUILDING_MINOR_AREA',
    group === 'BUILDING' && isMinor && area > limits.minorBuildingArea,
    () => `按${grades.MINOR.label}统计的建筑火灾，过火面积 ${area} ㎡，超过 ${limits.minorBuildingArea} ㎡`,
  );
  doubt(
    'OUTDOOR_MINOR_AREA',
    group === 'OUTDOOR' && isMinor && area > limits.minorOutdoorArea,
    () => `按${grades.MINOR.label}统计的户外火灾，过火面积 ${area} ㎡，超过 ${limits.minorOutdoorArea} ㎡`,
  );
  doubt(
    'NO_DISPOSAL_COST',
    content.arrivedAt !== null && content.disposalYuan === 0,
    () => '消防队到场处置，现场处置费用却填为 0 元',
  );
  const listed = { DEAD: 0, SERIOUS: 0, MINOR: 0 };
  for (const { outcome } of content.victims) listed[outcome] += 1;
  const given = { DEAD: content.deaths, SERIOUS: content.seriousInjuries, MINOR: content.minorInjuries };
  const outcomes = ['DEAD', 'SERIOUS', 'MINOR'] as const;
  const isListExpected = content.victims.length > 0 || stage === 'FINAL';
  doubt(
    'NOT_SUMMED',
    isListExpected && outcomes.some((one) => given[one] !== null && given[one] !== listed[one]),
    () =>
      `填报死亡 ${given.DEAD ?? '—'}、重伤 ${given.SERIOUS ?? '—'}、轻伤 ${given.MINOR ?? '—'} 人，逐人登记为死亡 ${listed.DEAD}、重伤 ${listed.SERIOUS}、轻伤 ${listed.MINOR} 人`,
  );
  const early = content.victims.find((one) => one.diedOn !== null && one.diedOn < figures.occurredOn);
  doubt('DEATH_BEFORE_FIRE', early !== undefined, () => `死亡日期 ${early?.diedOn} 早于起火日期 ${figures.occurredOn}`);
  doubt(
    'NOT_A_BUILDING',
    group !== null &&
      group !== 'BUILDING' &&
      (content.buildingHeight !== null || content.storeys !== null || content.fireFloor !== null),
    () => `起火场所为${firePlaceLabel(content.place ?? '')}，却填有建筑高度、层数或楼层`,
  );
  doubt(
    'HOUSEHOLDS_OUTDOORS',
    group !== null && group !== 'BUILDING' && (content.households ?? 0) > 0,
    () => `起火场所为${firePlaceLabel(content.place ?? '')}，却有受灾户 ${content.households} 户`,
  );
  doubt(
    'CAUSE_UNSETTLED',
    content.causeStage === 'DETERMINED' && content.cause === 'UNDER_INVESTIGATION',
    () => '认定阶段为“已认定”，起火原因却是“正在调查”',
  );
  const odd = content.victims.find(
    ({ age, states }) =>
      age !== null && ((states.includes('ELDERLY') && age < 60) || (states.includes('CHILD') && age >= 18)),
  );
  doubt(
    'AGE_AND_STATE',
    odd !== undefined,
    () => `${odd?.age} 岁的人员标为${odd?.states.includes('CHILD') ? '儿童' : '老人'}`,
  );
  const wait = minutes(content.alarmAt, content.arrivedAt);
  doubt(
    'SLOW_ARRIVAL',
    wait !== null && wait > limits.slowArrivalMinutes,
    () => `报警至到场 ${wait} 分钟，超过 ${limits.slowArrivalMinutes} 分钟`,
  );
  doubt(
    'NO_LOSS',
    group === 'BUILDING' && area > 10 && content.lossYuan === 0,
    () => `建筑过火 ${area} ㎡，直接财产损失却填为 0 元`,
  );
  return found;
}

/** Whether a death on that day counts for the fire, and the last day on which one does. */
export const deathCounts = (occurredOn: string, diedOn: string) => ({
  counts: diedOn <= lastDeathDay(occurredOn),
  until: lastDeathDay(occurredOn),
});
