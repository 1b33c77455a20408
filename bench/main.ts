/**
 * `npm run bench`: a million premises, two million hazards and half a million fires in ten counties, and how long people wait.
 * Each figure is the whole answer of the server (sign-in check, guard, query, validation, JSON), beside the same SQL sent
 * by a bare connection without row-level security in the same run. BENCH_SCALE=0.05 makes a small world of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createServer } from '#app/server.ts';
import { settleCounty } from '#app/testing/personas.ts';
import { loadVillages } from '#modules/regions/server';
import { openDatabase } from '#platform/server/database.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { makeDatabase, testSecret } from '#platform/testing/database.ts';
import { measureFigures } from './figures.ts';
import { defineIds, loadFires, loadHazards, loadPremises } from './load.ts';
import { recordSql } from './record-sql.ts';

const scale = Number(process.env.BENCH_SCALE ?? 1);
const premisesPerCounty = Math.round(100_000 * scale);
const hazardsPerCounty = Math.round(200_000 * scale);
const firesPerCounty = Math.round(50_000 * scale);
const counties = ['330481', '330482', '330402', '330411', '330421', '330424', '330483', '330502', '330503', '330521'];
const rounds = 60;

const log = createLog('error');
const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-bench-'));
const given = process.env.BENCH_DATABASE_URL;
const embedded = given ? undefined : await startDatabaseServer({ dataDirectory: directory, log });
const adminUrl = await makeDatabase(given ?? (embedded?.adminUrl as string), 'wanghuolou_bench');
await migrate(adminUrl, testSecret);
const recorded = recordSql();
const database = openDatabase(adminUrl, testSecret);
const server = await createServer({
  config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
  database,
  files: createFiles(directory),
  secret: testSecret,
  log,
  page: { demo: false, oidcName: null, personas: [] },
});
await loadReference(server.environment, server.modules);
const settled = await workAsSystem(server.environment, '00', async (work) => {
  await loadVillages(work, '3304');
  return settleCounty(work, server.accounts, {
    code: '330481',
    name: '海宁市',
    short: '海',
    township: '330481101000',
    townshipName: '许村镇',
    village: '330481101201',
    villageName: '庄湾村委会',
  });
});

const bare = new pg.Client({ connectionString: adminUrl });
await bare.connect();
await defineIds(bare);
const took = async (name: string, work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
};
await took(`load ${premisesPerCounty * counties.length} premises`, () =>
  loadPremises(bare, counties, premisesPerCounty, settled.orgs.brigade),
);
await took(`load ${hazardsPerCounty * counties.length} hazards`, () =>
  loadHazards(bare, counties, hazardsPerCounty, settled.orgs.brigade),
);
await took(`load ${firesPerCounty * counties.length} fires`, () =>
  loadFires(bare, counties, firesPerCounty, settled.orgs.brigade),
);

const cookieOf = async (username: string) => {
  const answer = await server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-wanghuolou': '1', 'content-type': 'application/json' },
    payload: { username, password: 'Lookout-1101' },
  });
  return `whl_session=${answer.cookies[0]?.value}`;
};
const supervisor = await cookieOf('supervisor.330481');

const today = dayOf(new Date());
const cases: [string, string][] = [
  ['premises list, first page', '/api/premises?limit=50&regionCode=330481000000'],
  [
    'premises list, filtered (class, township, status)',
    '/api/premises?limit=50&regionCode=330481101000&types[0]=CATERING&status[0]=OPERATING',
  ],
  ['premises search, two characters', '/api/premises?limit=50&regionCode=330481000000&search=%E6%B5%B7%E7%BA%A2'],
  [
    'premises search, four characters',
    '/api/premises?limit=50&regionCode=330481000000&search=%E6%B5%B7%E7%BA%A2%E5%AE%BE%E9%A6%86',
  ],
  ['hazard ledger by deadline, open', '/api/hazards?countyCode=330481&isOpen=true&limit=50&sort=due'],
  [
    'hazard ledger, overdue in a township',
    '/api/hazards?countyCode=330481&township[0]=330481101&isOverdue=true&limit=50',
  ],
  ['hazard ledger, all, newest', '/api/hazards?countyCode=330481&limit=50&sort=-registered'],
  ['desk of a supervisor', '/api/desk?countyCode=330481'],
  [
    'overview of a county, this year',
    `/api/overview?regionCode=330481000000&from=${today.slice(0, 4)}-01-01&to=${today}`,
  ],
];

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const measure = async (work: () => Promise<unknown>, count = rounds) => {
  for (let i = 0; i < Math.min(5, count / 4); i++) await work();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
};

console.log(
  `\nMachine: ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${(await bare.query('show server_version')).rows[0].server_version}`,
);
console.log(
  `${premisesPerCounty * counties.length} premises, ${hazardsPerCounty * counties.length} hazards, ${firesPerCounty * counties.length} fires, ${counties.length} counties; ${rounds} rounds each\n`,
);
console.log(
  '| what | p50 ms | p95 ms | bare SQL p50 | bare SQL p95 | ratio p50 | ratio p95 |\n|---|---:|---:|---:|---:|---:|---:|',
);
for (const [name, url] of cases) {
  const ask = async () => {
    const answer = await server.app.inject({ url, headers: { cookie: supervisor } });
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  };
  try {
    recorded.clear();
    recorded.on = true;
    await ask();
    recorded.on = false;
    const statements = recorded.take();
    const whole = await measure(ask);
    const alone = await measure(async () => {
      for (const { text, values } of statements) await bare.query(text, values as unknown[]);
    });
    const cell = (n: number) => n.toFixed(1);
    console.log(
      `| ${name} | ${cell(whole.p50)} | ${cell(whole.p95)} | ${cell(alone.p50)} | ${cell(alone.p95)} | ${(whole.p50 / alone.p50).toFixed(2)} | ${(whole.p95 / alone.p95).toFixed(2)} |`,
    );
  } catch (error) {
    console.log(`| ${name} | ${(error as Error).message.replaceAll('\n', ' ')} ||||||`);
  }
}
console.log(`\nServer memory (RSS): ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
await measureFigures({
  server,
  database,
  bare,
  measure,
  county: '330481',
  today,
  ask: async (url) => {
    const answer = await server.app.inject({ url, headers: { cookie: supervisor } });
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  },
});
console.log(`\nServer memory (RSS): ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);

await server.app.close();
await bare.end();
await database.close();
await embedded?.stop();
rmSync(directory, { recursive: true, force: true });
