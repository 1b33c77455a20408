import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type HazardAction, type HazardStatus, hazardStates, hazardWorkflow, isOpenState } from '../contract/index.ts';

export type HazardTables = 'hazards.hazard' | 'hazards.hazardEvent' | 'hazards.extension';
export type Hazard = Selectable<Tables['hazards.hazard']>;
type Changes = Omit<Updateable<Tables['hazards.hazard']>, 'status' | 'isOpen' | 'version' | 'changedAt'>;

/** Writes and loads hazards by id, in the caller's unit of work. A state changes through `move` alone. */
export function createHazardStore(work: Work) {
  const db = tablesOf<HazardTables>(work);
  const one = (countyCode: string, id: string) =>
    db.selectFrom('hazards.hazard').selectAll().where('countyCode', '=', countyCode).where('id', '=', id);

  async function addEvent(
    hazard: { countyCode: string; id: string; regionCode: string; premisesId: string },
    event: {
      action: HazardAction;
      from: HazardStatus | null;
      to: HazardStatus;
      reason?: string | null | undefined;
      detail?: Record<string, unknown> | undefined;
    },
  ): Promise<string> {
    const id = work.newId();
    await db
      .insertInto('hazards.hazardEvent')
      .values({
        countyCode: hazard.countyCode,
        id,
        hazardId: hazard.id,
        regionCode: hazard.regionCode,
        premisesId: hazard.premisesId,
        action: event.action,
        fromStatus: event.from,
        toStatus: event.to,
        at: work.now,
        accountId: work.actor.accountId,
        actor: work.actor.organisation ? `${work.actor.name}（${work.actor.organisation.name}）` : work.actor.name,
        orgId: work.actor.organisation?.id ?? null,
        reason: event.reason ?? null,
        detail: JSON.stringify(event.detail ?? {}),
      })
      .execute();
    return id;
  }

  return {
    async get(countyCode: string, id: string) {
      const hazard = await one(countyCode, id).executeTakeFirst();
      if (!hazard) throw new AppError('not_found', '没有这条隐患，或不在管辖范围内。');
      return hazard;
    },
    find: (countyCode: string, id: string) => one(countyCode, id).executeTakeFirst(),
    /** Loads the hazard and keeps others from moving it until the commit. */
    async lock(countyCode: string, id: string): Promise<Hazard> {
      const hazard = await one(countyCode, id).forUpdate().executeTakeFirst();
      if (!hazard) throw new AppError('not_found', '没有这条隐患，或不在管辖范围内。');
      return hazard;
    },
    /** The open hazard that a look-back registered for a closed one. */
    openAgain: (hazard: Hazard) =>
      db
        .selectFrom('hazards.hazard')
        .select(['id', 'foundOn'])
        .where('countyCode', '=', hazard.countyCode)
        .where('premisesId', '=', hazard.premisesId)
        .where('reopenOf', '=', hazard.id)
        .where('isOpen', '=', true)
        .executeTakeFirst(),
    ofInspection: (countyCode: string, inspectionId: string) =>
      db
        .selectFrom('hazards.hazard')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('inspectionId', '=', inspectionId)
        .orderBy('id')
        .forUpdate()
        .execute(),
    /** Registers a hazard with its first event. */
    async add(
      row: Omit<Insertable<Tables['hazards.hazard']>, 'status' | 'isOpen' | 'changedAt'>,
      first: {
        action: HazardAction;
        from: HazardStatus | null;
        reason?: string | null;
        detail?: Record<string, unknown>;
      },
    ): Promise<Hazard> {
      const to = hazardWorkflow.next(first.from, first.action);
      if (!to) throw new Error(`a hazard cannot begin with ${first.action}`);
      const hazard = await db
        .insertInto('hazards.hazard')
        .values({ ...row, status: to, isOpen: isOpenState(to), changedAt: work.now })
        .returningAll()
        .executeTakeFirstOrThrow();
      await addEvent(hazard, { ...first, to });
      return hazard;
    },
    /** One move of the workflow: changes the record and adds the event, or refuses with what is allowed. */
    async move(
      hazard: Hazard,
      action: HazardAction,
      changes: Changes,
      event: { reason?: string | null | undefined; detail?: Record<string, unknown> | undefined } = {},
    ): Promise<{ hazard: Hazard; eventId: string }> {
      const from = hazard.status as HazardStatus;
      const to = hazardWorkflow.next(from, action);
      if (!to)
        throw new AppError(
          'conflict',
          `隐患当前为“${hazardStates[from].label}”，不能${hazardWorkflow.moves[action].label}。`,
          {
            allowedActions: hazardWorkflow.from(from),
          },
        );
      const changed = await db
        .updateTable('hazards.hazard')
        .set((eb) => ({
          // Another body chooses its own person.
          ...(changes.orgId && changes.orgId !== hazard.orgId ? { handlerId: null, handlerName: null } : {}),
          ...changes,
          status: to,
          isOpen: isOpenState(to),
          version: eb('version', '+', 1),
          changedAt: work.now,
        }))
        .where('countyCode', '=', hazard.countyCode)
        .where('id', '=', hazard.id)
        .where('version', '=', hazard.version)
        .returningAll()
        .executeTakeFirst();
      if (!changed) throw new AppError('conflict', '这条隐患已被他人处理，请刷新后重试。');
      const eventId = await addEvent(hazard, { action, from, to, ...event });
      return { hazard: changed, eventId };
    },
    /** Changes what does not move the hazard, as long as nobody else has changed it. */
    async change(hazard: Hazard, changes: Changes): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('hazards.hazard')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1), changedAt: work.now }))
        .where('countyCode', '=', hazard.countyCode)
        .where('id', '=', hazard.id)
        .where('version', '=', hazard.version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new AppError('conflict', '这条隐患已被他人处理，请刷新后重试。');
    },
    async addExtension(row: Insertable<Tables['hazards.extension']>) {
      await db.insertInto('hazards.extension').values(row).execute();
    },
    extensions: (countyCode: string, hazardId: string) =>
      db
        .selectFrom('hazards.extension')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('hazardId', '=', hazardId)
        .orderBy('requestedAt')
        .execute(),
    async decideExtension(countyCode: string, id: string, changes: Updateable<Tables['hazards.extension']>) {
      await db
        .updateTable('hazards.extension')
        .set(changes)
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .execute();
    },
    events: (countyCode: string, hazardId: string) =>
      db
        .selectFrom('hazards.hazardEvent')
        .select(['id', 'action', 'fromStatus', 'toStatus', 'at', 'actor', 'reason', 'detail'])
        .where('countyCode', '=', countyCode)
        .where('hazardId', '=', hazardId)
        .orderBy('id')
        .execute(),
    /** Hazards in correction whose period ended before the day. */
    expired: (countyCode: string, day: string, limit: number) =>
      db
        .selectFrom('hazards.hazard')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('isOpen', '=', true)
        .where('status', '=', 'RECTIFYING')
        .where('dueOn', '<', day)
        .orderBy('dueOn')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute(),
    countiesWithExpired: (day: string) =>
      db
        .selectFrom('hazards.hazard')
        .select('countyCode')
        .distinct()
        .where('isOpen', '=', true)
        .where('status', '=', 'RECTIFYING')
        .where('dueOn', '<', day)
        .execute(),
  };
}
