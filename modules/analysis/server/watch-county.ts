import { type Environment, workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import {
  alertWorkflow,
  daysOfWeek,
  firstWeekNeeded,
  lastEndedWeek,
  rateOf,
  triedWeeks,
  type WatchedWeek,
  watchWeeks,
  weekOf,
} from '../contract/index.ts';
import { countyWeeksOf } from './county-weeks.ts';
import { createWatchQueries } from './watch.queries.ts';
import { createWatchStore } from './watch.store.ts';
import { rulesInForce } from './watch-rules.ts';

/**
 * Watches the last weeks of a county: what lies beyond its own past is raised, what no longer does because records were
 * corrected lapses, and what a person has checked stays as it was checked.
 */
export async function watchCounty(environment: Environment, countyCode: string) {
  return workAsSystem(environment, countyCode, async (work) => {
    const today = dayOf(work.now);
    const rules = await rulesInForce(work, countyCode, today);
    const last = lastEndedWeek(today);
    const first = firstWeekNeeded(last, rules);
    const county = countyWeeksOf(await createWatchQueries(work).firesByWeek([countyCode], first, last), first, last);
    const from = last - rules.weeks + 1;
    const watched = watchWeeks(county, from, last, rules);
    const tried = triedWeeks(last, rules);
    const rate = rateOf(watchWeeks(county, tried.from, tried.to, rules));

    const store = createWatchStore(work);
    const key = (week: number, cut: string) => `${week} ${cut}`;
    const held = new Map(
      (await store.heldFrom(countyCode, daysOfWeek(from).from)).map((alert) => [
        key(weekOf(alert.week), alert.cut),
        alert,
      ]),
    );
    const regionCode = countyCode.padEnd(12, '0');
    const counted = (one: WatchedWeek) => ({
      observed: one.observed,
      expected: one.expected ?? 0,
      variance: one.variance ?? 0,
      alarmAt: one.alarmAt ?? 0,
      probability: one.probability ?? 1,
      years: one.years,
      threshold: rules.threshold,
      countedAt: work.now,
    });
    const raised: WatchedWeek[] = [];
    let lapsed = 0;
    for (const one of watched) {
      const alert = held.get(key(one.week, one.cut));
      if (!alert && one.isAlarm) raised.push(one);
      if (!alert || alert.status === 'CHECKED') continue;
      const move = one.isAlarm ? 'raise' : 'lapse';
      const status = alertWorkflow.next(alert.status as 'OPEN' | 'LAPSED', move) ?? alert.status;
      if (status === 'LAPSED' && alert.status === 'OPEN') lapsed += 1;
      if (status !== alert.status || one.observed !== alert.observed)
        await store.changeAlert(alert, one.isAlarm ? { status, ...counted(one) } : { status, observed: one.observed });
    }
    await store.addAlerts(
      raised.map((one) => ({
        countyCode,
        id: work.newId(),
        regionCode,
        week: daysOfWeek(one.week).from,
        cut: one.cut,
        status: 'OPEN',
        foundAt: work.now,
        ...counted(one),
      })),
    );
    await store.putWatch({
      countyCode,
      regionCode,
      lastWeek: daysOfWeek(last).from,
      years: watched.find(({ week }) => week === last)?.years ?? 0,
      kinds: county.byCut.size,
      ...rate,
      countedAt: work.now,
    });
    if (raised.length || lapsed)
      work.audit(
        'analysis.watch',
        { kind: 'analysis.week', id: daysOfWeek(last).from, countyCode },
        { raised: raised.map(({ week, cut }) => ({ week: daysOfWeek(week).from, cut })), lapsed },
      );
    return { raised: raised.length, lapsed };
  });
}
