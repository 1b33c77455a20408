import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type HazardAction, type HazardStatus, hazardStates, hazardWorkflow, isOpenState } from './hazards.workflow.ts';

interface SourceTransition {
  from: string;
  event: string;
  to: string;
}
const source = JSON.parse(
  readFileSync(new URL('../../../db/reference/hazards/workflows.json', import.meta.url), 'utf8'),
) as {
  hazard: { states: { id: HazardStatus; zh: string }[]; transitions: SourceTransition[] };
};

test('the states and their words are those of the domain study', () => {
  expect(Object.fromEntries(Object.entries(hazardStates).map(([id, { label }]) => [id, label]))).toEqual(
    Object.fromEntries(source.hazard.states.map(({ id, zh }) => [id, zh])),
  );
});

test.each(source.hazard.transitions)(
  '$event leads from $from to $to, as the domain study says',
  ({ from, event, to }) => {
    const state = from === '-' ? null : (from as HazardStatus);
    expect(hazardWorkflow.next(state, event as HazardAction)).toBe(to);
  },
);

test('from every open state there is a way to the end', () => {
  const states = Object.keys(hazardStates) as HazardStatus[];
  const reaches = new Set<HazardStatus>(states.filter((state) => !isOpenState(state)));
  for (let grew = true; grew; ) {
    grew = false;
    for (const state of states)
      if (
        !reaches.has(state) &&
        hazardWorkflow.from(state).some((action) => reaches.has(hazardWorkflow.moves[action].to))
      ) {
        reaches.add(state);
        grew = true;
      }
  }
  expect([...reaches].sort()).toEqual(states.sort());
});

test('nothing but a look-back leaves a closed hazard', () => {
  expect(hazardWorkflow.from('CLOSED')).toEqual(['lookBack']);
  expect(hazardWorkflow.from('ON_SITE_FIXED')).toEqual([]);
});

test('the diagram in the README is the workflow’s', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(hazardWorkflow.diagram());
});
