import { type DemoWorldName, demoPersonas, demoWorlds } from '#db/seeds/index.ts';
import type { SignInPage } from '#modules/accounts/server';
import type { Config } from '#platform/server/config.ts';
import { workAsSystem } from '#platform/server/work.ts';
import type { Installation } from './installation.ts';

const isDemo = (name: string): name is DemoWorldName => Object.hasOwn(demoWorlds, name);

/** What the sign-in page tells: in a demo also who may be signed in as. */
export function demoPage(config: Config): SignInPage {
  const oidcName = config.oidc?.name ?? null;
  return isDemo(config.demoWorld)
    ? { demo: true, oidcName, personas: demoPersonas(config.demoWorld) }
    : { demo: false, oidcName, personas: [] };
}

/** Loads the demo world into an empty database; a database with bodies in it is left alone. */
export async function loadDemoWorldOnce(config: Config, installation: Installation, say: (words: string) => void) {
  if (!isDemo(config.demoWorld)) return;
  const isEmpty = await workAsSystem(
    installation.environment,
    '00',
    async (work) =>
      (await work.db.selectFrom('organisations.organisation').select('id').limit(1).executeTakeFirst()) === undefined,
  );
  if (!isEmpty) return;
  say(`正在载入演示数据“${demoWorlds[config.demoWorld].label}”（首次启动，约一分钟）…`);
  await demoWorlds[config.demoWorld].load(installation, say);
}
