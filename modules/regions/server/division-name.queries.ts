import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

/** Name of a division by its 12-digit code; empty where the edition has none (counties of 东莞, 中山, 儋州). */
export const divisionName = async (work: Pick<Work, 'db'>, code: string): Promise<string> =>
  (
    await tablesOf<'regions.division'>(work)
      .selectFrom('regions.division')
      .select('name')
      .where('code', '=', code)
      .executeTakeFirst()
  )?.name ?? '';

/** @throws AppError where no division has the code */
export async function requireDivision(work: Pick<Work, 'db'>, regionCode: string): Promise<void> {
  const division = await tablesOf<'regions.division'>(work)
    .selectFrom('regions.division')
    .select('code')
    .where('code', '=', regionCode)
    .executeTakeFirst();
  if (!division)
    throw new AppError('invalid', `没有代码为 ${regionCode} 的区划，请重新选择。`, {
      fields: { regionCode: '区划不存在' },
    });
}
