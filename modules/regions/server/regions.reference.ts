import { sql } from 'kysely';
import { pinyin } from 'pinyin-pro';
import type { ReferenceData } from '#platform/server/module.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { readDivisions, readVillages } from './reference-divisions.ts';
import { readPublishedWorkdays } from './reference-workdays.ts';

type DivisionRow = {
  code: string;
  name: string;
  level: string;
  parentCode: string | null;
  pinyin: string;
  initials: string;
};

const validFrom = '2023-12-31';

async function writeDivisions(work: Work, rows: readonly DivisionRow[]) {
  for (let start = 0; start < rows.length; start += 5000) {
    const part = rows.slice(start, start + 5000);
    const column = (key: keyof DivisionRow) => part.map((row) => row[key]);
    await sql`
      insert into regions.division (code, name, level, parent_code, pinyin, initials, valid_from)
      select *, ${validFrom}::date from unnest(${column('code')}::text[], ${column('name')}::text[], ${column('level')}::text[],
        ${column('parentCode')}::text[], ${column('pinyin')}::text[], ${column('initials')}::text[])
      on conflict (code) do update set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
        pinyin = excluded.pinyin, initials = excluded.initials`.execute(work.db);
  }
}

/**
 * Loads the villages of a province, or of one of its cities, counties or townships, into the divisions.
 * @param prefix 2 to 9 digits
 * @returns how many villages the database now holds under the prefix
 */
export async function loadVillages(work: Work, prefix: string): Promise<number> {
  const villages = (await readVillages(prefix.slice(0, 2))).filter((village) => village.code.startsWith(prefix));
  await writeDivisions(
    work,
    villages.map((village) => {
      const syllables = pinyin(village.name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
      return {
        ...village,
        pinyin: syllables.join('').toLowerCase(),
        initials: syllables
          .map((one) => one[0] ?? '')
          .join('')
          .toLowerCase(),
      };
    }),
  );
  return villages.length;
}

/** Divisions from province to township, and the published working-day calendars. */
export const regionReference: ReferenceData = {
  edition: 'divisions 2023, calendar 2026',
  async load(work) {
    await writeDivisions(work, await readDivisions());
    const { years, exceptions } = await readPublishedWorkdays();
    const db = tablesOf<'regions.calendarYear' | 'regions.calendarException'>(work);
    // What an administrator has entered or corrected stays.
    await db
      .insertInto('regions.calendarYear')
      .values(years.map(({ year, notice }) => ({ year, source: notice })))
      .onConflict((on) => on.doNothing())
      .execute();
    await db
      .insertInto('regions.calendarException')
      .values(exceptions)
      .onConflict((on) => on.doNothing())
      .execute();
  },
};
