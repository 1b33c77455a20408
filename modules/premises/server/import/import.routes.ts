import { reachIn } from '#modules/regions/server';
import { endpoints } from '#platform/server/api.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { createImportService, importFiles } from '#platform/server/table-import/index.ts';
import type { Work } from '#platform/server/work.ts';
import { premisesImportContract } from '../../contract/index.ts';
import { premisesTables } from './importing.ts';
import { writeTemplate } from './template.ts';

export function createPremisesImportRoutes(setting: Pick<ModuleSetting, 'environment' | 'files'>) {
  const on = endpoints(premisesImportContract);
  const files = importFiles(setting, premisesTables);
  const service = (work: Work) => createImportService(work, premisesTables);
  return on.router({
    template: on.template.handler(
      async ({ input }) =>
        new File([new Uint8Array(await writeTemplate(input.types))], '单位导入模板.xlsx', {
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        }),
    ),
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
