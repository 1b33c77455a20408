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
const pick = (row: Readonly<Record<string, unknown>>, keys: readonly string[]) => keys.map((key) => row[key] ?? null);

/** Rows travel as one JSON parameter: `unnest` would flatten the arrays among the columns. */
const recordset = (rows: readonly unknown[][], types: readonly string[]) => {
  const shape = types.map((type, i) => `c${i} ${type === 'jsonb' ? 'text' : type}`).join(', ');
  return sql`json_to_recordset(${JSON.stringify(rows.map((row) => Object.fromEntries(row.map((value, i) => [`c${i}`, value]))))}::json) as r(${sql.raw(shape)})`;
};
const casts = (types: readonly string[]) => sql.raw(types.map((type, i) => (type === 'jsonb' ? `c${i}::jsonb` : `c${i}`)).join(', '));

/** The after-image of a place that an import changes; `version` is the one that was read. */
export type ChangedPlace = Readonly<Record<keyof typeof columns, unknown>> & { id: string; version: number };

/** Writes of thousands of places at once, all of one county. */
export function createBulkStore(work: Work, countyCode: string) {
  const db = tablesOf<'premises.premises' | 'premises.dutyHolder' | 'premises.change'>(work);

  async function insertPlaces(rows: readonly NewPlace[], attempt: number): Promise<Set<string>> {
    const own = ['id', 'code', ...names];
    const types = ['uuid', 'text', ...Object.values(columns)];
    const { rows: added } = await sql<{ id: string }>`
      insert into premises.premises (${sql.raw(own.map(snake).join(', '))}, county_code, is_key_unit, created_at, created_by, changed_at)
      select ${casts(types)}, ${countyCode}, false, ${work.now}::timestamptz, ${work.actor.accountId}::uuid, ${work.now}::timestamptz
      from ${recordset(rows.map((row) => [row.id, codeOf(String(row.id), attempt), ...pick(row, names)]), types)}
      on conflict (county_code, code) do nothing returning id`.execute(work.db);
    return new Set(added.map(({ id }) => id));
  }

  return {
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
      const own = ['id', 'regionCode', 'premisesId', 'kind', 'personName', 'phone', 'position', 'industry', 'orgId', 'postId', 'fromOn'];
      const types = ['uuid', 'text', 'uuid', 'text', 'text', 'text', 'text', 'text', 'uuid', 'uuid', 'date'];
      await sql`insert into premises.duty_holder (${sql.raw(own.map(snake).join(', '))}, county_code)
        select ${casts(types)}, ${countyCode} from ${recordset(rows.map((row) => pick(row as Record<string, unknown>, own)), types)}`.execute(work.db);
    },
    async addChanges(rows: readonly NewChange[]) {
      if (!rows.length) return;
      const types = ['uuid', 'text', 'uuid', 'text', 'jsonb'];
      await sql`insert into premises.change (id, region_code, premises_id, reason, fields, county_code, at, account_id, actor)
        select ${casts(types)}, ${countyCode}, ${work.now}::timestamptz, ${work.actor.accountId}::uuid, ${work.actor.name}
        from ${recordset(rows.map((row) => [row.id, row.regionCode, row.premisesId, row.reason, JSON.stringify(row.fields)]), types)}`.execute(work.db);
    },
    /** Whether every place still had the version that was read. */
    async changePlaces(rows: readonly ChangedPlace[]): Promise<boolean> {
      if (!rows.length) return true;
      const types = ['uuid', 'integer', ...Object.values(columns)];
      const settings = names.map((name, i) => `${snake(name)} = r.c${i + 2}${columns[name] === 'jsonb' ? '::jsonb' : ''}`).join(', ');
      const { numAffectedRows } = await sql`
        update premises.premises p set ${sql.raw(settings)}, version = p.version + 1, changed_at = ${work.now}::timestamptz
        from ${recordset(rows.map((row) => [row.id, row.version, ...pick(row, names)]), types)}
        where p.county_code = ${countyCode} and p.id = r.c0 and p.version = r.c1`.execute(work.db);
      return Number(numAffectedRows ?? 0) === rows.length;
    },
    runningHolders: (premisesIds: readonly string[]) =>
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
    async moveHolders(places: readonly { id: string; regionCode: string }[]) {
      if (!places.length) return;
      await sql`update premises.duty_holder h set region_code = r.region_code
        from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ regionCode }) => regionCode)}::text[]) as r(id, region_code)
        where h.county_code = ${countyCode} and h.premises_id = r.id`.execute(work.db);
    },
  };
}
