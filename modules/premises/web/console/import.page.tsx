import { TableImport } from '#platform/web/table-import/index.ts';
import { premisesTables } from '../import-source.tsx';

export default function ImportPage() {
  return <TableImport source={premisesTables} />;
}
