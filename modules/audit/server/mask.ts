/** A mobile number or identity number that stands alone; digits inside a UUID or a longer number are none. */
const personal = /(?<![\w-])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![\w-])/g;

const maskText = (text: string) => text.replace(personal, (found) => `${found.slice(0, 3)}****${found.slice(-4)}`);

/** The same value with telephone and identity numbers masked, at every depth. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(masked);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one)]));
  return value;
}
