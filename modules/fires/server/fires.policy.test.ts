import { expect, test } from 'vitest';
import { permissionsOf, roleIds } from '#modules/accounts/contract';
import { type FireAction, type FireStatus, fireStates, fireWorkflow } from '../contract/index.ts';
import { allowedActions, mayMove } from './fires.policy.ts';

const states = Object.keys(fireStates) as FireStatus[];
const facts = { orgId: 'station', enteredBy: 'other', submittedBy: 'other', finalizedAt: null };
const actor = (permissions: readonly string[], kind = 'FIRE_BRIGADE', id = 'brigade') => ({
  accountId: 'me',
  permissions: new Set(permissions),
  organisation: { id, kind, name: '', regionCode: '', industry: null },
});

/** Which role makes which move, as the statistics rule and 01-organisations give it; written out by hand. */
const expected: Record<string, Partial<Record<FireStatus, FireAction[]>>> = {
  STATION_USER: {
    DRAFT: ['submit', 'discard'],
    SUBMITTED: ['followUp', 'finalize'],
    RETURNED: ['submit'],
    CONFIRMED: ['followUp', 'finalize'],
  },
  FIRE_SUPERVISOR: {
    DRAFT: ['submit', 'discard'],
    SUBMITTED: ['followUp', 'finalize'],
    RETURNED: ['submit'],
    CONFIRMED: ['followUp', 'finalize', 'correct'],
  },
  FIRE_COMMAND: {
    DRAFT: ['submit', 'discard'],
    SUBMITTED: ['confirm', 'giveBack', 'followUp', 'finalize'],
    RETURNED: ['submit'],
    CONFIRMED: ['followUp', 'finalize', 'correct'],
  },
  FIRE_CHIEF: {
    SUBMITTED: ['confirm', 'giveBack', 'voidRecord'],
    RETURNED: ['voidRecord'],
    CONFIRMED: ['correct', 'voidRecord'],
  },
};

test.each(roleIds.flatMap((role) => states.map((status) => [role, status] as const)))(
  'a %s of the brigade has for a record that is %s exactly the moves of the rule',
  (role, status) => {
    const allowed = allowedActions({ ...facts, status }, actor(permissionsOf(role)), false);
    expect(allowed.filter((action) => action !== 'save')).toEqual(expected[role]?.[status] ?? []);
  },
);

test('nobody reviews what the own account entered or reported', () => {
  const reviewer = actor(['fires.review']);
  const fire = { ...facts, status: 'SUBMITTED' as const };
  for (const action of ['confirm', 'giveBack'] as const) {
    expect(mayMove(fire, action, reviewer)).toBe(true);
    expect(mayMove({ ...fire, enteredBy: 'me' }, action, reviewer)).toBe(false);
    expect(mayMove({ ...fire, submittedBy: 'me' }, action, reviewer)).toBe(false);
  }
});

test('a station reports for itself alone, the brigade for every station; outside the fire authority nobody reviews', () => {
  const fire = { ...facts, status: 'DRAFT' as const };
  expect(mayMove(fire, 'submit', actor(['fires.report'], 'FIRE_STATION', 'station'))).toBe(true);
  expect(mayMove(fire, 'submit', actor(['fires.report'], 'FIRE_STATION', 'another'))).toBe(false);
  expect(mayMove(fire, 'submit', actor(['fires.report']))).toBe(true);
  expect(mayMove({ ...fire, status: 'SUBMITTED' }, 'confirm', actor(['fires.review'], 'FIRE_STATION', 'station'))).toBe(
    false,
  );
});

test('after the final report only a follow-up or a correction is offered', () => {
  const fire = { ...facts, status: 'CONFIRMED' as const, finalizedAt: '2026-01-01T00:00:00Z' };
  expect(allowedActions(fire, actor(permissionsOf('FIRE_COMMAND')), false)).toEqual(['followUp', 'correct']);
});

test('a death is told only while somebody is injured', () => {
  const fire = { ...facts, status: 'CONFIRMED' as const };
  expect(allowedActions(fire, actor(['fires.report']), true)).toContain('noticeDeath');
  expect(allowedActions(fire, actor(['fires.report']), false)).not.toContain('noticeDeath');
});

test('every state but the end leads to the end, and nothing leads out of it', () => {
  for (const status of states) {
    const next = fireWorkflow.from(status);
    if (status === 'VOID') expect(next).toEqual([]);
    else expect(next.map((action) => fireWorkflow.next(status, action))).toContain('VOID');
  }
});
