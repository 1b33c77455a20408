import { AppError } from '#platform/shared/errors.ts';
import type { TableMapping } from '#platform/shared/table-import.ts';
import { harmlessName } from '../files.ts';
import type { ModuleSetting } from '../module.ts';
import { type Actor, workAs } from '../work.ts';
import type { ImportKind } from './import-kind.ts';
import { createImportService, openTable } from './import-service.ts';

/** What the endpoints of uploading and of the annotated table do, beside the service. */
export function importFiles<Mapping extends TableMapping, Options>(
  { environment, files }: Pick<ModuleSetting, 'environment' | 'files'>,
  kind: ImportKind<Mapping, Options>,
) {
  return {
    /** Reading and storing tens of megabytes holds no transaction open. */
    async upload(actor: Actor, input: { id?: string | undefined; regionCode: string; file: Blob }) {
      const fileName = harmlessName(input.file instanceof File ? input.file.name : '表格.xlsx');
      const bytes = new Uint8Array(await input.file.arrayBuffer());
      if (!bytes.byteLength)
        throw new AppError('invalid', '文件是空的，请选择有内容的表格。', { fields: { file: '空文件' } });
      const opened = await openTable(bytes, fileName, kind.rows);
      const { sha256 } = await files.put(bytes);
      return workAs(environment, actor, (work) =>
        createImportService(work, kind).create({
          id: input.id,
          regionCode: input.regionCode,
          fileName,
          sha256,
          ...opened,
        }),
      );
    },
    async result({ sha256, name }: { sha256: string; name: string }) {
      return new File([new Uint8Array(await files.get(sha256))], name, {
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      });
    },
  };
}
