import { haidian } from './haidian/index.ts';
import { haining } from './haining/index.ts';
import { jilin } from './jilin/index.ts';
import { demoPassword } from './staff.ts';
import type { DemoPersona, DemoWorld } from './world.ts';

const worlds = { haining, haidian, jilin } satisfies Record<string, DemoWorld>;

export type DemoWorldName = keyof typeof worlds;
/** Worlds that a first start may load, by the value of WANGHUOLOU_DEMO. */
export const demoWorlds: Record<DemoWorldName, DemoWorld> = worlds;

/** Who may be signed in as in a world. */
export const demoPersonas = (name: DemoWorldName): DemoPersona[] =>
  demoWorlds[name].personas.map((persona) => ({ ...persona, password: demoPassword }));
