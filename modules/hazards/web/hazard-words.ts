import {
  type HazardRow,
  type HazardSource,
  type HazardStatus,
  hazardSources,
  hazardStates,
  type Outcome,
  outcomes,
} from '#modules/hazards/contract';
import {
  type CorrectionMode,
  correctionModes,
  type Nature,
  type Severity,
  severities,
} from '#modules/inspections/contract';
import type { Owed } from '#platform/web/components/detail-head.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const tones: Record<HazardStatus, Tone> = {
  REGISTERED: 'plain',
  ON_SITE_FIXED: 'verified',
  RECTIFYING: 'active',
  TRANSFERRED: 'due',
  PENDING_REINSPECTION: 'due',
  OVERDUE: 'overdue',
  PENALTY: 'overdue',
  SEALED: 'overdue',
  MAJOR_REVIEW: 'listed',
  CLOSED: 'verified',
};

/** A closed hazard says how it was closed: only what somebody saw corrected is green. */
export function hazardState(hazard: { status: HazardStatus; outcome: Outcome | null }): { words: string; tone: Tone } {
  if (hazard.status === 'CLOSED' && hazard.outcome && hazard.outcome !== 'FIXED')
    return { words: hazard.outcome === 'MOVED_OUT' ? t('销案（已搬离）') : t('销案（风险消除）'), tone: 'plain' };
  return { words: t(hazardStates[hazard.status].label), tone: tones[hazard.status] };
}

export const severityTone = (severity: Severity): Tone => (severity === 'CRITICAL' ? 'overdue' : 'plain');
export const severityWords = (severity: Severity): string => t(severities[severity].label);
export const sourceWords = (source: HazardSource): string => t(hazardSources[source].label);
export const outcomeWords = (outcome: Outcome): string => t(outcomes[outcome].label);

/** Without the power to order, a body urges (督促) and never orders (责令). */
export const modeWords = (mode: CorrectionMode, nature: Nature): string =>
  nature === 'ADMINISTRATIVE' || mode === 'ON_SITE' || mode === 'TRANSFER'
    ? t(correctionModes[mode].label)
    : mode === 'IMMEDIATE'
      ? t('督促立即整改')
      : t('督促限期整改');

const options = (words: Record<string, { label: string }>) =>
  Object.entries(words).map(([value, { label }]) => ({ value, label: t(label) }));
export const statusOptions = (Object.keys(hazardStates) as HazardStatus[]).map((value) => ({
  value,
  label: t(hazardStates[value].label),
  tone: tones[value],
}));
export const severityOptions = options(severities);
export const sourceOptions = options(hazardSources);
export const outcomeOptions = options(outcomes);

/** Who owes what by when, from the state the hazard is in. */
export function owedBy(hazard: HazardRow): Owed[] {
  const unit = hazard.premisesName;
  const body = hazard.orgName;
  switch (hazard.status) {
    case 'REGISTERED':
      return [{ who: body, what: t('确定整改要求'), due: hazard.deskOn }];
    case 'TRANSFERRED':
      return [
        {
          who: body,
          what: hazard.allowedActions.includes('arbitrate') ? t('裁定归属') : t('受理或退回'),
          due: hazard.deskOn,
        },
      ];
    case 'RECTIFYING':
      return hazard.outcome === 'CANNOT_YET'
        ? [{ who: body, what: t('复核（暂不能整改）'), due: hazard.dueOn }]
        : [{ who: unit, what: t('整改'), due: hazard.dueOn }];
    case 'PENDING_REINSPECTION':
      return [{ who: body, what: t('复查'), due: hazard.deskOn }];
    case 'OVERDUE':
      return [
        { who: unit, what: t('整改'), due: hazard.dueOn },
        { who: body, what: t('依法处理'), ...(hazard.deskOn ? { due: hazard.deskOn } : {}) },
      ];
    case 'PENALTY':
    case 'SEALED':
    case 'MAJOR_REVIEW':
      return [
        { who: body, what: t(hazardStates[hazard.status].label), ...(hazard.deskOn ? { due: hazard.deskOn } : {}) },
      ];
    default:
      return [];
  }
}

const short: Record<Severity, string> = { GENERAL: '一般', SERIOUS: '较重', CRITICAL: '严重' };
export const shortSeverity = (severity: Severity): string => t(short[severity]);
