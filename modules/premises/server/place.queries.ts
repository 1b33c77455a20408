import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

export interface Place {
  countyCode: string;
  id: string;
  regionCode: string;
  code: string;
  name: string;
  address: string;
  uscc: string | null;
  lng: number | null;
  lat: number | null;
  types: string[];
  premisesType: string;
  supervisionClass: string;
  status: string;
  isKeyUnit: boolean;
  isHighRisk: boolean;
  isCrowded: boolean;
  isPublicAssembly: boolean;
  industry: string | null;
  supervisorOrgId: string | null;
  policeOrgId: string | null;
  gridId: string | null;
  buildingId: string | null;
  isDemo: boolean;
  /** Name of the 消防安全责任人, and of the 消防安全管理人, today. */
  responsiblePerson: string | null;
  manager: string | null;
}

/**
 * A place as other modules may know it. Guarded by division and premises' account only: a department that was handed a
 * hazard may look at its place although it is of another industry.
 * @throws not_found
 */
export async function getPlace(work: Work, countyCode: string, id: string): Promise<Place> {
  const db = tablesOf<'premises.place' | 'premises.currentDutyHolder'>(work);
  const place = await db
    .selectFrom('premises.place')
    .select([
      'countyCode',
      'id',
      'regionCode',
      'code',
      'name',
      'address',
      'uscc',
      'lng',
      'lat',
      'types',
      'premisesType',
      'supervisionClass',
      'status',
      'isKeyUnit',
      'isHighRisk',
      'isCrowded',
      'isPublicAssembly',
      'industry',
      'supervisorOrgId',
      'policeOrgId',
      'gridId',
      'buildingId',
      'isDemo',
    ])
    .where('countyCode', '=', countyCode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!place) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
  const people = await db
    .selectFrom('premises.currentDutyHolder')
    .select(['kind', 'personName'])
    .where('countyCode', '=', countyCode)
    .where('premisesId', '=', id)
    .where('kind', 'in', ['RESPONSIBLE_PERSON', 'FIRE_MANAGER'])
    .execute();
  const named = (kind: string) => people.find((one) => one.kind === kind)?.personName ?? null;
  return { ...place, responsiblePerson: named('RESPONSIBLE_PERSON'), manager: named('FIRE_MANAGER') };
}

/**
 * A place with the fields that an outside source may fill, locked until the end of the unit of work.
 * @throws not_found
 */
export async function lockPlace(work: Work, countyCode: string, id: string) {
  const place = await tablesOf<'premises.premises'>(work)
    .selectFrom('premises.premises')
    .select(['id', 'name', 'version', 'uscc', 'lng', 'lat', 'storeys', 'height'])
    .where('countyCode', '=', countyCode)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!place) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
  return place;
}

/** How many places depend on each post (grid workers), for the organisations' list of gaps. */
export async function premisesDependingOn(
  work: Work,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (!postIds.length) return new Map();
  const rows = await tablesOf<'premises.currentDutyHolder'>(work)
    .selectFrom('premises.currentDutyHolder')
    .select((eb) => ['postId', eb.fn.countAll<number>().as('n')])
    .where('countyCode', '=', work.actor.region.slice(0, 6))
    .where('postId', 'in', [...postIds])
    .groupBy('postId')
    .execute();
  return new Map(rows.map((row) => [row.postId as string, Number(row.n)]));
}
