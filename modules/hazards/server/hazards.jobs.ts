import { calendarOf } from '#modules/regions/server';
import type { Job } from '#platform/server/module.ts';
import { type Environment, workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { deskDay } from './hazards.clock.ts';
import { createHazardStore } from './hazards.store.ts';

const batch = 200;

/**
 * Moves hazards whose correction period is over to re-inspection (令120第20条) and onto the desk of the body.
 * Runs county by county in small units of work, so it may be killed and run again at any time.
 *
 * @returns how many were moved
 */
export async function moveExpired(environment: Environment): Promise<number> {
  const today = dayOf(environment.now());
  const counties = await workAsSystem(environment, '00', (work) => createHazardStore(work).countiesWithExpired(today));
  let moved = 0;
  for (const { countyCode } of counties) {
    for (;;) {
      const done = await workAsSystem(environment, countyCode, async (work) => {
        const store = createHazardStore(work);
        const calendar = await calendarOf(work);
        const expired = await store.expired(countyCode, today, batch);
        for (const hazard of expired) {
          const facts = {
            status: 'PENDING_REINSPECTION' as const,
            correctionMode: hazard.correctionMode,
            foundOn: hazard.foundOn,
            dueOn: hazard.dueOn,
            reviewOn: null,
          };
          await store.move(
            hazard,
            'deadlineReached',
            { deskOn: deskDay(calendar, facts, today) },
            { detail: { dueOn: hazard.dueOn } },
          );
          work.audit('hazards.deadlineReached', { kind: 'hazard', id: hazard.id, countyCode }, { dueOn: hazard.dueOn });
        }
        return expired.length;
      });
      moved += done;
      if (done < batch) break;
    }
  }
  return moved;
}

export const hazardJobs = (environment: Environment): Job[] => [
  {
    name: 'hazards.moveExpired',
    // Just after midnight; the second run catches what a stopped server missed.
    cron: '5 0,7 * * *',
    run: async () => {
      await moveExpired(environment);
    },
  },
];
