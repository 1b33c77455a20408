import { sql } from 'kysely';
import { type AuditEntry, appendAudit } from '#platform/server/audit.ts';
import type { RowProblem, Table, TableRow } from '#platform/server/spreadsheet/index.ts';
import { type Actor, tablesOf, type Work } from '#platform/server/work.ts';
import { completenessOf, type FileFacts, type ImportMapping, type ImportOptions } from '../../contract/index.ts';
import { type Derivation, loadDerivation } from '../derivation.ts';
import { createKeyUnitService } from '../key-unit.service.ts';
import { createPremisesService } from '../premises.service.ts';
import type { NewChange, NewHolder, NewPlace } from '../premises.store.ts';
import { type ChangedPlace, createBulkStore } from './bulk.store.ts';
import { loadVocabulary } from './county-vocabulary.ts';
import { findBuildings, findExisting, standsInItself } from './existing.ts';
import { createRowReader, type ReadRow, type RowReader } from './read-row.ts';
import {
  type ChangedRow,
  changesSomething,
  type Importer,
  type NewRow,
  planChange,
  planNew,
  type Stored,
} from './row-plan.ts';

export interface ImportTask extends Importer {
  importId: string;
  accountId: string;
  /** Name and body of the person, as they go into histories and the log. */
  actor: string;
  fileName: string;
  sha256: string;
  /** Where places lie whose row does not say it: a township or village, or undefined where that is no answer. */
  defaultRegion: string | undefined;
  mapping: ImportMapping;
  options: ImportOptions;
}

export interface ImportOutcome {
  total: number;
  created: number;
  updated: number;
  /** Registered already and left alone, or not changed by the row. */
  skipped: number;
  failed: number;
  /** By line of the file. */
  problems: Map<number, RowProblem[]>;
  unknown: Record<string, Record<string, number>>;
}

const batchSize = 1000;
type Decision = NewRow | ChangedRow | { kind: 'skipped' };

/**
 * Reads a table and, where `write` is set and no row is wrong, writes every row in this unit of work (of the job role).
 * The caller undoes the unit when rows have failed. Tells `progress` how many rows are done and stops when it throws.
 */
export async function runImport(
  system: Work,
  task: ImportTask,
  table: Table,
  options: { write: boolean; progress?: (rows: number) => Promise<void> },
): Promise<ImportOutcome> {
  const entries: AuditEntry[] = [];
  const work = inNameOf(system, task, entries);
  const { countyCode } = task;
  // One import of a county writes at a time; the second sees what the first has registered.
  if (options.write)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`premises.import ${countyCode}`}, 0))`.execute(work.db);
  const derivation = await loadDerivation(work, countyCode);
  const reader = createRowReader(
    table.header,
    task.mapping,
    task.options.coordinateSystem,
    await loadVocabulary(work, countyCode),
    task.defaultRegion,
  );
  const writer = createWriter(work, task, derivation);
  const seen = new Map<string, number>();
  const claimed = new Map<string, number>();
  const outcome: ImportOutcome = {
    total: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    failed: 0,
    problems: new Map(),
    unknown: {},
  };

  // While the database writes one batch, the next is read: both take about as long.
  let writing: Promise<void> = Promise.resolve();
  async function take(rows: readonly TableRow[]) {
    const read = rows.map((row) => reader.read(row));
    for (const row of read) claimOnce(row, seen);
    await writing;
    await fillBuildings(work, task, read, reader);
    const decisions = await decide(work, task, read, reader, derivation, claimed);
    const good: Decision[] = [];
    decisions.forEach((decision, i) => {
      if (Array.isArray(decision)) outcome.problems.set((read[i] as ReadRow).line, decision);
      else good.push(decision);
    });
    outcome.total += read.length;
    outcome.failed = outcome.problems.size;
    for (const decision of good) {
      if (decision.kind === 'new') outcome.created += 1;
      else if (decision.kind === 'changed' && changesSomething(decision)) outcome.updated += 1;
      else outcome.skipped += 1;
    }
    const done = outcome.total;
    writing = (async () => {
      if (options.write && outcome.failed === 0) await writer.write(good);
      await options.progress?.(done);
    })();
    // A failure is thrown at the next await of it; until then it is nobody's.
    writing.catch(() => {});
  }

  let batch: TableRow[] = [];
  try {
    for await (const row of table.rows) {
      batch.push(row);
      if (batch.length < batchSize) continue;
      await take(batch);
      batch = [];
    }
    if (batch.length) await take(batch);
  } finally {
    // The unit of work must not end under a statement that is still running.
    await writing;
  }
  outcome.unknown = Object.fromEntries([...reader.unknown].map(([key, words]) => [key, Object.fromEntries(words)]));
  if (options.write && outcome.failed === 0) {
    await writer.finish();
    work.audit(
      'premises.import',
      { kind: 'premises.import', id: task.importId, countyCode },
      {
        fileName: task.fileName,
        sha256: task.sha256,
        rows: outcome.total,
        created: outcome.created,
        updated: outcome.updated,
        skipped: outcome.skipped,
      },
    );
    await appendAudit(work.db, entries);
    await system.publish({
      topic: 'premises.imported',
      regionCode: `${countyCode}000000`,
      payload: { id: task.importId, countyCode, created: outcome.created, updated: outcome.updated },
    });
  }
  return outcome;
}

/** The job's unit of work with the person as its actor: what is written and logged carries the person's name. */
function inNameOf(system: Work, task: ImportTask, entries: AuditEntry[]): Work {
  const actor: Actor = {
    ...system.actor,
    accountId: task.accountId,
    name: task.actor,
    role: 'IMPORT',
    roleName: '导入',
    permissions: task.permissions,
    region: task.reach,
  };
  return {
    ...system,
    actor,
    audit: (action, subject, detail = {}) =>
      entries.push({
        countyCode: subject.countyCode ?? task.countyCode,
        at: system.now,
        accountId: task.accountId,
        actor: task.actor,
        action,
        subjectKind: subject.kind,
        subjectId: subject.id,
        detail,
      }),
  };
}

/** Two rows of one file about the same place: the second is refused. */
function claimOnce(row: ReadRow, seen: Map<string, number>) {
  for (const identity of row.identities) {
    const earlier = seen.get(identity);
    if (earlier === undefined) seen.set(identity, row.line);
    else {
      const what = identity.startsWith('code')
        ? '单位编码'
        : identity.startsWith('uscc')
          ? '信用代码和名称'
          : '名称和地址';
      row.problems.push({ message: `与第 ${earlier} 行的${what}相同，请删除重复的一行` });
      return;
    }
  }
}

async function fillBuildings(work: Work, task: ImportTask, rows: readonly ReadRow[], reader: RowReader) {
  const found = await findBuildings(
    work,
    task.countyCode,
    task.reach,
    rows.flatMap(({ buildingCode }) => buildingCode ?? []),
  );
  for (const row of rows) {
    if (!row.buildingCode) continue;
    const id = found.get(row.buildingCode);
    if (id) row.values.buildingId = id;
    else
      row.problems.push({
        message: `没有编码为 ${row.buildingCode} 的建筑，或不在管辖范围内，请核对或留空`,
        columns: [reader.columnOf('buildingId') as number],
      });
  }
}

/** For each row what becomes of it, or what is wrong with it. */
async function decide(
  work: Work,
  task: ImportTask,
  rows: readonly ReadRow[],
  reader: RowReader,
  derivation: Derivation,
  claimed: Map<string, number>,
): Promise<(Decision | RowProblem[])[]> {
  const matches = await findExisting(work, task.countyCode, rows);
  const ids = matches.flatMap((match) => (match && 'id' in match ? [match.id] : []));
  const stored = new Map<string, Stored>();
  if (ids.length && task.options.existing === 'UPDATE')
    for (const place of await tablesOf<'premises.premises'>(work)
      .selectFrom('premises.premises')
      .selectAll()
      .where('countyCode', '=', task.countyCode)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute())
      stored.set(place.id, place);
  const holders = Map.groupBy(
    await createBulkStore(work, task.countyCode).runningHolders([...stored.keys()]),
    (holder) => holder.premisesId,
  );
  const decisions: (Decision | RowProblem[])[] = [];
  for (const [i, row] of rows.entries()) {
    const match = matches[i];
    if (match && 'problem' in match) {
      decisions.push([...row.problems, { message: match.problem }]);
      continue;
    }
    if (!match) {
      decisions.push(planNew(row, task, reader));
      continue;
    }
    const earlier = claimed.get(match.id);
    if (earlier !== undefined) {
      decisions.push([...row.problems, { message: `与第 ${earlier} 行指的是同一个已登记单位，请删除重复的一行` }]);
      continue;
    }
    claimed.set(match.id, row.line);
    if (task.options.existing === 'SKIP') {
      decisions.push(row.problems.length ? row.problems : { kind: 'skipped' });
      continue;
    }
    const before = stored.get(match.id) as Stored;
    const buildingId = row.values.buildingId;
    if (
      typeof buildingId === 'string' &&
      buildingId !== before.buildingId &&
      (await standsInItself(work, task.countyCode, before.id, buildingId))
    )
      row.problems.push({ message: '所在建筑不能是本单位自己，也不能是本单位的租户，请核对' });
    decisions.push(await planChange(row, before, holders.get(before.id) ?? [], task, reader, derivation));
  }
  return decisions;
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const duties = { supervisorOrgId: 'SUPERVISOR', policeOrgId: 'POLICE_STATION', industry: 'INDUSTRY_DEPT' } as const;

function createWriter(work: Work, task: ImportTask, derivation: Derivation) {
  const { countyCode } = task;
  const bulk = createBulkStore(work, countyCode);
  const service = createPremisesService(work);
  const reason = `批量导入：${task.fileName}`;
  const keyUnits: string[] = [];
  const change = (
    place: { id: string; regionCode: string },
    fields: Record<string, [unknown, unknown]>,
  ): NewChange => ({
    countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    at: work.now,
    accountId: task.accountId,
    actor: task.actor,
    reason,
    fields,
  });

  async function writeNew(rows: readonly NewRow[]) {
    const places: NewPlace[] = [];
    const holders: NewHolder[] = [];
    const changes: NewChange[] = [];
    for (const { input, row } of rows) {
      const id = work.newId();
      const prepared = await service.prepare(input, id);
      places.push(prepared.row);
      holders.push(...prepared.holders);
      changes.push(change(prepared.row, { registered: [null, `${task.importId}:${row.line}`] }));
      if (row.isKeyUnit) keyUnits.push(id);
    }
    await bulk.addPlaces(places);
    await bulk.addHolders(holders);
    await bulk.addChanges(changes);
    return places.map(({ id }) => String(id));
  }

  async function writeChanged(rows: readonly ChangedRow[]) {
    const places: ChangedPlace[] = [];
    const moved: { id: string; regionCode: string }[] = [];
    const ended: string[] = [];
    const holders: NewHolder[] = [];
    const changes: NewChange[] = [];
    for (const { before, row, plan, holders: own, newPeople } of rows) {
      const fields = { ...plan.fields };
      const regionCode = plan.after.regionCode;
      const hand = (kind: string, who: Partial<NewHolder> | null) => {
        const former = own.find((holder) => holder.kind === kind);
        if (former) ended.push(former.id);
        if (who)
          holders.push({
            countyCode,
            id: work.newId(),
            regionCode,
            premisesId: before.id,
            kind,
            fromOn: derivation.day,
            ...who,
          });
        return former;
      };
      for (const [column, kind] of Object.entries(duties)) {
        if (!(column in plan.changes)) continue;
        const value = plan.changes[column] as string | null;
        hand(
          kind,
          value === null
            ? null
            : column === 'industry'
              ? { industry: value, orgId: derivation.industryOrg(value) }
              : { orgId: value },
        );
      }
      for (const { kind, person, former } of newPeople) {
        hand(kind, {
          personName: person.name,
          position: person.position ?? former?.position ?? null,
          phone: person.phone ?? (former?.personName === person.name ? former.phone : null),
        });
        fields[`duty.${kind}`] = [former?.personName ?? null, person.name];
      }
      const holds = (kind: string) =>
        own.some((holder) => holder.kind === kind) || newPeople.some((one) => one.kind === kind);
      const status = row.status ?? before.status;
      if (status !== before.status) fields.status = [before.status, status];
      if (row.isKeyUnit && !before.isKeyUnit) keyUnits.push(before.id);
      if (!Object.keys(fields).length) continue;
      const after = { ...before, ...plan.changes, ...plan.flags, status } as unknown as Stored;
      const attributes = (
        typeof after.attributes === 'string' ? JSON.parse(after.attributes) : after.attributes
      ) as Record<string, unknown>;
      const completeness = completenessOf({
        ...after,
        attributes,
        hasResponsiblePerson: holds('RESPONSIBLE_PERSON'),
        hasFireManager: holds('FIRE_MANAGER'),
      } as unknown as FileFacts).percent;
      places.push({ ...after, attributes: JSON.stringify(attributes), completeness } as unknown as ChangedPlace);
      if (regionCode !== before.regionCode) moved.push({ id: before.id, regionCode });
      changes.push(change({ id: before.id, regionCode }, fields));
    }
    if (!(await bulk.changePlaces(places))) throw new EditedMeanwhile();
    await bulk.moveHolders(moved);
    await bulk.endHolders(ended, dayBefore(derivation.day));
    await bulk.addHolders(holders);
    await bulk.addChanges(changes);
    for (const { before, row } of rows)
      if (row.status && row.status !== before.status)
        await work.publish({
          topic: 'premises.statusChanged',
          regionCode: before.regionCode,
          payload: { id: before.id, countyCode, from: before.status, to: row.status },
        });
    return places.map(({ id }) => id);
  }

  return {
    async write(decisions: readonly Decision[]) {
      const ids = [
        ...(await writeNew(decisions.filter((one) => one.kind === 'new'))),
        ...(await writeChanged(decisions.filter((one) => one.kind === 'changed'))),
      ];
      if (ids.length) await createKeyUnitService(work).propose(countyCode, ids, derivation);
    },
    /** Designation has its own history and log, place by place. */
    async finish() {
      const keyUnitService = createKeyUnitService(work);
      for (const id of keyUnits) await keyUnitService.designate({ countyCode, id, isKeyUnit: true, reason });
    },
  };
}

/** A place was edited between reading and writing: everything is undone and the person starts again. */
export class EditedMeanwhile extends Error {
  constructor() {
    super('a place was edited during the import');
    this.name = 'EditedMeanwhile';
  }
}
