import { takeBackRegistration } from '#modules/premises/server';
import { appendAudit } from '#platform/server/audit.ts';
import { type Actor, type Environment, type Work, workAs, workAsSystem } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { createCandidateService, decider, type Undo } from './candidates.service.ts';
import { createCandidateStore } from './candidates.store.ts';

const touched = () =>
  new AppError(
    'conflict',
    '登记之后该单位已有修改、附件、检查或隐患等记录，不能自动撤销。如属误登记，请在单位档案中变更为关停并说明原因。',
    { allowedActions: [] },
  );

/**
 * Takes back a decision where nothing else has happened since. A registration is removed as the system (history is not
 * removed by people), after the person's own unit of work has allowed it; the log keeps who did it.
 */
export async function undoDecision(
  environment: Environment,
  actor: Actor,
  key: { countyCode: string; id: string; version: number },
): Promise<void> {
  const confirmed = await workAs(environment, actor, async (work) => {
    const service = createCandidateService(work);
    const row = await service.mustLock(key, 'undo');
    if (row.status !== 'CONFIRMED') {
      await service.undo(row);
      return undefined;
    }
    return { name: decider(work) };
  });
  if (!confirmed) return;
  try {
    await workAsSystem(environment, key.countyCode, (work) => removeRegistration(work, actor, confirmed.name, key));
  } catch (error) {
    // Somebody's record points to the place: 23503, whatever the constraint is called.
    if ((error as { code?: string }).code === '23503') throw touched();
    throw error;
  }
}

async function removeRegistration(
  work: Work,
  actor: Actor,
  actorName: string,
  key: { countyCode: string; id: string; version: number },
) {
  const store = createCandidateStore(work);
  const row = await store.lock(key.countyCode, key.id);
  if (!row || row.version !== key.version || row.status !== 'CONFIRMED' || !row.premisesId)
    throw new AppError('conflict', '这个对象已被他人处理，请刷新后重试。');
  const { premisesVersion } = row.undo as unknown as Undo;
  if (!(await takeBackRegistration(work, row.countyCode, row.premisesId, premisesVersion))) throw touched();
  await store.decide(row, {
    status: 'PENDING',
    premisesId: null,
    undo: null,
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
  });
  await appendAudit(work.db, [
    {
      countyCode: row.countyCode,
      at: work.now,
      accountId: actor.accountId,
      actor: actorName,
      action: 'candidates.undo',
      subjectKind: 'candidate',
      subjectId: row.id,
      detail: { name: row.name, was: 'CONFIRMED', removedPremisesId: row.premisesId },
    },
  ]);
}
