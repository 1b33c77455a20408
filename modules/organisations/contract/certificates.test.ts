import { expect, test } from 'vitest';
import { certificateState } from './certificates.ts';

const certificate = { validFrom: '2024-01-01', validTo: '2026-12-31', revokedOn: null };

test.each([
  ['2023-12-31', 'NOT_YET'],
  ['2024-01-01', 'VALID'],
  ['2026-10-31', 'VALID'],
  ['2026-11-01', 'EXPIRING'],
  ['2026-12-31', 'EXPIRING'],
  ['2027-01-01', 'EXPIRED'],
])('on %s a certificate of 2024-01-01 to 2026-12-31 is %s', (day, state) => {
  expect(certificateState(certificate, day)).toBe(state);
});

test('a revoked certificate is unusable from the day of revocation on', () => {
  const revoked = { ...certificate, revokedOn: '2026-05-10' };
  expect(certificateState(revoked, '2026-05-09')).toBe('VALID');
  expect(certificateState(revoked, '2026-05-10')).toBe('REVOKED');
});
