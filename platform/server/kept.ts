/** Answers that are the same for everybody who may ask for them, kept for a while in this process. */
export interface Kept<T> {
  /** The kept answer, or a new one; who asks while it is being made waits for the same one. */
  get(key: string, make: () => Promise<T>): Promise<T>;
  /** Forgets answers, also those that are still being made. */
  drop(isStale: (key: string) => boolean): void;
}

/** What took a second is made again after three more at the earliest, however often it is dropped. */
const restOfCost = 3;

interface Held<T> {
  until: number;
  isBegun: boolean;
  answer: Promise<T>;
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

/**
 * @param milliseconds how long an answer is good where nothing drops it
 * @param most more answers than that push out the oldest
 */
export function createKept<T>(options: { milliseconds: number; most: number; now: () => Date }): Kept<T> {
  const held = new Map<string, Held<T>>();
  /** When a key may be made again: after the one before and its rest. */
  const turns = new Map<string, Promise<void>>();
  const now = () => options.now().getTime();
  const put = <V>(map: Map<string, V>, key: string, value: V) => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > options.most && oldest !== undefined) map.delete(oldest);
  };

  function begin(key: string, make: () => Promise<T>): Held<T> {
    const fresh = { until: Number.POSITIVE_INFINITY, isBegun: false } as Held<T>;
    let rest = 0;
    fresh.answer = (turns.get(key) ?? Promise.resolve()).then(async () => {
      fresh.isBegun = true;
      const begun = now();
      fresh.until = begun + options.milliseconds;
      try {
        return await make();
      } catch (error) {
        if (held.get(key) === fresh) held.delete(key);
        throw error;
      } finally {
        rest = restOfCost * (now() - begun);
      }
    });
    const over = fresh.answer.then(
      () => undefined,
      () => undefined,
    );
    put(
      turns,
      key,
      over.then(() => (rest > 0 ? pause(rest) : undefined)),
    );
    return fresh;
  }

  return {
    get(key, make) {
      const known = held.get(key);
      if (known && known.until > now()) return known.answer;
      const fresh = begin(key, make);
      put(held, key, fresh);
      return fresh.answer;
    },
    drop(isStale) {
      // What has not begun will see the change.
      for (const [key, { isBegun }] of held) if (isBegun && isStale(key)) held.delete(key);
    },
  };
}
