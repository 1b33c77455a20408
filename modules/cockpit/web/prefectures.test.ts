import { expect, test } from 'vitest';
import type { OverviewPlace } from '#modules/cockpit/contract';
import { byPrefecture } from './prefectures.ts';

const county = (code: string, stock: number): OverviewPlace => ({
  code,
  name: code,
  stock,
  overdue: 1,
  found: 2,
  closed: 3,
  due: 4,
  fixedOnTime: 2,
  visits: 5,
  premises: 6,
  neverVisited: 0,
});
const places = [county('330402', 1), county('330481', 10), county('330502', 100)];
const prefectures = [
  { code: '330400000000', name: '嘉兴市' },
  { code: '330500000000', name: '湖州市' },
];

test('the counties of a province stand below their prefecture, which has their sum', () => {
  const rows = byPrefecture(places, prefectures);
  expect(rows.map((row) => [row.code, row.name, row.stock, row.due, row.parts?.length])).toEqual([
    ['3304', '嘉兴市', 11, 8, 2],
    ['3305', '湖州市', 100, 4, 1],
  ]);
});

test('nothing is hidden below a single prefecture, nor below one whose name is not known', () => {
  expect(byPrefecture(places.slice(0, 2), prefectures)).toEqual(places.slice(0, 2));
  expect(byPrefecture(places, prefectures.slice(0, 1))).toEqual(places);
});
