import {
  type Conclusion,
  type CorrectionMode,
  conclusions,
  correctionModes,
  type InspectionKind,
  type ItemResult,
  inspectionKinds,
  itemResults,
  type Nature,
  natures,
  type Severity,
  severities,
  type VisitStatus,
  visitStates,
} from '#modules/inspections/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

export const kindWords = (kind: InspectionKind): string => t(inspectionKinds[kind].label);
export const natureWords = (nature: Nature): string => t(natures[nature].label);
export const resultWords = (result: ItemResult): string => t(itemResults[result].label);
export const severityWords = (severity: Severity): string => t(severities[severity].label);
export const conclusionWords = (conclusion: Conclusion): string => t(conclusions[conclusion].label);

const statusTone: Record<VisitStatus, Tone> = {
  IN_PROGRESS: 'active',
  FINISHED: 'plain',
  NO_ENTRY: 'due',
  CANCELLED: 'unknown',
};
export const visitState = (status: VisitStatus): { words: string; tone: Tone } => ({
  words: t(visitStates[status].label),
  tone: statusTone[status],
});

const conclusionTone: Record<Conclusion, Tone> = {
  QUALIFIED: 'verified',
  FIXED_ON_SITE: 'verified',
  ORDERED: 'due',
  URGED: 'due',
  TRANSFERRED: 'plain',
};
/** A re-inspection finds no new hazards: it says what became of the old ones. */
export function conclusionState(conclusion: Conclusion, kind?: InspectionKind): { words: string; tone: Tone } {
  if (kind === 'REINSPECTION')
    return conclusion === 'QUALIFIED'
      ? { words: t('均已整改'), tone: 'verified' }
      : { words: t('仍有未整改'), tone: 'overdue' };
  return { words: conclusionWords(conclusion), tone: conclusionTone[conclusion] };
}

export const severityTone = (severity: Severity): Tone => (severity === 'CRITICAL' ? 'overdue' : 'plain');

const urging: Record<CorrectionMode, string> = {
  ON_SITE: '当场改正',
  IMMEDIATE: '督促立即整改',
  DEADLINE: '督促限期整改',
  TRANSFER: '移送（抄告）',
};
const own: Record<CorrectionMode, string> = {
  ON_SITE: '当场改正',
  IMMEDIATE: '立即自改',
  DEADLINE: '限期自改',
  TRANSFER: '报告主管部门',
};

/** Who has no power to order, urges; the premises corrects by itself (国办发〔2024〕54号; 消防法16). */
export const modeWords = (mode: CorrectionMode, nature: Nature): string =>
  t(nature === 'ADMINISTRATIVE' ? correctionModes[mode].label : nature === 'SELF_CHECK' ? own[mode] : urging[mode]);
export const modesOf = (nature: Nature): CorrectionMode[] =>
  nature === 'SELF_CHECK' ? ['ON_SITE', 'IMMEDIATE', 'DEADLINE'] : ['ON_SITE', 'IMMEDIATE', 'DEADLINE', 'TRANSFER'];

const options = <K extends string>(words: Record<K, { label: string }>) =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: t(words[value].label) }));
export const kindOptions = options(inspectionKinds);
export const natureOptions = options(natures);
export const visitOptions = (Object.keys(visitStates) as VisitStatus[]).map((value) => ({
  value,
  label: t(visitStates[value].label),
  tone: statusTone[value],
}));

/** Where a visit is filled or read. */
export const visitPath = (visit: {
  countyCode: string;
  id: string;
  kind: InspectionKind;
  status: VisitStatus;
}): string =>
  `/${visit.kind === 'REINSPECTION' && visit.status === 'IN_PROGRESS' ? 'reinspections' : 'inspections'}/${visit.countyCode}/${visit.id}`;
