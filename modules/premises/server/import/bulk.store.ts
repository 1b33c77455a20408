import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { codeOf, type NewChange, type NewHolder, type NewPlace } from '../premises.store.ts';

/** Columns of a place that an import writes, with their types; `attributes` travels as text. */
const columns = {
  regionCode: 'text',
  name: 'text',
  uscc: 'text',
  address: 'text',
  lng: 'float8',
  lat: 'float8',
  coordinateSource: 'text',
  types: 'text[]',
  supervisionClass: 'text',
  status: 'text',
  isHighRisk: 'boolean',
  isCrowded: 'boolean',
  isPublicAssembly: 'boolean',
  gridId: 'uuid',
  industry: 'text',
  supervisorOrgId: 'uuid',
  policeOrgId: 'uuid',
  buildingId: 'uuid',
  floor: 'text',
  ownership: 'text',
  staffCount: 'integer',
  peakOccupancy: 'integer',
  floorArea: 'numeric',
  height: 'numeric',
  storeys: 'integer',
  attributes: 'jsonb',
  riskLevel: 'text',
  completeness: 'smallint',
} as const;
const names = Object.keys(columns) as (keyof typeof columns)[];
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Rows travel as one JSON parameter (`unnest` would flatten the arrays among the columns) under their own names; what else
 * they hold is left out by the server.
 */
const recordset = (rows: readonly object[], types: Readonly<Record<string, string>>) =>
  sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(${sql.raw(
    Object.entries(types)
      .map(([name, type]) => `"${name}" ${type === 'jsonb' ? 'text' : type}`)
      .join(', '),
  )})`;
const values = (types: Readonly<Record<string, string>>) =>
  sql.raw(
    Object.entries(types)
      .map(([name, type]) => `r."${name}"${type === 'jsonb' ? '::jsonb' : ''}`)
      .join(', '),
  );
const targets = (types: Readonly<Record<string, string>>) => sql.raw(Object.keys(types).map(snake).join(', '));

const newPlace = { id: 'uuid', code: 'text', ...columns } as const;
const changedPlace = { id: 'uuid', version: 'integer', ...columns } as const;
const holder = {
  id: 'uuid',
  regionCode: 'text',
  premisesId: 'uuid',
  kind: 'text',
  personName: 'text',
  phone: 'text',
  position: 'text',
  industry: 'text',
  orgId: 'uuid',
  postId: 'uuid',
  fromOn: 'date',
} as const;
const change = { id: 'uuid', regionCode: 'text', premisesId: 'uuid', reason: 'text', fields: 'jsonb' } as const;

/** The after-image of a place that an import changes; `version` is the one that was read. */
export type ChangedPlace = Readonly<Record<keyof typeof columns, unknown>> & { id: string; version: number };

/** Writes of thousands of places at once, all of one county. */
export function createBulkStore(work: Work, countyCode: string) {
  const db = tablesOf<'premises.premises' | 'premises.dutyHolder' | 'premises.change'>(work);

  async function insertPlaces(rows: readonly NewPlace[], attempt: number): Promise<Set<string>> {
    const { rows: added } = await sql<{ id: string }>`
      insert into premises.premises (${targets(newPlace)}, county_code, is_key_unit, created_at, created_by, changed_at)
      select ${values(newPlace)}, ${countyCode}, false, ${work.now}::timestamptz, ${work.actor.accountId}::uuid, ${work.now}::timestamptz
      from ${recordset(
        rows.map((row) => ({ ...row, code: codeOf(String(row.id), attempt) })),
        newPlace,
      )}
      on conflict (county_code, code) do nothing returning id`.execute(work.db);
    return new Set(added.map(({ id }) => id));
  }

  return {
    /** Until the end of the unit of work: one import of a county writes at a time. */
    async lockCounty() {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`premises.import ${countyCode}`}, 0))`.execute(work.db);
    },
    /** Adds places; each gets its readable code here, another one where that is taken. */
    async addPlaces(rows: readonly NewPlace[]) {
      let waiting = rows;
      for (let attempt = 0; waiting.length; attempt++) {
        if (attempt > 20) throw new Error('no free premises code');
        const done = await insertPlaces(waiting, attempt);
        waiting = waiting.filter((row) => !done.has(String(row.id)));
      }
    },
    async addHolders(rows: readonly NewHolder[]) {
      if (!rows.length) return;
      await sql`insert into premises.duty_holder (${targets(holder)}, county_code) select ${values(holder)}, ${countyCode} from ${recordset(rows, holder)}`.execute(
        work.db,
      );
    },
    async addChanges(rows: readonly NewChange[]) {
      if (!rows.length) return;
      await sql`insert into premises.change (${targets(change)}, county_code, at, account_id, actor)
        select ${values(change)}, ${countyCode}, ${work.now}::timestamptz, ${work.actor.accountId}::uuid, ${work.actor.name}
        from ${recordset(
          rows.map(({ id, regionCode, premisesId, reason, fields }) => ({
            id,
            regionCode,
            premisesId,
            reason,
            fields: JSON.stringify(fields),
          })),
          change,
        )}`.execute(work.db);
    },
    /** Whether every place still had the version that was read. */
    async changePlaces(rows: readonly ChangedPlace[]): Promise<boolean> {
      if (!rows.length) return true;
      const settings = names
        .map((name) => `${snake(name)} = r."${name}"${columns[name] === 'jsonb' ? '::jsonb' : ''}`)
        .join(', ');
      const { numAffectedRows } = await sql`
        update premises.premises p set ${sql.raw(settings)}, version = p.version + 1, changed_at = ${work.now}::timestamptz
        from ${recordset(rows, changedPlace)}
        where p.county_code = ${countyCode} and p.id = r."id" and p.version = r."version"`.execute(work.db);
      return Number(numAffectedRows ?? 0) === rows.length;
    },
    /** Who answers for the places now. */
    runningHolders: async (premisesIds: readonly string[]) =>
      db
        .selectFrom('premises.dutyHolder')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
        .where('toOn', 'is', null)
        .execute(),
    async endHolders(ids: readonly string[], lastDay: string) {
      if (!ids.length) return;
      await db
        .updateTable('premises.dutyHolder')
        .set({ toOn: sql<string>`greatest(from_on, ${lastDay}::date)` })
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute();
    },
  };
}
export type BulkStore = ReturnType<typeof createBulkStore>;
