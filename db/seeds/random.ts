/** Seeded chance: the same seed gives the same world on every machine. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number, both ends included. */
  integer(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** One of the keys, by their weights. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
  /** `count` different members, in a new order. */
  sample<T>(list: readonly T[], count: number): T[];
  /** Roughly normal around 0, within ±1. */
  bell(): number;
  /** A generator of its own, so that one part of the world does not shift another. */
  fork(name: string): Random;
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16777619);
  return hash >>> 0;
}

/** Mulberry32: 32 bits of state are plenty for some ten thousand draws. */
export function createRandom(seed: string): Random {
  let state = hashOf(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (!list.length) throw new RangeError('nothing to pick from');
    return list[integer(0, list.length - 1)] as T;
  };
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>) {
      const entries = Object.entries(weights) as [K, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return (entries.at(-1) as [K, number])[0];
    },
    sample<T>(list: readonly T[], count: number) {
      const rest = [...list];
      const taken: T[] = [];
      while (taken.length < count && rest.length) taken.push(rest.splice(integer(0, rest.length - 1), 1)[0] as T);
      return taken;
    },
    bell: () => (next() + next() + next()) / 1.5 - 1,
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** UUIDv7 by a given clock: ids of one instant follow one another, as the order of events needs. */
export function createIds(random: Random, now: () => Date): () => string {
  let millisecond = 0;
  let count = 0;
  const hex = (value: number, digits: number) => Math.floor(value).toString(16).padStart(digits, '0');
  return () => {
    const instant = now().getTime();
    if (instant > millisecond) {
      millisecond = instant;
      count = 0;
    } else if (count > 0xfff) {
      millisecond += 1;
      count = 0;
    }
    const time = hex(millisecond, 12);
    const order = hex(count++, 3);
    const variant = hex(0x8000 + random.integer(0, 0x3fff), 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}-${hex(random.integer(0, 0xffffff), 6)}${hex(random.integer(0, 0xffffff), 6)}`;
  };
}
