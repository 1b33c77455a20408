import { readTable } from '#platform/server/spreadsheet/index.ts';

/** An exported file as its heading and its rows of text. */
export async function readSheet(file: Blob): Promise<{ header: string[]; rows: string[][] }> {
  const table = await readTable(new Uint8Array(await file.arrayBuffer()), { fileName: 'list.xlsx' } as never);
  const rows: string[][] = [];
  for await (const row of table.rows as AsyncIterable<{ cells: string[] }>) rows.push(row.cells);
  return { header: table.header, rows };
}
