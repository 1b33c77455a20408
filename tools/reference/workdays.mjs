/**
 * Makes db/reference/calendar/workdays.json from npm chinese-days. Run by hand when the notice for a new year is out
 * and the package has it:
 *   node tools/reference/workdays.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withNpmPackage } from './npm-package.mjs';

const target = fileURLToPath(new URL('../../db/reference/calendar/workdays.json', import.meta.url));
const firstYear = 2015;

/** Days given beyond the regulation on holidays: 3 September 2015; 31 January and 1 February 2020 (longer holiday). */
const extraDays = new Map([
  [2015, 1],
  [2020, 2],
]);

const isWeekend = (day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The holiday around 1 January is arranged by the notice of the new year, also for its days in December. */
const noticeYear = (day, name) => Number(day.slice(0, 4)) + (name === '元旦' && day.slice(5, 7) === '12' ? 1 : 0);

await withNpmPackage(
  'chinese-days@1.5.7',
  'sha512-8Z/afgDTct5jsoTLQTOZfpDl7w4pJH4jpr3DLxy6HING9U/e0EV7yiNxF/HVXp/c+eQFfFqv+HQZ/QDaIVJ1Vw==',
  (folder) => {
    const data = JSON.parse(readFileSync(join(folder, 'dist', 'chinese-days.json'), 'utf8'));
    // The addresses of the notices stand only in the comments of the package's source, one block a year.
    const source = readFileSync(join(folder, 'src', 'holidays', 'generate.ts'), 'utf8');
    const urls = new Map();
    for (const block of source.split('/**').slice(1)) {
      const year = /^\s*\* (20\d\d)\s*$/m.exec(block)?.[1];
      if (year) urls.set(Number(year), block.match(/https?:\/\/www\.gov\.cn\S+/g) ?? []);
    }

    const entries = (kind) =>
      Object.entries(data[kind])
        .map(([day, label]) => ({ day, name: label.split(',')[1] }))
        .sort((a, b) => (a.day < b.day ? -1 : 1));
    const holidays = entries('holidays').filter(({ day }) => !isWeekend(day));
    const workdays = entries('workdays');
    const years = [...new Set(holidays.map(({ day, name }) => noticeYear(day, name)))]
      .filter((y) => y >= firstYear)
      .sort();

    const notices = years.map((year) => {
      const ofYear = ({ day, name }) => noticeYear(day, name) === year;
      const made = workdays.filter(ofYear);
      const off = holidays.filter(ofYear);
      if (made.some(({ day }) => !isWeekend(day))) throw new Error(`${year}: a make-up day is no weekend day`);
      // A statutory day on a weekend is given back on a weekday, and every further weekday off is worked on a weekend.
      const given = off.length - made.length;
      if (given !== (extraDays.get(year) ?? 0) + (year < 2025 ? 11 : 13))
        throw new Error(`${year}: ${given} days given`);
      if (!urls.get(year)?.length) throw new Error(`${year}: no address of the notice`);
      const notice = `国务院办公厅关于${year}年部分节假日安排的通知`;
      return { year, notice, urls: urls.get(year), holidays: off, workdays: made };
    });
    const text = JSON.stringify({ source: '国务院办公厅历年部分节假日安排的通知', notices }, null, 1).replace(
      /\{\s+"day": ("[^"]+"),\s+"name": ("[^"]+")\s+\}/g,
      '{ "day": $1, "name": $2 }',
    );
    writeFileSync(target, `${text}\n`);
    for (const n of notices) console.log(n.year, n.holidays.length, n.workdays.length, n.urls.length);
  },
);
