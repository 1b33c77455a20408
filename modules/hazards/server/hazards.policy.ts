import type { Actor } from '#platform/server/work.ts';
import { type HazardAction, type HazardStatus, hazardWorkflow, isOpenState } from '../contract/index.ts';

export interface HazardFacts {
  status: HazardStatus;
  nature: string;
  orgId: string;
  premisesId: string;
  /** Visit whose papers order its correction; null after a look-back. */
  inspectionId: string | null;
  transferredFromOrgId: string | null;
  transferCount: number;
  fixedByAccount: string | null;
  reopenOf: string | null;
  hasOpenExtension: boolean;
  extensionRequestedBy: string | null;
}

/** Declined this often, a hazard goes to the committee office, which decides. */
export const declinesBeforeArbitration = 2;

const keeps = (hazard: HazardFacts, actor: Actor) => actor.organisation?.id === hazard.orgId;
const owns = (hazard: HazardFacts, actor: Actor) => actor.premisesId === hazard.premisesId;
const isForCommittee = (hazard: HazardFacts) => hazard.transferCount >= declinesBeforeArbitration;
/** Four eyes: nobody confirms a correction that the own account reported. */
const notOwnFix = (hazard: HazardFacts, actor: Actor) => hazard.fixedByAccount !== actor.accountId;
/** Penalty, sealing and the review of a major hazard belong to the fire and rescue authority (消防法54、70). */
const isFireAuthority = (actor: Actor) =>
  ['FIRE_BRIGADE', 'FIRE_DETACHMENT', 'FIRE_CORPS'].includes(actor.organisation?.kind ?? '');
/**
 * What an inspection found is ordered by paper, by the bodies whose power that is by law; a township or department to
 * which it was handed can only urge. A post's permission alone does not say so: every township's officers have it, for
 * those townships to which the power was delegated.
 */
const mayOrder = (actor: Actor) =>
  actor.permissions.has('hazards.order') && (isFireAuthority(actor) || actor.organisation?.kind === 'POLICE_STATION');

/**
 * Who may make which move. Moves of the system (clock, served papers) have no entry: nobody makes them by hand.
 * `reinspectPass` and `reinspectFail` are made through a re-inspection visit, so a screen sees them as `reinspect`.
 */
const relation: Partial<Record<HazardAction, (hazard: HazardFacts, actor: Actor) => boolean>> = {
  assignByOrg: (h, a) =>
    keeps(h, a) &&
    a.permissions.has('hazards.assign') &&
    (h.nature !== 'ADMINISTRATIVE' || h.inspectionId === null || !mayOrder(a)),
  transfer: (h, a) => keeps(h, a) && a.permissions.has('hazards.transfer'),
  accept: (h, a) => keeps(h, a) && a.permissions.has('hazards.accept') && !isForCommittee(h),
  decline: (h, a) => keeps(h, a) && a.permissions.has('hazards.accept') && !isForCommittee(h),
  arbitrate: (h, a) => keeps(h, a) && a.permissions.has('hazards.arbitrate') && isForCommittee(h),
  submitFix: (h, a) => owns(h, a) && a.permissions.has('hazards.submitFix'),
  reinspectPass: (h, a) => keeps(h, a) && a.permissions.has('hazards.reinspect') && notOwnFix(h, a),
  reinspectFail: (h, a) => keeps(h, a) && a.permissions.has('hazards.reinspect'),
  closeOtherwise: (h, a) => keeps(h, a) && a.permissions.has('hazards.reinspect') && notOwnFix(h, a),
  defer: (h, a) => keeps(h, a) && a.permissions.has('hazards.approveExtension'),
  orderAgain: (h, a) => keeps(h, a) && a.permissions.has('hazards.reinspect'),
  penalize: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  seal: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  continueRectify: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  unseal: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  suspectMajor: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  notMajor: (h, a) => keeps(h, a) && isFireAuthority(a) && a.permissions.has('hazards.penalize'),
  lookBack: (h, a) => keeps(h, a) && a.permissions.has('hazards.lookBack'),
};

export const mayMove = (hazard: HazardFacts, action: HazardAction, actor: Actor): boolean =>
  relation[action]?.(hazard, actor) ?? false;

export type AllowedAction = HazardAction | 'requestExtension' | 'decideExtension' | 'reinspect' | 'setHandler';

/** Within the body that keeps it, whoever may look at it again may say who looks after it. */
export const maySetHandler = (hazard: HazardFacts, actor: Actor): boolean =>
  isOpenState(hazard.status) && keeps(hazard, actor) && actor.permissions.has('hazards.reinspect');

/** What this person may do with the hazard now, as screens show it. */
export function allowedActions(hazard: HazardFacts, actor: Actor): AllowedAction[] {
  const moves: AllowedAction[] = hazardWorkflow.from(hazard.status).filter((action) => mayMove(hazard, action, actor));
  const isVisit = (action: AllowedAction) => action === 'reinspectPass' || action === 'reinspectFail';
  const shown = moves.filter((action) => !isVisit(action));
  if (moves.some(isVisit)) shown.unshift('reinspect');
  if (
    hazard.status === 'RECTIFYING' &&
    !hazard.hasOpenExtension &&
    actor.permissions.has('hazards.extend') &&
    (owns(hazard, actor) || keeps(hazard, actor))
  )
    shown.push('requestExtension');
  if (
    hazard.hasOpenExtension &&
    keeps(hazard, actor) &&
    actor.permissions.has('hazards.approveExtension') &&
    hazard.extensionRequestedBy !== actor.accountId
  )
    shown.unshift('decideExtension');
  if (maySetHandler(hazard, actor)) shown.push('setHandler');
  return shown;
}
