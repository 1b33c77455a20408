import { type AuditEntry, appendAudit } from '#platform/server/audit.ts';
import type { Table, TableRow } from '#platform/server/spreadsheet/index.ts';
import { type ImportOutcome, type ImportRun, type ImportTask, inNameOf } from '#platform/server/table-import/index.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { FireImportMapping, FireImportOptions } from '../../contract/index.ts';
import { type BulkCallout, type BulkFire, createFireBulkStore } from '../bulk.store.ts';
import { mayReportFor } from '../fires.policy.ts';
import { reportingRules } from '../rules.queries.ts';
import { createIncidentQueries } from './import.queries.ts';
import { createIncidentReader, type Incident } from './read-incident.ts';

const batchSize = 1000;

/** Stations by id and by name that the person may report for. */
export async function stationsFor(work: Work, countyCode: string, person: Parameters<typeof mayReportFor>[1]) {
  const stations = await createIncidentQueries(work, countyCode).stations();
  const allowed = stations.filter(({ id }) => mayReportFor(id, person));
  return {
    has: (id: string) => allowed.some((station) => station.id === id),
    named: new Map(allowed.flatMap(({ id, name, shortName }) => [[name, id] as const, [shortName, id] as const])),
  };
}

/** @throws AppError without a station that the person may report for */
export async function acceptStation(work: Work, countyCode: string, { orgId }: FireImportOptions) {
  const refuse = (message: string) => new AppError('invalid', message, { fields: { 'options.orgId': message } });
  if (!orgId) throw refuse('请选择默认消防站：行中没有写消防站的由它填报。');
  if (!(await stationsFor(work, countyCode, work.actor)).has(orgId))
    throw refuse('消防站不存在、已停用或不能由您填报，请重新选择。');
}

/** Reads a table of incidents batch by batch and, where `write` is set and no row is wrong, writes fires and turn-outs. */
export async function runImport(
  system: Work,
  task: ImportTask<FireImportMapping, FireImportOptions>,
  table: Table,
  how: ImportRun,
): Promise<ImportOutcome> {
  const { countyCode, mapping, options } = task;
  const entries: AuditEntry[] = [];
  const work = inNameOf(system, task, entries);
  const queries = createIncidentQueries(work, countyCode);
  if (how.write) await queries.lock();
  const stations = await stationsFor(work, countyCode, task);
  const divisions = await queries.divisions();
  const reader = createIncidentReader(table.header, {
    mapping,
    options: { ...options, orgId: options.orgId as string },
    regionCode: task.regionCode,
    reach: task.reach,
    now: work.now,
    stationOf: (name) => stations.named.get(name),
    divisionOf: (words) => divisions.get(words),
  });
  const bulk = createFireBulkStore(work, countyCode, 'IMPORT', await reportingRules(work, countyCode));
  const seen = new Map<string, number>();
  const records = { fires: 0, callouts: 0 };
  const outcome: ImportOutcome = {
    total: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    failed: 0,
    records,
    problems: new Map(),
    unknown: {},
  };

  async function take(rows: readonly TableRow[]) {
    const incidents = rows.map((row) => reader.read(row));
    for (const incident of incidents) claimOnce(incident, seen);
    const existing = await queries.existing(incidents.flatMap(({ reference }) => reference ?? []));
    const fresh: Incident[] = [];
    for (const incident of incidents) {
      if (incident.reference !== null && existing.has(incident.reference)) outcome.skipped += 1;
      else if (incident.problems.length) outcome.problems.set(incident.line, incident.problems);
      else fresh.push(incident);
    }
    outcome.total += rows.length;
    outcome.created += fresh.length;
    outcome.failed = outcome.problems.size;
    records.fires += fresh.filter(({ fire }) => fire).length;
    records.callouts += fresh.filter(({ callout }) => callout).length;
    if (how.write && outcome.failed === 0) await write(fresh);
    await how.progress(outcome.total);
  }

  async function write(incidents: readonly Incident[]) {
    const by = { accountId: task.accountId, name: task.actor };
    const fires: BulkFire[] = [];
    const callouts: BulkCallout[] = [];
    for (const { fire, callout, reference } of incidents) {
      const sourceRef = reference === null ? {} : { sourceRef: reference };
      const id = work.newId();
      // Other eyes still confirm what was imported; until then it counts as reported.
      if (fire)
        fires.push({
          id,
          content: fire,
          status: 'SUBMITTED',
          reportedAt: work.now,
          reporter: by,
          isOnTime: true,
          ...sourceRef,
        });
      if (callout) callouts.push({ content: { ...callout, fireId: fire ? id : null }, by, ...sourceRef });
    }
    await bulk.addFires(fires);
    await bulk.addCallouts(callouts);
  }

  let batch: TableRow[] = [];
  for await (const row of table.rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    await take(batch);
    batch = [];
  }
  if (batch.length) await take(batch);
  outcome.unknown = reader.unknown();
  if (!how.write || outcome.failed > 0) return outcome;
  const { fileName, sha256 } = task;
  const { total, skipped } = outcome;
  work.audit(
    'fires.import',
    { kind: 'fires.import', id: task.importId, countyCode },
    { fileName, sha256, rows: total, skipped, ...records },
  );
  await appendAudit(work.db, entries);
  await system.publish({
    topic: 'fires.imported',
    regionCode: `${countyCode}000000`,
    payload: { id: task.importId, countyCode, ...records },
  });
  return outcome;
}

/** Two rows of one file about the same incident: the second is refused. */
function claimOnce(incident: Incident, seen: Map<string, number>) {
  const { reference, line, hasNumber } = incident;
  if (reference === null) return;
  const earlier = seen.get(reference);
  if (earlier === undefined) seen.set(reference, line);
  else
    incident.problems.push({
      message: hasNumber
        ? `与第 ${earlier} 行的编号 ${reference} 相同，请删除重复的一行`
        : `与第 ${earlier} 行的时间、地址、类别和消防站都相同，请删除重复的一行，或写上各自的警情编号`,
    });
}
