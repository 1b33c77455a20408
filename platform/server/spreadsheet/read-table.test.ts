import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readTable, type Table, TableError, type TableRow, writeCsvToBuffer, writeXlsxToBuffer } from './index.ts';
import { collect, textRow, xlsx, zip } from './xlsx.testkit.ts';

const csv = (text: string) => readTable(Buffer.from(text), 'a.csv');

async function all(table: Table): Promise<TableRow[]> {
  return collect(table.rows);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    expect(error.message).toMatch(/^[^。]+。$/);
    return error.code;
  }
  return 'no error';
}

const readAll = (bytes: Uint8Array, name = 'a.xlsx') => codeOf(async () => all(await readTable(bytes, name)));

describe('an xlsx', () => {
  test('gives every cell as text: shared, rich, inline, boolean, error, number', async () => {
    const bytes = xlsx({
      rows:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>丙</t></is></c><c r="D1" t="inlineStr"><is><t>丁</t></is></c></row>' +
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="C3" t="e"><v>#N/A</v></c><c r="D3"><v>0.30000000000000004</v></c></row>',
      sharedStrings: ['甲 &amp; 乙', '富</t><r><t>文</t></r><r><t>本</t></r><rPh><t>ふ</t></rPh><t>字'],
    });
    const table = await readTable(bytes, '台账.xlsx');
    expect(table.header).toEqual(['甲 & 乙', '富文本字', '丙', '丁']);
    expect(table.sheetNames).toEqual(['台账']);
    expect(await all(table)).toEqual([{ line: 3, cells: ['是', '', '#N/A', '0.3'] }]);
  });

  test('gives dates in ISO 8601 and times by the number format', async () => {
    const formats = [
      'yyyy"年"m"月"d"日"',
      'yyyy-mm-dd hh:mm',
      'h:mm;@',
      '[h]:mm',
      '0.00"元/m"',
      '[Red]#,##0',
      '[$-804]m月',
    ];
    const values = [46082, 46082.35416667, 0.75, 1.5, 3.5, 1200, 46082];
    const cells = values.map((v, i) => `<c r="${String.fromCharCode(65 + i)}2" s="${i}"><v>${v}</v></c>`).join('');
    const table = await readTable(
      xlsx({ rows: `${textRow(1, ...formats.map((_, i) => `列${i}`))}<row r="2">${cells}</row>`, formats }),
      'a.xlsx',
    );
    const [row] = await all(table);
    expect(row?.cells).toEqual([
      '2026-03-01',
      '2026-03-01T08:30:00',
      '18:00:00',
      '36:00:00',
      '3.5',
      '1200',
      '2026-03-01',
    ]);
  });

  test('counts dates from 1904 where the workbook says so', async () => {
    const table = await readTable(
      xlsx({
        rows: `${textRow(1, '日期', '项')}<row r="2"><c r="A2" s="0"><v>44620</v></c></row>`,
        formats: ['yyyy-mm-dd'],
        workbookPr: '<workbookPr date1904="1"/>',
      }),
      'a.xlsx',
    );
    expect((await all(table))[0]?.cells[0]).toBe('2026-03-01');
  });

  test('keeps long codes and leading zeros, and warns where Excel has lost digits', async () => {
    const table = await readTable(
      xlsx({
        rows:
          textRow(1, '代码', '身份证', '区号', '长号') +
          '<row r="2"><c r="A2"><v>330481000000000001</v></c><c r="B2"><v>3.3048119900101101E+17</v></c><c r="C2" s="0"><v>573</v></c><c r="D2"><v>1.3805731234E10</v></c></row>',
        formats: ['0000'],
      }),
      'a.xlsx',
    );
    expect((await all(table))[0]?.cells).toEqual(['330481000000000001', '330481199001011000', '0573', '13805731234']);
    expect(table.warnings).toEqual([{ line: 2, column: 1, message: expect.stringContaining('文本格式') }]);
  });

  test('takes the saved result of a formula and warns when there is none', async () => {
    const table = await readTable(
      xlsx({
        rows: `${textRow(1, '甲', '乙', '丙')}<row r="2"><c r="A2" t="str"><f>1+"a>b"</f><v>结果</v></c><c r="B2"><f>SUM(A1)</f></c><c r="C2"><f>1/4</f><v>0.25</v></c></row>`,
      }),
      'a.xlsx',
    );
    expect((await all(table))[0]?.cells).toEqual(['结果', '', '0.25']);
    expect(table.warnings.map((w) => [w.line, w.column])).toEqual([[2, 1]]);
  });

  test('finds the header below a title and skips empty rows', async () => {
    const table = await readTable(
      xlsx({
        rows:
          textRow(1, '海宁市重点单位台账') + textRow(3, '名称', '地址') + textRow(4, '', ' ') + textRow(5, '甲', ''),
      }),
      'a.xlsx',
    );
    expect([table.header, table.headerLine]).toEqual([['名称', '地址'], 3]);
    expect(await all(table)).toEqual([{ line: 5, cells: ['甲', ''] }]);
  });

  test('leaves out the result column of an earlier import', async () => {
    const table = await readTable(
      xlsx({ rows: textRow(1, '导入结果', '名称') + textRow(2, '名称不能为空', '甲') }),
      'a.xlsx',
    );
    expect([table.header, (await all(table))[0]?.cells]).toEqual([['名称'], ['甲']]);
  });

  test('reads the named sheet and says which there are', async () => {
    const bytes = await writeXlsxToBuffer({
      sheets: ['一', '二'].map((name) => ({
        name,
        columns: [
          { header: '名称', kind: 'text' },
          { header: '值', kind: 'text' },
        ],
        rows: [[name, 'x']],
      })),
    });
    expect((await all(await readTable(bytes, 'a.xlsx', { sheet: '二' })))[0]?.cells).toEqual(['二', 'x']);
    await expect(readTable(bytes, 'a.xlsx', { sheet: '三' })).rejects.toThrow(/一、二/);
  });

  test('reads from a path as from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'table-'));
    const path = join(folder, 'x');
    await writeFile(path, xlsx({ rows: textRow(1, '甲', '乙') + textRow(2, '1', '2') }));
    expect(await all(await readTable(path, '台账.xlsx'))).toEqual([{ line: 2, cells: ['1', '2'] }]);
    await rm(folder, { recursive: true });
  });
});

describe('a csv', () => {
  test.each([
    ['utf-8', Buffer.from('名称,地址\r\n甲,乙\r\n')],
    ['utf-8', Buffer.from('\ufeff名称,地址\n甲,乙')],
    ['gb18030', iconv.encode('名称,地址\r\n甲,乙\r\n', 'gb18030')],
    ['gb18030', iconv.encode('名称\t地址\r\n㐂𠮷堃\t乙\r\n'.replace('㐂𠮷堃', '甲'), 'gb18030')],
    ['utf-16le', iconv.encode('名称\t地址\r\n甲\t乙\r\n', 'utf-16le', { addBOM: true })],
    ['utf-8', Buffer.from('名称;地址\r\n甲;乙')],
  ])('is read in encoding %s', async (encoding, bytes) => {
    const table = await readTable(bytes, 'a.csv');
    expect([table.encoding, table.header]).toEqual([encoding, ['名称', '地址']]);
    expect(await all(table)).toEqual([{ line: 2, cells: ['甲', '乙'] }]);
  });

  test('of a Western program is read with its dashes and accents', async () => {
    const text = `name,cause\n${'plain words, repeated;\n'.repeat(20)}Café,Deliberate – unknown\n`;
    const table = await readTable(iconv.encode(text, 'windows-1252'), 'a.csv');
    expect(table.encoding).toBe('windows-1252');
    expect((await all(table)).at(-1)?.cells).toEqual(['Café', 'Deliberate – unknown']);
  });

  test('keeps rare characters of GB18030 that GBK lacks', async () => {
    const table = await readTable(iconv.encode('姓名,号\n㐂𠮷堃䶮,1', 'gb18030'), 'a.csv');
    expect((await all(table))[0]?.cells[0]).toBe('㐂𠮷堃䶮');
  });

  test('keeps a line break inside quotes and counts rows as Excel does', async () => {
    const table = await csv('名称,备注\r\n"甲","第一行\r\n第二行, ""引号"""\r\n\r\n乙,=1\r\n');
    expect(await all(table)).toEqual([
      { line: 2, cells: ['甲', '第一行\n第二行, "引号"'] },
      { line: 4, cells: ['乙', '=1'] },
    ]);
  });

  test('takes off what keeps a code text', async () => {
    expect((await all(await csv(`名称,号\n="0573",'=1+1\n`)))[0]?.cells).toEqual(['0573', '=1+1']);
  });

  test('keeps content beyond the last heading so that the caller can complain', async () => {
    expect((await all(await csv('a,b\n1,2,3')))[0]?.cells).toEqual(['1', '2', '3']);
  });
});

describe('a file that is no good table is refused with a reason', () => {
  test.each([
    ['EMPTY', Buffer.alloc(0), 'a.xlsx'],
    ['EMPTY', Buffer.from('\r\n\r\n'), 'a.csv'],
    ['EMPTY', xlsx({ rows: '' }), 'a.xlsx'],
    ['NO_DATA', xlsx({ rows: textRow(1, '名称', '地址') }), 'a.xlsx'],
    ['NO_DATA', Buffer.from('名称,地址\n'), 'a.csv'],
    ['DUPLICATE_HEADER', Buffer.from('名称,地址,名称\na,b,c'), 'a.csv'],
    ['NOT_A_TABLE', Buffer.from('%PDF-1.7 …'), 'a.xlsx'],
    ['NOT_A_TABLE', Buffer.from('%PDF-1.7 …'), 'a.csv'],
    ['NOT_A_TABLE', Buffer.from('<html><table><tr><td>1'), 'a.xls'],
    ['NOT_A_TABLE', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'a.csv'],
    ['NOT_A_TABLE', Buffer.from('名称,地址'), 'a.xlsx'],
    ['NOT_A_TABLE', zip({ 'a.txt': '1' }), 'a.xlsx'],
    ['NOT_A_TABLE', zip({ 'word/document.xml': '1', '[Content_Types].xml': '' }), 'a.xlsx'],
    ['OLD_FORMAT', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls'],
    ['OLD_FORMAT', zip({ 'xl/workbook.bin': '1' }), 'a.xlsb'],
    ['MACROS', xlsx({ rows: textRow(1, 'a', 'b') }), 'a.xlsm'],
    ['MACROS', xlsx({ rows: textRow(1, 'a', 'b'), extra: { 'xl/vbaProject.bin': 'x' } }), 'a.xlsx'],
    ['MACROS', xlsx({ rows: '', mainType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }), 'a.xlsx'],
    [
      'FORBIDDEN_XML',
      xlsx({ rows: '', extra: { 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' } }),
      'a.xlsx',
    ],
    [
      'BROKEN',
      xlsx({ rows: '', extra: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c' } }),
      'a.xlsx',
    ],
    ['BAD_ENCODING', Buffer.from([0xc3, 0xfb, 0x2c, 0xff, 0xff, 0x0a, 0x31, 0x2c, 0x32]), 'a.csv'],
    ['BAD_QUOTES', Buffer.from('名称,地址\n"甲,乙\n丙,丁\n'), 'a.csv'],
    ['TOO_MANY_COLUMNS', Buffer.from(`${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')}\n1`), 'a.csv'],
    [
      'TOO_MANY_COLUMNS',
      xlsx({ rows: '<row r="1"><c r="BCDEFG1" t="inlineStr"><is><t>x</t></is></c></row>' }),
      'a.xlsx',
    ],
    [
      'TOO_MANY_COLUMNS',
      xlsx({ rows: `<row>${'<c t="inlineStr"><is><t>x</t></is></c>'.repeat(1_000_000)}</row>` }),
      'a.xlsx',
    ],
  ])('%s', async (code, bytes, name) => {
    expect(await readAll(bytes, name)).toBe(code);
  });

  test('a bomb stops at the limit of uncompressed bytes, before it is unpacked', async () => {
    const bomb = xlsx({ rows: textRow(1, 'a', 'b') + ' '.repeat(50_000_000) + textRow(2, '1', '2') });
    expect(bomb.length).toBeLessThan(100_000);
    const limits = { uncompressedBytes: 10_000_000 };
    expect(await codeOf(async () => all(await readTable(bomb, 'a.xlsx', { limits })))).toBe('CELL_TOO_LONG');
    const tags = xlsx({ rows: textRow(1, 'a', 'b') + '<x/>'.repeat(10_000_000) });
    expect(await codeOf(async () => all(await readTable(tags, 'a.xlsx', { limits })))).toBe('TOO_LARGE');
  });

  test('content that does not fit its checksum is broken', async () => {
    const bytes = xlsx({ rows: textRow(1, 'a', 'b') + textRow(2, '1', '2') });
    const lastEntry = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    bytes.writeUInt32LE(1, lastEntry + 16);
    expect(await readAll(bytes)).toBe('BROKEN');
  });

  test('too many rows end the reading at the limit', async () => {
    const table = await readTable(Buffer.from(`a,b\n${'1,2\n'.repeat(11)}`), 'a.csv', { limits: { rows: 10 } });
    expect(await codeOf(() => all(table))).toBe('TOO_MANY_ROWS');
  });

  test('a workbook cut or damaged anywhere is an error with a code or still a table, never anything else', async () => {
    const good = xlsx({
      rows: textRow(1, '名称', '地址') + textRow(2, '甲', '乙'),
      sharedStrings: ['x'],
      formats: ['0'],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, cut) => {
          const bad = cut ? good.subarray(0, at) : Buffer.from(good);
          if (!cut) bad[at] = (bad[at] as number) ^ change;
          await readAll(bad);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a reader that stops early leaves nothing open', async () => {
    const table = await readTable(Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`), 'a.csv');
    for await (const row of table.rows) {
      expect(row.line).toBe(2);
      break;
    }
    expect(await all(table)).toEqual([]);
  });
});

test('whatever text is written comes back when read, in xlsx and in csv', async () => {
  const cell = fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((s) => s.replace(/[\p{Cc}\ufffe\uffff\ufeff\u200b\u2028\u2029]/gu, '').trim());
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, fc.constantFrom('=1+1', '-2', '@x', '0573', '_x0041_', '"', 'a,b\nc')), {
        minLength: 1,
        maxLength: 5,
      }),
      async (rows) => {
        const columns = [
          { header: '甲', kind: 'text' as const },
          { header: '乙', kind: 'text' as const },
        ];
        const expected = rows.map(([a, b]) => [a.replace(/^'(?=[=+\-@])/, ''), b]);
        const inXlsx = await readTable(await writeXlsxToBuffer({ sheets: [{ name: '表', columns, rows }] }), 'a.xlsx');
        expect((await all(inXlsx)).map((row) => row.cells)).toEqual(rows);
        const inCsv = await readTable(await writeCsvToBuffer({ columns, rows }), 'a.csv');
        expect((await all(inCsv)).map((row) => row.cells)).toEqual(expected);
      },
    ),
    { numRuns: 100 },
  );
});
