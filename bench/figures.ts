/** Figures at full size: eighty indicators by township and month with 同比, the records behind one, a bulletin. */
import type pg from 'pg';
import { facts } from '#app/facts.ts';
import type { Server } from '#app/server.ts';
import { createBulletinService } from '#modules/bulletins/server';
import { monthOf, monthsBetween, yearBefore } from '#modules/indicators/contract';
import { evaluate, evaluateFrozen, freezeMonth, shippedIndicators } from '#modules/indicators/server';
import type { Database } from '#platform/server/database.ts';
import { byHand } from './by-hand.ts';

type Measure = (work: () => Promise<unknown>, rounds?: number) => Promise<{ p50: number; p95: number }>;

export async function measureFigures(setting: {
  server: Server;
  database: Database;
  bare: pg.Client;
  ask: (url: string) => Promise<unknown>;
  measure: Measure;
  county: string;
  today: string;
}) {
  const { server, database, bare, ask, measure, county, today } = setting;
  const eighty = shippedIndicators
    .filter(
      ({ numerator, denominator }) => !numerator.fact.includes('victim') && !(denominator && 'base' in denominator),
    )
    .slice(0, 80);
  const last =
    monthOf(today.slice(0, 7)).to <= today ? today.slice(0, 7) : monthsBetween('2000-01', today.slice(0, 7)).at(-2);
  const months = monthsBetween('2000-01', last as string).slice(-12);
  const periods = months.flatMap((month) => [monthOf(month), yearBefore(monthOf(month))]);
  const question = {
    indicators: eighty,
    prefix: county,
    level: 'TOWNSHIP' as const,
    periods,
    scheme: 'OWN' as const,
    today,
  };
  const cells = (evaluation: { cell: Awaited<ReturnType<typeof evaluate>>['cell']; places: { code: string }[] }) => {
    let sum = 0;
    for (const place of evaluation.places)
      for (const indicator of eighty)
        for (let period = 0; period < periods.length; period++)
          sum += evaluation.cell(indicator, period, place.code).value ?? 0;
    return sum;
  };
  const live = () => database.asJob(async (db) => cells(await evaluate({ db }, facts, question)));
  const hand = byHand(bare, eighty, county, periods);
  const row = (name: string, whole: { p50: number; p95: number }, hand?: { p50: number }) =>
    console.log(
      `| ${name} | ${whole.p50.toFixed(0)} | ${whole.p95.toFixed(0)} | ${hand ? hand.p50.toFixed(0) : ''} | ${hand ? (whole.p50 / hand.p50).toFixed(2) : ''} |`,
    );
  console.log('\n| figures | p50 ms | p95 ms | by hand p50 | ratio |\n|---|---:|---:|---:|---:|');
  const [counted, expected] = [await live(), await hand()];
  if (Math.abs(counted - expected) > 1e-6 * Math.abs(expected))
    throw new Error(`${counted} counted, ${expected} by hand`);
  row(
    `${eighty.length} indicators × 12 townships × 12 months with 同比, live`,
    await measure(live, 7),
    await measure(hand, 7),
  );
  const needed = [...new Set(periods.map(({ from }) => from.slice(0, 7)))];
  for (const month of needed)
    await freezeMonth(server.environment, facts, { countyCode: county, month, scheme: 'OWN', by: 'bench' });
  row(
    'the same from frozen months',
    await measure(() => database.asJob(async (db) => cells(await evaluateFrozen({ db }, question))), 20),
  );
  const year = `from=${today.slice(0, 4)}-01-01&to=${today}&regionCode=${county}000000`;
  row(
    'records behind 火灾起数 of the year, first page',
    await measure(() => ask(`/api/indicators/fireCount/records?${year}&limit=50`), 40),
  );
  row(
    'records behind 隐患存量, first page',
    await measure(() => ask(`/api/indicators/hazardStock/records?${year}&limit=50`), 40),
  );
  row(
    'fires of the year by place and hour, with the year before',
    await measure(() => ask(`/api/indicators/fireCount/breakdown?${year}&by[0]=place&by[1]=hour`), 20),
  );
  // Another first day each time: a kept answer would measure nothing.
  let asked = 0;
  const leader = () => {
    asked += 1;
    const from = new Date(Date.UTC(Number(today.slice(0, 4)), 0, asked)).toISOString().slice(0, 10);
    return ask(`/api/cockpit?from=${from}&to=${today}&regionCode=${county}000000`);
  };
  row('leader’s view of a county, counted anew', await measure(leader, 20));
  row('leader’s view of a county, kept', await measure(() => ask(`/api/cockpit?${year}`), 20));
  const bulletins = createBulletinService(facts);
  const actor = { ...anybody, region: county };
  row(
    'a fire bulletin of the year with its docx',
    await measure(async () => {
      const { text } = await bulletins.write(server.environment, actor, {
        templateId: 'FIRE_SITUATION',
        from: `${today.slice(0, 4)}-01-01`,
        to: today,
        scheme: 'OWN',
      });
      await bulletins.print(text, { format: 'docx', issuer: '消安办', scheme: 'OWN', now: new Date() });
    }, 7),
  );
}

const anybody = {
  accountId: '00000000-0000-0000-0000-000000000000',
  name: 'bench',
  role: 'SYSTEM',
  roleName: '系统',
  permissions: new Set<string>(),
  organisation: null,
  personId: null,
  premisesId: null,
  sessionId: null,
};
