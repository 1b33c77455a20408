import { monthOf, untilToday } from '#modules/indicators/contract';
import { createIndicatorService, type Facts, prefixWithinReach } from '#modules/indicators/server';
import { createKept } from '#platform/server/kept.ts';
import type { NewsFeed } from '#platform/server/news.ts';
import type { Actor, Environment } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import {
  type LeaderView,
  leaderIndicators,
  monthlyIndicators,
  type Period,
  thirteenMonths,
} from '../contract/index.ts';

export interface LeaderQuestion extends Period {
  regionCode?: string | undefined;
  scheme: Scheme;
}

const seconds = 1000;

/**
 * The leader's view of a division, made of indicators alone. Many look at it at once, so that an answer is kept for those of
 * the same reach until something changes in its counties, and never longer than some seconds.
 */
export function createLeaderView(environment: Environment, facts: Facts, feed: NewsFeed) {
  const indicators = createIndicatorService(facts);
  const kept = createKept<LeaderView>({ milliseconds: 20 * seconds, most: 500, now: environment.now });
  let isListening = false;
  /** From the first question on; before it there is nothing to drop. */
  const listen = () => {
    if (isListening) return;
    isListening = true;
    feed.listen(({ countyCode }) =>
      kept.drop((key) => {
        const [prefix = ''] = key.split(' ');
        return countyCode.startsWith(prefix.slice(0, 6)) || countyCode === '';
      }),
    );
  };

  async function counted(actor: Actor, asked: LeaderQuestion, today: string): Promise<LeaderView> {
    const names = thirteenMonths(today);
    const { table, further } = await indicators.tableWith(
      environment,
      actor,
      { ...asked, ids: leaderIndicators },
      names.map((month) => untilToday(monthOf(month), today)),
    );
    return {
      // Who may change a definition is another person's matter, and this answer is shared.
      table: { ...table, indicators: table.indicators.map((one) => ({ ...one, mayEdit: false })) },
      months: names.map((month, i) => ({
        month,
        values: Object.fromEntries(monthlyIndicators.map((id) => [id, further(id, i).value])),
      })),
    };
  }

  return function leaderView(actor: Actor, asked: LeaderQuestion): Promise<LeaderView> {
    listen();
    const prefix = prefixWithinReach(actor.region, asked.regionCode);
    const today = dayOf(environment.now());
    const key = [prefix, actor.region, asked.from, asked.to, asked.scheme, today].join(' ');
    return kept.get(key, () => counted(actor, asked, today));
  };
}
