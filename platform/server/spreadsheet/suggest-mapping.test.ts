import { expect, test } from 'vitest';
import { suggestMapping } from './suggest-mapping.ts';

const fields = [
  { key: 'name', titleZh: '单位名称', aliases: ['名称', '企业名称', '场所名称'] },
  { key: 'uscc', titleZh: '统一社会信用代码', aliases: ['信用代码', '社会信用代码'] },
  { key: 'address', titleZh: '详细地址', aliases: ['地址', '经营地址'] },
  { key: 'person', titleZh: '联系人', aliases: ['负责人'] },
  { key: 'phone', titleZh: '联系电话', aliases: ['电话', '手机'] },
];
const mapped = (header: string[], remembered?: Record<string, string>) =>
  Object.fromEntries(suggestMapping(header, fields, remembered).columns.map((c) => [c.header, c.field]));

test('a heading finds its field by name, by alias, and whatever notes and marks surround it', () => {
  expect(mapped(['序号', '企业名称（必填）', '统一社会信用代码*', ' 地 址：', '手机'])).toEqual({
    '企业名称（必填）': 'name',
    '统一社会信用代码*': 'uscc',
    ' 地 址：': 'address',
    手机: 'phone',
  });
});

test('a longer heading goes by its end: 联系人电话 is a telephone', () => {
  expect(mapped(['联系人', '联系人电话', '注册地址'])).toEqual({
    联系人: 'person',
    联系人电话: 'phone',
    注册地址: 'address',
  });
});

test('each field is used once, by the surest heading', () => {
  const { columns, unmappedColumns } = suggestMapping(['注册地址', '详细地址'], fields);
  expect(columns).toMatchObject([{ column: 1, field: 'address', how: 'title' }]);
  expect(unmappedColumns).toEqual([0]);
});

test('what the user chose last time wins, also the choice to leave a column out', () => {
  expect(mapped(['甲方', '名称', '电话'], { 甲方: 'name', 电话: '', 名称: 'gone' })).toEqual({ 甲方: 'name' });
});

test('fields without a column are listed', () => {
  expect(suggestMapping(['名称'], fields).unmappedFields).toEqual(['uscc', 'address', 'person', 'phone']);
});
