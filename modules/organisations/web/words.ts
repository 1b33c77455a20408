import {
  type CertificateState,
  certificateStateLabel,
  type Gap,
  type GapKind,
  gapLabel,
  industries,
  organisationKinds,
  type Power,
  roleIds,
  roles,
} from '#modules/organisations/contract';
import { language, t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const groups = [...new Set(organisationKinds.map((kind) => kind.group))];
/** Kinds that bodies of the register can be: premises have files of their own. */
export const kindOptions = organisationKinds
  .filter((kind) => kind.id !== 'PREMISES_UNIT')
  .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
  .map(({ id, label }) => ({ value: id, label: t(label) }));
export const industryOptions = industries.map(({ id, label }) => ({ value: id, label: t(label) }));
export const roleOptions = roleIds
  .filter((id) => id !== 'PREMISES_ADMIN')
  .map((id) => ({ value: id, label: t(roles[id].label) }));

const certificateTones: Record<CertificateState, Tone> = {
  VALID: 'verified',
  EXPIRING: 'due',
  EXPIRED: 'overdue',
  REVOKED: 'unknown',
  NOT_YET: 'plain',
};
export const certificateTone = (state: CertificateState) => certificateTones[state];
export const certificateWords = (state: CertificateState) => t(certificateStateLabel[state]);

const gapEnglish: Record<GapKind, string> = {
  POST_EMPTY: 'Nobody holds this required post: register who takes it over.',
  CERTIFICATE_INVALID: 'No valid certificate: may not take part in inspections until a new one is registered.',
  CERTIFICATE_EXPIRING: 'The certificate expires soon: renew it in time.',
  GRID_INACTIVE: 'The grid is inactive but still has a worker: appoint to another grid or relieve.',
  COMMITTEE_EMPTY: 'No members are registered: register them from the official notice.',
  MEMBER_VACANT: 'A member without anybody in post: register a contact.',
};
/** What is missing and what to do; the server writes its sentences in Chinese. */
export const gapSentence = (gap: Pick<Gap, 'kind' | 'sentence'>) =>
  language() === 'en' ? gapEnglish[gap.kind] : gap.sentence;

const limitEnglish: Record<Power['limit'], string> = {
  FULL: 'In its own name.',
  POLICE_SCOPE: 'Only within the daily supervision of police stations.',
  DELEGATED: 'By delegation.',
  NONE: 'Not a power of this body.',
  PROPOSE: 'May only propose it to the competent body.',
  ASSIST: 'Assists, does not decide.',
  FILING: 'Receives the filing.',
  TRANSFER: 'Transfers it to the competent department.',
};
export const powerSentence = (power: Power) => (language() === 'en' ? limitEnglish[power.limit] : power.reasonZh);

export const gapTone = (kind: GapKind): Tone => (kind === 'CERTIFICATE_EXPIRING' ? 'due' : 'overdue');
export const gapWords = (kind: GapKind) => t(gapLabel[kind]);

const gapTab: Record<GapKind, string> = {
  POST_EMPTY: 'posts',
  CERTIFICATE_INVALID: 'certificates',
  CERTIFICATE_EXPIRING: 'certificates',
  GRID_INACTIVE: 'posts',
  COMMITTEE_EMPTY: 'members',
  MEMBER_VACANT: 'posts',
};
/** Where a gap is closed. */
export const gapPath = (gap: Pick<Gap, 'kind' | 'orgId'>) => `/organisations/${gap.orgId}?tab=${gapTab[gap.kind]}`;
