import { prefixWithinReach } from '#modules/indicators/server';
import { countyCodesIn, divisionName, requireDivision } from '#modules/regions/server';
import { countUpTo } from '#platform/server/paging.ts';
import type { Actor, Environment, Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type AlertState,
  addRates,
  alertPhrase,
  alertWorkflow,
  type Conclusion,
  cutWords,
  daysOfWeek,
  firstWeekNeeded,
  lastEndedWeek,
  phraseText,
  type Watch,
  type WatchAlert,
  type WatchRules,
  watchedCuts,
  watchWeeks,
  weekOf,
} from '../contract/index.ts';
import { countyWeeksOf } from './county-weeks.ts';
import { createWatchQueries } from './watch.queries.ts';
import { createWatchStore } from './watch.store.ts';
import { watchCounty } from './watch-county.ts';
import { rulesInForce, rulesOf } from './watch-rules.ts';

type AlertRow = NonNullable<Awaited<ReturnType<ReturnType<typeof createWatchStore>['find']>>>;
const spanOf = (monday: string) => daysOfWeek(weekOf(monday));

/** A county or what lies above it: townships have too few fires to be watched by the week. */
async function watchedPrefix(
  work: Pick<Work, 'db'>,
  actor: Pick<Actor, 'region'>,
  regionCode: string | undefined,
): Promise<string> {
  const prefix = prefixWithinReach(actor.region, regionCode);
  if (prefix.length > 6)
    throw new AppError('invalid', '每周监测以县（市、区）为单位，请选择县（市、区）或以上地区。', {
      fields: { regionCode: '低于县级' },
    });
  await requireDivision(work, prefix.padEnd(12, '0'));
  return prefix;
}

/** The rules, how often they err, and how the counties stand. */
export async function watchOf(environment: Environment, actor: Actor, regionCode: string | undefined): Promise<Watch> {
  const today = dayOf(environment.now());
  return environment.database.asJob(async (db) => {
    const prefix = await watchedPrefix({ db }, actor, regionCode);
    const rules = await rulesInForce({ db }, prefix, today);
    const held = await createWatchQueries({ db }).watches(await countyCodesIn({ db }, prefix));
    const counties = held.map(({ tried, alarms, byChance, lastWeek, kinds: _kinds, ...county }) => ({
      ...county,
      lastWeek: spanOf(lastWeek),
      rate: { tried, alarms, byChance },
    }));
    const code = prefix.padEnd(12, '0');
    const nameOf = async (of: string) => (of === '00' ? '平台默认' : divisionName({ db }, of.padEnd(12, '0')));
    return {
      regionCode: code,
      regionName: await divisionName({ db }, code),
      lastWeek: daysOfWeek(lastEndedWeek(today)),
      rules: { ...rules, regionName: await nameOf(rules.regionPrefix) },
      kinds: watchedCuts.length,
      rate: addRates(counties.map(({ rate }) => rate)),
      counties,
      mayCheck: actor.permissions.has('analysis.check'),
      maySet: actor.permissions.has('analysis.configure'),
    };
  });
}

/** The last weeks of a county, each kind of place beside what its own years expect. */
export async function weeksOf(environment: Environment, actor: Actor, countyCode: string) {
  const today = dayOf(environment.now());
  return environment.database.asJob(async (db) => {
    const prefix = await watchedPrefix({ db }, actor, countyCode.padEnd(12, '0'));
    if (!(await countyCodesIn({ db }, prefix)).includes(countyCode))
      throw new AppError('not_found', '没有这个县（市、区），请从列表中选择。', { fields: { countyCode: '不存在' } });
    const rules = await rulesInForce({ db }, countyCode, today);
    const last = lastEndedWeek(today);
    const first = firstWeekNeeded(last, rules);
    const rows = await createWatchQueries({ db }).firesByWeek([countyCode], first, last);
    const from = last - rules.weeks + 1;
    const watched = watchWeeks(countyWeeksOf(rows, first, last), from, last, rules);
    const byCut = Map.groupBy(watched, ({ cut }) => cut);
    return {
      weeks: Array.from({ length: rules.weeks }, (_, i) => daysOfWeek(from + i)),
      years: watched.at(-1)?.years ?? 0,
      leastYears: rules.leastYears,
      kinds: [...byCut].map(([cut, weeks]) => ({ cut, label: cutWords(cut), weeks })),
    };
  });
}

/** Watches every county of a scope now, instead of on Monday night. */
export async function recount(environment: Environment, actor: Actor, regionCode: string | undefined) {
  const counties = await environment.database.asJob(async (db) => {
    const prefix = await watchedPrefix({ db }, actor, regionCode);
    const withFires = new Set(await createWatchQueries({ db }).countiesWithFires());
    return (await countyCodesIn({ db }, prefix)).filter((code) => withFires.has(code));
  });
  const total = { counties: counties.length, raised: 0, lapsed: 0 };
  for (const county of counties) {
    const { raised, lapsed } = await watchCounty(environment, county);
    total.raised += raised;
    total.lapsed += lapsed;
  }
  return total;
}

export function createAlertService(work: Work) {
  const queries = createWatchQueries(work);
  const store = createWatchStore(work);

  const shown = (row: AlertRow, countyName: string): WatchAlert => {
    const label = cutWords(row.cut);
    const { expected, alarmAt, probability, years, observed } = row;
    const status = row.status as AlertState;
    const may = work.may('analysis.check') && alertWorkflow.from(status).includes('check');
    return {
      ...row,
      status,
      conclusion: row.conclusion as Conclusion | null,
      countyName,
      week: spanOf(row.week),
      label,
      allowedActions: may ? ['check'] : [],
      words: phraseText(alertPhrase({ label, expected, alarmAt, probability, years, observed })),
    };
  };

  return {
    async list(asked: {
      regionCode?: string | undefined;
      status?: AlertState | undefined;
      cursor?: string | undefined;
      limit: number;
    }) {
      const counties = await countyCodesIn(work, await watchedPrefix(work, work.actor, asked.regionCode));
      const { items, matching, next } = await queries.alerts(counties, asked.status, asked);
      return {
        items: items.map(({ countyName, ...row }) => shown(row, countyName ?? row.countyCode)),
        next,
        ...(await countUpTo(work, matching)),
      };
    },
    /** A person has looked at the fires of an alert and says what it was. */
    async check(input: { countyCode: string; id: string; version: number; conclusion: Conclusion; note: string }) {
      const { countyCode, id, version, conclusion, note } = input;
      const held = await store.find(countyCode, id);
      if (!held) throw new AppError('not_found', '没有这条提示，可能不在当前岗位的管辖范围内。');
      const status = alertWorkflow.next(held.status as AlertState, 'check');
      if (!status) throw new AppError('conflict', '该提示已经核实，请刷新后查看。', { allowedActions: [] });
      const by = work.actor.organisation ? `${work.actor.organisation.name} ${work.actor.name}` : work.actor.name;
      const changes = { status, conclusion, note, checkedAt: work.now, checkedBy: by };
      if (!(await store.changeAlert({ countyCode, id, version }, changes)))
        throw new AppError('conflict', '该提示已被他人核实或重新计算，请刷新后重试。');
      work.audit('analysis.check', { kind: 'analysis.alert', id, countyCode }, { conclusion, note });
      const checked = (await store.find(countyCode, id)) as AlertRow;
      return shown(checked, await divisionName(work, checked.regionCode));
    },
    async setRules({ regionPrefix, ...rules }: WatchRules & { regionPrefix: string }): Promise<WatchRules> {
      const today = dayOf(work.now);
      if (!regionPrefix.startsWith(work.actor.region))
        throw new AppError('forbidden', '只能设定本管辖区划的监测参数，请选择本级或下级区划。', {
          fields: { regionPrefix: '不在管辖范围内' },
        });
      if (rules.validFrom < today)
        throw new AppError('invalid', `施行日期不能早于今天（${today}）：已经提示的按当时的参数。`, {
          fields: { validFrom: '不能早于今天' },
        });
      if (rules.leastYears > rules.years)
        throw new AppError('invalid', '至少需要的年数不能多于比较的年数，请改小。', {
          fields: { leastYears: '不能多于比较的年数' },
        });
      const before = await rulesOf(work).put(regionPrefix, rules, rules.source, work.now);
      work.audit('analysis.setRules', { kind: 'setting', id: regionPrefix }, { before: before ?? null, after: rules });
      return rules;
    },
  };
}
