import { endpoints } from '#platform/server/api.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { type Actor, type Work, workAs } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type BulkOutcome, candidatesContract } from '../contract/index.ts';
import { createCandidateQueries } from './candidates.queries.ts';
import { createCandidateService } from './candidates.service.ts';
import { type CandidateRecord, createCandidateStore } from './candidates.store.ts';
import { exportCandidates } from './export-list.ts';
import { undoDecision } from './undo-confirmation.ts';

type Key = { countyCode: string; id: string; version: number };

export function createCandidateRoutes({ environment }: Pick<ModuleSetting, 'environment'>) {
  const on = endpoints(candidatesContract);

  /** Each in a unit of work of its own: one that is refused holds up no other. */
  async function each(
    actor: Actor,
    keys: readonly Key[],
    act: (work: Work, row: CandidateRecord, key: Key) => Promise<void>,
  ): Promise<BulkOutcome> {
    const outcome: BulkOutcome = { done: 0, refused: [] };
    for (const key of keys) {
      let name = '';
      try {
        await workAs(environment, actor, async (work) => {
          const row = await createCandidateStore(work).find(key.countyCode, key.id);
          if (!row) throw new AppError('not_found', '没有这个核实对象，或不在管辖范围内。');
          name = row.name;
          await act(work, row, key);
        });
        outcome.done += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        outcome.refused.push({ id: key.id, name, sentence: error.message });
      }
    }
    return outcome;
  }

  return on.router({
    list: on.list.handler(({ input, context: { work } }) => createCandidateQueries(work).list(input)),
    exportList: on.exportList.handler(({ input, context: { work } }) => exportCandidates(work, input)),
    counts: on.counts.handler(({ input, context: { work } }) => createCandidateQueries(work).counts(input)),
    points: on.points.handler(({ input, context: { work } }) => createCandidateQueries(work).points(input)),
    get: on.get.handler(({ input, context: { work } }) => createCandidateService(work).get(input.countyCode, input.id)),
    confirm: on.confirm.handler(async ({ input, context: { work } }) => {
      const service = createCandidateService(work);
      await service.confirm(input);
      return service.get(input.countyCode, input.id);
    }),
    merge: on.merge.handler(async ({ input, context: { work } }) => {
      const service = createCandidateService(work);
      await service.merge(input);
      return service.get(input.countyCode, input.id);
    }),
    reject: on.reject.handler(async ({ input, context: { work } }) => {
      const service = createCandidateService(work);
      await service.reject(input);
      return service.get(input.countyCode, input.id);
    }),
    undo: on.undo.handler(async ({ input, context: { actor } }) => {
      await undoDecision(environment, actor, input);
      return workAs(environment, actor, (work) => createCandidateService(work).get(input.countyCode, input.id));
    }),
    confirmAll: on.confirmAll.handler(({ input, context: { actor } }) =>
      each(actor, input.candidates, async (work, row, key) => {
        const service = createCandidateService(work);
        await service.confirm({ ...key, place: service.placeFrom(row, input.regionCode) });
      }),
    ),
    rejectAll: on.rejectAll.handler(({ input, context: { actor } }) =>
      each(actor, input.candidates, (work, _row, key) =>
        createCandidateService(work).reject({ ...key, reason: input.reason }),
      ),
    ),
  });
}
