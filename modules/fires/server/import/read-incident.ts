import { createHash } from 'node:crypto';
import type { RowProblem, TableRow } from '#platform/server/spreadsheet/index.ts';
import {
  CalloutContent,
  FireContent,
  type FireImportColumn,
  type FireImportKey,
  type FireImportMapping,
  type FireImportOptions,
  fireImportColumns,
} from '../../contract/index.ts';

const columns: readonly (FireImportColumn & { key: FireImportKey })[] = fireImportColumns;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export interface Incident {
  line: number;
  /** Its number, or what tells it from others where it has none; null where neither is known. */
  reference: string | null;
  hasNumber: boolean;
  fire: FireContent | null;
  callout: CalloutContent | null;
  problems: RowProblem[];
}

const plain = (word: string) => word.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
/** `a > b > c` in its parts; a word without arrows is one part. */
const partsOf = (word: string) => plain(word).split(/\s*>\s*/);

/** The mapped value of a word: its own, or that of the longest beginning of its path. undefined: nobody knows it. */
export function lookUp(
  word: string,
  mapped: Readonly<Record<string, string>>,
  known: readonly { id: string; label: string }[],
): string | undefined {
  const given = new Map(Object.entries(mapped).map(([key, value]) => [partsOf(key).join('>'), value]));
  const parts = partsOf(word);
  for (let length = parts.length; length > 0; length--) {
    const value = given.get(parts.slice(0, length).join('>'));
    if (value !== undefined) return value;
  }
  return known.find(({ id, label }) => plain(id) === plain(word) || plain(label) === plain(word))?.id;
}

/** A number as people and machines write it; null for blanks and blurred figures such as `376***`. */
function numberOf(text: string): number | null | undefined {
  const clean = text.normalize('NFKC').replace(/[,\s]/g, '');
  if (clean === '' || /[*?]/.test(clean) || /^(-|—|无|未知|n\/?a)$/i.test(clean)) return null;
  return /^-?\d+(\.\d+)?$/.test(clean) ? Number(clean) : undefined;
}

const two = (n: number) => String(n).padStart(2, '0');

/** Asia/Shanghai's wall clock as an instant; undefined where there is no such day. */
function instantOf(day: string, time: string): string | undefined {
  const at = new Date(`${day}T${time}+08:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  const back = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return back.startsWith(day) ? at.toISOString() : undefined;
}

const dayIn = (text: string): string | undefined => {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text.normalize('NFKC').trim());
  return found ? `${found[1]}-${two(Number(found[2]))}-${two(Number(found[3]))}` : undefined;
};
const timeIn = (text: string): string | undefined => {
  const found = /(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?/.exec(text.normalize('NFKC'));
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined;
  return `${two(Number(found[1]))}:${two(Number(found[2]))}:${two(Number(found[3] ?? 0))}`;
};
const monthOf = (text: string): number | undefined => {
  const clean = plain(text).replace(/月$/, '');
  const named = months.indexOf(clean.slice(0, 3));
  const number = named >= 0 ? named + 1 : Number(clean);
  return Number.isInteger(number) && number >= 1 && number <= 12 ? number : undefined;
};

/** What tells an incident without a number from others: when, where, which station and what; the same again is the same. */
const unnumbered = (alarmAt: string, kind: string, { address, orgId }: { address: string; orgId: string }) =>
  `~${createHash('sha256')
    .update(JSON.stringify([alarmAt, kind, address, orgId]))
    .digest('hex')
    .slice(0, 32)}`;

export interface ReadingContext {
  mapping: FireImportMapping;
  options: FireImportOptions & { orgId: string };
  /** Where an incident lies whose row does not say it. */
  regionCode: string;
  /** Reach of the person, a division prefix. */
  reach: string;
  now: string;
  /** Station by name or short name. */
  stationOf(name: string): string | undefined;
  /** Division of the county by its code or by the name of a township; undefined where there is none. */
  divisionOf(words: string): string | undefined;
}

/** Makes incidents of the rows of a table, each with what is wrong with it; collects words that nobody knows. */
export function createIncidentReader(header: readonly string[], context: ReadingContext) {
  const { mapping, options } = context;
  const columnOf = new Map<FireImportKey, number>();
  header.forEach((title, i) => {
    const key = mapping.columns[title] as FireImportKey | '' | undefined;
    if (key && !columnOf.has(key)) columnOf.set(key, i);
  });
  const valued = new Map(columns.flatMap((column) => (column.values ? [[column.key, column.values] as const] : [])));
  const titles = new Map(columns.map(({ key, title }) => [key, title]));
  const unknown = new Map<string, Map<string, number>>();

  return {
    columnOf,
    unknown: () => Object.fromEntries([...unknown].map(([key, words]) => [key, Object.fromEntries(words)])),
    read({ line, cells }: TableRow): Incident {
      const problems: RowProblem[] = [];
      const wrong = (key: FireImportKey, message: string) => {
        const column = columnOf.get(key);
        problems.push({ message, ...(column === undefined ? {} : { columns: [column] }) });
      };
      const text = (key: FireImportKey) => (cells[columnOf.get(key) ?? -1] ?? '').trim();
      const number = (key: FireImportKey): number | null => {
        const value = numberOf(text(key));
        if (value === undefined) {
          wrong(key, `${titles.get(key)}“${text(key)}”不是数字`);
          return null;
        }
        if (value !== null && value < 0 && key !== 'lng' && key !== 'lat') wrong(key, `${titles.get(key)}不能为负数`);
        return value;
      };
      const value = (key: FireImportKey): string | null => {
        const word = text(key);
        if (word === '') return null;
        const found = lookUp(word, mapping.values[key] ?? {}, valued.get(key) ?? []);
        if (found !== undefined) return found || null;
        const shown = word.includes('>')
          ? word
              .split('>')
              .slice(0, 2)
              .map((part) => part.trim())
              .join(' > ')
          : word;
        const words = unknown.get(key) ?? new Map<string, number>();
        words.set(shown, (words.get(shown) ?? 0) + 1);
        unknown.set(key, words);
        wrong(key, `${titles.get(key)}“${word.slice(0, 60)}”没有对应的值，请在“不认识的词”中选定`);
        return null;
      };

      const alarmAt = alarm();
      function alarm(): string | null {
        const whole = text('alarmAt');
        const parts = [text('year'), text('month'), text('day')];
        const month = monthOf(parts[1] ?? '');
        const day =
          dayIn(whole) ??
          dayIn(text('date')) ??
          (/^\d{4}$/.test(parts[0] ?? '') && month && /^\d{1,2}$/.test(parts[2] ?? '')
            ? `${parts[0]}-${two(month)}-${two(Number(parts[2]))}`
            : undefined);
        const time = timeIn(text('time')) ?? timeIn(whole.replace(/^\S+[ T]/, ' '));
        const at = day && time ? instantOf(day, time) : undefined;
        if (!at)
          wrong(
            'alarmAt',
            day ? '报警时刻缺失或不正确，应如 2014-07-01 01:54' : '报警日期缺失或不正确，应如 2014-07-01 01:54',
          );
        else if (at > context.now) wrong('alarmAt', `报警时间 ${day} 晚于现在`);
        return at ?? null;
      }
      const arrivedAt = arrival();
      function arrival(): string | null {
        const word = text('arrivedAt');
        if (word === '' || alarmAt === null) return null;
        const alarmDay = new Date(Date.parse(alarmAt) + 8 * 3_600_000).toISOString().slice(0, 10);
        const time = timeIn(word);
        let at = time && instantOf(dayIn(word) ?? alarmDay, time);
        // A time alone that lies before the alarm is of the next day.
        if (at && !dayIn(word) && at < alarmAt) at = new Date(Date.parse(at) + 86_400_000).toISOString();
        if (!at) wrong('arrivedAt', `到场时间“${word}”不正确`);
        else if (at < alarmAt) wrong('arrivedAt', '到场时间早于报警时间');
        return at ?? null;
      }

      const asked = text('regionCode');
      const regionCode = asked ? context.divisionOf(asked) : (context.divisionOf(text('area')) ?? context.regionCode);
      if (!regionCode)
        wrong('regionCode', `本县（市、区）没有“${asked}”这个区划，请填 12 位代码或乡镇（街道）名称，或留空`);
      else if (!regionCode.startsWith(context.reach))
        wrong('regionCode', `区划“${asked || text('area')}”不在管辖范围内`);
      const station = text('station');
      const orgId = station ? context.stationOf(station) : options.orgId;
      if (!orgId) wrong('station', `没有名为“${station}”的消防站，或不能由您填报`);
      const address = [...new Set([text('area'), text('address')].filter(Boolean))].join(' ').slice(0, 200);
      if (!address) wrong('address', '地址为空');
      const kind = columnOf.has('category') && text('category') ? value('category') : options.kind;
      if (kind === null && !problems.length) wrong('category', '警情类别为空');
      const lng = number('lng');
      const lat = number('lat');
      const hasPoint = lng !== null && lat !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
      const note = text('note').slice(0, 1000) || null;
      const rescued = number('rescued');
      const common = {
        regionCode: regionCode ?? context.regionCode,
        address,
        orgId: orgId ?? options.orgId,
        alarmAt: alarmAt ?? context.now,
        arrivedAt,
        lng: hasPoint ? lng : null,
        lat: hasPoint ? lat : null,
      };
      const isFire = kind === 'FIRE';
      const told = isFire && {
        ...common,
        place: value('place'),
        areaType: value('areaType'),
        cause: value('cause'),
        ignitionSource: text('ignitionSource').slice(0, 80) || null,
        firstItem: text('firstItem').slice(0, 80) || null,
        burnedArea: number('burnedArea'),
        deaths: number('deaths'),
        seriousInjuries: number('seriousInjuries'),
        minorInjuries: number('minorInjuries'),
        lossYuan: number('lossYuan'),
        synopsis: note,
      };
      const turnOut =
        kind !== null && (!isFire || options.withCallouts)
          ? {
              ...common,
              kind: isFire ? 'FIRE_FIGHTING' : kind,
              vehicles: number('vehicles'),
              people: number('people'),
              rescued,
              evacuated: number('evacuated'),
              savedYuan: number('savedYuan'),
              note,
            }
          : null;
      const check = <T>(
        schema: {
          safeParse(
            value: unknown,
          ): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
        },
        given: unknown,
      ): T | null => {
        if (!given || problems.length) return null;
        const parsed = schema.safeParse(given);
        if (parsed.success) return parsed.data;
        for (const issue of parsed.error.issues.slice(0, 3)) problems.push({ message: issue.message });
        return null;
      };
      const fire = check<FireContent>(FireContent, told);
      const callout = check<CalloutContent>(CalloutContent, turnOut);
      const given = text('reference');
      return {
        line,
        reference: given || (alarmAt && kind ? unnumbered(alarmAt, kind, common) : null),
        hasNumber: given !== '',
        fire,
        callout,
        problems,
      };
    },
  };
}
