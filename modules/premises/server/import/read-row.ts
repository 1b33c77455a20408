import type { RowProblem, TableRow } from '#platform/server/spreadsheet/index.ts';
import {
  type CoordinateSystem,
  type ImportColumn,
  type ImportMapping,
  importColumns,
  isValidUscc,
  readCode,
  toWgs84,
} from '../../contract/index.ts';
import { identitiesOf } from './identities.ts';
import type { Found } from './places.ts';
import { choiceReader, readChoices, remembered } from './words.ts';

/** What the words of the file are looked up in: the county as it is in the register. */
export interface Vocabulary {
  division(text: string, township?: string): Found;
  body(text: string, kind?: string): Found;
  grid(text: string): Found;
}

export interface ReadPerson {
  name: string;
  position: string | null;
  phone: string | null;
}

/** One row as values of the file; an empty cell gives nothing. */
export interface ReadRow {
  line: number;
  /** Fields of `FileValues` that the row gives. */
  values: Record<string, unknown>;
  code: string | undefined;
  buildingCode: string | undefined;
  status: string | undefined;
  isKeyUnit: boolean;
  responsiblePerson: ReadPerson | undefined;
  fireManager: ReadPerson | undefined;
  problems: RowProblem[];
  /** What tells the place from others: see `identitiesOf`. */
  identities: readonly string[];
}

export interface RowReader {
  read(row: TableRow): ReadRow;
  /** Column of the file, 0-based, that feeds a field of `FileValues` (`attributes.beds`). */
  columnOf(field: string): number | undefined;
  /** Column key → word → how often, of words that nobody knows. */
  unknown: Map<string, Map<string, number>>;
}

/** Distinct unknown words kept for each column: more than anybody would assign by hand. */
const unknownLimit = 100;

const yes = new Set(['是', '有', '√', '✓', '✔', 'y', 'yes', 'true', '1', '对']);
const no = new Set(['否', '无', '没有', '×', 'x', 'n', 'no', 'false', '0', '非']);

/** Text in one line, half-width letters and digits. */
const line = (text: string) =>
  /[\s\uff01-\uff5e]/.test(text)
    ? text
        .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
        .replace(/\s+/g, ' ')
        .trim()
    : text;

/** `2026/3/1`, `2026年3月1日`, `20260301`, `2026.3.1` and what a spreadsheet makes of a date. */
export function readDay(text: string): string | undefined {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match;
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso) ? undefined : iso;
}

/** Degrees from `120.4301`, `120°25′48.36″`, `E120.4301`. */
export function readDegrees(text: string): number | undefined {
  const bare = text
    .normalize('NFKC')
    .replace(/^(东经|北纬|[EN])\s*|\s*[EN]$/gi, '')
    .replace(/\s+/g, '');
  if (/^\d{1,3}(\.\d+)?°?$/.test(bare)) return Number.parseFloat(bare);
  // Half width makes two single marks of the sign for seconds.
  const match = /^(\d{1,3})[°度](\d{1,2}(?:\.\d+)?)['′’分](?:(\d{1,2}(?:\.\d+)?)(?:["”秒]|['′’]{2})?)?$/.exec(bare);
  if (!match) return undefined;
  const [, degrees, minutes, seconds = '0'] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  return Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
}

/** A figure with thousands separators and its unit. */
export function readNumber(text: string): number | undefined {
  const bare = text
    .normalize('NFKC')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(/\s+/g, '')
    .replace(/(平方米|平米|平方|㎡|m2|m²|米|m|人|间|张|层|楼|个|户|台|座|床|MWh|kW)$/i, '');
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

/** Field of `FileValues` that a column feeds, where it is not the column's own key. */
const fieldOf: Record<string, string> = {
  supervisor: 'supervisorOrgId',
  police: 'policeOrgId',
  grid: 'gridId',
  buildingCode: 'buildingId',
  point: 'lng',
  townshipName: 'regionCode',
};
const columnsByKey = new Map(importColumns.map((column) => [column.key, column]));

/** Reads the rows of one file by what its columns are said to be. Pure: the county is in `vocabulary`. */
export function createRowReader(
  header: readonly string[],
  mapping: ImportMapping,
  coordinateSystem: CoordinateSystem,
  vocabulary: Vocabulary,
  defaultRegion: string | undefined,
): RowReader {
  const feeds: {
    column: ImportColumn;
    index: number;
    choice: (text: string) => string | undefined;
    choices: (text: string) => ReturnType<typeof readChoices>;
  }[] = [];
  const indexOf = new Map<string, number>();
  header.forEach((title, index) => {
    const column = title === '' ? undefined : columnsByKey.get(mapping.columns[title] ?? '');
    if (!column || indexOf.has(column.key)) return;
    indexOf.set(column.key, index);
    const choice = choiceReader(column.key, column.choices ?? [], mapping.values[column.key]);
    feeds.push({ column, index, choice, choices: remembered((text) => readChoices(text, choice)) });
  });
  const fieldIndex = new Map<string, number>();
  for (const [key, index] of indexOf)
    if (!fieldIndex.has(fieldOf[key] ?? key)) fieldIndex.set(fieldOf[key] ?? key, index);
  const unknown = new Map<string, Map<string, number>>();
  const countUnknown = (key: string, word: string) => {
    const words = unknown.get(key) ?? new Map<string, number>();
    unknown.set(key, words);
    if (words.has(word) || words.size < unknownLimit) words.set(word, (words.get(word) ?? 0) + 1);
  };

  function read({ line: number, cells }: TableRow): ReadRow {
    const problems: RowProblem[] = [];
    const values: Record<string, unknown> = {};
    const attributes: Record<string, unknown> = {};
    const texts: Record<string, string> = {};
    const degrees: { lng?: number; lat?: number } = {};
    let isKeyUnit = false;
    const extra = cells.findIndex((cell, i) => i >= header.length && cell !== '');
    if (extra !== -1) problems.push({ message: `第 ${extra + 1} 列没有表头却有内容，可能是前面的单元格错位，请核对` });

    for (const { column, index, choice, choices } of feeds) {
      const text = line(cells[index] ?? '');
      if (text === '') continue;
      const { key, title } = column;
      const wrong = (message: string) => problems.push({ message, columns: [index] });
      const put = (value: unknown) => {
        if (key.startsWith('attributes.')) attributes[key.slice('attributes.'.length)] = value;
        else values[key] = value;
      };
      switch (column.kind) {
        case 'text':
          if (key === 'uscc') {
            const uscc = text.replace(/[\s-]/g, '').toUpperCase();
            if (isValidUscc(uscc)) put(uscc);
            else
              wrong(
                /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(uscc)
                  ? `统一社会信用代码“${text}”校验位不正确，请核对营业执照`
                  : `统一社会信用代码“${text}”应为 18 位数字和大写字母（不含 I、O、S、V、Z），请核对或留空`,
              );
          } else if (/^(responsible|manager)/.test(key)) texts[key] = text;
          else put(text);
          break;
        case 'code':
        case 'building': {
          const code = readCode(text);
          if (code) texts[key] = code;
          else wrong(`“${title}”${text} 不是本系统的 7 位编码，请从单位列表导出核对，或留空`);
          break;
        }
        case 'region':
          texts[key] = text;
          break;
        case 'body': {
          const found = vocabulary.body(text, key === 'police' ? 'POLICE_STATION' : undefined);
          if ('value' in found) values[fieldOf[key] as string] = found.value;
          else wrong(found.problem);
          break;
        }
        case 'grid': {
          const found = vocabulary.grid(text);
          if ('value' in found) values.gridId = found.value;
          else wrong(found.problem);
          break;
        }
        case 'degrees': {
          const value = readDegrees(text);
          if (value === undefined) wrong(`“${title}”${text} 不是度数，请写成 120.4301 或 120°25′48″`);
          else degrees[key as 'lng' | 'lat'] = value;
          break;
        }
        case 'point': {
          const [lng, lat, more] = text.split(/[,，;；\s]+/).map(readDegrees);
          if (lng === undefined || lat === undefined || more !== undefined)
            wrong(`“${title}”${text} 应为两个度数，先经度后纬度，如 120.4301,30.4362`);
          else Object.assign(degrees, { lng, lat });
          break;
        }
        case 'flag': {
          const word = text.toLowerCase();
          if (yes.has(word)) put(true);
          else if (no.has(word)) put(false);
          else wrong(`“${title}”应填是或否，现为“${text}”`);
          break;
        }
        case 'integer':
        case 'number': {
          const value = readNumber(text);
          if (value === undefined) wrong(`“${title}”应填数字，现为“${text}”`);
          else if (column.kind === 'integer' && !Number.isInteger(value)) wrong(`“${title}”应为整数，现为“${text}”`);
          else put(value);
          break;
        }
        case 'day': {
          const value = readDay(text);
          if (value) put(value);
          else wrong(`“${title}”应为日期，如 2026-03-01，现为“${text}”`);
          break;
        }
        case 'choice': {
          const value = choice(text);
          if (value === undefined) {
            countUnknown(key, text);
            wrong(`“${title}”中的“${text}”不认识，请改用模板中的词，或在导入页面指定它的含义`);
          } else if (key === 'status') texts.status = value;
          else if (key === 'supervisionClass' && value === 'KEY_UNIT') isKeyUnit = true;
          else put(value);
          break;
        }
        case 'choices': {
          const { values: chosen, unknown: words } = choices(text);
          for (const word of words) countUnknown(key, word);
          if (words.length)
            wrong(`“${title}”中的“${words.join('”“')}”不认识，请改用模板中的词，或在导入页面指定它的含义`);
          else put([...chosen]);
          break;
        }
      }
    }

    const region = texts.regionCode ?? texts.townshipName;
    if (region !== undefined) {
      const found =
        texts.regionCode === undefined
          ? vocabulary.division(region)
          : vocabulary.division(texts.regionCode, texts.townshipName);
      if ('value' in found) values.regionCode = found.value;
      else problems.push({ message: found.problem, columns: [fieldIndex.get('regionCode') as number] });
    } else if (defaultRegion) values.regionCode = defaultRegion;

    locate(degrees, values, problems);
    if (Object.keys(attributes).length) values.attributes = attributes;
    const person = (key: 'responsible' | 'manager', who: string): ReadPerson | undefined => {
      const [name, position, phone] = [texts[`${key}Name`], texts[`${key}Position`], texts[`${key}Phone`]];
      if (name) return { name, position: position ?? null, phone: phone ?? null };
      if (position || phone)
        problems.push({
          message: `填写了${who}的${phone ? '电话' : '职务'}，却没有姓名，请补充姓名`,
          columns: [indexOf.get(phone ? `${key}Phone` : `${key}Position`) as number],
        });
      return undefined;
    };
    return {
      line: number,
      values,
      code: texts.code,
      buildingCode: texts.buildingCode,
      status: texts.status,
      isKeyUnit,
      responsiblePerson: person('responsible', '责任人'),
      fireManager: person('manager', '管理人'),
      problems,
      identities: identitiesOf({ code: texts.code, name: values.name, uscc: values.uscc, address: values.address }),
    };
  }

  function locate(
    { lng, lat }: { lng?: number; lat?: number },
    values: Record<string, unknown>,
    problems: RowProblem[],
  ) {
    const columns = ['lng', 'lat'].flatMap((key) => fieldIndex.get(key) ?? []);
    if (lng === undefined && lat === undefined) return;
    if (lng === undefined || lat === undefined) {
      if (!problems.some((problem) => problem.columns?.some((column) => columns.includes(column))))
        problems.push({ message: '经度和纬度要一起填写', columns });
      return;
    }
    if (lat > 70 && lng < 60) {
      problems.push({ message: `经度和纬度写反了（${lng}，${lat}），应先写经度`, columns });
      return;
    }
    const [trueLng, trueLat] = toWgs84([lng, lat], coordinateSystem);
    Object.assign(values, { lng: trueLng, lat: trueLat, coordinateSource: 'IMPORT' });
  }

  return { read, columnOf: (field) => fieldIndex.get(field), unknown };
}
