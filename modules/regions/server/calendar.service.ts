import type { Actor, Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { CalendarDay, CalendarYear } from '../contract/index.ts';
import { createRegionQueries } from './regions.queries.ts';
import { createRegionStore } from './regions.store.ts';

const isWeekend = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;

const must = (day: CalendarDay) => {
  if (day.kind === 'WORKDAY' && !isWeekend(day.day))
    throw new AppError('invalid', `${day.day} 本来就是工作日，调休上班只用于周六、周日。`, {
      fields: { exceptions: day.day },
    });
};

/** Whether the installation also serves places beyond a reach; told by whoever knows the bodies. */
export type ServesBeyond = (work: Work, reach: string) => Promise<boolean>;

/**
 * The working-day calendar belongs to everybody, so it is written as the job role (`work` is a unit of the system), by an
 * administrator whose reach holds everybody; the permission has been checked before, and the log names the person.
 */
export function createCalendarService(work: Work, by: Actor, servesBeyond: ServesBeyond) {
  const store = createRegionStore(work);
  const queries = createRegionQueries(work);
  const log = (action: string, id: string, detail: Record<string, unknown>) =>
    work.audit(
      action,
      { kind: 'calendar', id, countyCode: by.region.slice(0, 6) },
      { ...detail, by: by.name, accountId: by.accountId },
    );

  async function mustReachEverybody() {
    if (await servesBeyond(work, by.region))
      throw new AppError(
        'forbidden',
        '工作日历全平台共用，本平台还有其他县（市、区）使用，请由管辖全部地区的上级系统管理员维护。',
      );
  }

  /** Enters the whole notice of a year at once, so that a half-entered year never moves a limit. */
  async function publish(input: { year: number; source: string; exceptions: CalendarDay[] }): Promise<CalendarYear> {
    await mustReachEverybody();
    const days = new Set<string>();
    for (const day of input.exceptions) {
      if (!day.day.startsWith(`${input.year}-`))
        throw new AppError('invalid', `${day.day} 不在 ${input.year} 年内。`, { fields: { exceptions: day.day } });
      if (days.has(day.day))
        throw new AppError('invalid', `${day.day} 填了两次，请只保留一次。`, { fields: { exceptions: day.day } });
      days.add(day.day);
      must(day);
    }
    const before = await queries.calendar(input.year);
    await store.publishYear({ year: input.year, source: input.source, changedAt: work.now });
    await store.removeDays(`${input.year}-01-01`, `${input.year}-12-31`);
    await store.addDays(input.exceptions.map((day) => ({ ...day, year: input.year })));
    log('regions.publishCalendar', String(input.year), {
      source: input.source,
      before: before.exceptions,
      after: input.exceptions,
    });
    return queries.calendar(input.year);
  }

  /** Changes one day of a published year. */
  async function setDay(input: {
    day: string;
    kind: 'HOLIDAY' | 'WORKDAY' | 'ORDINARY';
    name?: string | undefined;
    reason: string;
  }): Promise<CalendarYear> {
    await mustReachEverybody();
    const year = Number(input.day.slice(0, 4));
    const before = await queries.calendar(year);
    if (!before.isPublished) throw new AppError('conflict', `${year} 年工作日历尚未公布，请先录入全年安排并公布。`);
    const { kind } = input;
    if (kind !== 'ORDINARY') must({ day: input.day, kind, name: input.name ?? '' });
    await store.removeDays(input.day, input.day);
    if (kind !== 'ORDINARY')
      await store.addDays([
        { day: input.day, kind, name: input.name ?? (kind === 'HOLIDAY' ? '放假' : '调休上班'), year },
      ]);
    log('regions.setCalendarDay', input.day, {
      before: before.exceptions.find((one) => one.day === input.day) ?? null,
      kind,
      name: input.name,
      reason: input.reason,
    });
    return queries.calendar(year);
  }

  return { publish, setDay };
}
