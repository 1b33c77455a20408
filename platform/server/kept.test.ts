import { expect, test } from 'vitest';
import { createKept } from './kept.ts';

function world(most = 10) {
  let time = 0;
  let made = 0;
  const kept = createKept<number>({ milliseconds: 1000, most, now: () => new Date(time) });
  return {
    kept,
    ask: (key: string) => kept.get(key, async () => ++made),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

test('fifty who ask at once are answered by one count, and the next after a while by another', async () => {
  const { ask, pass } = world();
  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => ask('a'))))).toEqual(new Set([1]));
  pass(999);
  expect(await ask('a')).toBe(1);
  pass(1);
  expect(await ask('a')).toBe(2);
});

test('an answer that is dropped while it is being made is not kept', async () => {
  const { ask, kept } = world();
  const early = ask('330481 a');
  kept.drop((key) => key.startsWith('330481'));
  expect([await early, await ask('330481 a'), await ask('330482 a')]).toEqual([1, 2, 3]);
});

test('a failure is not kept, and the oldest gives way', async () => {
  const { ask, kept } = world(2);
  await expect(kept.get('a', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  await Promise.resolve();
  expect(await ask('a')).toBe(1);
  await ask('b');
  await ask('c');
  expect(await ask('c')).toBe(3);
  expect(await ask('a')).toBe(4);
});
