import { addWorkdays, type WorkdayCalendar } from '#modules/regions/contract';
import type { HazardStatus } from '../contract/index.ts';

/** Working days that the keeping body has (令120第19、20条; transfers: platform default, 需核 local). */
export const limits = {
  orderAfterInspection: 3,
  reinspection: 3,
  transferFeedback: 5,
  afterFailedReinspection: 3,
  penaltyNaturalDays: 90,
} as const;

const later = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export interface DeskFacts {
  status: HazardStatus;
  correctionMode: string;
  foundOn: string;
  dueOn: string | null;
  reviewOn: string | null;
}

/**
 * The day by which the keeping body must act next.
 *
 * @param today the day of the move into this state; limits "自……之日起" do not count it
 * @returns null where nobody of the body has to act
 */
export function deskDay(calendar: WorkdayCalendar, facts: DeskFacts, today: string): string | null {
  const within = (start: string, days: number) => addWorkdays(calendar, start, days).day;
  switch (facts.status) {
    case 'REGISTERED':
      return facts.correctionMode === 'IMMEDIATE'
        ? facts.foundOn
        : within(facts.foundOn > today ? facts.foundOn : today, limits.orderAfterInspection);
    case 'RECTIFYING':
      return facts.reviewOn ?? (facts.dueOn ? within(facts.dueOn, limits.reinspection) : null);
    case 'PENDING_REINSPECTION':
      // 期限届满或收到申请之日起3个工作日内, whichever is earlier (令120第20条).
      return within(facts.dueOn && facts.dueOn < today ? facts.dueOn : today, limits.reinspection);
    case 'TRANSFERRED':
      return within(today, limits.transferFeedback);
    case 'OVERDUE':
      return within(today, limits.afterFailedReinspection);
    case 'PENALTY':
      return later(today, limits.penaltyNaturalDays);
    case 'SEALED':
      return later(today, 30);
    case 'MAJOR_REVIEW':
      return within(today, 7);
    case 'ON_SITE_FIXED':
    case 'CLOSED':
      return null;
  }
}
