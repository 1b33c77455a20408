import { calendarOf, loadVillages, readDivisions, readVillages } from '#modules/regions/server';
import { workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { createIds, createRandom } from '../random.ts';
import { createTimeline } from '../timeline.ts';
import type { DemoWorld, EmptyInstallation, Say } from '../world.ts';
import { settleHaining } from './organisations.ts';
import { county, layOut, townshipPlans } from './places.ts';
import { drawPremises } from './premises.ts';
import { registerPremises } from './register.ts';
import { liveTheYear } from './year.ts';

/** The twelve townships with the villages of the 2023 edition. */
export async function hainingTownships() {
  const divisions = new Map((await readDivisions()).filter(({ code }) => code.startsWith(county.code)).map(({ code, name }) => [code, name]));
  const villages = (await readVillages(county.code.slice(0, 2))).filter(({ code }) => code.startsWith(county.code));
  return townshipPlans.map((plan) => {
    const code = `${plan.prefix}000`;
    return layOut(plan, divisions.get(code) ?? code, villages.filter(({ parentCode }) => parentCode === code));
  });
}

async function load({ environment, accounts, files }: EmptyInstallation, say: Say) {
  const random = createRandom('haining');
  const townships = await hainingTownships();
  const calendar = await workAsSystem(environment, county.code, async (work) => {
    await loadVillages(work, county.code);
    return calendarOf(work);
  });
  const timeline = createTimeline(environment, calendar, random.fork('ids'));
  const team = await settleHaining({ timeline, accounts, random: random.fork('organisations'), townships });
  say(`已建立 ${townships.length} 个镇（街道）、${team.townships.reduce((sum, one) => sum + one.villages.length, 0)} 个村（社区）的机构、岗位和网格。`);
  const drawn = drawPremises(random.fork('premises'), townships, createIds(random.fork('premises ids'), () => new Date(`${timeline.daysAgo(385)}T00:00:00Z`)), dayOf(environment.now()));
  const places = await registerPremises(timeline, team, drawn, random.fork('register'));
  say(`已登记 ${places.length} 个单位（场所）。`);
  await liveTheYear({ timeline, accounts, files, random, team, places });
  await timeline.run();
  say('已载入一年的检查、隐患和文书。');
}

export const haining: DemoWorld = { label: '浙江海宁（演示数据）', load, personas: [] };
