const stars = (n: number) => '*'.repeat(Math.max(n, 0));

/** `139****1234`; a short number keeps its last two digits only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[^0-9]/g, '');
  if (digits.length < 8) return `${stars(digits.length - 2)}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}${stars(digits.length - 7)}${digits.slice(-4)}`;
}

/** `3304**********1234`: county and birthday are hidden. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.length < 10
    ? stars(idNumber.length)
    : `${idNumber.slice(0, 4)}${stars(idNumber.length - 8)}${idNumber.slice(-4)}`;
