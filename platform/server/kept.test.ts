import { expect, test, vi } from 'vitest';
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
  await Promise.resolve();
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

test('what is costly rests before it is made again, and all who ask meanwhile wait for that one', async () => {
  vi.useFakeTimers();
  try {
    const kept = createKept<number>({ milliseconds: 60_000, most: 10, now: () => new Date() });
    let made = 0;
    const ask = () =>
      kept.get('a', async () => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return ++made;
      });
    const first = ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toBe(1);
    // Something changes ten times a second, and somebody looks each time.
    const later: Promise<number>[] = [];
    for (let i = 0; i < 40; i++) {
      kept.drop(() => true);
      later.push(ask());
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all(later);
    expect(made).toBeLessThanOrEqual(3);
  } finally {
    vi.useRealTimers();
  }
});
