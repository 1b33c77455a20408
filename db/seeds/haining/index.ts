import { watchCounty } from '#modules/analysis/server';
import { calendarOf, loadVillages, readDivisions, readVillages } from '#modules/regions/server';
import { workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { drawPremises } from '../premises.ts';
import { createIds, createRandom } from '../random.ts';
import { refreshStatistics } from '../statistics.ts';
import { at, createTimeline } from '../timeline.ts';
import { layOut } from '../townships.ts';
import type { DemoWorld, EmptyInstallation, Say } from '../world.ts';
import { rememberFires } from './fires.ts';
import { settleHaining } from './organisations.ts';
import { county, townshipPlans } from './places.ts';
import { registerPremises } from './register.ts';
import { liveTheYear } from './year.ts';

/** The twelve townships with the villages of the 2023 edition. */
export async function hainingTownships() {
  const divisions = new Map(
    (await readDivisions()).filter(({ code }) => code.startsWith(county.code)).map(({ code, name }) => [code, name]),
  );
  const villages = (await readVillages(county.code.slice(0, 2))).filter(({ code }) => code.startsWith(county.code));
  return townshipPlans.map((plan) => {
    const code = `${plan.prefix}000`;
    return layOut(
      plan,
      county,
      divisions.get(code) ?? code,
      villages.filter(({ parentCode }) => parentCode === code),
    );
  });
}

async function load({ environment, accounts, files, adminUrl }: EmptyInstallation, say: Say) {
  const random = createRandom('haining');
  const townships = await hainingTownships();
  const calendar = await workAsSystem(environment, county.code, async (work) => {
    await loadVillages(work, county.code);
    return calendarOf(work);
  });
  const timeline = createTimeline(environment, calendar, random.fork('ids'));
  const team = await settleHaining({ timeline, accounts, random: random.fork('organisations'), townships });
  say(
    `已建立 ${townships.length} 个镇（街道）、${team.townships.reduce((sum, one) => sum + one.villages.length, 0)} 个村（社区）的机构、岗位和网格。`,
  );
  const drawn = drawPremises(
    random.fork('premises'),
    townships,
    createIds(random.fork('premises ids'), () => new Date(`${timeline.daysAgo(385)}T00:00:00Z`)),
    dayOf(environment.now()),
  );
  const refresh = () => refreshStatistics(adminUrl);
  await refresh();
  const places = await registerPremises(timeline, team, drawn, random.fork('register'), refresh);
  await refresh();
  say(`已登记 ${places.length} 个单位（场所）。`);
  const { fires, callouts } = await rememberFires({ timeline, random: random.fork('fires'), team, townships });
  await refresh();
  say(`已载入 2015 年以来的 ${fires} 起火灾和 ${callouts} 次接处警（其中公布过的数字与公布数一致）。`);
  for (const days of [330, 270, 150, 60]) timeline.plan(at(timeline.daysAgo(days), '03:00'), refresh);
  await liveTheYear({ timeline, accounts, files, random, team, places });
  await timeline.run();
  await watchCounty(environment, county.code);
  say('已载入一年的检查、隐患和文书。');
}

export const haining: DemoWorld = {
  label: '浙江海宁（演示数据）',
  load,
  personas: [
    {
      username: 'jiandu',
      name: '防火监督员（消防救援大队）',
      comesFor: '今天的待办：到期复查、逾期隐患；出具合法文书',
    },
    { username: 'jiandu2', name: '防火监督员（同行）', comesFor: '两人检查、共同填写一次检查' },
    { username: 'dadui', name: '大队长', comesFor: '审批责令改正文书和延期申请' },
    { username: 'xiaoanban', name: '消安办', comesFor: '哪里滞后、谁来负责；裁定两次被退回的隐患' },
    { username: 'jiaoyu', name: '教育局', comesFor: '本行业单位、移送来的隐患、行业检查' },
    { username: 'xucun', name: '许村镇消防工作站', comesFor: '辖区小场所、网格上报的隐患、督促整改' },
    { username: 'paichusuo', name: '许村派出所', comesFor: '日常消防监督检查，无权处理的移送大队' },
    { username: 'wangge', name: '网格员（许村镇）', comesFor: '一分钟查完一处，管不了的往上报' },
    { username: 'xianling', name: '分管副市长', comesFor: '总览：存量、流量、滞后在哪里' },
    { username: 'danwei', name: '社会单位（责任人、管理人）', comesFor: '自查，看要改什么、怎么改，提交整改照片' },
    { username: 'guanli', name: '系统管理员', comesFor: '机构、岗位、账号、网格、日历' },
    { username: 'shenji', name: '审计员', comesFor: '审计日志' },
    { username: 'shiling', name: '嘉兴支队领导', comesFor: '本市各县（市、区）情况' },
    { username: 'shengling', name: '浙江总队领导', comesFor: '全省情况' },
  ],
};
