import type { Actor } from '#platform/server/work.ts';
import type { VisitStatus } from '../contract/index.ts';

export interface VisitFacts {
  status: VisitStatus;
  orgId: string | null;
  premisesId: string;
  kind: string;
  inspectorIds: readonly string[];
  startedBy: string;
}

/** A visit is filled by the body that makes it (two people may fill one visit); a self-check by the premises alone. */
export const isOwnVisit = (visit: VisitFacts, actor: Actor): boolean =>
  actor.premisesId !== null
    ? visit.orgId === null && visit.premisesId === actor.premisesId
    : actor.organisation !== null &&
      actor.organisation.id === visit.orgId &&
      actor.permissions.has('inspections.conduct');

export type VisitAction = 'fill' | 'finish' | 'noEntry' | 'cancel' | 'reinspect';

export function allowedVisitActions(visit: VisitFacts, actor: Actor): VisitAction[] {
  if (!isOwnVisit(visit, actor)) return [];
  if (visit.status === 'IN_PROGRESS')
    return visit.kind === 'REINSPECTION' ? ['fill', 'noEntry', 'cancel'] : ['fill', 'finish', 'noEntry', 'cancel'];
  return visit.status === 'FINISHED' && visit.orgId !== null ? ['reinspect'] : [];
}
