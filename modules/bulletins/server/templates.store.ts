import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Template } from '../contract/index.ts';

/** Writes of a division's own templates; versions are only ever added. */
export function createTemplateStore(work: Pick<Work, 'db' | 'now'>) {
  const db = tablesOf<'bulletins.template'>(work);
  return {
    /** @returns false where somebody else was first with this version */
    async add(row: {
      regionPrefix: string;
      template: Template;
      version: number;
      isActive: boolean;
      reason: string | null;
      changedBy: string;
    }): Promise<boolean> {
      const { template, ...rest } = row;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('bulletins.template')
        .values({ ...rest, id: template.id, body: JSON.stringify(template), changedAt: work.now })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}
