/** Answers that are the same for everybody who may ask for them, kept for a while in this process. */
export interface Kept<T> {
  /** The kept answer, or a new one; who asks while it is being made waits for the same one. */
  get(key: string, make: () => Promise<T>): Promise<T>;
  /** Forgets answers, also those that are still being made. */
  drop(isStale: (key: string) => boolean): void;
}

/** @param most more answers than that push out the oldest */
export function createKept<T>(options: { milliseconds: number; most: number; now: () => Date }): Kept<T> {
  const held = new Map<string, { until: number; answer: Promise<T> }>();
  return {
    get(key, make) {
      const now = options.now().getTime();
      const known = held.get(key);
      if (known && known.until > now) return known.answer;
      const fresh = { until: now + options.milliseconds, answer: make() };
      held.delete(key);
      held.set(key, fresh);
      const [oldest] = held.keys();
      if (held.size > options.most && oldest !== undefined) held.delete(oldest);
      fresh.answer.catch(() => {
        if (held.get(key) === fresh) held.delete(key);
      });
      return fresh.answer;
    },
    drop(isStale) {
      for (const key of held.keys()) if (isStale(key)) held.delete(key);
    },
  };
}
