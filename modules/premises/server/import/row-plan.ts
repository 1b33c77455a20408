import type { z } from 'zod';
import type { RowProblem } from '#platform/server/spreadsheet/index.ts';
import { AppError } from '#platform/shared/errors.ts';
import { EditInput, type FileValues, RegisterInput, requiredColumns } from '../../contract/index.ts';
import type { Derivation } from '../derivation/derivation.ts';
import { planEdit } from '../file/edit-plan.ts';
import { permissionToSet } from '../premises.policy.ts';
import type { PremisesStore } from '../premises.store.ts';
import type { BulkStore } from './bulk.store.ts';
import type { ReadPerson, ReadRow, RowReader } from './read-row.ts';

export type RunningHolder = Awaited<ReturnType<BulkStore['runningHolders']>>[number];
export type Stored = NonNullable<Awaited<ReturnType<PremisesStore['find']>>>;

/** In whose name an import writes, and for which division. */
export interface Importer {
  countyCode: string;
  /** Digits of the division of the person's post. */
  reach: string;
  permissions: ReadonlySet<string>;
}

export interface NewRow {
  kind: 'new';
  row: ReadRow;
  input: z.output<typeof RegisterInput>;
}
export interface ChangedRow {
  kind: 'changed';
  row: ReadRow;
  before: Stored;
  plan: Awaited<ReturnType<typeof planEdit>>;
  /** Who answers for the place now. */
  holders: readonly RunningHolder[];
  /** People of the row who are not in the register yet. */
  newPeople: { kind: 'RESPONSIBLE_PERSON' | 'FIRE_MANAGER'; person: ReadPerson; former: RunningHolder | undefined }[];
}

const refusedFields: Readonly<Record<string, string>> = {
  supervisorOrgId: '列管机构',
  policeOrgId: '公安派出所',
  industry: '行业主管部门',
  riskLevel: '风险等级',
  isHighRisk: '火灾高危单位',
};

const decided = Object.entries(permissionToSet);

/** What the person may not write at all: other divisions, and what others decide. */
function forbidden(row: ReadRow, before: Stored | undefined, importer: Importer): RowProblem[] {
  const problems: RowProblem[] = [];
  const region = row.values.regionCode;
  if (typeof region === 'string' && !region.startsWith(importer.reach))
    problems.push({ message: '所属村（社区）不在当前岗位的管辖范围内，请删除该行或由上级导入' });
  if (before && !before.regionCode.startsWith(importer.reach))
    problems.push({ message: '相符的单位登记在其他乡镇（街道），请由上级核对后导入' });
  for (const [field, permission] of decided) {
    const given = row.values[field];
    const held = (before as Record<string, unknown> | undefined)?.[field] ?? null;
    if (given === undefined || given === held || (given === false && !before) || importer.permissions.has(permission))
      continue;
    problems.push({ message: `当前岗位不能确定“${refusedFields[field] ?? field}”，请留空或由有权的岗位导入` });
  }
  if (row.isKeyUnit && !before?.isKeyUnit && !importer.permissions.has('premises.designate'))
    problems.push({ message: '消防安全重点单位由消防救援机构确定，请改为一般单位，或由消防救援大队导入' });
  if (before?.isKeyUnit && row.values.supervisionClass !== undefined)
    problems.push({ message: '该单位是消防安全重点单位，不能通过导入改为其他监管类别，请在单位档案中办理取消' });
  const status = row.status ?? before?.status;
  if (row.isKeyUnit && !before?.isKeyUnit && (status === 'CLOSED' || status === 'DEMOLISHED'))
    problems.push({ message: '已关停或拆除的单位不能确定为消防安全重点单位，请核对状态' });
  return problems;
}

const issuesOf = (error: z.ZodError, reader: RowReader, missing: ReadonlySet<string>): RowProblem[] => {
  const problems: RowProblem[] = [];
  for (const { path, message } of error.issues) {
    const [first, second] = path.map(String);
    if (first === undefined || missing.has(first)) continue;
    const field =
      first === 'attributes' && second
        ? `attributes.${second}`
        : first === 'responsiblePerson' || first === 'fireManager'
          ? personColumn(first, second)
          : first;
    const column = reader.columnOf(field);
    problems.push({ message, ...(column === undefined ? {} : { columns: [column] }) });
  }
  return problems;
};
const personColumn = (person: string, part = 'name') =>
  `${person === 'fireManager' ? 'manager' : 'responsible'}${part[0]?.toUpperCase()}${part.slice(1)}`;

const required = new Map(requiredColumns.map(({ key, title }) => [key, title]));

/** A row about a place that is not registered yet. */
export function planNew(row: ReadRow, importer: Importer, reader: RowReader): NewRow | RowProblem[] {
  const wrong = new Set(row.problems.flatMap(({ columns }) => columns ?? []));
  const missing = new Set([...required.keys()].filter((key) => row.values[key] === undefined));
  const told = [...missing].filter((key) => {
    const column = reader.columnOf(key);
    return column === undefined || !wrong.has(column);
  });
  const problems = [
    ...row.problems,
    ...told.map((key): RowProblem => {
      const column = reader.columnOf(key);
      return { message: `缺少“${required.get(key)}”，请补充`, ...(column === undefined ? {} : { columns: [column] }) };
    }),
    ...forbidden(row, undefined, importer),
  ];
  const parsed = RegisterInput.safeParse({
    ...row.values,
    status: row.status,
    responsiblePerson: row.responsiblePerson,
    fireManager: row.fireManager,
  });
  if (!parsed.success) problems.push(...issuesOf(parsed.error, reader, missing));
  return problems.length || !parsed.success ? problems : { kind: 'new', row, input: parsed.data };
}

const people = { RESPONSIBLE_PERSON: 'responsiblePerson', FIRE_MANAGER: 'fireManager' } as const;

const newPeople = (row: ReadRow, holders: readonly RunningHolder[]): ChangedRow['newPeople'] =>
  (['RESPONSIBLE_PERSON', 'FIRE_MANAGER'] as const).flatMap((kind) => {
    const person = row[people[kind]];
    const former = holders.find((holder) => holder.kind === kind);
    return !person || (former && isSame(person, former)) ? [] : [{ kind, person, former }];
  });

/** What the row leaves out is no difference. */
const isSame = (given: ReadPerson, former: RunningHolder) =>
  given.name === former.personName &&
  (given.position === null || given.position === former.position) &&
  (given.phone === null || given.phone === former.phone);

/** Whether the row says anything that the register does not. */
export const changesSomething = ({ plan, row, before, newPeople: fresh }: ChangedRow) =>
  Object.keys(plan.changes).length > 0 ||
  fresh.length > 0 ||
  (row.status !== undefined && row.status !== before.status) ||
  (row.isKeyUnit && !before.isKeyUnit);

/** A row about a registered place: only what the row gives is changed. */
export async function planChange(
  row: ReadRow,
  before: Stored,
  holders: readonly RunningHolder[],
  importer: Importer,
  reader: RowReader,
  derivation: Derivation,
): Promise<ChangedRow | RowProblem[]> {
  const { attributes, ...given } = row.values;
  // The person's own default for the division moves no place.
  if (reader.columnOf('regionCode') === undefined) delete given.regionCode;
  // The same spot keeps its source.
  if (given.lng === before.lng && given.lat === before.lat)
    for (const key of ['lng', 'lat', 'coordinateSource']) delete given[key];
  const changes = attributes
    ? { ...given, attributes: { ...(before.attributes as object), ...(attributes as object) } }
    : given;
  const parsed = EditInput.shape.changes.safeParse(changes);
  const problems = [...row.problems, ...forbidden(row, before, importer)];
  if (!parsed.success) problems.push(...issuesOf(parsed.error, reader, new Set()));
  if (problems.length || !parsed.success) return problems;
  try {
    const plan = await planEdit(before, parsed.data as Partial<FileValues>, derivation);
    return { kind: 'changed', row, before, plan, holders, newPeople: newPeople(row, holders) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.entries(error.data.fields ?? { '': error.message }).map(([field, message]) => {
      const column = reader.columnOf(field.replace(/^changes\./, ''));
      return { message, ...(column === undefined ? {} : { columns: [column] }) };
    });
  }
}
