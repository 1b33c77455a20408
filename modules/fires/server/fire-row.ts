import type { Insertable, Selectable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { dayOf } from '#platform/shared/day.ts';
import {
  type CalloutContent,
  clockOf,
  countedOutcome,
  doubtsOf,
  type FireContent,
  type FireFigures,
  type FireStatus,
  figuresOf,
  type ReportingRules,
  type ReportStage,
  timesOf,
  type Victim,
} from '../contract/index.ts';

export type Fire = Selectable<Tables['fires.fire']>;
export type NewFire = Insertable<Tables['fires.fire']>;
export type VictimRow = Selectable<Tables['fires.victim']>;

const hours = (instant: string, count: number) => new Date(Date.parse(instant) + count * 3_600_000).toISOString();
const days = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Columns that say what the fire was, from what a person told. */
export function factColumns(content: FireContent, figures: FireFigures, premisesType: string | null) {
  const started = clockOf(content.ignitedAt ?? content.alarmAt);
  const { victims: _, facilities, deaths, seriousInjuries, minorInjuries, ...told } = content;
  return {
    ...told,
    ...timesOf(content),
    ...started,
    occurredOn: figures.occurredOn,
    premisesType,
    placeGroup: figures.placeGroup,
    reportedDeaths: deaths,
    reportedSerious: seriousInjuries,
    reportedMinor: minorInjuries,
    deaths: figures.deaths,
    deathsInWeek: figures.deathsInWeek,
    deathsInMonth: figures.deathsInMonth,
    seriousInjuries: figures.seriousInjuries,
    minorInjuries: figures.minorInjuries,
    economicLossYuan: figures.economicLossYuan,
    grade: figures.grade,
    gradeOld: figures.gradeOld,
    gradeNew: figures.gradeNew,
    accidentGrade: figures.accidentGrade,
    facilities: JSON.stringify(facilities),
    facilityState: figures.facilityState,
  };
}

/**
 * By when another report is owed. A small fire that was reported as 轻微 needs no report in between; the final one is
 * owed by everybody until it was made.
 */
export function duesOf(
  content: Pick<FireContent, 'alarmAt'>,
  figures: Pick<FireFigures, 'occurredOn' | 'grade'>,
  state: { status: FireStatus; stage: ReportStage | null; isFinal: boolean },
  rules: ReportingRules,
) {
  const isReported = state.status === 'SUBMITTED' || state.status === 'CONFIRMED' || state.status === 'RETURNED';
  const isOpen = isReported && state.stage !== null && !state.isFinal;
  return {
    followUpDueAt:
      isOpen && state.stage === 'INITIAL' && figures.grade !== 'MINOR'
        ? hours(content.alarmAt, rules.followUpHours)
        : null,
    finalDueOn: isOpen ? days(figures.occurredOn, rules.finalDays) : null,
  };
}

/** Whether the first report came after its time. */
export const isLateReport = (
  content: Pick<FireContent, 'alarmAt'>,
  firstReportedAt: string | null,
  rules: ReportingRules,
) =>
  firstReportedAt !== null &&
  Date.parse(firstReportedAt) > Date.parse(hours(content.alarmAt, rules.initialReportHours));

export const doubtIds = (
  content: FireContent,
  figures: FireFigures,
  stage: ReportStage | null,
  rules: ReportingRules,
) => doubtsOf(content, figures, stage, rules).map(({ id }) => id);

export const victimRows = (
  fire: { countyCode: string; id: string; regionCode: string },
  occurredOn: string,
  victims: readonly Victim[],
): Insertable<Tables['fires.victim']>[] =>
  victims.map(({ id, sex, age, states, outcome, diedOn, deathCause }) => ({
    countyCode: fire.countyCode,
    id,
    fireId: fire.id,
    regionCode: fire.regionCode,
    sex,
    age,
    states: [...states],
    outcome,
    countedOutcome: countedOutcome(occurredOn, { outcome, diedOn }),
    diedOn,
    deathCause,
  }));

/** What was told, read back from the columns. */
export function contentOf(fire: Fire, victims: readonly VictimRow[]): FireContent {
  const {
    regionCode,
    address,
    lng,
    lat,
    orgId,
    ignitedAt,
    alarmAt,
    arrivedAt,
    extinguishedAt,
    place,
    areaType,
    premisesId,
    cause,
    causeDetail,
    causeStage,
    ignitionSource,
    firstItem,
    burnedArea,
    buildingHeight,
    storeys,
    fireFloor,
    structure,
    fireResistance,
    households,
    reportedDeaths,
    reportedSerious,
    reportedMinor,
    lossYuan,
    disposalYuan,
    casualtyYuan,
    facilities,
    responsibility,
    mediaImpact,
    synopsis,
    caseNumber,
  } = fire;
  return {
    regionCode,
    address,
    lng,
    lat,
    orgId,
    ignitedAt,
    alarmAt,
    arrivedAt,
    extinguishedAt,
    place,
    areaType,
    premisesId,
    cause,
    causeDetail,
    causeStage,
    ignitionSource,
    firstItem,
    burnedArea,
    buildingHeight,
    storeys,
    fireFloor,
    structure,
    fireResistance,
    households,
    lossYuan,
    disposalYuan,
    casualtyYuan,
    facilities,
    responsibility,
    mediaImpact,
    synopsis,
    caseNumber,
    deaths: reportedDeaths,
    seriousInjuries: reportedSerious,
    minorInjuries: reportedMinor,
    victims: victims.map(({ id, outcome, sex, age, states, diedOn, deathCause }) => ({
      id,
      outcome,
      sex,
      age,
      states,
      diedOn,
      deathCause,
    })),
  } as FireContent;
}

export const calculate = figuresOf;

const seconds = (from: string, to: string | null) =>
  to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / 1000);

/** Columns of a call-out from what a person told. */
export const calloutColumns = (content: CalloutContent) => ({
  ...content,
  ...clockOf(content.alarmAt),
  occurredOn: dayOf(content.alarmAt),
  turnoutSeconds: seconds(content.alarmAt, content.turnoutAt),
  arrivalSeconds: seconds(content.alarmAt, content.arrivedAt),
});
