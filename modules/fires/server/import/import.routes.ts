import { reachIn } from '#modules/regions/server';
import { endpoints } from '#platform/server/api.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { createImportService, importFiles } from '#platform/server/table-import/index.ts';
import type { Work } from '#platform/server/work.ts';
import { fireImportContract } from '../../contract/index.ts';
import { fireTables } from './importing.ts';

export function createFireImportRoutes(setting: Pick<ModuleSetting, 'environment' | 'files'>) {
  const on = endpoints(fireImportContract);
  const files = importFiles(setting, fireTables);
  const service = (work: Work) => createImportService(work, fireTables);
  return on.router({
    upload: on.upload.handler(({ input, context: { actor } }) => files.upload(actor, input)),
    list: on.list.handler(async ({ input, context: { work } }) => {
      const { counties, township = '', village = township } = await reachIn(work, input.regionCode);
      return service(work).list({ ...input, counties, digits: village });
    }),
    get: on.get.handler(({ input, context: { work } }) => service(work).get(input.countyCode, input.id)),
    check: on.check.handler(({ input, context: { work } }) => service(work).check(input)),
    commit: on.commit.handler(({ input, context: { work } }) => service(work).commit(input.countyCode, input.id)),
    cancel: on.cancel.handler(({ input, context: { work } }) => service(work).cancel(input.countyCode, input.id)),
    result: on.result.handler(async ({ input, context: { work } }) =>
      files.result(await service(work).result(input.countyCode, input.id)),
    ),
  });
}
