import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createServer as createSocket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '#platform/server/config.ts';
import { DatabaseServerError } from '#platform/server/embedded-database/index.ts';
import { startQueue } from '#platform/server/jobs.ts';
import { createLog } from '#platform/server/log.ts';
import { MigrationError } from '#platform/server/migrate.ts';
import { demoPage, loadDemoWorldOnce } from './demo.ts';
import { openInstallation } from './installation.ts';

const say = (words: string) => process.stdout.write(`${words}\n`);

/** Refuses before anything is started where the port is taken. */
const requireFreePort = (port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const probe = createSocket();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new ConfigError(`端口 ${port} 已被其他程序占用。请停止该程序，或用 PORT=其他端口 npm start 启动。`));
      else if (error.code === 'EACCES')
        reject(new ConfigError(`没有权限使用端口 ${port}。请用 PORT 指定 1024 以上的端口。`));
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });

async function serve() {
  const started = Date.now();
  const config = readConfig(process.env);
  await requireFreePort(config.port, config.host);
  const log = createLog(config.logLevel);
  const webDirectory = fileURLToPath(new URL('../dist/web/', import.meta.url));
  const page = demoPage(config);
  const installation = await openInstallation(config, log, {
    exclusive: true,
    page,
    say,
    ...(existsSync(`${webDirectory}index.html`) ? { webDirectory } : {}),
  });
  let isStopping = false;
  const stop = async (status: number) => {
    if (isStopping) return;
    isStopping = true;
    const giveUp = setTimeout(() => process.exit(status), 20_000);
    giveUp.unref();
    await queue?.stop().catch(() => {});
    await installation.close();
    process.exit(status);
  };
  let queue: Awaited<ReturnType<typeof startQueue>> | undefined;
  process.on('SIGINT', () => void stop(130));
  process.on('SIGTERM', () => void stop(143));
  await loadDemoWorldOnce(config, installation, say);
  queue = await startQueue(
    installation.database.jobPool,
    installation.modules.flatMap((module) => module.jobs ?? []),
    log,
  );
  installation.environment.queue = queue;
  await installation.app.listen({ port: config.port, host: config.host });

  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => `http://${one.address}:${config.port}`);
  say(
    `\n望火楼已启动（${((Date.now() - started) / 1000).toFixed(1)} 秒）：http://127.0.0.1:${config.port}${config.host === '0.0.0.0' && addresses.length ? `（局域网 ${addresses.join('、')}）` : ''}`,
  );
  if (page.personas.length) {
    say('演示账号（账号 / 密码）：');
    for (const persona of page.personas)
      say(`  ${persona.username} / ${persona.password}  ${persona.name}：${persona.comesFor}`);
  }
  say('按 Ctrl-C 停止。');
  // Kept now, not at the end: whoever kills the server still starts it quickly again.
  flushCompileCache();
}

serve().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof DatabaseServerError || error instanceof MigrationError)
    process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`启动失败：${(error as Error).stack ?? error}\n`);
  process.exit(1);
});
