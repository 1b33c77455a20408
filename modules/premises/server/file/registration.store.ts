import { tablesOf, type Work } from '#platform/server/work.ts';

/**
 * Removes the file, people, history and proposals of a place to which nothing has happened since this version.
 * @returns its division; undefined where something has happened
 */
export async function removeUntouched(
  work: Pick<Work, 'db'>,
  countyCode: string,
  id: string,
  version: number,
): Promise<string | undefined> {
  const db = tablesOf<
    | 'premises.premises'
    | 'premises.change'
    | 'premises.dutyHolder'
    | 'premises.keyUnitProposal'
    | 'app.attachment'
    | 'app.file'
  >(work);
  const place = await db
    .selectFrom('premises.premises')
    .select('regionCode')
    .where('countyCode', '=', countyCode)
    .where('id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();
  if (!place) return undefined;
  const filed = await db
    .selectFrom('app.file')
    .select('id')
    .where('countyCode', '=', countyCode)
    .where('premisesId', '=', id)
    .limit(1)
    .executeTakeFirst();
  const attached = await db
    .selectFrom('app.attachment')
    .select('fileId')
    .where('countyCode', '=', countyCode)
    .where('premisesId', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (filed || attached) return undefined;
  for (const table of ['premises.keyUnitProposal', 'premises.change', 'premises.dutyHolder'] as const)
    await db.deleteFrom(table).where('countyCode', '=', countyCode).where('premisesId', '=', id).execute();
  await db.deleteFrom('premises.premises').where('countyCode', '=', countyCode).where('id', '=', id).execute();
  return place.regionCode;
}
