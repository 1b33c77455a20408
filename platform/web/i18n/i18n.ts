/** Words for people: the Chinese sentence is the key, the English catalogue is loaded only when it is asked for. */

export type Language = 'zh' | 'en';
export type Catalogue = Record<string, string>;

const storageKey = 'wanghuolou.language';
const english: Catalogue = {};

function remembered(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

let current: Language = remembered();

export const language = (): Language => current;

/** Reloads, because sentences may already stand in module constants; the address and the drafts survive a reload. */
export function switchLanguage(next: Language): void {
  localStorage.setItem(storageKey, next);
  current = next;
  location.reload();
}

/** Call before the first render. `catalogues` are loaders, so that Chinese readers never download English. */
export async function loadLanguage(catalogues: (() => Promise<Catalogue>)[]): Promise<void> {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  if (current === 'zh') return;
  for (const catalogue of await Promise.all(catalogues.map((load) => load()))) Object.assign(english, catalogue);
}

/** `t('共 {n} 项', { n: 3 })`; an untranslated sentence stays Chinese rather than becoming a code. */
export function t(sentence: string, values?: Record<string, string | number>): string {
  const text = current === 'en' ? (english[sentence] ?? sentence) : sentence;
  return values ? text.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot)) : text;
}
