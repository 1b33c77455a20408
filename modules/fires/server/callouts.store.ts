import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { signature, tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

export type CalloutTables = 'fires.callout' | 'fires.calloutVersion';
export type Callout = Selectable<Tables['fires.callout']>;
type Key = { countyCode: string; id: string };

export const noCallout = () => new AppError('not_found', '没有这条接处警记录，或不在管辖范围内。');

/** Writes call-outs, each time with the after-image. */
export function createCalloutStore(work: Work) {
  const db = tablesOf<CalloutTables>(work);
  const one = ({ countyCode, id }: Key) =>
    db.selectFrom('fires.callout').selectAll().where('countyCode', '=', countyCode).where('id', '=', id);

  async function addVersion(
    callout: Callout,
    action: 'record' | 'correct' | 'void',
    reason: string | null,
    image: object,
  ) {
    await db
      .insertInto('fires.calloutVersion')
      .values({
        countyCode: callout.countyCode,
        id: work.newId(),
        calloutId: callout.id,
        regionCode: callout.regionCode,
        action,
        at: work.now,
        accountId: work.actor.accountId,
        actor: signature(work),
        reason,
        image: JSON.stringify(image),
      })
      .execute();
  }

  return {
    find: (key: Key) => one(key).executeTakeFirst(),
    async lock(key: Key): Promise<Callout> {
      const callout = await one(key).forUpdate().executeTakeFirst();
      if (!callout) throw noCallout();
      return callout;
    },
    async add(row: Insertable<Tables['fires.callout']>, image: object) {
      const callout = await db.insertInto('fires.callout').values(row).returningAll().executeTakeFirstOrThrow();
      await addVersion(callout, 'record', null, image);
      return callout;
    },
    async change(
      callout: Callout,
      action: 'correct' | 'void',
      changes: Updateable<Tables['fires.callout']>,
      reason: string,
      image: object,
    ) {
      const changed = await db
        .updateTable('fires.callout')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1), changedAt: work.now }))
        .where('countyCode', '=', callout.countyCode)
        .where('id', '=', callout.id)
        .where('version', '=', callout.version)
        .returningAll()
        .executeTakeFirst();
      if (!changed) throw new AppError('conflict', '这条接处警记录已被他人修改，请刷新后重试。');
      await addVersion(changed, action, reason, image);
      return changed;
    },
    versions: ({ countyCode, id }: Key) =>
      db
        .selectFrom('fires.calloutVersion')
        .select(['id', 'action', 'at', 'actor', 'reason', 'image'])
        .where('countyCode', '=', countyCode)
        .where('calloutId', '=', id)
        .orderBy('id')
        .execute(),
  };
}
