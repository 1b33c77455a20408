import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
// @ts-expect-error the tool is plain JavaScript without declarations
import { checkTranslations } from './check-translations.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'translations-'));
  mkdirSync(join(root, 'platform/web/i18n'), { recursive: true });
  mkdirSync(join(root, 'modules/premises/web'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const problems = (screen: string, english: object, door = ''): string[] => {
  writeFileSync(join(root, 'modules/premises/web/list.page.tsx'), screen);
  writeFileSync(join(root, 'modules/premises/web/index.ts'), door);
  writeFileSync(join(root, 'modules/premises/web/en.json'), JSON.stringify(english));
  return checkTranslations(root).problems;
};

test('a screen whose sentences all have English has nothing to mend', () => {
  expect(
    problems("export const a = <p>{t('单位')}{t(x ? '甲' : '乙')}</p>;", { 单位: 'Premises', 甲: 'A', 乙: 'B' }),
  ).toEqual([]);
});

test('a sentence without English is listed with its place', () => {
  expect(problems("\nexport const a = <p>{t('单位')}</p>;", {})).toEqual([
    'modules/premises/web/list.page.tsx:2 no English: 单位',
  ]);
});

test('English without a sentence is listed', () => {
  expect(problems('export {};', { 单位: 'Premises' })).toEqual(['modules/premises/web/en.json unused: 单位']);
});

test('Chinese in a screen outside t() is listed, in text, attributes and templates', () => {
  const found = problems('export const a = <p title="名称">单位{`第${n}页`}</p>;', {});
  expect(found.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'not within t(): 名称',
    'not within t(): 单位',
    'not within t(): 第',
    'not within t(): 页',
  ]);
});

test('titles in the door of a module are keys although they are not wrapped', () => {
  expect(problems('export {};', {}, "export const premisesWeb = { nav: [{ title: '单位' }], pages: [] };")).toEqual([
    'modules/premises/web/index.ts:1 no English: 单位',
  ]);
});
