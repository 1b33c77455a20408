const alphabet = {
  lower: 'abcdefghijkmnpqrstuvwxyz',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  digits: '23456789',
};

/** A first password that can be read out: 14 characters without look-alikes, from the given random numbers (0…1). */
export function newPassword(random: () => number): string {
  const pick = (from: string) => from[Math.floor(random() * from.length)] ?? '';
  const group = (from: string, n: number) => Array.from({ length: n }, () => pick(from)).join('');
  return `${group(alphabet.upper, 2)}${group(alphabet.lower, 4)}-${group(alphabet.digits, 3)}-${group(alphabet.lower, 3)}`;
}

/** Random numbers of the browser's own strong source. */
export const strongRandom = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
