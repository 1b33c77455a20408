import { createHash } from 'node:crypto';
import { type Insertable, sql, type Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { codeFrom } from '../contract/index.ts';

export type PremisesTables = 'premises.premises' | 'premises.dutyHolder' | 'premises.change';

export type NewPlace = Omit<Insertable<Tables['premises.premises']>, 'code' | 'townshipCode' | 'search'>;
export type NewHolder = Insertable<Tables['premises.dutyHolder']>;
export type NewChange = Omit<Insertable<Tables['premises.change']>, 'fields'> & {
  fields: Record<string, [unknown, unknown]>;
};

export const codeOf = (id: string, attempt: number) =>
  codeFrom(BigInt(`0x${createHash('sha256').update(`${id} ${attempt}`).digest('hex').slice(0, 16)}`));

/** Rows of one statement: 65,535 parameters are the limit of the protocol. */
export const perStatement = 1000;

export const lostRace = () => new AppError('conflict', '单位档案已被他人修改，请刷新后重试。');

/** Writes and loads by id. */
export function createPremisesStore(work: Work) {
  const db = tablesOf<PremisesTables>(work);

  const lock = (countyCode: string, id: string) =>
    db
      .selectFrom('premises.premises')
      .selectAll()
      .where('countyCode', '=', countyCode)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();

  /**
   * Adds places; each gets its readable code here. Two of one id are refused by the database (23505). All must be of
   * one county.
   */
  async function add(rows: readonly NewPlace[]) {
    for (let start = 0; start < rows.length; start += perStatement) {
      let waiting = rows.slice(start, start + perStatement);
      for (let attempt = 0; waiting.length; attempt++) {
        if (attempt > 20) throw new Error('no free premises code');
        const added = await db
          .insertInto('premises.premises')
          .values(waiting.map((row) => ({ ...row, code: codeOf(String(row.id), attempt) })))
          .onConflict((on) => on.columns(['countyCode', 'code']).doNothing())
          .returning('id')
          .execute();
        const done = new Set(added.map((row) => row.id));
        waiting = waiting.filter((row) => !done.has(String(row.id)));
      }
    }
  }

  async function addHolders(rows: readonly NewHolder[]) {
    for (let start = 0; start < rows.length; start += perStatement)
      await db
        .insertInto('premises.dutyHolder')
        .values(rows.slice(start, start + perStatement))
        .execute();
  }

  async function addChanges(rows: readonly NewChange[]) {
    for (let start = 0; start < rows.length; start += perStatement)
      await db
        .insertInto('premises.change')
        .values(rows.slice(start, start + perStatement).map((row) => ({ ...row, fields: JSON.stringify(row.fields) })))
        .execute();
  }

  return {
    lock,
    async mustLock(countyCode: string, id: string) {
      const row = await lock(countyCode, id);
      if (!row) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
      return row;
    },
    /** What an assignment to many looks at, locked in the order of their ids. */
    lockAll: (countyCode: string, ids: readonly string[]) =>
      db
        .selectFrom('premises.premises')
        .select([
          'id',
          'name',
          'regionCode',
          'address',
          'types',
          'supervisionClass',
          'status',
          'isKeyUnit',
          'isPublicAssembly',
          'gridId',
          'industry',
          'supervisorOrgId',
          'policeOrgId',
          'buildingId',
          'storeys',
          'floorArea',
          'attributes',
          'completeness',
        ])
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute(),
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('premises.premises')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    add,
    addHolders,
    addChanges,
    async change(countyCode: string, id: string, version: number, changes: Updateable<Tables['premises.premises']>) {
      const { numUpdatedRows } = await db
        .updateTable('premises.premises')
        .set((eb) => ({ ...changes, changedAt: work.now, version: eb('version', '+', 1) }))
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw lostRace();
    },
    /** The same change to many places of a county. */
    async changeAll(countyCode: string, ids: readonly string[], changes: Updateable<Tables['premises.premises']>) {
      await db
        .updateTable('premises.premises')
        .set((eb) => ({ ...changes, changedAt: work.now, version: eb('version', '+', 1) }))
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute();
    },
    async setCompleteness(countyCode: string, ids: readonly string[], completeness: number) {
      await db
        .updateTable('premises.premises')
        .set({ completeness })
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute();
    },
    holders: (countyCode: string, premisesId: string) =>
      db
        .selectFrom('premises.dutyHolder')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', premisesId)
        .orderBy('fromOn', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    /** Running holders of one kind of some places. */
    runningHolders: (countyCode: string, premisesIds: readonly string[], kind: string) =>
      db
        .selectFrom('premises.dutyHolder')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
        .where('kind', '=', kind)
        .where('toOn', 'is', null)
        .execute(),
    /** Ends tenures the day before their successors begin; one that began later ends on its first day. */
    async endHolders(countyCode: string, ids: readonly string[], lastDay: string) {
      if (!ids.length) return;
      await db
        .updateTable('premises.dutyHolder')
        .set({ toOn: sql<string>`greatest(from_on, ${lastDay}::date)` })
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute();
    },
    registration: async (countyCode: string, premisesId: string) =>
      db
        .selectFrom('premises.change')
        .select('fields')
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', premisesId)
        .orderBy('at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst(),
  };
}
export type PremisesStore = ReturnType<typeof createPremisesStore>;
