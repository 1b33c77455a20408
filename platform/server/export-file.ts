import { type SheetSpec, writeXlsxToBuffer } from './spreadsheet/index.ts';

/** A list as an Excel file for download; formulas are neutralised by the writer. */
export async function xlsxFile(name: string, sheet: SheetSpec): Promise<File> {
  const bytes = await writeXlsxToBuffer({ sheets: [sheet] });
  return new File([new Uint8Array(bytes)], name, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
