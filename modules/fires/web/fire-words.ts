import {
  areaTypes,
  calloutKinds,
  causeStages,
  deathCauses,
  type FireRow,
  type FireStatus,
  facilityResults,
  facilityStates,
  fireCauseLabel,
  fireCauses,
  fireDoubts,
  firePlaceLabel,
  firePlaces,
  fireResistances,
  fireStates,
  type Grade,
  grades,
  placeGroups,
  reportStages,
  sexes,
  structures,
  victimOutcomes,
  victimStates,
} from '#modules/fires/contract';
import { allFileFacts } from '#modules/premises/contract';
import type { Owed } from '#platform/web/components/detail-head.tsx';
import type { Option } from '#platform/web/components/filters.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const tones: Record<FireStatus, Tone> = {
  DRAFT: 'plain',
  SUBMITTED: 'due',
  RETURNED: 'overdue',
  CONFIRMED: 'verified',
  VOID: 'unknown',
};
export const fireState = (fire: { status: FireStatus }): { words: string; tone: Tone } => ({
  words: t(fireStates[fire.status].label),
  tone: tones[fire.status],
});

const gradeTones: Record<Grade, Tone> = {
  EXTRAORDINARY: 'overdue',
  MAJOR: 'overdue',
  LARGER: 'overdue',
  GENERAL: 'plain',
  MINOR: 'plain',
};
export const gradeTone = (grade: Grade): Tone => gradeTones[grade];
const gradeShort: Record<Grade, string> = {
  EXTRAORDINARY: '特别重大',
  MAJOR: '重大',
  LARGER: '较大',
  GENERAL: '一般',
  MINOR: '轻微',
};
export const gradeWords = (grade: Grade): string => t(gradeShort[grade]);
/** 一般事故 and above: Order 493 knows no 轻微. */
export const accidentWords = (grade: Grade): string => t('{grade}事故', { grade: gradeWords(grade) });

const label = <K extends string>(words: Readonly<Record<K, { label: string }>>, key: K | null) =>
  key === null ? null : t(words[key].label);
export const stageWords = (stage: FireRow['stage']) => label(reportStages, stage);
export const placeWords = (place: string | null) => place && t(firePlaceLabel(place));
export const causeWords = (cause: string | null) => cause && t(fireCauseLabel(cause));
export const areaWords = (area: FireRow['areaType']) => label(areaTypes, area);
export const doubtWords = (id: keyof typeof fireDoubts) => t(fireDoubts[id].label);
export const sexWords = (sex: keyof typeof sexes | null) => label(sexes, sex);
export const outcomeWords = (outcome: keyof typeof victimOutcomes) => t(victimOutcomes[outcome].label);
export const victimStateWords = (states: readonly (keyof typeof victimStates)[]) =>
  states.map((one) => t(victimStates[one].label)).join('、');
export const deathCauseWords = (cause: keyof typeof deathCauses | null) => label(deathCauses, cause);
export const causeStageWords = (stage: keyof typeof causeStages | null) => label(causeStages, stage);
export const structureWords = (one: keyof typeof structures | null) => label(structures, one);
export const resistanceWords = (one: string | null) =>
  one === null ? null : t(fireResistances[one as unknown as keyof typeof fireResistances].label);
export const facilityStateWords = (state: keyof typeof facilityStates | null) => label(facilityStates, state);
export const facilityResultWords = (one: keyof typeof facilityResults | null) => label(facilityResults, one);
export const calloutWords = (kind: keyof typeof calloutKinds) => t(calloutKinds[kind].label);

const options = (words: Readonly<Record<string, { label: string }>>): Option[] =>
  Object.entries(words).map(([value, { label: text }]) => ({ value, label: t(text) }));
const listed = (rows: readonly { id: string; label: string }[]): Option[] =>
  rows.map(({ id, label: text }) => ({ value: id, label: t(text) }));
export const statusOptions = (Object.keys(fireStates) as FireStatus[]).map((value) => ({
  value,
  label: t(fireStates[value].label),
  tone: tones[value],
}));
export const stageOptions = options(reportStages);
export const gradeOptions = (Object.keys(grades) as Grade[]).map((value) => ({ value, label: t(grades[value].label) }));
export const placeOptions = listed(firePlaces);
export const placeGroupOptions = options(placeGroups);
export const causeOptions = listed(fireCauses);
export const areaOptions = options(areaTypes);
export const causeStageOptions = options(causeStages);
export const doubtOptions = options(fireDoubts);
export const calloutOptions = options(calloutKinds);
export const sexOptions = options(sexes);
export const outcomeOptions = options(victimOutcomes);
export const victimStateOptions = options(victimStates);
export const deathCauseOptions = options(deathCauses);
export const structureOptions = options(structures);
export const resistanceOptions = options(fireResistances);
export const facilityResultOptions = options(facilityResults);
/** Kinds of facilities as the premises file has them. */
export const facilityOptions: Option[] = (allFileFacts.find((field) => field.key === 'facilities')?.choices ?? []).map(
  ({ value, label: text }) => ({ value, label: t(text) }),
);
export const facilityWords = (kind: string) => facilityOptions.find((one) => one.value === kind)?.label ?? kind;

/** Yuan as people say it: `8,000 元`, `120.5 万元`. */
export const yuanWords = (yuan: number | null): string | null =>
  yuan === null
    ? null
    : yuan >= 10_000
      ? t('{n} 万元', { n: (yuan / 10_000).toLocaleString('zh-CN', { maximumFractionDigits: 2 }) })
      : t('{n} 元', { n: yuan.toLocaleString('zh-CN', { maximumFractionDigits: 2 }) });

export const firePath = (fire: { countyCode: string; id: string }) => `/fires/${fire.countyCode}/${fire.id}`;
export const calloutPath = (callout: { countyCode: string; id: string }) =>
  `/callouts/${callout.countyCode}/${callout.id}`;

/** Who owes what by when, from the state the record is in. */
export function owedBy(fire: FireRow): Owed[] {
  const body = fire.orgName;
  const owed: Owed[] = [];
  if (fire.status === 'DRAFT') owed.push({ who: body, what: t('上报') });
  if (fire.status === 'RETURNED') owed.push({ who: body, what: t('修改后重新上报') });
  if (fire.status === 'SUBMITTED') owed.push({ who: t('消防救援机构'), what: t('审核') });
  if (fire.followUpDueAt && fire.status !== 'RETURNED')
    owed.push({
      who: body,
      what: fire.hasDeathNotice ? t('续报（有伤员死亡）') : t('续报'),
      due: fire.followUpDueAt,
    });
  if (fire.finalDueOn && fire.status !== 'RETURNED') owed.push({ who: body, what: t('终报'), due: fire.finalDueOn });
  return owed;
}
