import { createHash } from 'node:crypto';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { FireImportMapping } from '../../contract/index.ts';

/** Files with the same headings, in any order, are mapped alike. */
const signatureOf = (header: readonly string[]) =>
  createHash('sha256')
    .update(
      JSON.stringify(
        header
          .filter(Boolean)
          .map((title) => title.normalize('NFKC').replace(/\s/g, ''))
          .sort(),
      ),
    )
    .digest('hex');

/** Mappings that a person used, and what of a file is there already. */
export function createFireImportStore(work: Work) {
  const db = tablesOf<'fires.importMapping' | 'fires.fire' | 'fires.callout'>(work);
  return {
    async remembered(header: readonly string[]): Promise<FireImportMapping | undefined> {
      const row = await db
        .selectFrom('fires.importMapping')
        .select('mapping')
        .where('accountId', '=', work.actor.accountId)
        .where('headerSignature', '=', signatureOf(header))
        .executeTakeFirst();
      return row && FireImportMapping.safeParse(row.mapping).data;
    },
    async remember(header: readonly string[], { columns, values }: FireImportMapping) {
      const mapping = JSON.stringify({ columns, values });
      await db
        .insertInto('fires.importMapping')
        .values({ accountId: work.actor.accountId, headerSignature: signatureOf(header), mapping, usedAt: work.now })
        .onConflict((on) => on.columns(['accountId', 'headerSignature']).doUpdateSet({ mapping, usedAt: work.now }))
        .execute();
    },
    /** References of the county that are there already, as fires or as call-outs. */
    async existing(countyCode: string, references: readonly string[]): Promise<Set<string>> {
      const found = new Set<string>();
      for (let start = 0; start < references.length; start += 5000) {
        const some = references.slice(start, start + 5000);
        for (const table of ['fires.fire', 'fires.callout'] as const) {
          const rows = await db
            .selectFrom(table)
            .select('sourceRef')
            .where('countyCode', '=', countyCode)
            .where('sourceRef', 'in', some)
            .execute();
          for (const { sourceRef } of rows) if (sourceRef) found.add(sourceRef);
        }
      }
      return found;
    },
  };
}
