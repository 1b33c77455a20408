/** How a number in a cell is meant, derived from its number format (ECMA-376 part 1, 18.8.30 and 18.8.31). */
export type NumberMeaning =
  | { kind: 'number' }
  | { kind: 'digits'; length: number }
  | { kind: 'date' }
  | { kind: 'time' }
  | { kind: 'datetime' }
  | { kind: 'elapsed' };

const builtinMeaning: Record<number, NumberMeaning['kind']> = {
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'datetime',
  27: 'date',
  28: 'date',
  29: 'date',
  30: 'date',
  31: 'date',
  32: 'time',
  33: 'time',
  34: 'time',
  35: 'time',
  36: 'date',
  45: 'time',
  46: 'elapsed',
  47: 'time',
  50: 'date',
  51: 'date',
  52: 'date',
  53: 'date',
  54: 'date',
  55: 'time',
  56: 'time',
  57: 'date',
  58: 'date',
};

export function numberMeaning(formatId: number, formatCode: string | undefined): NumberMeaning {
  if (formatCode === undefined) {
    const kind = builtinMeaning[formatId] ?? 'number';
    return kind === 'digits' ? { kind: 'number' } : { kind };
  }
  const firstSection = formatCode.split(';')[0] ?? '';
  if (/\[(h+|m+|s+)\]/i.test(firstSection)) return { kind: 'elapsed' };
  const bare = firstSection
    .replace(/\[[^\]]*\]/g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .trim();
  if (/^0{2,}$/.test(bare)) return { kind: 'digits', length: bare.length };
  if (/general|通用/i.test(bare)) return { kind: 'number' };
  const hasTime = /[hs]/i.test(bare);
  const hasDate = /[yd]/i.test(bare) || (/m/i.test(bare) && !hasTime);
  if (hasDate && hasTime) return { kind: 'datetime' };
  if (hasDate) return { kind: 'date' };
  if (hasTime) return { kind: 'time' };
  return { kind: 'number' };
}

export interface NumberText {
  text: string;
  /** More than 15 significant digits were typed into a number cell; Excel has replaced the rest by zeros. */
  digitsLost?: boolean;
}

/**
 * Text of a numeric cell. `raw` is the `<v>` of the file. Dates become `2026-03-01`, `2026-03-01T08:30:00` (wall clock,
 * no zone), times `08:30:00`. Other numbers lose binary noise (0.1+0.2 → `0.3`) and never show an exponent below 1e21.
 */
export function numberText(raw: string, meaning: NumberMeaning, is1904: boolean): NumberText {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return { text: raw };
  switch (meaning.kind) {
    case 'date':
    case 'datetime':
    case 'time':
      return { text: momentText(value, meaning.kind, is1904) };
    case 'elapsed':
      return { text: clockText(Math.round(value * 86_400)) };
    case 'digits': {
      const number = plainNumber(raw, value);
      return /^\d+$/.test(number.text) ? { ...number, text: number.text.padStart(meaning.length, '0') } : number;
    }
    case 'number':
      return plainNumber(raw, value);
  }
}

function plainNumber(raw: string, value: number): NumberText {
  if (/^-?\d+$/.test(raw)) {
    const digits = raw.replace('-', '').length;
    if (digits <= 15) return { text: String(value) };
    // Written by a program that did not go through a double: the digits are still there.
    if (digits <= 30) return { text: raw };
  }
  if (Number.isInteger(value) && Math.abs(value) >= 1e15 && Math.abs(value) < 1e21) {
    const digits = BigInt(Math.abs(Number(value.toPrecision(15)))).toString();
    return { text: `${value < 0 ? '-' : ''}${digits.slice(0, 15)}${'0'.repeat(digits.length - 15)}`, digitsLost: true };
  }
  return { text: withoutExponent(Number(value.toPrecision(15))) };
}

function withoutExponent(value: number): string {
  const text = String(value);
  if (!text.includes('e-')) return text;
  return value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
}

function momentText(serial: number, kind: 'date' | 'time' | 'datetime', is1904: boolean): string {
  const seconds = Math.round(serial * 86_400);
  if (serial < 0 || serial > 2_958_466) return withoutExponent(serial);
  if (kind === 'time' && serial < 1) return clockText(seconds);
  const days = Math.floor(seconds / 86_400);
  // The 1900 system counts a 29 February 1900 that never was (serial 60).
  const epochDay = is1904 ? -24_107 : days < 60 ? -25_568 : -25_569;
  const date = dayText(days + epochDay);
  return kind === 'date' ? date : `${date}T${clockText(seconds % 86_400)}`;
}

const dayTexts = new Map<number, string>();

/** Remembered, because a column repeats its days and formatting one is slow; 20,000 days are 55 years. */
function dayText(epochDay: number): string {
  let text = dayTexts.get(epochDay);
  if (text === undefined) {
    text = new Date(epochDay * 86_400_000).toISOString().slice(0, 10);
    if (dayTexts.size < 20_000) dayTexts.set(epochDay, text);
  }
  return text;
}

function clockText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Undoes `_x000D_`, the way xlsx writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function decodeSpreadsheetEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Drops blanks around a cell, full-width and invisible ones included; unifies line ends. */
export function trimCell(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^[\s\u3000\u200b\ufeff]+|[\s\u3000\u200b\ufeff]+$/g, '');
}
