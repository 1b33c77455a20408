import type { Job, ModuleSetting } from '#platform/server/module.ts';
import { tablesOf, workAsSystem } from '#platform/server/work.ts';
import { createKeyUnitService } from './key-units/key-unit.service.ts';

/** Every night: criteria may have come into force, or been replaced by the province's. `{countyCode}` for one county. */
export const proposeKeyUnits = ({ environment }: Pick<ModuleSetting, 'environment'>): Job => ({
  name: 'premises.propose-key-units',
  cron: '20 2 * * *',
  async run(data) {
    const counties =
      typeof data.countyCode === 'string'
        ? [data.countyCode]
        : await workAsSystem(environment, '00', async (work) =>
            (
              await tablesOf<'premises.premises'>(work)
                .selectFrom('premises.premises')
                .select('countyCode')
                .distinct()
                .orderBy('countyCode')
                .execute()
            ).map((row) => row.countyCode),
          );
    for (const county of counties)
      for (let after: string | undefined; ; ) {
        const { next } = await workAsSystem(environment, county, (work) =>
          createKeyUnitService(work).sweep(county, after),
        );
        after = next;
        if (after === undefined) break;
      }
  },
});
