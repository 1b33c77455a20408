import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { readPeriod } from '#modules/indicators/web';
import { schemes } from '#platform/shared/fact.ts';
import { dayOf } from '#platform/web/days.ts';
import { type LiveState, useLive } from '#platform/web/live.ts';
import { useScope, useSearch } from '#platform/web/search.ts';
import { cockpitApi, documentsApi, fireDataApi, hazardsApi } from './cockpit.client.ts';

/** What is asked anew when something changed in the counties looked at. */
const asked = [cockpitApi.key(), hazardsApi.key(), documentsApi.key(), fireDataApi.key()];
/** So many changes as come within this time are one; the rest of it spreads the screens of a whole county out. */
const gatherMilliseconds = 800;

function useFresh(scope: string): LiveState {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const prefix = scope.slice(0, 6).replace(/(00)+$/, '');
  return useLive(({ countyCode }) => {
    const concerns = countyCode === '' || countyCode.startsWith(prefix);
    if (!concerns || timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        for (const queryKey of asked) void queries.invalidateQueries({ queryKey });
      },
      gatherMilliseconds * (1 + Math.random()),
    );
  });
}

/** The leader's view of the scope and period in the address, asked anew whenever something changes. */
export function useLeaderView() {
  const scope = useScope();
  const search = useSearch();
  const today = dayOf(new Date());
  const period = readPeriod(search.period, today);
  const scheme = schemes.find((one) => one === search.scheme) ?? 'OWN';
  const live = useFresh(scope);
  const view = useQuery({
    ...cockpitApi.leaderView.queryOptions({ input: { regionCode: scope, from: period.from, to: period.to, scheme } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { scope, today, period, live, view };
}
