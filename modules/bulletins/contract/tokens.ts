/** A place in a sentence where something is filled in. */
export type Token =
  | { kind: 'period' }
  | { kind: 'lastPeriod' }
  | { kind: 'region' }
  | { kind: 'parameter'; name: string }
  | { kind: 'list'; name: string }
  | { kind: 'rank'; id: string }
  /** The figure, with its unit or the number alone. */
  | { kind: 'figure'; id: string; hasUnit: boolean }
  /** Its change over the year before, or over the period before. */
  | { kind: 'change'; id: string; over: 'year' | 'period' }
  /** Share of a part in the whole. */
  | { kind: 'share'; id: string; part: string }
  /** What has been reached of a target that is a parameter. */
  | { kind: 'target'; id: string; name: string };

const indicatorId = '[a-z][A-Za-z0-9]{1,39}';
const name = '[A-Za-z][A-Za-z0-9]{0,29}';
const shapes: readonly [RegExp, (id: string, second: string) => Token][] = [
  [/^(period|lastPeriod|region)$/, (kind) => ({ kind: kind as 'period' | 'lastPeriod' | 'region' })],
  [new RegExp(`^parameter:(${name})$`), (found) => ({ kind: 'parameter', name: found })],
  [new RegExp(`^list:(${name})$`), (found) => ({ kind: 'list', name: found })],
  [new RegExp(`^rank:(${indicatorId})$`), (id) => ({ kind: 'rank', id })],
  [new RegExp(`^(${indicatorId})$`), (id) => ({ kind: 'figure', id, hasUnit: true })],
  [new RegExp(`^(${indicatorId})\\.value$`), (id) => ({ kind: 'figure', id, hasUnit: false })],
  [
    new RegExp(`^(${indicatorId})\\.(year|period)$`),
    (id, over) => ({ kind: 'change', id, over: over as 'year' | 'period' }),
  ],
  [new RegExp(`^(${indicatorId})\\.share:(${indicatorId})$`), (id, part) => ({ kind: 'share', id, part })],
  [new RegExp(`^(${indicatorId})\\.target:(${name})$`), (id, found) => ({ kind: 'target', id, name: found })],
];

/** What stands between two braces; undefined where nothing is known by it. */
export function readToken(words: string): Token | undefined {
  for (const [shape, make] of shapes) {
    const found = shape.exec(words);
    if (found) return make(found[1] ?? '', found[2] ?? '');
  }
  return undefined;
}

/** The token as it is written between braces. */
export function tokenWords(token: Token): string {
  switch (token.kind) {
    case 'parameter':
    case 'list':
      return `${token.kind}:${token.name}`;
    case 'rank':
      return `rank:${token.id}`;
    case 'figure':
      return token.hasUnit ? token.id : `${token.id}.value`;
    case 'change':
      return `${token.id}.${token.over}`;
    case 'share':
      return `${token.id}.share:${token.part}`;
    case 'target':
      return `${token.id}.target:${token.name}`;
    default:
      return token.kind;
  }
}

/** A sentence as words and tokens, or what is wrong with it in a Chinese phrase. */
export type SentenceParts = { parts: (string | Token)[] } | { fault: string };

/** Takes a sentence of a template apart: `共发生火灾{fireCount}。` */
export function readSentence(text: string): SentenceParts {
  const parts: (string | Token)[] = [];
  let words = '';
  let inside: string | undefined;
  for (const character of text) {
    if (character === '{') {
      if (inside !== undefined) return { fault: '的大括号“{”不成对，请补上“}”或删去' };
      inside = '';
    } else if (character === '}') {
      if (inside === undefined) return { fault: '的大括号“}”不成对，请补上“{”或删去' };
      const token = readToken(inside);
      if (!token) return { fault: `中的“{${inside}}”无法识别，请从指标目录中插入数据` };
      if (words) parts.push(words);
      parts.push(token);
      words = '';
      inside = undefined;
    } else if (inside === undefined) words += character;
    else inside += character;
  }
  if (inside !== undefined) return { fault: '的大括号“{”不成对，请补上“}”或删去' };
  if (words) parts.push(words);
  return { parts };
}

/** Indicators that a token counts. */
export function indicatorsOfToken(token: Token): string[] {
  switch (token.kind) {
    case 'figure':
    case 'change':
    case 'rank':
    case 'target':
      return [token.id];
    case 'share':
      return [token.id, token.part];
    default:
      return [];
  }
}
