import { type Insertable, sql, type Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { signature, tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type FireAction, type FireStatus, fireStates, fireWorkflow } from '../contract/index.ts';
import type { Fire, NewFire } from './fire-row.ts';

export type FireTables =
  | 'fires.fire'
  | 'fires.victim'
  | 'fires.fireVersion'
  | 'fires.fireEvent'
  | 'fires.numberCounter';
type Changes = Omit<Updateable<Tables['fires.fire']>, 'status' | 'version' | 'changedAt'>;
type Key = { countyCode: string; id: string };

export const noFire = () => new AppError('not_found', '没有这条火灾记录，或不在管辖范围内。');
export const lostRace = () => new AppError('conflict', '这条火灾记录已被他人修改，请刷新后重试。');

/** Writes and loads fire records by id. A state changes through `move` alone, which adds the event. */
export function createFireStore(work: Work) {
  const db = tablesOf<FireTables>(work);
  const one = ({ countyCode, id }: Key) =>
    db.selectFrom('fires.fire').selectAll().where('countyCode', '=', countyCode).where('id', '=', id);

  async function addEvent(
    fire: Key & { regionCode: string },
    event: {
      action: FireAction | 'noticeDeath';
      from: FireStatus | null;
      to: FireStatus;
      reason?: string | null | undefined;
      detail?: Record<string, unknown> | undefined;
    },
  ) {
    await db
      .insertInto('fires.fireEvent')
      .values({
        countyCode: fire.countyCode,
        id: work.newId(),
        fireId: fire.id,
        regionCode: fire.regionCode,
        action: event.action,
        fromStatus: event.from,
        toStatus: event.to,
        at: work.now,
        accountId: work.actor.accountId,
        actor: signature(work),
        reason: event.reason ?? null,
        detail: JSON.stringify(event.detail ?? {}),
      })
      .execute();
  }

  async function change(fire: Fire, values: Updateable<Tables['fires.fire']>): Promise<Fire> {
    const changed = await db
      .updateTable('fires.fire')
      .set((eb) => ({ ...values, version: eb('version', '+', 1), changedAt: work.now }))
      .where('countyCode', '=', fire.countyCode)
      .where('id', '=', fire.id)
      .where('version', '=', fire.version)
      .returningAll()
      .executeTakeFirst();
    if (!changed) throw lostRace();
    return changed;
  }

  return {
    find: (key: Key) => one(key).executeTakeFirst(),
    async get(key: Key): Promise<Fire> {
      const fire = await one(key).executeTakeFirst();
      if (!fire) throw noFire();
      return fire;
    },
    /** Loads the record and keeps others from moving it until the commit. */
    async lock(key: Key): Promise<Fire> {
      const fire = await one(key).forUpdate().executeTakeFirst();
      if (!fire) throw noFire();
      return fire;
    },
    async add(row: Omit<NewFire, 'status' | 'changedAt' | 'createdAt'>): Promise<Fire> {
      const fire = await db
        .insertInto('fires.fire')
        .values({ ...row, status: 'DRAFT', createdAt: work.now, changedAt: work.now })
        .returningAll()
        .executeTakeFirstOrThrow();
      await addEvent(fire, { action: 'draft', from: null, to: 'DRAFT' });
      return fire;
    },
    /** Changes what is told without a move: drafts, notices. */
    change,
    addEvent,
    /** One move of the workflow: changes the record and adds the event, or refuses with what is allowed. */
    async move(
      fire: Fire,
      action: FireAction,
      changes: Changes,
      event: { reason?: string | null | undefined; detail?: Record<string, unknown> | undefined } = {},
    ): Promise<Fire> {
      const from = fire.status as FireStatus;
      const to = fireWorkflow.next(from, action);
      if (!to)
        throw new AppError(
          'conflict',
          `这条火灾记录当前为“${fireStates[from].label}”，不能${fireWorkflow.moves[action].label}。`,
          { allowedActions: fireWorkflow.from(from) },
        );
      const changed = await change(fire, { ...changes, status: to });
      await addEvent(changed, { action, from, to, ...event });
      return changed;
    },
    async replaceVictims(fire: Key, rows: Insertable<Tables['fires.victim']>[]) {
      await db
        .deleteFrom('fires.victim')
        .where('countyCode', '=', fire.countyCode)
        .where('fireId', '=', fire.id)
        .execute();
      if (rows.length) await db.insertInto('fires.victim').values(rows).execute();
    },
    async noticeDeath(fire: Key, victimId: string, diedOn: string): Promise<boolean> {
      const changed = await db
        .updateTable('fires.victim')
        .set({ noticedDiedOn: diedOn })
        .where('countyCode', '=', fire.countyCode)
        .where('fireId', '=', fire.id)
        .where('id', '=', victimId)
        .where('outcome', '!=', 'DEAD')
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
    victims: ({ countyCode, id }: Key) =>
      db
        .selectFrom('fires.victim')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('fireId', '=', id)
        .orderBy('id')
        .execute(),
    async addVersion(
      fire: Fire,
      version: { stage: string; isCorrection: boolean; reason: string | null; image: Record<string, unknown> },
    ) {
      await db
        .insertInto('fires.fireVersion')
        .values({
          countyCode: fire.countyCode,
          id: work.newId(),
          fireId: fire.id,
          regionCode: fire.regionCode,
          seq: fire.versionCount,
          stage: version.stage,
          isCorrection: version.isCorrection,
          reason: version.reason,
          at: work.now,
          accountId: work.actor.accountId,
          actor: signature(work),
          image: JSON.stringify(version.image),
        })
        .execute();
    },
    versions: ({ countyCode, id }: Key) =>
      db
        .selectFrom('fires.fireVersion')
        .select(['seq', 'stage', 'isCorrection', 'reason', 'at', 'actor', 'image'])
        .where('countyCode', '=', countyCode)
        .where('fireId', '=', id)
        .orderBy('seq')
        .execute(),
    events: ({ countyCode, id }: Key) =>
      db
        .selectFrom('fires.fireEvent')
        .select(['id', 'action', 'fromStatus', 'toStatus', 'at', 'actor', 'reason', 'detail'])
        .where('countyCode', '=', countyCode)
        .where('fireId', '=', id)
        .orderBy('id')
        .execute(),
    /** The next number of the county and year. The row stays locked until the commit, so there are no gaps. */
    async nextNumber(countyCode: string, year: number, count = 1): Promise<number> {
      const { lastSeq } = await db
        .insertInto('fires.numberCounter')
        .values({ countyCode, year, lastSeq: count })
        .onConflict((on) =>
          on
            .columns(['countyCode', 'year'])
            .doUpdateSet({ lastSeq: sql<number>`fires.number_counter.last_seq + ${count}` }),
        )
        .returning('lastSeq')
        .executeTakeFirstOrThrow();
      return lastSeq;
    },
  };
}

/** 330481-2026-00017: county, year of the fire, running number. */
export const fireNumber = (countyCode: string, year: number, seq: number) =>
  `${countyCode}-${year}-${String(seq).padStart(5, '0')}`;
