import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, InspectionDetail, ItemResult } from '#modules/inspections/contract';
import { toApiError } from '#platform/web/api.ts';
import { recall, remember } from '#platform/web/remembered.ts';
import { applySaved, dirtyOf, emptySheet, giveAnswer, mergeServer, type Sheet, settle } from './answer-sheet.ts';
import { inspectionsApi } from './inspections.client.ts';

export type Saving =
  | { state: 'saved'; at: Date | undefined }
  | { state: 'saving' }
  | { state: 'unsaved'; why: string | undefined };

const pause = 700;
const retryEvery = 8_000;

/**
 * The answers of a visit with auto-save: sent shortly after the last change, kept in this browser until the server
 * has them, tried again while the network is away.
 */
export function useAnswers(visit: InspectionDetail) {
  const { countyCode, id } = visit;
  const isOpen = visit.allowedActions.includes('fill');
  const draftKey = `draft.inspection.${id}`;
  const [sheet, setSheet] = useState<Sheet>(() => mergeServer(recall<Sheet>(draftKey) ?? emptySheet, visit.answers));
  const [saving, setSaving] = useState<Saving>({ state: 'saved', at: undefined });
  const [tries, setTries] = useState(0);
  const latest = useRef(sheet);
  latest.current = sheet;
  const isSending = useRef(false);

  useEffect(() => setSheet((now) => mergeServer(now, visit.answers)), [visit.answers]);
  useEffect(() => {
    const left = dirtyOf(sheet);
    remember(
      draftKey,
      left.length > 0 || Object.keys(sheet.conflicts).length > 0
        ? { answers: Object.fromEntries(left), conflicts: sheet.conflicts }
        : undefined,
    );
  }, [sheet, draftKey]);

  const save = useCallback(async (): Promise<boolean> => {
    const sent = dirtyOf(latest.current);
    if (sent.length === 0) return true;
    if (isSending.current) return false;
    isSending.current = true;
    setSaving({ state: 'saving' });
    try {
      const told = await inspectionsApi.saveAnswers.call({
        countyCode,
        id,
        answers: sent.map(([itemId, { result, note, version }]) => ({ itemId, result, note, version })),
      });
      const next = applySaved(latest.current, sent, told.saved as Answer[], told.conflicts as Answer[]);
      latest.current = next;
      setSheet(next);
      setSaving({ state: 'saved', at: new Date() });
      return Object.keys(next.conflicts).length === 0;
    } catch (error) {
      setSaving({ state: 'unsaved', why: toApiError(error).message });
      return false;
    } finally {
      isSending.current = false;
    }
  }, [countyCode, id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change and every retry starts the pause again
  useEffect(() => {
    if (!isOpen || dirtyOf(sheet).length === 0) return undefined;
    const timer = setTimeout(
      () => void save().then((isDone) => !isDone && setTimeout(() => setTries((n) => n + 1), retryEvery)),
      pause,
    );
    return () => clearTimeout(timer);
  }, [sheet, tries, isOpen, save]);
  useEffect(() => {
    const again = () => setTries((n) => n + 1);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);

  return {
    sheet,
    saving: dirtyOf(sheet).length > 0 && saving.state === 'saved' ? ({ state: 'saving' } as Saving) : saving,
    give: (itemId: string, change: { result?: ItemResult; note?: string | null }) =>
      setSheet((now) => giveAnswer(now, itemId, change)),
    settle: (itemId: string, take: 'mine' | 'theirs') => setSheet((now) => settle(now, itemId, take)),
    save,
  };
}
