import {
  type CandidateMatch,
  type CandidateStatus,
  candidateMatches,
  candidateStatuses,
} from '#modules/candidates/contract';
import type { StateValue } from '#platform/web/components/columns.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

/** Confirmed and merged have been looked at by a person; the rest is not known. */
const statusTones: Record<CandidateStatus, Tone> = {
  PENDING: 'due',
  CONFIRMED: 'verified',
  MERGED: 'verified',
  REJECTED: 'unknown',
};
export const candidateState = (status: CandidateStatus): StateValue => ({
  words: t(candidateStatuses[status]),
  tone: statusTones[status],
});

/** What is on no list is what the worklist is for. */
const matchTones: Record<CandidateMatch, Tone> = { NONE: 'due', POSSIBLE: 'active', SAME: 'plain' };
export const matchTone = (match: CandidateMatch): Tone => matchTones[match];
export const matchState = (match: CandidateMatch): StateValue => ({
  words: t(candidateMatches[match]),
  tone: matchTones[match],
});

export const statusChoices = () =>
  Object.entries(candidateStatuses).map(([value, label]) => ({ value, label: t(label) }));
export const matchChoices = () =>
  Object.entries(candidateMatches).map(([value, label]) => ({ value, label: t(label) }));

/** Why a mapped place is no premises; one key each. */
export const rejectReasons = () => [
  t('已关停、拆除或搬走'),
  t('不属于监管范围'),
  t('重复，名册上已有'),
  t('位置或名称有误，现场没有'),
];

const fields: Record<string, string> = {
  uscc: '统一社会信用代码',
  lng: '经度',
  lat: '纬度',
  storeys: '层数',
  height: '建筑高度',
};
/** A field that a merge fills. */
export const fillWords = (field: string) => t(fields[field] ?? field);
