import data from '#db/reference/fires/fire-statistics.json' with { type: 'json' };
import rules from '#db/reference/fires/rules.json' with { type: 'json' };
import type { VictimOutcome } from './codes.ts';

export const grades = {
  EXTRAORDINARY: { label: '特别重大火灾' },
  MAJOR: { label: '重大火灾' },
  LARGER: { label: '较大火灾' },
  GENERAL: { label: '一般火灾' },
  MINOR: { label: '轻微火灾' },
} as const;
export type Grade = keyof typeof grades;

export type Scheme = 'FIRE_STAT_2025' | 'FIRE_STAT_2007' | 'WORK_SAFETY_493';

interface Level {
  id: Grade;
  deathsGte?: number;
  seriousInjuriesGte?: number;
  /** Yuan. Fire statistics grade by direct property loss, Order 493 by direct economic loss. */
  lossGte?: number;
  /** Without any casualty and below this loss: 轻微火灾. */
  lossLt?: number;
}

const schemes = new Map<Scheme, { from: string; levels: Level[] }>(
  data.gradeSchemes.map((scheme) => [
    scheme.scheme as Scheme,
    {
      from: scheme.effective,
      levels: (scheme.levels as Record<string, unknown>[]).map((level) => ({
        id: level.id as Grade,
        ...(level.deathsGte === undefined ? {} : { deathsGte: level.deathsGte as number }),
        ...(level.seriousInjuriesGte === undefined ? {} : { seriousInjuriesGte: level.seriousInjuriesGte as number }),
        ...((level.directPropertyLossGte ?? level.directEconomicLossGte) === undefined
          ? {}
          : { lossGte: (level.directPropertyLossGte ?? level.directEconomicLossGte) as number }),
        ...(level.directPropertyLossLt === undefined ? {} : { lossLt: level.directPropertyLossLt as number }),
      })),
    },
  ]),
);
const schemeDays = new Map(rules.schemeDeathDays.map(({ scheme, days }) => [scheme as Scheme, days]));

/** The statistics scheme in force on a day. Fires before 2007-06-01 are graded by the scheme of 2007 as well. */
export const schemeOn = (day: string): 'FIRE_STAT_2025' | 'FIRE_STAT_2007' =>
  day >= (schemes.get('FIRE_STAT_2025')?.from ?? '') ? 'FIRE_STAT_2025' : 'FIRE_STAT_2007';

/** Days after a fire of that day within which a death counts: 7, from 2025-05-01 30. */
export function deathWindowDays(day: string): number {
  const window = rules.deathWindows.find(({ from, to }) => (from === null || day >= from) && (to === null || day < to));
  if (!window) throw new Error(`no death window for ${day}`);
  return window.days;
}

/** Last day on which a death still counts; the day of the fire itself is not counted as one of the days. */
export const lastDeathDay = (occurredOn: string, days = deathWindowDays(occurredOn)): string =>
  new Date(Date.parse(`${occurredOn}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export interface Harm {
  deaths: number | null;
  seriousInjuries: number | null;
  minorInjuries: number | null;
  lossYuan: number | null;
}

/**
 * Grade of a fire by one scheme: any one criterion suffices, “以上” includes the number. A figure that is not known
 * fulfils no criterion, and a fire is 轻微 only where it is known that it was.
 */
export function gradeBy(scheme: Scheme, harm: Harm): Grade {
  const levels = schemes.get(scheme)?.levels ?? [];
  const reaches = (value: number | null, limit: number | undefined) =>
    value !== null && limit !== undefined && value >= limit;
  const level = levels.find(
    ({ deathsGte, seriousInjuriesGte, lossGte }) =>
      reaches(harm.deaths, deathsGte) ||
      reaches(harm.seriousInjuries, seriousInjuriesGte) ||
      reaches(harm.lossYuan, lossGte),
  );
  if (level) return level.id;
  const minor = levels.find(({ lossLt }) => lossLt !== undefined);
  const isHarmless = harm.deaths === 0 && harm.seriousInjuries === 0 && harm.minorInjuries === 0;
  return minor?.lossLt !== undefined && isHarmless && harm.lossYuan !== null && harm.lossYuan < minor.lossLt
    ? 'MINOR'
    : 'GENERAL';
}

export const gradeRank: Record<Grade, number> = { EXTRAORDINARY: 4, MAJOR: 3, LARGER: 2, GENERAL: 1, MINOR: 0 };

export interface Harmed {
  outcome: VictimOutcome;
  diedOn: string | null;
}

export interface CountedPeople {
  deaths: number | null;
  seriousInjuries: number | null;
  minorInjuries: number | null;
}

/**
 * People of a fire as one rule counts them. Who died after the window is no fire death and counts as seriously injured,
 * so nobody is lost. Where persons are listed beyond the counts that were given, the list wins.
 */
export function countPeople(
  occurredOn: string,
  days: number,
  given: CountedPeople,
  people: readonly Harmed[],
): CountedPeople {
  const listed = (outcome: VictimOutcome) => people.filter((one) => one.outcome === outcome).length;
  const most = (count: number | null, list: number) =>
    count === null && list === 0 ? null : Math.max(count ?? 0, list);
  const until = lastDeathDay(occurredOn, days);
  const late = people.filter((one) => one.outcome === 'DEAD' && one.diedOn !== null && one.diedOn > until).length;
  const dead = most(given.deaths, listed('DEAD'));
  const serious = most(given.seriousInjuries, listed('SERIOUS'));
  return {
    deaths: dead === null ? null : dead - late,
    seriousInjuries: serious === null && late === 0 ? null : (serious ?? 0) + late,
    minorInjuries: most(given.minorInjuries, listed('MINOR')),
  };
}

/** How a person counts by the rule of the fire's own date. */
export const countedOutcome = (occurredOn: string, { outcome, diedOn }: Harmed): VictimOutcome =>
  outcome === 'DEAD' && diedOn !== null && diedOn > lastDeathDay(occurredOn) ? 'SERIOUS' : outcome;

export interface GradedFigures extends CountedPeople {
  deathsInWeek: number | null;
  deathsInMonth: number | null;
  economicLossYuan: number | null;
  /** By the scheme of the fire's own date. */
  grade: Grade;
  gradeOld: Grade;
  gradeNew: Grade;
  /** State Council Order 493: 一般事故 and above. */
  accidentGrade: Grade;
}

/** Everything about a fire that is computed and never typed. */
export function gradeFire(
  occurredOn: string,
  given: CountedPeople & { lossYuan: number | null; disposalYuan: number | null; casualtyYuan: number | null },
  people: readonly Harmed[],
): GradedFigures {
  const { lossYuan } = given;
  // Costs that nobody told are left out: the sum is the known part of the economic loss.
  const economicLossYuan = lossYuan === null ? null : lossYuan + (given.disposalYuan ?? 0) + (given.casualtyYuan ?? 0);
  const daysOf = (scheme: Scheme) => schemeDays.get(scheme) ?? 30;
  const by = (scheme: Scheme, loss: number | null) => {
    const counted = countPeople(occurredOn, daysOf(scheme), given, people);
    return { counted, grade: gradeBy(scheme, { ...counted, lossYuan: loss }) };
  };
  const old = by('FIRE_STAT_2007', lossYuan);
  const recent = by('FIRE_STAT_2025', lossYuan);
  const isNew = schemeOn(occurredOn) === 'FIRE_STAT_2025';
  return {
    ...countPeople(occurredOn, deathWindowDays(occurredOn), given, people),
    deathsInWeek: old.counted.deaths,
    deathsInMonth: recent.counted.deaths,
    economicLossYuan,
    grade: isNew ? recent.grade : old.grade,
    gradeOld: old.grade,
    gradeNew: recent.grade,
    accidentGrade: by('WORK_SAFETY_493', economicLossYuan).grade,
  };
}
