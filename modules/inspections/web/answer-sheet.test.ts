import { describe, expect, test } from 'vitest';
import type { Answer } from '#modules/inspections/contract';
import { applySaved, dirtyOf, emptySheet, giveAnswer, mergeServer, settle } from './answer-sheet.ts';

const answer = (itemId: string, result: Answer['result'], version: number, note: string | null = null): Answer => ({
  itemId,
  result,
  note,
  version,
  answeredBy: '李监督',
  answeredAt: '2026-11-20T02:00:00Z',
});

describe('the sheet of a visit that two people fill', () => {
  test('what was typed and not yet saved is never overwritten by what the server holds', () => {
    const typed = giveAnswer(emptySheet, 'A1', { result: 'FAIL' });
    const merged = mergeServer(typed, [answer('A1', 'PASS', 3), answer('A2', 'PASS', 1)]);
    expect(merged.answers.A1).toMatchObject({ result: 'FAIL', isDirty: true });
    expect(merged.answers.A2).toMatchObject({ result: 'PASS', isDirty: false });
  });

  test('an answer that was changed while it was being saved stays unsaved, on the new version', () => {
    const first = giveAnswer(emptySheet, 'A1', { result: 'PASS' });
    const sent = dirtyOf(first);
    const meanwhile = giveAnswer(first, 'A1', { result: 'FAIL' });
    const after = applySaved(meanwhile, sent, [answer('A1', 'PASS', 1)], []);
    expect(after.answers.A1).toEqual({ result: 'FAIL', note: null, version: 1, isDirty: true });
    expect(dirtyOf(after)).toHaveLength(1);
  });

  test('an answer that was saved as typed is no longer sent', () => {
    const typed = giveAnswer(emptySheet, 'A1', { result: 'PASS' });
    const after = applySaved(typed, dirtyOf(typed), [answer('A1', 'PASS', 1)], []);
    expect(dirtyOf(after)).toEqual([]);
    expect(after.answers.A1?.version).toBe(1);
  });

  test('a conflict waits for the person and is not sent again by itself', () => {
    const typed = giveAnswer(emptySheet, 'A1', { result: 'FAIL' });
    const after = applySaved(typed, dirtyOf(typed), [], [answer('A1', 'PASS', 4)]);
    expect(dirtyOf(after)).toEqual([]);
    expect(after.answers.A1?.result).toBe('FAIL');
    expect(after.conflicts.A1).toMatchObject({ result: 'PASS', version: 4 });
  });

  test('keeping the own answer sends it over the version that the other one made', () => {
    const typed = giveAnswer(emptySheet, 'A1', { result: 'FAIL' });
    const after = settle(applySaved(typed, dirtyOf(typed), [], [answer('A1', 'PASS', 4)]), 'A1', 'mine');
    expect(dirtyOf(after)).toEqual([['A1', { result: 'FAIL', note: null, version: 4, isDirty: true }]]);
    expect(after.conflicts).toEqual({});
  });

  test('taking the other answer leaves nothing to save', () => {
    const typed = giveAnswer(emptySheet, 'A1', { result: 'FAIL' });
    const after = settle(applySaved(typed, dirtyOf(typed), [], [answer('A1', 'PASS', 4, '通道已清')]), 'A1', 'theirs');
    expect(after.answers.A1).toEqual({ result: 'PASS', note: '通道已清', version: 4, isDirty: false });
    expect(dirtyOf(after)).toEqual([]);
  });
});
