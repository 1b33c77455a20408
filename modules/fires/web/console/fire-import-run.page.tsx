import { TableImport } from '#platform/web/table-import/index.ts';
import { fireTables } from '../import-source.tsx';

export default function FireImportRunPage() {
  return <TableImport source={fireTables} />;
}
