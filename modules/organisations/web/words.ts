import {
  type CertificateState,
  certificateStateLabel,
  type Gap,
  type GapKind,
  gapLabel,
  industries,
  organisationKinds,
  roleIds,
  roles,
} from '#modules/organisations/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const groups = [...new Set(organisationKinds.map((kind) => kind.group))];
/** Kinds that bodies of the register can be: premises have files of their own. */
export const kindOptions = organisationKinds
  .filter((kind) => kind.id !== 'PREMISES_UNIT')
  .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
  .map(({ id, label }) => ({ value: id, label }));
export const industryOptions = industries.map(({ id, label }) => ({ value: id, label }));
export const roleOptions = roleIds
  .filter((id) => id !== 'PREMISES_ADMIN')
  .map((id) => ({ value: id, label: roles[id].label }));

const certificateTones: Record<CertificateState, Tone> = {
  VALID: 'verified',
  EXPIRING: 'due',
  EXPIRED: 'overdue',
  REVOKED: 'unknown',
  NOT_YET: 'plain',
};
export const certificateTone = (state: CertificateState) => certificateTones[state];
export const certificateWords = (state: CertificateState) => t(certificateStateLabel[state]);

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
