import { endpoints } from '#platform/server/api.ts';
import { harmlessName } from '#platform/server/files.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { workAs } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { premisesImportContract } from '../../contract/index.ts';
import { createImportService, openTable } from './import.service.ts';
import { writeTemplate } from './template.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function createPremisesImportRoutes({ environment, files }: Pick<ModuleSetting, 'environment' | 'files'>) {
  const on = endpoints(premisesImportContract);
  return on.router({
    template: on.template.handler(
      async ({ input }) =>
        new File([new Uint8Array(await writeTemplate(input.types))], '单位导入模板.xlsx', { type: xlsx }),
    ),
    // Reading and storing tens of megabytes holds no transaction open.
    upload: on.upload.handler(async ({ input, context: { actor } }) => {
      const fileName = harmlessName(input.file instanceof File ? input.file.name : '单位.xlsx');
      const bytes = new Uint8Array(await input.file.arrayBuffer());
      if (!bytes.byteLength)
        throw new AppError('invalid', '文件是空的，请选择有内容的表格。', { fields: { file: '空文件' } });
      const opened = await openTable(bytes, fileName);
      const { sha256 } = await files.put(bytes);
      return workAs(environment, actor, (work) =>
        createImportService(work).create({ id: input.id, regionCode: input.regionCode, fileName, sha256, ...opened }),
      );
    }),
    list: on.list.handler(({ input, context: { work } }) => createImportService(work).list(input)),
    get: on.get.handler(({ input, context: { work } }) => createImportService(work).get(input.countyCode, input.id)),
    check: on.check.handler(({ input, context: { work } }) => createImportService(work).check(input)),
    commit: on.commit.handler(({ input, context: { work } }) =>
      createImportService(work).commit(input.countyCode, input.id),
    ),
    cancel: on.cancel.handler(({ input, context: { work } }) =>
      createImportService(work).cancel(input.countyCode, input.id),
    ),
    result: on.result.handler(async ({ input, context: { work } }) => {
      const { sha256, name } = await createImportService(work).result(input.countyCode, input.id);
      return new File([new Uint8Array(await files.get(sha256))], name, { type: xlsx });
    }),
  });
}
