import { describe, expect, test } from 'vitest';
import { facts } from '#app/facts.ts';
import type { FactRow } from '#modules/indicators/contract';
import { shippedIndicators } from '../server/indicators.reference.ts';
import { createIndicatorService } from '../server/indicators.service.ts';
import { blankMeasure, draftOf, newIndicatorId, toDenominator, toMeasure } from './definition-draft.ts';

const rows: FactRow[] = createIndicatorService(facts).facts();

describe('a definition in the form', () => {
  test('every shipped definition goes into the form and comes out the same', () => {
    for (const indicator of shippedIndicators) {
      const draft = draftOf(indicator);
      expect(toMeasure(draft.numerator), indicator.id).toEqual(indicator.numerator);
      expect(toDenominator(draft.denominator), indicator.id).toEqual(indicator.denominator);
    }
  });

  test('is not complete without a fact, a summed column, an end of a stock, or the values of a condition', () => {
    const fact = 'hazards.hazard_fact';
    expect(toMeasure(blankMeasure)).toBeUndefined();
    expect(toMeasure({ ...blankMeasure, fact })).toMatchObject({ fact, date: 'occurred_on', where: [] });
    expect(toMeasure({ ...blankMeasure, fact, aggregate: 'SUM' })).toBeUndefined();
    expect(toMeasure({ ...blankMeasure, fact, isStock: true })).toBeUndefined();
    expect(toMeasure({ ...blankMeasure, fact, where: [{ column: 'severity', is: 'in', values: [] }] })).toBeUndefined();
    expect(toMeasure({ ...blankMeasure, fact, where: [{ column: 'days_open', is: 'atLeast' }] })).toBeUndefined();
    expect(toDenominator({ kind: 'MEASURE', measure: blankMeasure })).toBe('MISSING');
    expect(toDenominator({ kind: 'POPULATION' })).toEqual({ base: 'POPULATION' });
  });

  test('what was chosen for another way of counting is left behind', () => {
    const draft = { ...blankMeasure, fact: 'hazards.hazard_fact', value: 'days_open', until: 'closed_on' };
    expect(toMeasure(draft)).toEqual({
      fact: 'hazards.hazard_fact',
      aggregate: 'COUNT',
      date: 'occurred_on',
      where: [],
    });
  });
});

test('classes of premises are offered by name wherever a record is of a class', () => {
  for (const { columns } of rows)
    for (const { name, values } of columns)
      if (name === 'premises_type') expect(values.find(({ code }) => code === 'HOTEL')?.label).toMatch(/宾馆|旅馆/);
});

test('a name made for a local indicator is one that the contract takes', () => {
  expect(newIndicatorId('019aa000-0000-7000-8000-00000000ab01')).toMatch(/^[a-z][A-Za-z0-9]{1,39}$/);
});
