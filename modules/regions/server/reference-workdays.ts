import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type CalendarException, IsoDate } from '../contract/workdays.ts';

const Entry = z.object({ day: IsoDate, name: z.string() });
const Notices = z.object({
  notices: z.array(
    z.object({
      year: z.int(),
      notice: z.string(),
      urls: z.array(z.url()),
      holidays: z.array(Entry),
      workdays: z.array(Entry),
    }),
  ),
});

export type PublishedWorkdays = {
  years: { year: number; notice: string; urls: string[] }[];
  /** `year` is that of the notice: 31 December 2018 was arranged by the notice of 2019. */
  exceptions: (CalendarException & { name: string; year: number })[];
};

/** The holiday notices that come with the product (2015 to 2026); later years are entered by an administrator. */
export async function readPublishedWorkdays(): Promise<PublishedWorkdays> {
  const file = new URL('../../../db/reference/calendar/workdays.json', import.meta.url);
  const { notices } = Notices.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    years: notices.map(({ year, notice, urls }) => ({ year, notice, urls })),
    exceptions: notices.flatMap(({ year, holidays, workdays }) => [
      ...holidays.map((entry) => ({ ...entry, year, kind: 'HOLIDAY' as const })),
      ...workdays.map((entry) => ({ ...entry, year, kind: 'WORKDAY' as const })),
    ]),
  };
}
