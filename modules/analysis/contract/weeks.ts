import { type Period, sameDaysOf } from '#modules/indicators/contract';
import { addDays } from '#modules/regions/contract';

const firstMonday = '1970-01-05';

/** Number of the week (Monday to Sunday) that a day lies in. */
export const weekOf = (day: string): number =>
  Math.floor((Date.parse(day) - Date.parse(firstMonday)) / (7 * 86_400_000));
export const daysOfWeek = (week: number): Period => {
  const from = addDays(firstMonday, week * 7);
  return { from, to: addDays(from, 6) };
};
/** The last week that has ended before a day. */
export const lastEndedWeek = (today: string): number => weekOf(today) - 1;

/** The week of the same days so many years before, by its Thursday as ISO 8601 tells the year of a week. */
export function weekYearsBefore(week: number, years: number): number {
  const thursday = addDays(daysOfWeek(week).from, 3);
  return weekOf(sameDaysOf({ from: thursday, to: thursday }, years).from);
}
