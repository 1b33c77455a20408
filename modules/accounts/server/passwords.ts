import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '#platform/shared/errors.ts';

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
const cost = { parallelism: 1, memory: 19 * 1024, passes: 2, tagLength: 32 };

const derive = (password: string, nonce: Buffer) =>
  new Promise<Buffer>((resolve, reject) =>
    argon2('argon2id', { message: password.normalize('NFKC'), nonce, ...cost }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** Hash in the usual text form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const key = await derive(password, nonce);
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(key)}`;
}

export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , salt, key] = hash.split('$');
  if (!salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

// Spends the same time on an account that does not exist, so that names cannot be guessed by the clock.
const decoy = hashPassword(randomBytes(12).toString('hex'));
export const spendVerification = async (password: string) => {
  await verifyPassword(password, await decoy);
  return false;
};

const common = /^(?:password|passw0rd|admin|qwerty|abc123|123456|12345678|woaini|111111|iloveyou|wanghuolou)/i;

/**
 * Throws where the password is weak (GB/T 22239-2019 8.1.4.1: complexity; length as of present practice).
 * @param field where the caller's form holds it
 */
export function requireStrongPassword(password: string, username: string, field: 'password' | 'next'): void {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const message =
    password.length < 10
      ? '密码至少 10 位。'
      : kinds < 3
        ? '密码须包含大写字母、小写字母、数字、符号中的至少三种。'
        : password.toLowerCase().includes(username.toLowerCase())
          ? '密码不能包含账号名。'
          : common.test(password) || /(.)\1{3}/.test(password)
            ? '密码过于常见或连续重复，请换一个。'
            : undefined;
  if (message) throw new AppError('invalid', message, { fields: { [field]: message } });
}
