import { expect, test } from 'vitest';
import { type Column, columnWidth, fitColumns } from './columns.tsx';

type Row = { name: string };
const columns: Column<Row>[] = [
  { key: 'name', title: '名称', width: 200, priority: 1 },
  { key: 'state', title: '状态', width: 100, priority: 1 },
  { key: 'kind', title: '类别', width: 100 },
  { key: 'town', title: '乡镇', width: 100 },
  { key: 'area', title: '面积', width: 100, priority: 3 },
];
const keys = (room: number) => fitColumns(columns, room).map((column) => column.key);

test('columns of low priority give way first, from the right', () => {
  expect(keys(600)).toEqual(['name', 'state', 'kind', 'town', 'area']);
  expect(keys(550)).toEqual(['name', 'state', 'kind', 'town']);
  expect(keys(450)).toEqual(['name', 'state', 'kind']);
});

test('columns of the first priority stay however narrow the list is', () => {
  expect(keys(50)).toEqual(['name', 'state']);
});

test('a width by kind is used where none is given', () => {
  expect(columnWidth({ key: 'n', title: '数', kind: 'number' })).toBe(96);
});

test('the first column is the name of the row and stays even without a priority', () => {
  const plain: Column<Row>[] = [
    { key: 'name', title: '名称', width: 200 },
    { key: 'kind', title: '类别', width: 100 },
  ];
  expect(fitColumns(plain, 50).map((column) => column.key)).toEqual(['name']);
});
