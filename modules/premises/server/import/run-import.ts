import { type AuditEntry, appendAudit } from '#platform/server/audit.ts';
import { expectGrowth } from '#platform/server/database.ts';
import type { RowProblem, Table, TableRow } from '#platform/server/spreadsheet/index.ts';
import { type ImportOutcome, type ImportRun, type ImportTask, inNameOf } from '#platform/server/table-import/index.ts';
import type { Work } from '#platform/server/work.ts';
import type { ImportMapping, ImportOptions } from '../../contract/index.ts';
import { type Derivation, loadDerivation } from '../derivation/derivation.ts';
import { createBulkStore } from './bulk.store.ts';
import { findBuildings, findExisting, placesById, standsInItself } from './existing.queries.ts';
import { createImportWriter, type Decision } from './import-writer.ts';
import { createRowReader, type ReadRow, type RowReader } from './read-row.ts';
import { changesSomething, planChange, planNew, type Stored } from './row-plan.ts';
import { loadVocabulary } from './vocabulary.queries.ts';

type Task = ImportTask<ImportMapping, ImportOptions>;

const batchSize = 1000;
/**
 * Reads a table and, where `write` is set and no row is wrong, writes every row in this unit of work (of the job role).
 * The caller undoes the unit when rows have failed. Tells `progress` how many rows are done and stops when it throws.
 */
export async function runImport(system: Work, task: Task, table: Table, how: ImportRun): Promise<ImportOutcome> {
  const entries: AuditEntry[] = [];
  const work = inNameOf(system, task, entries);
  const { countyCode } = task;
  // One import of a county writes at a time; the second sees what the first has registered.
  if (how.write) await createBulkStore(work, countyCode).lockCounty();
  const reading = how.reading ? { ...work, db: how.reading.db } : work;
  const derivation = await loadDerivation(reading, countyCode);
  const reader = createRowReader(
    table.header,
    task.mapping,
    task.options.coordinateSystem,
    await loadVocabulary(reading, countyCode),
    task.regionCode.endsWith('000000') ? undefined : task.regionCode,
  );
  const writer = createImportWriter(work, reading, task, derivation);
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

  // While the database writes one batch, the next is read, looked up and prepared: both take about as long.
  let writing: Promise<unknown> = Promise.resolve();
  let telling: Promise<unknown> = Promise.resolve();
  /** A failure is thrown where it is awaited next; until then it is nobody's. */
  const later = (promise: Promise<unknown>) => {
    promise.catch(() => {});
    return promise;
  };

  async function take(rows: readonly TableRow[]) {
    const read = rows.map((row) => reader.read(row));
    for (const row of read) claimOnce(row, seen);
    await fillBuildings(reading, task, read, reader);
    const decisions = await decide(reading, task, read, reader, derivation, claimed);
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
    const prepared = how.write && outcome.failed === 0 ? await writer.prepare(good) : undefined;
    await writing;
    await telling;
    writing = later(
      (prepared ? expectGrowth(work.db).then(() => writer.write(prepared)) : Promise.resolve()).then(() => {
        telling = later(how.progress(done));
      }),
    );
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
    await telling;
  }
  outcome.unknown = Object.fromEntries([...reader.unknown].map(([key, words]) => [key, Object.fromEntries(words)]));
  if (how.write && outcome.failed === 0) {
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

async function fillBuildings(work: Work, task: Task, rows: readonly ReadRow[], reader: RowReader) {
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
  task: Task,
  rows: readonly ReadRow[],
  reader: RowReader,
  derivation: Derivation,
  claimed: Map<string, number>,
): Promise<(Decision | RowProblem[])[]> {
  const matches = await findExisting(work, task.countyCode, rows);
  const ids = matches.flatMap((match) => (match && 'id' in match ? [match.id] : []));
  const stored = await placesById(work, task.countyCode, task.options.existing === 'UPDATE' ? ids : []);
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
