import { buffer } from 'node:stream/consumers';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { annotateErrors, readTable, writeCsvToBuffer, writeXlsx, writeXlsxToBuffer } from './index.ts';
import { legalSheetNames, legalText } from './write-xlsx.ts';
import { collect } from './xlsx.testkit.ts';

const text = (header: string) => ({ header, kind: 'text' as const });

describe('a written workbook', () => {
  test('has a frozen and filtered header, fitting widths and the notes last', async () => {
    const bytes = await writeXlsxToBuffer({
      sheets: [
        { name: '重点单位', columns: [text('单位名称'), text('备注')], rows: [['海宁市中国皮革城股份有限公司', 'x']] },
      ],
      notes: ['数据截至2026年11月30日。'],
    });
    const book = await readXlsx(bytes, { readStyles: true });
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['重点单位', '说明']);
    const [sheet] = book.sheets;
    expect(sheet?.freezePane).toMatchObject({ rows: 1 });
    expect(sheet?.autoFilter?.range).toMatch(/^A1(:B1)?$/);
    expect(sheet?.columns?.[0]?.width).toBeCloseTo(30, 0);
    expect(book.sheets[1]?.rows[0]?.[0]).toBe('数据截至2026年11月30日。');
  });

  test('keeps text that looks like a formula a string, so that nothing is calculated', async () => {
    const dangerous = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
    const bytes = await writeXlsxToBuffer({
      sheets: [{ name: 'a', columns: [text('x')], rows: dangerous.map((d) => [d]) }],
    });
    const [sheet] = (await readXlsx(bytes)).sheets;
    expect(sheet?.rows.slice(1).map((row) => typeof row[0])).toEqual(dangerous.map(() => 'string'));
    expect([...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula)).toEqual([]);
  });

  test('writes numbers and dates as such, instants in Beijing time', async () => {
    const bytes = await writeXlsxToBuffer({
      sheets: [
        {
          name: 'a',
          columns: [
            { header: '损失', kind: 'number' },
            { header: '日期', kind: 'date' },
            { header: '时刻', kind: 'datetime' },
            { header: '代码', kind: 'number' },
          ],
          rows: [
            ['12.5', '2026-03-01', new Date('2026-02-28T20:30:00Z'), '330481199001011234'],
            [null, '不详', '2026-03-01T08:30:00+08:00', undefined],
          ],
        },
      ],
    });
    const table = await readTable(bytes, 'a.xlsx');
    expect((await collect(table.rows)).map((row) => row.cells)).toEqual([
      ['12.5', '2026-03-01', '2026-03-01T04:30:00', '330481199001011234'],
      ['', '不详', '2026-03-01T08:30:00', ''],
    ]);
  });

  test('ends with the error of its rows', async () => {
    async function* rows() {
      yield ['1'];
      throw new Error('the database went away');
    }
    await expect(buffer(writeXlsx({ sheets: [{ name: 'a', columns: [text('x')], rows: rows() }] }))).rejects.toThrow(
      'went away',
    );
  });

  test('has legal sheet names', () => {
    expect(legalSheetNames(['a/b:c', '', "'x'", 'History', 'x', '长'.repeat(40), '长'.repeat(40)])).toEqual([
      'a b c',
      '表',
      'x',
      'History(2)',
      'x(2)',
      '长'.repeat(31),
      `${'长'.repeat(28)}(2)`,
    ]);
  });

  test('has only legal characters', () => {
    expect(legalText('a\u0000\u001fb\ud800c\uffffd😀')).toBe('abcd😀');
    expect(legalText('x'.repeat(40_000))).toHaveLength(32_767);
  });
});

test('a csv has a byte order mark and guards text that a spreadsheet would calculate, but not numbers', async () => {
  const bytes = await writeCsvToBuffer({
    columns: [text('名称'), { header: '增减', kind: 'number' }, { header: '日', kind: 'date' }],
    rows: [
      ['=1+1', -3, new Date('2026-02-28T20:00:00Z')],
      ['a,"b"', '', null],
    ],
  });
  expect(bytes.toString()).toBe('\ufeff名称,增减,日\r\n\'=1+1,-3,2026-03-01\r\n"a,""b""",,\r\n');
});

test('the table with its errors beside each row can be corrected and imported again', async () => {
  const original = Buffer.from('名称,电话\n甲,123\n\n乙,13800000000\n');
  const stream = await annotateErrors(
    original,
    '单位.csv',
    new Map([[2, [{ message: '电话应为11位', columns: [1] }, { message: '名称过短' }]]]),
  );
  const bytes = await buffer(stream);
  const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
  expect(sheet?.rows).toEqual([
    ['导入结果', '名称', '电话'],
    ['电话应为11位；名称过短', '甲', '123'],
    ['通过', '乙', '13800000000'],
  ]);
  const tinted = [...(sheet?.cells ?? [])].filter(([, cell]) => JSON.stringify(cell.style ?? {}).includes('FFC7CE'));
  expect(tinted.map(([at]) => at)).toEqual(['1,0', '1,2']);
  const again = await readTable(bytes, '单位.xlsx');
  expect(again.header).toEqual(['名称', '电话']);
  expect((await collect(again.rows)).map((row) => row.cells)).toEqual([
    ['甲', '123'],
    ['乙', '13800000000'],
  ]);
});
