import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

/** Time-based one-time codes (RFC 6238), their secrets encrypted at rest with the installation's key. */
export function createTotp(installationSecret: string) {
  const key = createHash('sha256').update(`totp ${installationSecret}`).digest();
  return {
    newSecret: () => generateSecret(),
    uri: (secret: string, username: string) => generateURI({ issuer: '望火楼', label: username, secret }),
    seal(secret: string) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed: string) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    /** Step of the 30-second clock that the code belongs to, or undefined where it is wrong; one step of drift is allowed. */
    verify(secret: string, code: string, now: Date): number | undefined {
      const epoch = Math.floor(now.getTime() / 1000);
      const result = verifySync({ secret, token: code, epoch, epochTolerance: 30 });
      return result.valid ? Math.floor(epoch / 30) + (result.delta ?? 0) : undefined;
    },
  };
}
export type Totp = ReturnType<typeof createTotp>;
