import type { ServerModule } from './module.ts';
import { type Environment, tablesOf, workAsSystem } from './work.ts';

/** Loads the reference data of every module whose edition in the database is another one. */
export async function loadReference(environment: Environment, modules: readonly ServerModule[]): Promise<string[]> {
  const loaded: string[] = [];
  for (const { name, reference } of modules) {
    if (!reference) continue;
    await workAsSystem(environment, '00', async (work) => {
      const db = tablesOf<'app.referenceEdition'>(work);
      const held = await db
        .selectFrom('app.referenceEdition')
        .select('edition')
        .where('module', '=', name)
        .forUpdate()
        .executeTakeFirst();
      if (held?.edition === reference.edition) return;
      await reference.load(work);
      await db
        .insertInto('app.referenceEdition')
        .values({ module: name, edition: reference.edition })
        .onConflict((on) => on.column('module').doUpdateSet({ edition: reference.edition, loadedAt: work.now }))
        .execute();
      loaded.push(name);
    });
  }
  return loaded;
}
