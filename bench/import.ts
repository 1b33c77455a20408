/**
 * `node bench/import.ts [rows]`: a file of 100,000 places from the upload to the last row in the register, into a county
 * that has 100,000 already; times of each step and the memory of the process. BENCH_DATABASE_URL names another server than
 * the embedded one, BENCH_FORMAT=csv another format than xlsx.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createServer } from '#app/server.ts';
import { openDatabase } from '#platform/server/database.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { makeDatabase, testSecret } from '#platform/testing/database.ts';

const rows = Number(process.argv[2] ?? 100_000);
const format = process.env.BENCH_FORMAT ?? 'xlsx';
const log = createLog('error');
const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-bench-'));
const given = process.env.BENCH_DATABASE_URL;
const embedded = given ? undefined : await startDatabaseServer({ dataDirectory: directory, log });
const adminUrl = await makeDatabase(given ?? (embedded?.adminUrl as string), 'wanghuolou_bench_import');
// Loaded and written by another process, so that the memory measured is the server's.
const path = join(directory, `places.${format}`);
execFileSync(process.execPath, [new URL('import-prepare.ts', import.meta.url).pathname, adminUrl, String(rows), path], {
  stdio: 'inherit',
});
const database = openDatabase(adminUrl, testSecret);
const server = await createServer({
  config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
  database,
  files: createFiles(directory),
  secret: testSecret,
  log,
  page: { demo: false, oidcName: null, personas: [] },
});
await server.app.ready();

const admin = new pg.Client({ connectionString: adminUrl });
await admin.connect();
/** Seconds of processor that the database has spent for us; 0 where its processes are not on this machine. */
async function databaseSeconds(): Promise<number> {
  const { rows: processes } = await admin.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and usename = 'wanghuolou_job'",
  );
  let ticks = 0;
  for (const { pid } of processes) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    ticks += user + system;
  }
  return ticks / 100;
}

let peak = 0;
const before = process.memoryUsage.rss();
const sample = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const steps: { step: string; seconds: string; serverCpu: string; databaseCpu: string }[] = [];
const step = async <T>(name: string, task: () => Promise<T>): Promise<T> => {
  const [start, cpu, database] = [performance.now(), process.cpuUsage(), await databaseSeconds()];
  const result = await task();
  const used = process.cpuUsage(cpu);
  steps.push({
    step: name,
    seconds: ((performance.now() - start) / 1000).toFixed(1),
    serverCpu: ((used.user + used.system) / 1e6).toFixed(1),
    databaseCpu: ((await databaseSeconds()) - database).toFixed(1),
  });
  return result;
};

const signIn = await server.app.inject({
  method: 'POST',
  url: '/api/session',
  headers: { 'x-wanghuolou': '1', 'content-type': 'application/json' },
  payload: { username: 'supervisor.330481', password: 'Lookout-1101' },
});
const headers = { 'x-wanghuolou': '1', cookie: `whl_session=${signIn.cookies[0]?.value}` };
const call = async (method: 'POST' | 'GET', path: string, payload?: unknown, more: Record<string, string> = {}) => {
  const answer = await server.app.inject({
    method,
    url: `/api/premises/imports${path}`,
    headers: { ...headers, ...more },
    ...(payload === undefined ? {} : { payload: payload as Buffer }),
  });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json() as Record<string, never>;
};
const json = { 'content-type': 'application/json' };
const job = server.modules.flatMap((module) => module.jobs ?? []).find((one) => one.name === 'premises.import');

const { size } = statSync(path);
/** The request as a browser sends it; its copies are gone when it is answered. */
async function upload() {
  const form = new FormData();
  form.append('regionCode', '330481000000');
  form.append('file', new File([readFileSync(path)], `单位.${format}`));
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  return step('upload and read the headings', () =>
    call('POST', '', body, {
      'content-type': encoded.headers.get('content-type') as string,
      'content-length': String(body.byteLength),
    }),
  );
}
const startedAt = performance.now();
const uploaded = await upload();
const at = `/${uploaded.countyCode}/${uploaded.id}`;
const data = { countyCode: uploaded.countyCode as string, id: uploaded.id as string };
await call('POST', `${at}/check`, JSON.stringify({ mapping: uploaded.mapping, options: {} }), json);
await step('check every row', async () => job?.run(data));
const checked = await call('GET', at);
if (checked.status !== 'CHECKED' || checked.failedRows !== 0)
  throw new Error(JSON.stringify({ ...checked, sample: undefined }).slice(0, 3000));
await call('POST', `${at}/commit`, '{}', json);
await step('write every row', async () => job?.run(data));
const total = (performance.now() - startedAt) / 1000;
clearInterval(sample);
const done = await call('GET', at);
console.log(
  `${rows} rows, ${(size / 1e6).toFixed(1)} MB ${format}; ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.versions.node}`,
);
console.table(steps);
console.log(
  `created ${done.createdRows}, status ${done.status}, end to end ${total.toFixed(1)} s, peak memory of the server ${Math.round(peak / 1e6)} MB (${Math.round(before / 1e6)} MB before)`,
);

await admin.end();
await server.app.close();
await database.close();
await embedded?.stop();
rmSync(directory, { recursive: true, force: true });
