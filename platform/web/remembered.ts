import { useCallback, useState } from 'react';

/** Reads what this browser remembers; anything unreadable counts as nothing. */
export function recall<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(`wanghuolou.${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** False when the browser refuses to store (private mode, quota). */
export function remember(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(`wanghuolou.${key}`);
    else localStorage.setItem(`wanghuolou.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** State that this browser remembers under `key`. */
export function useRemembered<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => recall<T>(key) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, set];
}

/** Drafts may hold personal data: they go when the person signs out of a shared computer. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('wanghuolou.draft.')) localStorage.removeItem(key);
  }
}
