import { dayOf } from '#platform/shared/day.ts';
import { type ColumnKind, writeXlsxToBuffer } from './spreadsheet/index.ts';
import type { Work } from './work.ts';

/** Most rows of one export; a list that is longer says so. */
export const exportLimit = 100_000;

export interface ExportedColumn<Row> {
  header: string;
  kind: ColumnKind;
  value: (row: Row) => unknown;
}

/**
 * A list exactly as it is filtered, as an Excel file for download. A last sheet says when it was made and whether it is
 * whole; formulas are neutralised by the writer.
 *
 * @param total how many records match, whether or not all of them are in `rows`
 */
export async function exportList<Row>(
  work: Work,
  list: { name: string; columns: readonly ExportedColumn<Row>[]; rows: AsyncIterable<Row>; total: number },
): Promise<File> {
  const { name, columns, total } = list;
  async function* cells() {
    for await (const row of list.rows) yield columns.map((column) => column.value(row));
  }
  const day = dayOf(work.now);
  const bytes = await writeXlsxToBuffer({
    sheets: [{ name, columns: columns.map(({ header, kind }) => ({ header, kind })), rows: cells() }],
    notes: [
      `导出时间：${day}`,
      total > exportLimit
        ? `符合条件共 ${total} 条，一次最多导出 ${exportLimit} 条，请缩小条件分次导出。`
        : `符合条件共 ${total} 条，已全部导出。`,
    ],
  });
  return new File([new Uint8Array(bytes)], `${name}-${day}.xlsx`, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
