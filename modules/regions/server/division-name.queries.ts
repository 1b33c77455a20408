import { tablesOf, type Work } from '#platform/server/work.ts';

/** Name of a division by its 12-digit code; empty where the edition has none (counties of 东莞, 中山, 儋州). */
export const divisionName = async (work: Pick<Work, 'db'>, code: string): Promise<string> =>
  (
    await tablesOf<'regions.division'>(work)
      .selectFrom('regions.division')
      .select('name')
      .where('code', '=', code)
      .executeTakeFirst()
  )?.name ?? '';
