import { z } from 'zod';

/** Days before its end from which a certificate counts as expiring. */
export const expiringDays = 60;

export const CertificateState = z.enum(['VALID', 'EXPIRING', 'EXPIRED', 'REVOKED', 'NOT_YET']);
export type CertificateState = z.infer<typeof CertificateState>;

export const certificateStateLabel: Record<CertificateState, string> = {
  VALID: '有效',
  EXPIRING: '即将到期',
  EXPIRED: '已过期',
  REVOKED: '已注销',
  NOT_YET: '未生效',
};

/** Natural days from one day to another; negative where the other is earlier. */
export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** State of a certificate on a day; its last day is still valid, the day of revocation no longer. */
export function certificateState(
  certificate: { validFrom: string; validTo: string; revokedOn: string | null },
  day: string,
): CertificateState {
  if (certificate.revokedOn !== null && certificate.revokedOn <= day) return 'REVOKED';
  if (certificate.validTo < day) return 'EXPIRED';
  if (certificate.validFrom > day) return 'NOT_YET';
  return daysBetween(day, certificate.validTo) <= expiringDays ? 'EXPIRING' : 'VALID';
}

/** Whether one may act on it on that day. */
export const isUsable = (state: CertificateState) => state === 'VALID' || state === 'EXPIRING';
