import type { Actor } from '#platform/server/work.ts';
import type { PremisesAction } from '../contract/index.ts';

/** What the policy looks at. */
export interface GuardedPlace {
  industry: string | null;
  status: string;
  isKeyUnit: boolean;
}

const isSectorDepartment = (actor: Actor) => actor.role === 'DEPT_USER';

/**
 * A sector department (DEPT_USER) sees and keeps the premises of its own industry, nobody else's (三管三必须: 管行业必须管安全,
 * 国办发〔2017〕87号 arts. 12-14). Lists add this as a filter; undefined means no such limit. A body without an industry sees
 * none.
 */
export const industryLimit = (actor: Actor): string | undefined =>
  isSectorDepartment(actor) ? (actor.organisation?.industry ?? '') : undefined;

/** Division and premises' account are the guard's business (row-level security); this is the rest. */
export const maySee = (actor: Actor, place: GuardedPlace) => {
  const limit = industryLimit(actor);
  return limit === undefined || place.industry === limit;
};

/** The premises' own account reads its file and never edits it. */
export const mayKeep = (actor: Actor, place: GuardedPlace) =>
  actor.premisesId === null && actor.permissions.has('premises.edit') && maySee(actor, place);

const isGone = ({ status }: GuardedPlace) => status === 'CLOSED' || status === 'DEMOLISHED';

const allowed: Record<PremisesAction, (place: GuardedPlace, actor: Actor) => boolean> = {
  edit: (place, actor) => mayKeep(actor, place),
  changeStatus: (place, actor) => mayKeep(actor, place),
  setHolder: (place, actor) => mayKeep(actor, place) && !isGone(place),
  attach: (place, actor) => mayKeep(actor, place),
  designate: (place, actor) => actor.permissions.has('premises.designate') && !place.isKeyUnit && !isGone(place),
  withdraw: (place, actor) => actor.permissions.has('premises.designate') && place.isKeyUnit,
  unmask: (_place, actor) => actor.permissions.has('personal-data.unmask'),
};

export const allowedActions = (place: GuardedPlace, actor: Actor): PremisesAction[] =>
  (Object.keys(allowed) as PremisesAction[]).filter((action) => allowed[action](place, actor));

/** Assignments that follow from a rule and are changed by hand only by those who answer for them. */
export const permissionToSet: Readonly<Record<string, string>> = {
  supervisorOrgId: 'premises.assign',
  policeOrgId: 'premises.assign',
  industry: 'premises.assign',
  riskLevel: 'premises.assign',
  isHighRisk: 'premises.designate',
};
