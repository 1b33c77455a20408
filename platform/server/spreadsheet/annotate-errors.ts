import type { Readable } from 'node:stream';
import { RESULT_HEADER, type ReadTableOptions, readTable } from './read-table.ts';
import { writeXlsx } from './write-xlsx.ts';

export interface RowProblem {
  /** What is wrong and what to do, in Chinese, e.g. “联系电话应为11位手机号”. */
  message: string;
  /** 0-based columns of `Table.header` to tint. */
  columns?: number[];
}

export interface AnnotateOptions extends ReadTableOptions {
  /** Keep only rows with problems, when the good ones have been imported already. Default false. */
  onlyProblems?: boolean;
  /** Text for rows without problems; default “通过”. */
  good?: string;
}

/**
 * The same table again with a first column “导入结果” that says what is wrong with each row, bad cells tinted. The user
 * corrects it and imports it again: `readTable` leaves that column out.
 * @param problems by `TableRow.line` of the original file.
 */
export async function annotateErrors(
  input: Uint8Array | string,
  fileName: string,
  problems: ReadonlyMap<number, RowProblem[]>,
  options: AnnotateOptions = {},
): Promise<Readable> {
  const table = await readTable(input, fileName, options);
  const { onlyProblems = false, good = '通过' } = options;
  async function* rows() {
    for await (const { line, cells } of table.rows) {
      const found = problems.get(line) ?? [];
      if (found.length === 0) {
        if (!onlyProblems) yield [good, ...cells];
        continue;
      }
      const bad = new Set(found.flatMap((problem) => problem.columns ?? []));
      yield [
        { value: found.map((problem) => problem.message).join('；'), isWrong: true as const },
        ...cells.map((value, i) => (bad.has(i) ? { value, isWrong: true as const } : value)),
      ];
    }
  }
  return writeXlsx({
    sheets: [
      {
        name: table.sheetName ?? '导入结果',
        columns: [
          { header: RESULT_HEADER, width: 40, kind: 'text' },
          ...table.header.map((header) => ({ header, kind: 'text' as const })),
        ],
        rows: rows(),
      },
    ],
  });
}
