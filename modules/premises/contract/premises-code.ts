/** 29 characters without 0 O 1 I L U Z: what a person reads from a sticker cannot be mistaken. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXY';
const base = alphabet.length;
const length = 6;

// The base is prime, so one wrong character or two neighbours exchanged always change the check character.
const checkOf = (body: string) => {
  let sum = 0;
  for (const [index, character] of [...body].entries()) sum += (index + 2) * alphabet.indexOf(character);
  return alphabet[sum % base] as string;
};

/** The seven characters that a place's QR code carries, from any number; unique within a county only by being checked. */
export function codeFrom(number: bigint): string {
  let rest = number < 0n ? -number : number;
  let body = '';
  for (let i = 0; i < length; i++) {
    body += alphabet[Number(rest % BigInt(base))];
    rest /= BigInt(base);
  }
  return body + checkOf(body);
}

/** What a person typed, as the code it must be, or undefined where it is none. */
export function readCode(typed: string): string | undefined {
  const code = typed.trim().toUpperCase().replaceAll(/[\s-]/g, '');
  if (code.length !== length + 1 || [...code].some((character) => !alphabet.includes(character))) return undefined;
  return checkOf(code.slice(0, length)) === code[length] ? code : undefined;
}
