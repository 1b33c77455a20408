import { keepPreviousData } from '@tanstack/react-query';
import type { Cut } from '#modules/indicators/contract';
import { indicatorsApi, recordsPath } from '#modules/indicators/web';
import type { Scheme } from '#platform/shared/fact.ts';

/** What the whole page is about: an indicator at a place in a period by a rule. */
export interface Question {
  id: string;
  regionCode: string;
  from: string;
  to: string;
  scheme: Scheme;
}

/** The figure taken apart by one or two columns of its records. */
export const breakdownOf = (question: Question, by: string[]) => ({
  ...indicatorsApi.breakdown.queryOptions({ input: { ...question, by } }),
  placeholderData: keepPreviousData,
  staleTime: 60_000,
});

/** The records of a part. */
export const partPath = (question: Question, ...cuts: Cut[]): string => recordsPath({ ...question, cuts });
export const cutOf = (column: string, code: string | null): Cut => ({ column, code });
