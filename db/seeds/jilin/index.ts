import { calendarOf, loadVillages } from '#modules/regions/server';
import { workAsSystem } from '#platform/server/work.ts';
import { createNames } from '../people-names.ts';
import { drawPremises } from '../premises.ts';
import { createIds, createRandom } from '../random.ts';
import { openPremisesAccount } from '../staff.ts';
import { refreshStatistics } from '../statistics.ts';
import { at, createTimeline } from '../timeline.ts';
import type { DemoWorld, EmptyInstallation, Say } from '../world.ts';
import { rememberFires } from './fires.ts';
import { drawHazardous } from './hazardous.ts';
import { firstDay, settleJilin } from './organisations.ts';
import { city, jilinCounties } from './places.ts';
import { premisesOf, registerCounty } from './premises.ts';
import { keepOwnTemplate } from './templates.ts';
import { liveTheYear } from './year.ts';

async function load({ environment, accounts, files, adminUrl, facts }: EmptyInstallation, say: Say) {
  const random = createRandom('jilin');
  const counties = await jilinCounties();
  const calendar = await workAsSystem(environment, city, async (work) => {
    await loadVillages(work, city);
    return calendarOf(work);
  });
  const timeline = createTimeline(environment, calendar, random.fork('ids'), firstDay);
  const names = createNames(random.fork('people'));
  const team = await settleJilin({ timeline, accounts, names, counties });
  timeline.moveTo(at(firstDay, '15:00'));
  await keepOwnTemplate(timeline.environment, facts, team.office);
  await refreshStatistics(adminUrl);
  say(`已建立市和 ${counties.length} 个县（市、区）、开发区的机构、岗位。`);

  const idsOf = (name: string, day: string) => createIds(random.fork(name), () => new Date(`${day}T00:00:00Z`));
  const hazardous = drawHazardous(random.fork('hazardous'), counties, idsOf('hazardous ids', '2020-12-01'), names);
  const ordinary = drawPremises(
    random.fork('premises'),
    counties.flatMap(({ demoTownships }) => demoTownships),
    idsOf('premises ids', timeline.daysAgo(385)),
    timeline.today,
  ).filter(({ input }) => !input.types.includes('HAZCHEM'));
  // The ledgers of hazardous enterprises and of the zones were taken over first, everything else in the past year.
  const zones = new Set(counties.filter(({ plan }) => plan.isZone).map(({ plan }) => plan.code));
  const { early = [], late = [] } = Object.groupBy(ordinary, ({ input }) =>
    zones.has(input.regionCode.slice(0, 6)) ? 'early' : 'late',
  );
  for (const [group, day] of [
    [[...hazardous, ...early], '2020-12-01'],
    [late, timeline.daysAgo(380)],
  ] as const)
    for (const [index, own] of team.counties.entries()) {
      timeline.moveTo(at(day, `${10 + Math.floor(index / 2)}:${index % 2 ? '30' : '00'}`));
      await registerCounty(timeline, own, group, random.fork(`register ${own.county.plan.code} ${day}`));
    }
  await refreshStatistics(adminUrl);
  const premises = premisesOf([...hazardous, ...ordinary]);
  say(`已登记 ${premises.length} 个单位（场所），其中重大危险源企业 ${hazardous.length} 家。`);

  const { fires, callouts } = await rememberFires({
    timeline,
    random: random.fork('fires'),
    teams: team.counties,
    premises,
  });
  await refreshStatistics(adminUrl);
  say(`已载入 2019 年以来的 ${fires} 起火灾和 ${callouts} 次接处警（其中公布过的数字与公布数一致）。`);

  const plant = premises.find(({ type, regionCode }) => type === 'HAZCHEM' && regionCode.startsWith('220203'));
  if (plant)
    await workAsSystem(timeline.environment, '220203', (work) => openPremisesAccount(work, accounts, plant, 'danwei'));
  for (const days of [200, 60]) timeline.plan(at(timeline.daysAgo(days), '03:00'), () => refreshStatistics(adminUrl));
  liveTheYear({ timeline, files, random: random.fork('year'), teams: team.counties, premises });
  await timeline.run();
  say('已载入一年的检查、隐患和文书。');
}

export const jilin: DemoWorld = {
  label: '吉林市（演示数据：市、九个县（市、区）和三个开发区）',
  load,
  personas: [
    { username: 'shiling', name: '分管副市长（吉林市）', comesFor: '全市总览：哪个县（市、区）滞后，火灾升降' },
    { username: 'zhidui', name: '支队长（吉林市消防救援支队）', comesFor: '全市火灾形势、印发通报' },
    { username: 'xiaoanban', name: '市消安办', comesFor: '起草通报，定义本市指标和通报模板' },
    { username: 'jiejing', name: '支队指挥中心', comesFor: '接处警登记、火灾数据核查' },
    { username: 'longtan', name: '分管副区长（龙潭区）', comesFor: '本区总览：存量、流量、重大危险源企业' },
    { username: 'dadui', name: '大队长（龙潭区）', comesFor: '审批文书和延期' },
    { username: 'jiandu', name: '防火监督员（龙潭区）', comesFor: '今天的待办：到期复查、逾期隐患' },
    { username: 'quxiaoanban', name: '区消安办（龙潭区）', comesFor: '裁定隐患归属、起草本区通报' },
    { username: 'jiaoyu', name: '教育局（龙潭区）', comesFor: '本行业单位和移送来的隐患' },
    { username: 'wulajie', name: '乌拉街镇消防工作站', comesFor: '辖区小场所检查、上报和移送' },
    { username: 'paichusuo', name: '乌拉街派出所', comesFor: '日常消防监督检查' },
    { username: 'danwei', name: '危险化学品企业', comesFor: '自查，看要改什么、怎么改' },
    { username: 'changyi', name: '分管副区长（昌邑区）', comesFor: '本区总览' },
    { username: 'yongji', name: '分管副县长（永吉县）', comesFor: '本县总览' },
    { username: 'shulan', name: '分管副市长（舒兰市）', comesFor: '本市总览' },
    { username: 'shengling', name: '吉林总队领导', comesFor: '全省情况' },
    { username: 'guanli', name: '系统管理员', comesFor: '机构、岗位、账号、日历' },
    { username: 'shenji', name: '审计员', comesFor: '审计日志' },
  ],
};
