import { buffer } from 'node:stream/consumers';
import {
  annotateErrors,
  type RowProblem,
  readTable,
  suggestMapping,
  type Table,
  TableError,
} from '#platform/server/spreadsheet/index.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type FireImportMapping,
  type FireImportOutcome,
  FireImportPlan,
  fireImportColumns,
  fireImportLimits,
} from '../../contract/index.ts';
import { type BulkCallout, type BulkFire, createFireBulkStore } from '../bulk.store.ts';
import { mayReportFor } from '../fires.policy.ts';
import { signature } from '../fires.store.ts';
import { reportingRules } from '../rules.queries.ts';
import { createVocabularyQueries } from './import.queries.ts';
import { createFireImportStore } from './import.store.ts';
import { createIncidentReader, type Incident } from './read-incident.ts';

const sureEnough = 0.8;
const fields = fireImportColumns.map(({ key, title, aliases }) => ({ key, titleZh: title, aliases: [...aliases] }));
const limits = { rows: fireImportLimits.rows };

async function opened(bytes: Uint8Array, fileName: string): Promise<Table> {
  try {
    return await readTable(bytes, fileName, { limits });
  } catch (error) {
    if (error instanceof TableError) throw new AppError('invalid', error.message, { fields: { file: error.message } });
    throw error;
  }
}

function planOf(text: string): FireImportPlan {
  try {
    return FireImportPlan.parse(JSON.parse(text));
  } catch {
    throw new AppError('invalid', '导入设置不完整，请选择消防站、区划并核对各列后重试。', {
      fields: { plan: '不完整' },
    });
  }
}

/** A table of incidents: what its columns mean, what is wrong with its rows, and all rows written or none. */
export function createFireImportService(work: Work) {
  const store = createFireImportStore(work);
  const { actor } = work;

  async function open(bytes: Uint8Array, fileName: string) {
    const table = await opened(bytes, fileName);
    const sample: string[][] = [];
    for await (const { cells } of table.rows) {
      sample.push(cells.slice(0, table.header.length).map((cell) => cell.slice(0, 80)));
      if (sample.length === 5) break;
    }
    const remembered = await store.remembered(table.header);
    const { columns } = suggestMapping([...table.header], fields, remembered?.columns ?? {});
    const suggested = new Map(columns.map((one) => [one.header, one]));
    return {
      header: table.header,
      sample,
      mapping: {
        columns: Object.fromEntries(
          table.header.filter(Boolean).map((title) => [title, suggested.get(title)?.field ?? '']),
        ) as FireImportMapping['columns'],
        values: remembered?.values ?? {},
      },
      doubtful: columns.filter(({ confidence }) => confidence < sureEnough).map(({ header }) => header),
      isRemembered: remembered !== undefined,
    };
  }

  async function read(countyCode: string, bytes: Uint8Array, fileName: string, plan: FireImportPlan) {
    const used = Object.values(plan.columns).filter(Boolean);
    const twice = used.find((key, i) => used.indexOf(key) !== i);
    if (twice) {
      const title = fields.find(({ key }) => key === twice)?.titleZh;
      throw new AppError('invalid', `有两列都对应“${title}”，请只留一列。`, { fields: { plan: '重复' } });
    }
    if (plan.regionCode.slice(0, 6) !== countyCode)
      throw new AppError('invalid', '默认区划不在本县（市、区），请重新选择。', { fields: { regionCode: '不在本县' } });
    const vocabulary = createVocabularyQueries(work);
    const stations = await vocabulary.stations(countyCode);
    const byName = new Map(
      stations.flatMap(
        ({ id, name, shortName }) =>
          [
            [name, id],
            [shortName, id],
          ] as const,
      ),
    );
    const allowed = (id: string | undefined) => (id && mayReportFor(id, actor) ? id : undefined);
    if (!stations.some(({ id }) => id === plan.orgId) || !allowed(plan.orgId))
      throw new AppError('invalid', '消防站不存在、已停用或不能由您填报，请重新选择。', {
        fields: { orgId: '不可用' },
      });
    const divisions = await vocabulary.divisions(countyCode);
    const table = await opened(bytes, fileName);
    const reader = createIncidentReader(table.header, {
      plan,
      countyCode,
      reach: actor.region,
      now: work.now,
      stationOf: (name) => allowed(byName.get(name)),
      isDivision: (code) => divisions.has(code),
    });
    const incidents: Incident[] = [];
    const seen = new Map<string, number>();
    try {
      for await (const row of table.rows) {
        const incident = reader.read(row);
        const earlier = incident.reference === null ? undefined : seen.get(incident.reference);
        if (earlier !== undefined)
          incident.problems.push({ message: `与第 ${earlier} 行的编号 ${incident.reference} 相同，请删除重复的一行` });
        else if (incident.reference !== null) seen.set(incident.reference, incident.line);
        incidents.push(incident);
      }
    } catch (error) {
      if (error instanceof TableError)
        throw new AppError('invalid', error.message, { fields: { file: error.message } });
      throw error;
    }
    return { incidents, header: table.header, unknown: reader.unknown(), references: [...seen.keys()] };
  }

  async function write(countyCode: string, incidents: readonly Incident[]) {
    const bulk = createFireBulkStore(work, countyCode, 'IMPORT', await reportingRules(work, countyCode));
    const by = { accountId: actor.accountId, name: signature(work) };
    for (let start = 0; start < incidents.length; start += 1000) {
      const some = incidents.slice(start, start + 1000);
      const fires: BulkFire[] = [];
      const callouts: BulkCallout[] = [];
      for (const { fire, callout, reference } of some) {
        const sourceRef = reference === null ? {} : { sourceRef: reference };
        const fireId = fire && work.newId();
        // Other eyes still confirm what was imported; until then it counts as reported.
        if (fire && fireId)
          fires.push({
            id: fireId,
            content: fire,
            status: 'SUBMITTED',
            reportedAt: work.now,
            reporter: by,
            isOnTime: true,
            ...sourceRef,
          });
        if (callout) callouts.push({ content: { ...callout, fireId: fireId ?? null }, by, ...sourceRef });
      }
      await bulk.addFires(fires);
      await bulk.addCallouts(callouts);
    }
  }

  async function run(
    countyCode: string,
    bytes: Uint8Array,
    fileName: string,
    planText: string,
  ): Promise<FireImportOutcome> {
    const plan = planOf(planText);
    const { incidents, header, unknown, references } = await read(countyCode, bytes, fileName, plan);
    await store.remember(header, plan);
    const existing = await store.existing(countyCode, references);
    const fresh = incidents.filter(({ reference }) => reference === null || !existing.has(reference));
    const failed = fresh.filter(({ problems }) => problems.length > 0);
    const isWritten = !plan.isDryRun && failed.length === 0 && fresh.length > 0;
    const outcome: FireImportOutcome = {
      total: incidents.length,
      fires: fresh.filter(({ fire }) => fire !== null).length,
      callouts: fresh.filter(({ callout }) => callout !== null).length,
      skipped: incidents.length - fresh.length,
      failed: failed.length,
      isWritten,
      problems: failed.slice(0, fireImportLimits.problems).map(({ line, problems }) => ({
        line,
        message: problems.map(({ message }) => message).join('；'),
      })),
      unknown,
    };
    if (!isWritten) return outcome;
    await write(countyCode, fresh);
    const { total, fires, callouts, skipped } = outcome;
    work.audit(
      'fires.import',
      { kind: 'fire', id: 'import', countyCode },
      { fileName, total, fires, callouts, skipped },
    );
    await work.publish({
      topic: 'fires.imported',
      regionCode: `${countyCode}000000`,
      payload: { countyCode, fires, callouts },
    });
    return outcome;
  }

  async function annotate(countyCode: string, bytes: Uint8Array, fileName: string, planText: string): Promise<File> {
    const { incidents } = await read(countyCode, bytes, fileName, planOf(planText));
    const problems = new Map<number, RowProblem[]>(
      incidents.filter((one) => one.problems.length > 0).map((one) => [one.line, one.problems]),
    );
    const sheet = await buffer(await annotateErrors(bytes, fileName, problems, { limits }));
    return new File([new Uint8Array(sheet)], `${fileName.replace(/\.[A-Za-z0-9]{1,8}$/, '')}-检查结果.xlsx`, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
  }

  return { open, run, annotate };
}
