import { sql } from 'kysely';
import { decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  allFileFacts,
  type Change,
  classFields,
  type DutyKind,
  dutyKinds,
  type Field,
  fieldWords,
  filePurposes,
  industryName,
  ownerships,
  premisesStatuses,
  riskLevels,
  supervisionClasses,
  typeName,
} from '../../contract/index.ts';

const attributeFields = new Map<string, Field>(
  [...Object.values(classFields).flat(), ...allFileFacts].map((field) => [field.key, field]),
);

/** Which kind of record a stored id names. */
const references: Record<string, 'org' | 'grid' | 'place' | 'region'> = {
  supervisorOrgId: 'org',
  policeOrgId: 'org',
  gridId: 'grid',
  buildingId: 'place',
  regionCode: 'region',
};

const labelOf = (field: string): string => {
  if (field.startsWith('attributes.')) return attributeFields.get(field.slice(11))?.label ?? field.slice(11);
  if (field.startsWith('duty.')) return dutyKinds[field.slice(5) as DutyKind] ?? field;
  if (field.startsWith('files.')) return filePurposes[field.slice(6) as keyof typeof filePurposes] ?? field;
  return fieldWords[field] ?? field;
};

/** History of a file in words, newest first. */
export function createHistoryQueries(work: Work) {
  const db = tablesOf<
    'premises.change' | 'premises.premises' | 'organisations.organisationName' | 'regions.gridName' | 'regions.division'
  >(work);

  async function namesOf(countyCode: string, wanted: Record<'org' | 'grid' | 'place' | 'region', Set<string>>) {
    const lists = [
      wanted.org.size
        ? await db
            .selectFrom('organisations.organisationName')
            .select(['id', 'name'])
            .where('id', 'in', [...wanted.org])
            .execute()
        : [],
      wanted.grid.size
        ? await db
            .selectFrom('regions.gridName')
            .select(['id', 'name'])
            .where('countyCode', '=', countyCode)
            .where('id', 'in', [...wanted.grid])
            .execute()
        : [],
      wanted.place.size
        ? await db
            .selectFrom('premises.premises')
            .select(['id', 'name'])
            .where('countyCode', '=', countyCode)
            .where('id', 'in', [...wanted.place])
            .execute()
        : [],
      wanted.region.size
        ? await db
            .selectFrom('regions.division')
            .select(['code as id', 'name'])
            .where('code', 'in', [...wanted.region])
            .execute()
        : [],
    ];
    return new Map(lists.flat().map(({ id, name }) => [id, name]));
  }

  function wordsOf(field: string, value: unknown, names: ReadonlyMap<string, string>): string | null {
    if (value === null || value === undefined) return null;
    if (field === 'registered') return null;
    if (references[field]) return names.get(String(value)) ?? String(value);
    if (field === 'types' && Array.isArray(value)) return value.map((one) => typeName(String(one))).join('、');
    if (field === 'supervisionClass')
      return supervisionClasses[value as keyof typeof supervisionClasses] ?? String(value);
    if (field === 'status') return premisesStatuses[value as keyof typeof premisesStatuses] ?? String(value);
    if (field === 'riskLevel') return riskLevels[value as keyof typeof riskLevels] ?? String(value);
    if (field === 'ownership') return ownerships[value as keyof typeof ownerships] ?? String(value);
    if (field === 'industry') return industryName(String(value));
    if (typeof value === 'boolean') return value ? '是' : '否';
    const asked = field.startsWith('attributes.') ? attributeFields.get(field.slice(11)) : undefined;
    const choice = (one: unknown) => asked?.choices?.find((option) => option.value === one)?.label ?? String(one);
    if (Array.isArray(value)) return value.map(choice).join('、');
    return asked?.choices ? choice(value) : `${value}${asked?.unit ? ` ${asked.unit}` : ''}`;
  }

  return {
    async page(input: {
      countyCode: string;
      id: string;
      limit: number;
      cursor?: string | undefined;
    }): Promise<{ items: Change[]; next: string | null }> {
      const after = decodeCursor(input.cursor, 2);
      if (after && (Number.isNaN(Date.parse(String(after[0]))) || !/^[0-9a-f-]{36}$/.test(String(after[1]))))
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      const rows = await db
        .selectFrom('premises.change')
        .select(['id', 'at', 'actor', 'reason', 'fields'])
        .where('countyCode', '=', input.countyCode)
        .where('premisesId', '=', input.id)
        .$if(after !== undefined, (q) =>
          q.where(sql<boolean>`(at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(input.limit + 1)
        .execute();
      const items = rows.slice(0, input.limit);
      const wanted = {
        org: new Set<string>(),
        grid: new Set<string>(),
        place: new Set<string>(),
        region: new Set<string>(),
      };
      for (const row of items)
        for (const [field, values] of Object.entries(row.fields as Record<string, [unknown, unknown]>)) {
          const kind = references[field];
          if (kind) for (const value of values) if (typeof value === 'string') wanted[kind].add(value);
        }
      const names = await namesOf(input.countyCode, wanted);
      const last = items.at(-1);
      return {
        items: items.map(({ fields, ...row }) => ({
          ...row,
          fields: Object.entries(fields as Record<string, [unknown, unknown]>).map(([field, [before, after]]) => ({
            field,
            label: labelOf(field),
            before: wordsOf(field, before, names),
            after: wordsOf(field, after, names),
          })),
        })),
        next: rows.length > input.limit && last ? encodeCursor([last.at, last.id]) : null,
      };
    },
  };
}
