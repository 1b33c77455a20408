import type { Work } from '#platform/server/work.ts';

/** As a person is named in the history. */
export const actorWords = ({ actor }: Pick<Work, 'actor'>) =>
  actor.organisation ? `${actor.name}（${actor.organisation.name}）` : actor.name;

/** The last day of whoever has a successor from the given day. */
export const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
