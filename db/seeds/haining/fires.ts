import { createFireBulkStore } from '#modules/fires/server';
import { addDays } from '#modules/regions/contract';
import { tablesOf, type Work, workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { type CalloutSpan, drawCallouts, drawFires, drawNils, type FireSpan } from '../fires.ts';
import { createIds, type Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import type { Township } from '../townships.ts';
import type { HainingTeam } from './organisations.ts';
import { county } from './places.ts';

/**
 * Fires from 2015 on. Published, in a speech of the city's fire-safety conference of 2016: from 1 January to 19 March 2016
 * 87 fires, 1 dead, 2 injured, loss 50.7 万元, against the same days of 2015 −8.42 % fires, +1 dead, +2 injured, +166.46 %
 * loss; the fire of 21 January in 红色村. Everything else is made up (演示数据).
 */
export const publishedFires: FireSpan[] = [
  { from: '2015-01-01', to: '2015-03-19', fires: 95, deaths: 0, injuries: 0, lossYuan: 190_273 },
  { from: '2015-03-20', to: '2015-12-31', fires: 318, deaths: 2, injuries: 3, lossYuan: 1_842_600 },
  {
    from: '2016-01-01',
    to: '2016-03-19',
    fires: 87,
    deaths: 1,
    injuries: 2,
    lossYuan: 507_000,
    told: [
      {
        at: '2016-01-21T03:40:00+08:00',
        regionCode: '330481101000',
        address: '许村镇红色村出租房',
        place: 'RENTAL',
        cause: 'ELECTRICAL',
        deaths: 1,
        injuries: 2,
        lossYuan: 86_000,
        synopsis: '居住出租房起火，造成1人死亡、2人受伤（会议讲话通报；经过为演示数据）。',
      },
    ],
  },
  { from: '2016-03-20', to: '2016-12-31', fires: 292, deaths: 1, injuries: 2, lossYuan: 1_655_300 },
];
/** The same speech: 1,912 turn-outs in 2015 with 2,352 vehicles and 13,906 people; 217 rescued, 285 evacuated, 1.13 亿元 saved. */
export const publishedCallouts: CalloutSpan = {
  from: '2015-01-01',
  to: '2015-12-31',
  callouts: 1912,
  vehicles: 2352,
  people: 13_906,
  rescued: 217,
  evacuated: 285,
  savedYuan: 113_000_000,
};

/** Whole years after the published ones, and the running one up to yesterday. */
function laterYears(today: string, random: Random): { fires: FireSpan[]; callouts: CalloutSpan[] } {
  const fires: FireSpan[] = [];
  const callouts: CalloutSpan[] = [{ ...publishedCallouts }];
  const last = addDays(today, -1);
  for (let year = 2016; year <= Number(today.slice(0, 4)); year++) {
    const to = `${year}-12-31` < last ? `${year}-12-31` : last;
    if (to < `${year}-01-01`) break;
    const share = (Date.parse(to) - Date.parse(`${year}-01-01`)) / 86_400_000 / 365;
    // Since 2025-05-01 small fires are registered on site too.
    const usual = year >= 2025 ? 430 : 330;
    const part = (value: number) => Math.max(0, Math.round(value * share * (1 + 0.12 * random.bell())));
    if (year > 2016)
      fires.push({
        from: `${year}-01-01`,
        to,
        fires: part(usual),
        deaths: random.integer(0, 2),
        injuries: random.integer(1, 5),
        lossYuan: part(2_600_000),
      });
    const turnouts = part(1850);
    callouts.push({
      from: `${year}-01-01`,
      to,
      callouts: turnouts,
      vehicles: Math.round(turnouts * 1.3),
      people: Math.round(turnouts * 7.2),
      rescued: part(210),
      evacuated: part(290),
      savedYuan: part(98_000_000),
    });
  }
  return { fires, callouts };
}

/** Puts the fires and call-outs of a decade on record. */
export async function rememberFires(setting: {
  timeline: Timeline;
  random: Random;
  team: HainingTeam;
  townships: readonly Township[];
}): Promise<{ fires: number; callouts: number }> {
  const { timeline, random, team, townships } = setting;
  const [reporter] = team.supervisors;
  const signed = (member: { actor: { accountId: string; name: string } }) => ({
    accountId: member.actor.accountId,
    name: member.actor.name,
  });
  const station = {
    orgId: team.brigade.id,
    regionCode: team.brigade.regionCode,
    reporter: signed(reporter ?? team.chief),
    reviewer: signed(team.chief),
  };
  const scene = {
    random,
    newId: createIds(random.fork('ids'), () => new Date(`${timeline.daysAgo(380)}T00:00:00Z`)),
    villages: townships.flatMap(({ villages, roads, character }) =>
      villages.map((village) => ({
        ...village,
        isRural: character !== 'CITY' && !village.name.includes('社区'),
        road: random.pick(roads),
        station,
      })),
    ),
  };
  const later = laterYears(timeline.today, random.fork('years'));
  const fires = [...publishedFires, ...later.fires].flatMap((span) => drawFires(span, scene));
  const callouts = later.callouts.flatMap((span) => drawCallouts(span, scene));
  await workAsSystem(timeline.environment, county.code, async (work) => {
    const store = createFireBulkStore(work, county.code, 'DEMO');
    await store.addFires(fires);
    await store.addCallouts(callouts);
    await store.addNils(await nilsOf(work, timeline.today, station.reporter, { FIRES: fires, CALLOUTS: callouts }));
    work.audit(
      'fires.demo',
      { kind: 'county', id: county.code, countyCode: county.code },
      { fires: fires.length, callouts: callouts.length },
    );
  });
  return { fires: fires.length, callouts: callouts.length };
}

/** What stations without records say of their months; one of them is late with the last. */
async function nilsOf(
  work: Work,
  today: string,
  reporter: { accountId: string; name: string },
  records: Record<'FIRES' | 'CALLOUTS', readonly { content: { orgId: string; alarmAt: string } }[]>,
) {
  const bodies = await tablesOf<'organisations.organisationName'>(work)
    .selectFrom('organisations.organisationName')
    .select(['id as orgId', 'regionCode'])
    .where('kind', 'in', ['FIRE_STATION', 'GOV_FULLTIME_TEAM'])
    .where('regionCode', '>=', `${county.code}000000`)
    .where('regionCode', '<=', `${county.code}999999`)
    .orderBy('id')
    .execute();
  const stations = bodies.map((body) => ({ ...body, reporter, reviewer: reporter }));
  const [late] = stations;
  const nils = (['FIRES', 'CALLOUTS'] as const).flatMap((kind) => {
    const told = records[kind].map(({ content }) => ({ orgId: content.orgId, day: dayOf(new Date(content.alarmAt)) }));
    return drawNils(stations, kind, told, `${Number(today.slice(0, 4)) - 2}-01`, today);
  });
  const last = nils
    .map(({ month }) => month)
    .sort()
    .at(-1);
  return nils.filter(({ orgId, month }) => orgId !== late?.orgId || month !== last);
}
