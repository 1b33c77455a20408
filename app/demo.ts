import pg from 'pg';
import { type DemoWorldName, demoPersonas, demoWorlds } from '#db/seeds/index.ts';
import type { DemoWorld } from '#db/seeds/world.ts';
import type { SignInPage } from '#modules/accounts/server';
import type { Config } from '#platform/server/config.ts';
import { loadReference } from '#platform/server/reference.ts';
import { type Work, workAsSystem } from '#platform/server/work.ts';
import { facts } from './facts.ts';
import type { Installation } from './installation.ts';

type Say = (words: string) => void;
type Worlds = Readonly<Record<string, Pick<DemoWorld, 'label' | 'load'>>>;

const isDemo = (name: string): name is DemoWorldName => Object.hasOwn(demoWorlds, name);

/** What the sign-in page tells: in a demo also who may be signed in as. */
export function demoPage(config: Pick<Config, 'oidc' | 'demoWorld'>): SignInPage {
  const oidcName = config.oidc?.name ?? null;
  return isDemo(config.demoWorld)
    ? { demo: true, oidcName, personas: demoPersonas(config.demoWorld) }
    : { demo: false, oidcName, personas: [] };
}

const mark = { regionPrefix: '00', key: 'demo.world' };
interface DemoState {
  world: string;
  /** False from the first row to the last: a process that is killed between leaves a world that is none. */
  isWhole: boolean;
}

async function stateOf({ db }: Work): Promise<{ isEmpty: boolean; demo: DemoState | undefined; hasBeenUsed: boolean }> {
  const body = await db.selectFrom('organisations.organisation').select('id').limit(1).executeTakeFirst();
  const session = await db.selectFrom('accounts.session').select('id').limit(1).executeTakeFirst();
  const held = await db
    .selectFrom('app.setting')
    .select('value')
    .where('regionPrefix', '=', mark.regionPrefix)
    .where('key', '=', mark.key)
    .executeTakeFirst();
  return {
    isEmpty: body === undefined,
    demo: held?.value as DemoState | undefined,
    hasBeenUsed: session !== undefined,
  };
}

async function setState({ environment }: Installation, state: DemoState) {
  const value = JSON.stringify(state);
  await workAsSystem(environment, '00', ({ db }) =>
    db
      .insertInto('app.setting')
      .values({ ...mark, value })
      .onConflict((on) => on.columns(['regionPrefix', 'key']).doUpdateSet({ value }))
      .execute(),
  );
}

/** Empties every table of the product and loads the reference data again. */
async function startOver({ adminUrl, environment, modules }: Installation) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string }>(
      `select table_name as name from app.table_declaration where table_name <> 'app.table_declaration'`,
    );
    await admin.query(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`);
  } finally {
    await admin.end();
  }
  await loadReference(environment, modules);
}

async function load(installation: Installation, name: string, world: Pick<DemoWorld, 'load'>, say: Say) {
  await setState(installation, { world: name, isWhole: false });
  await world.load({ ...installation, facts }, say);
  await setState(installation, { world: name, isWhole: true });
}

/**
 * Loads the demo world into an empty database; a database with bodies in it is left alone, unless they are the remains of
 * a demo world whose loading was cut short and that nobody has ever signed in to.
 */
export async function loadDemoWorldOnce(
  config: Pick<Config, 'demoWorld'>,
  installation: Installation,
  say: Say,
  worlds: Worlds = demoWorlds,
) {
  const world = Object.hasOwn(worlds, config.demoWorld) ? worlds[config.demoWorld] : undefined;
  if (!world) return;
  const { isEmpty, demo, hasBeenUsed } = await workAsSystem(installation.environment, '00', stateOf);
  const isCutShort = demo?.isWhole === false && !hasBeenUsed;
  if (!isEmpty && !isCutShort) return;
  if (isCutShort) {
    say('上次载入演示数据时中断，正在清空后重新载入…');
    await startOver(installation);
  }
  say(`正在载入演示数据“${world.label}”（首次启动，约一分钟）…`);
  await load(installation, config.demoWorld, world, say);
}

/** Loads a demo world by command; refuses a database that is in use. Returns false then. */
export async function loadDemoWorld(installation: Installation, name: DemoWorldName, say: Say): Promise<boolean> {
  const { isEmpty } = await workAsSystem(installation.environment, '00', stateOf);
  if (!isEmpty) return false;
  await load(installation, name, demoWorlds[name], say);
  return true;
}
