import ExcelJS from 'exceljs';
import { type ImportColumn, type PremisesType, templateColumns, typeName } from '../../contract/index.ts';

const rowsWithLists = 5000;
const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const valuesOf = ({ kind, choices }: ImportColumn): string[] =>
  kind === 'flag'
    ? ['是', '否']
    : kind === 'choice' || kind === 'choices'
      ? (choices ?? []).map(({ label }) => label)
      : [];

/**
 * An empty workbook to fill in: headings with notes, lists to choose from, a sheet that explains each column and one with
 * all allowed words.
 * @param types classes whose own fields get columns
 */
export async function writeTemplate(types: readonly PremisesType[]): Promise<Buffer> {
  const columns = templateColumns(types);
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('单位', { views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }] });
  const notes = workbook.addWorksheet('填写说明');
  const lists = workbook.addWorksheet('可选值');

  sheet.columns = columns.map(({ title }) => ({
    width: Math.min(Math.max(title.length * 2 + 4, 12), 40),
    style: { numFmt: '@' },
  }));
  const header = sheet.addRow(columns.map(({ title, isRequired }) => (isRequired ? `${title}*` : title)));
  header.height = 32;
  header.eachCell((cell, i) => {
    const { isRequired, note, example } = columns[i - 1] as ImportColumn;
    cell.font = { bold: true, ...(isRequired ? { color: { argb: 'FFC23B22' } } : {}) };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
    cell.alignment = { vertical: 'middle', wrapText: true };
    cell.note = example ? `${note}。例：${example}` : note;
  });

  let list = 0;
  columns.forEach((column, i) => {
    const values = valuesOf(column);
    if (!values.length) return;
    const at = columnName(list++);
    lists.getCell(`${at}1`).value = column.title;
    lists.getCell(`${at}1`).font = { bold: true };
    values.forEach((value, row) => {
      lists.getCell(`${at}${row + 2}`).value = value;
    });
    lists.getColumn(list).width = Math.min(Math.max(...values.map((value) => value.length * 2 + 2), 12), 50);
    // Several classes in one cell are typed; the list is only an offer there.
    const isStrict = column.kind !== 'choices';
    (
      sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
    ).dataValidations.add(`${columnName(i)}2:${columnName(i)}${rowsWithLists}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`可选值!$${at}$2:$${at}$${values.length + 1}`],
      showErrorMessage: isStrict,
      errorTitle: column.title,
      error: '请从列表中选择',
    });
  });

  notes.columns = [{ width: 30 }, { width: 10 }, { width: 80 }, { width: 30 }];
  notes.addRow([
    '在“单位”表中每行填写一个单位（场所），填好后在系统“单位 ▸ 导入”中上传。标 * 的必填；不用的列可以删除，列的顺序可以改变。',
  ]);
  notes.addRow(['导入分两步：先检查全部行，有错误的行会标注原因；全部通过后才写入，不会只写入一部分。']);
  notes.addRow(['更新已有单位：填写单位编码，或使“信用代码＋名称”“名称＋地址”与已登记的相同；空格不改动原有内容。']);
  if (types.length) notes.addRow([`本模板含以下类别的专用栏目：${types.map(typeName).join('；')}`]);
  notes.addRow([]);
  notes.addRow(['列', '必填', '填写要求', '示例']).font = { bold: true };
  for (const { title, isRequired, note, example } of columns) {
    const row = notes.addRow([title, isRequired ? '是' : '', note, example ?? '']);
    row.alignment = { vertical: 'top', wrapText: true };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
