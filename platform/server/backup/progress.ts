/** Passes on at most one sentence every two seconds. */
export function sparingly(say: (words: string) => void, now: () => number = Date.now) {
  let next = now() + 2000;
  return (words: () => string) => {
    if (now() < next) return;
    next = now() + 2000;
    say(words());
  };
}
