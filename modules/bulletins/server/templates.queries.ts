import { tablesOf, type Work } from '#platform/server/work.ts';
import { Template } from '../contract/index.ts';

/** Prefixes of a reach and of those above it, the widest first: 22, 2202, 220203. */
const prefixesOf = (reach: string): string[] =>
  [2, 4, 6, 9, 12].filter((length) => length <= reach.length).map((length) => reach.slice(0, length));

export interface HeldTemplate {
  template: Template;
  regionPrefix: string;
  version: number;
  isActive: boolean;
  reason: string | null;
  changedAt: string;
  changedBy: string;
}

/** Templates that divisions keep for themselves. */
export function createTemplateQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<'bulletins.template'>(work);
  const columns = ['regionPrefix', 'version', 'body', 'isActive', 'reason', 'changedAt', 'changedBy'] as const;
  const held = ({ body, ...row }: Omit<HeldTemplate, 'template'> & { body: unknown }): HeldTemplate => ({
    ...row,
    template: Template.parse(body),
  });
  return {
    /** The newest version of each template of a reach and of the divisions above it, the widest division first. */
    newest: async (reach: string): Promise<HeldTemplate[]> =>
      (
        await db
          .selectFrom('bulletins.template')
          .distinctOn(['regionPrefix', 'id'])
          .select(columns)
          .where('regionPrefix', 'in', prefixesOf(reach))
          .orderBy('regionPrefix')
          .orderBy('id')
          .orderBy('version', 'desc')
          .execute()
      ).map(held),
    /** Every version that a division has had of a template, newest first. */
    versions: async (regionPrefix: string, id: string): Promise<HeldTemplate[]> =>
      (
        await db
          .selectFrom('bulletins.template')
          .select(columns)
          .where('regionPrefix', '=', regionPrefix)
          .where('id', '=', id)
          .orderBy('version', 'desc')
          .execute()
      ).map(held),
  };
}
