import { type BulkFire, createFireBulkStore } from '#modules/fires/server';
import { addDays } from '#modules/regions/contract';
import { workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import {
  type CalloutSpan,
  drawCallouts,
  drawFires,
  drawNils,
  type FireScene,
  type FireSpan,
  type FireStation,
} from '../fires.ts';
import { createIds, type Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import type { CountyTeam } from './organisations.ts';
import type { Premises } from './premises.ts';

const year = (of: number, fires: number, deaths: number, injuries: number, lossYuan: number): FireSpan => ({
  from: `${of}-01-01`,
  to: `${of}-12-31`,
  fires,
  deaths,
  injuries,
  lossYuan,
});

/**
 * Published, in a speech at the fire-prevention meeting of the prefecture: 870 fires, loss 397.2 万元; 住宅 360, 柴草垛 249,
 * 交通工具 74, 商业场所 40, 仓储业 19, 批发和零售业 16 (as many as `retailFires`, docs/decisions/0015); 21.9 % fewer than the
 * year before; no large fire. Deaths and injuries are not told, so none are made up for that year.
 */
export const publishedYear: FireSpan = {
  ...year(2021, 870, 0, 0, 3_972_000),
  places: {
    RESIDENCE: 360,
    HAYSTACK: 249,
    CAR: 48,
    NEV: 3,
    EBIKE: 23,
    COMMERCIAL: 40,
    WAREHOUSE: 19,
    // Few enough that the published places stay the six most frequent ones.
    RENTAL: 8,
    DORMITORY: 3,
    CATERING: 12,
    FACTORY: 13,
    ENTERTAINMENT: 1,
    HOTEL: 3,
    CONSTRUCTION_SITE: 4,
  },
};
export const retailFires = 16;

/** The years around it; 1,114 fires of 2020 are what 870 fell from. Casualties and losses are made up (演示数据). */
export const fullYears: readonly FireSpan[] = [
  year(2019, 1203, 5, 7, 6_214_000),
  year(2020, 1114, 3, 4, 5_186_500),
  publishedYear,
  year(2022, 936, 2, 5, 4_870_300),
  year(2023, 1019, 4, 6, 5_402_700),
  year(2024, 982, 3, 4, 5_126_900),
  // Since 2025-05-01 small fires are registered on site too.
  year(2025, 1263, 4, 6, 5_718_200),
];

/** Whole years, and the running one up to yesterday. */
export function fireYears(today: string): FireSpan[] {
  const last = addDays(today, -1);
  const known = fullYears.filter(({ to }) => to <= last);
  const spans = [...known];
  for (let of = Number((known.at(-1) as FireSpan).to.slice(0, 4)) + 1; `${of}-01-01` <= last; of++) {
    const to = `${of}-12-31` < last ? `${of}-12-31` : last;
    const share = (Date.parse(to) - Date.parse(`${of}-01-01`) + 86_400_000) / 86_400_000 / 365;
    const part = (value: number) => Math.round(value * share);
    spans.push({ ...year(of, part(1240), part(4), part(6), part(5_650_000)), to });
  }
  return spans;
}

const calloutsOf = ({ from, to }: FireSpan, random: Random): CalloutSpan => {
  const share = (Date.parse(to) - Date.parse(from) + 86_400_000) / 86_400_000 / 365;
  const callouts = Math.round(2400 * share * (1 + 0.1 * random.bell()));
  return {
    from,
    to,
    callouts,
    vehicles: Math.round(callouts * 1.7),
    people: Math.round(callouts * 8.4),
    rescued: Math.round(callouts * 0.09),
    evacuated: Math.round(callouts * 0.12),
    savedYuan: Math.round(callouts * 41_000),
  };
};

/** Ties fires in commercial places to shops and markets of their county: all of them, or exactly so many. */
export function happenedInShops(
  fires: readonly BulkFire[],
  shops: readonly Pick<Premises, 'id' | 'regionCode' | 'address' | 'type'>[],
  random: Random,
  count?: number,
): BulkFire[] {
  const byCounty = Map.groupBy(shops, ({ regionCode }) => regionCode.slice(0, 6));
  const shopsNear = ({ content }: BulkFire) => byCounty.get(content.regionCode.slice(0, 6)) ?? [];
  const fitting = fires.filter((fire) => fire.content.place === 'COMMERCIAL' && shopsNear(fire).length > 0);
  if (count !== undefined && fitting.length < count) throw new Error(`only ${fitting.length} fires are near a shop`);
  const chosen = new Set(count === undefined ? fitting : random.sample(fitting, count));
  return fires.map((fire) => {
    if (!chosen.has(fire)) return fire;
    const { id, regionCode, address, type } = random.pick(shopsNear(fire));
    return {
      ...fire,
      premisesType: type,
      content: { ...fire.content, regionCode, address, premisesId: id, lng: null, lat: null },
    };
  });
}

/** The fires of every year, those of the published one to the last of its figures. */
export function drawYears(scene: FireScene, shops: Parameters<typeof happenedInShops>[1], today: string): BulkFire[] {
  return fireYears(today).flatMap((span) =>
    happenedInShops(drawFires(span, scene), shops, scene.random, span === publishedYear ? retailFires : undefined),
  );
}

/** Puts fires and call-outs since 2019 on record, and what the brigades say of months without any. */
export async function rememberFires(setting: {
  timeline: Timeline;
  random: Random;
  teams: readonly CountyTeam[];
  premises: readonly Premises[];
}): Promise<{ fires: number; callouts: number }> {
  const { timeline, random, teams, premises } = setting;
  const { today, environment } = timeline;
  const signed = ({ actor }: CountyTeam['chief']) => ({ accountId: actor.accountId, name: actor.name });
  const stations = new Map(
    teams.map(({ county, brigade, supervisors, chief }): [string, FireStation] => [
      county.plan.code,
      {
        orgId: brigade.id,
        regionCode: brigade.regionCode,
        reporter: signed(supervisors[0] ?? chief),
        reviewer: signed(chief),
      },
    ]),
  );
  const scene: FireScene = {
    random,
    newId: createIds(random.fork('ids'), () => new Date(`${timeline.daysAgo(380)}T00:00:00Z`)),
    villages: teams.flatMap(({ county }) =>
      county.townships.flatMap(({ villages, roads, name }) =>
        villages.map((village) => ({
          ...village,
          isRural: !name.endsWith('街道') && !village.short.endsWith('社区'),
          road: random.pick(roads),
          station: stations.get(county.plan.code) as FireStation,
        })),
      ),
    ),
  };
  const shops = premises.filter(({ type }) => type === 'MALL' || type === 'MARKET');
  const fires = drawYears(scene, shops, today);
  const callouts = fireYears(today).flatMap((span) => drawCallouts(calloutsOf(span, random), scene));
  const days = {
    FIRES: fires.map(({ content }) => ({
      orgId: content.orgId,
      day: dayOf(new Date(content.ignitedAt ?? content.alarmAt)),
    })),
    CALLOUTS: callouts.map(({ content }) => ({ orgId: content.orgId, day: dayOf(new Date(content.alarmAt)) })),
  };
  const nils = (['FIRES', 'CALLOUTS'] as const).flatMap((kind) =>
    drawNils([...stations.values()], kind, days[kind], '2019-01', today),
  );
  for (const [code, { orgId }] of stations)
    await workAsSystem(environment, code, async (work) => {
      const store = createFireBulkStore(work, code, 'DEMO');
      await store.addFires(fires.filter(({ content }) => content.orgId === orgId));
      await store.addCallouts(callouts.filter(({ content }) => content.orgId === orgId));
      await store.addNils(nils.filter((nil) => nil.orgId === orgId));
      work.audit('fires.demo', { kind: 'county', id: code, countyCode: code }, { orgId });
    });
  return { fires: fires.length, callouts: callouts.length };
}
