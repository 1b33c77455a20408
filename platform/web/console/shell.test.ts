import { expect, test } from 'vitest';
import type { NavEntry } from '../module.ts';
import type { Session } from '../session.ts';
import { bottomEntries, startOf } from './shell.tsx';

const entry = (path: NavEntry['path'], order: number, more: Partial<NavEntry> = {}): NavEntry => ({
  path,
  title: path,
  icon: () => null,
  order,
  ...more,
});
const nav = [
  entry('/five', 50, { isPrimary: true }),
  entry('/desk', 0, { isPrimary: true }),
  entry('/overview', 5, { isStart: ({ actor }) => actor.role === 'LEADER' }),
  entry('/secret', 6, { permission: 'secret' }),
  entry('/two', 20, { isPrimary: true }),
  entry('/three', 30, { isPrimary: true }),
  entry('/last', 990),
];
const person = (role: string) => ({ actor: { role }, permissions: [] as string[] }) as unknown as Session;

test('everybody begins at the first entry of the rail, but who the entry is made for begins there', () => {
  expect(startOf(nav, person('OFFICER'))?.path).toBe('/desk');
  expect(startOf(nav, person('LEADER'))?.path).toBe('/overview');
  expect(startOf([entry('/secret', 0, { permission: 'secret' })], person('OFFICER'))).toBeUndefined();
});

test('the thumb finds where one begins and the most used, in the order of the rail and never more than four', () => {
  const paths = (role: string) => bottomEntries(nav, person(role)).map((one) => one.path);
  expect(paths('OFFICER')).toEqual(['/desk', '/two', '/three', '/five']);
  expect(paths('LEADER')).toEqual(['/desk', '/overview', '/two', '/three']);
});

test('somebody with few entries has all of them at the thumb', () => {
  const own = [entry('/a', 900), entry('/b', 910)];
  expect(bottomEntries(own, person('OFFICER')).map((one) => one.path)).toEqual(['/a', '/b']);
});
