import type { Answer, ItemResult } from '#modules/inspections/contract';

/** One answer as the screen holds it: what was typed, and what the server last said. */
export type Held = { result: ItemResult; note: string | null; version: number; isDirty: boolean };
export type Sheet = { answers: Record<string, Held>; conflicts: Record<string, Answer> };

export const emptySheet: Sheet = { answers: {}, conflicts: {} };

const toHeld = (answer: Answer): Held => ({
  result: answer.result,
  note: answer.note,
  version: answer.version,
  isDirty: false,
});
const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));

/** What the server holds now; what was typed here and not yet saved stays. */
export function mergeServer(sheet: Sheet, answers: readonly Answer[]): Sheet {
  const merged = { ...sheet.answers };
  for (const answer of answers) {
    const mine = merged[answer.itemId];
    if (!mine || (!mine.isDirty && answer.version >= mine.version)) merged[answer.itemId] = toHeld(answer);
  }
  return { ...sheet, answers: merged };
}

/** A result or note given by the person. */
export function giveAnswer(sheet: Sheet, itemId: string, change: { result?: ItemResult; note?: string | null }): Sheet {
  const before = sheet.answers[itemId];
  const next: Held = {
    result: change.result ?? before?.result ?? 'NOT_CHECKED',
    note: change.note === undefined ? (before?.note ?? null) : change.note,
    version: before?.version ?? 0,
    isDirty: true,
  };
  return { ...sheet, answers: { ...sheet.answers, [itemId]: next } };
}

export const dirtyOf = (sheet: Sheet): [string, Held][] =>
  Object.entries(sheet.answers).filter(([itemId, held]) => held.isDirty && !sheet.conflicts[itemId]);

/** The answer to a save: what was typed meanwhile stays unsaved, conflicts wait for a decision. */
export function applySaved(
  sheet: Sheet,
  sent: readonly [string, Held][],
  saved: readonly Answer[],
  conflicts: readonly Answer[],
): Sheet {
  const answers = { ...sheet.answers };
  for (const answer of saved) {
    const now = answers[answer.itemId];
    const then = sent.find(([itemId]) => itemId === answer.itemId)?.[1];
    const isUntouched = now && then && now.result === then.result && now.note === then.note;
    answers[answer.itemId] = isUntouched || !now ? toHeld(answer) : { ...now, version: answer.version };
  }
  return {
    answers,
    conflicts: { ...sheet.conflicts, ...Object.fromEntries(conflicts.map((answer) => [answer.itemId, answer])) },
  };
}

/** Two people gave different answers: the person takes the other's, or keeps the own over it. */
export function settle(sheet: Sheet, itemId: string, take: 'mine' | 'theirs'): Sheet {
  const theirs = sheet.conflicts[itemId];
  const mine = sheet.answers[itemId];
  if (!theirs || !mine) return sheet;
  const next: Held = take === 'theirs' ? toHeld(theirs) : { ...mine, version: theirs.version, isDirty: true };
  return { answers: { ...sheet.answers, [itemId]: next }, conflicts: without(sheet.conflicts, itemId) };
}
