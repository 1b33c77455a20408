import { countyCodesIn } from '#modules/regions/server';
import type { Actor, Environment, Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  hazardRecords,
  type Overview,
  type OverviewPlace,
  type Period,
  thirteenMonths,
  yearBefore,
} from '../contract/index.ts';
import { createCockpitQueries } from './cockpit.queries.ts';

type Counts = Pick<OverviewPlace, 'stock' | 'overdue' | 'found' | 'closed' | 'premises' | 'neverVisited'>;

/** The digits that name the division: two, four, six or nine. A village shows its township. */
const prefixOf = (code: string): string => {
  if (code.slice(2, 4) === '00' || code.length === 2) return code.slice(0, 2);
  if (code.slice(4, 6) === '00' || code.length === 4) return code.slice(0, 4);
  if (code.slice(6, 9) === '000' || code.length === 6) return code.slice(0, 6);
  return code.slice(0, 9);
};
const levels = { 2: 'PROVINCE', 4: 'PREFECTURE', 6: 'COUNTY', 9: 'TOWNSHIP' } as const;

/** The wanted division where it lies within the actor's reach; the actor's own where the wanted one is wider. */
function prefixWithinReach(actor: Actor, regionCode: string | undefined): string {
  const own = actor.region;
  if (!regionCode || /^0+$/.test(regionCode)) return prefixOf(own);
  const wanted = prefixOf(regionCode);
  if (wanted.startsWith(own) || own.startsWith(wanted)) return wanted.length >= own.length ? wanted : prefixOf(own);
  throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内。', { fields: { regionCode: '超出管辖范围' } });
}

const blank = (): Counts => ({ stock: 0, overdue: 0, found: 0, closed: 0, premises: 0, neverVisited: 0 });
const sum = <T>(rows: readonly T[], value: (row: T) => number) => rows.reduce((all, row) => all + value(row), 0);

/** The overview: what is wrong, what comes and goes, and where, each number the length of a list. */
export async function overviewOf(
  environment: Environment,
  actor: Actor,
  input: { regionCode?: string | undefined } & Period,
): Promise<Overview> {
  const prefix = prefixWithinReach(actor, input.regionCode);
  const today = dayOf(environment.now());
  return environment.database.asJob((db) => countedOverview({ db }, actor, prefix, today, input));
}

async function countedOverview(
  work: Pick<Work, 'db'>,
  actor: Actor,
  prefix: string,
  today: string,
  input: Period,
): Promise<Overview> {
  const period = { from: input.from, to: input.to };
  // A running period is compared with as much of the year before as has passed of it.
  const before = yearBefore({ from: input.from, to: input.to < today ? input.to : today });
  const by = prefix.length >= 6 ? 'township' : 'county';
  const queries = createCockpitQueries(work, {
    counties: await countyCodesIn(work, prefix),
    township: prefix.length === 9 ? prefix : undefined,
    village: actor.region.length === 12 && !actor.region.endsWith('000') ? actor.region : undefined,
    by,
    industry: actor.role === 'DEPT_USER' ? (actor.organisation?.industry ?? '') : undefined,
  });
  const months = thirteenMonths(today);
  const year = { from: `${months[0]}-01`, to: today };
  const { dueFrom = '', dueTo = '' } = hazardRecords.due(period, today);
  const duePeriod = { from: dueFrom, to: dueTo };

  const stock = await queries.stock(today);
  const found = await queries.found(period);
  const closed = await queries.closed(period);
  const foundByMonth = await queries.foundByMonth(year);
  const closedByMonth = await queries.closedByMonth(year);
  const due = await queries.due(duePeriod);
  const dueBefore = await queries.due(yearBefore(duePeriod));
  const visits = await queries.visits(period);
  const visitsYearBefore = sum(await queries.visits(before), (row) => row.count);
  const premises = await queries.premises();
  const visited = await queries.visitedPremises();

  const nothing = () => ({ visits: 0, due: 0, fixedOnTime: 0, ...blank() });
  const places = new Map<string, OverviewPlace>();
  for (const { code, name } of await queries.places(prefix)) {
    const key = code.slice(0, by === 'county' ? 6 : 9);
    places.set(key, { code: key, name, ...nothing() });
  }
  const types = new Map<string, Counts & { type: string }>();
  const placeOf = (code: string) => {
    const held = places.get(code) ?? { code, name: code, ...nothing() };
    places.set(code, held);
    return held;
  };
  const typeOf = (type: string) => {
    const held = types.get(type) ?? { type, ...blank() };
    types.set(type, held);
    return held;
  };
  const add = (rows: readonly { place: string; type: string }[], change: (held: Counts, row: never) => void) => {
    for (const row of rows) {
      change(placeOf(row.place), row as never);
      change(typeOf(row.type), row as never);
    }
  };
  add(stock, (held, row: (typeof stock)[number]) => {
    held.stock += row.count;
    held.overdue += row.overdue;
  });
  add(found, (held, row: (typeof found)[number]) => {
    held.found += row.count;
  });
  add(closed, (held, row: (typeof closed)[number]) => {
    held.closed += row.count;
  });
  add(premises, (held, row: (typeof premises)[number]) => {
    held.premises += row.count;
    held.neverVisited += row.count;
  });
  add(visited, (held, row: (typeof visited)[number]) => {
    held.neverVisited -= row.count;
  });
  for (const row of visits) placeOf(row.place).visits += row.count;
  for (const row of due) {
    placeOf(row.place).due += row.due;
    placeOf(row.place).fixedOnTime += row.fixedOnTime;
  }

  // From today's stock backwards: what a month ended with is what the next began with.
  const total = sum(stock, (row) => row.count);
  let left = total;
  const flow = [...months].reverse().map((month) => {
    const row = { month, found: foundByMonth.get(month) ?? 0, closed: closedByMonth.get(month) ?? 0, stock: left };
    left = left - row.found + row.closed;
    return row;
  });
  const code = prefix.padEnd(12, '0');
  const [division] = await queries.names([code]);
  return {
    today,
    ...period,
    level: levels[prefix.length as keyof typeof levels],
    regionCode: code,
    regionName: division?.name ?? prefix,
    hasHazards: total > 0 || found.length > 0 || (await queries.hasHazards()),
    figures: {
      stock: total,
      overdue: sum(stock, (row) => row.overdue),
      found: sum(found, (row) => row.count),
      closed: sum(closed, (row) => row.count),
      foundYearBefore: await queries.foundTotal(before),
      closedYearBefore: await queries.closedTotal(before),
      due: sum(due, (row) => row.due),
      fixedOnTime: sum(due, (row) => row.fixedOnTime),
      dueYearBefore: sum(dueBefore, (row) => row.due),
      fixedOnTimeYearBefore: sum(dueBefore, (row) => row.fixedOnTime),
      visits: sum(visits, (row) => row.count),
      visitsYearBefore,
      premises: sum(premises, (row) => row.count),
      neverVisited: sum(premises, (row) => row.count) - sum(visited, (row) => row.count),
    },
    months: flow.reverse(),
    places: [...places.values()],
    types: [...types.values()].sort((a, b) => b.stock - a.stock || b.premises - a.premises),
  };
}
