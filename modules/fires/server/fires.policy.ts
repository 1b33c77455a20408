import type { Actor } from '#platform/server/work.ts';
import { type FireAction, type FireStatus, fireWorkflow } from '../contract/index.ts';

export interface FireFacts {
  status: FireStatus;
  orgId: string;
  enteredBy: string;
  submittedBy: string | null;
  finalizedAt: string | null;
}

type By = Pick<Actor, 'accountId' | 'permissions' | 'organisation'>;

/** The fire and rescue authority keeps the statistics (消防〔2025〕17号); its stations report to it. */
export const isFireAuthority = (actor: Pick<Actor, 'organisation'>) =>
  ['FIRE_BRIGADE', 'FIRE_DETACHMENT', 'FIRE_CORPS'].includes(actor.organisation?.kind ?? '');

/** A station reports for itself, the authority above it for every station. */
export const mayReportFor = (orgId: string, actor: By) =>
  actor.permissions.has('fires.report') && (isFireAuthority(actor) || actor.organisation?.id === orgId);

/** Four eyes: nobody reviews what the own account entered or reported. */
const otherEyes = (fire: FireFacts, actor: By) => ![fire.enteredBy, fire.submittedBy].includes(actor.accountId);
const mayReview = (fire: FireFacts, actor: By) =>
  actor.permissions.has('fires.review') && isFireAuthority(actor) && otherEyes(fire, actor);

const relation: Record<FireAction, (fire: FireFacts, actor: By) => boolean> = {
  draft: (fire, actor) => mayReportFor(fire.orgId, actor),
  submit: (fire, actor) => mayReportFor(fire.orgId, actor),
  confirm: mayReview,
  giveBack: mayReview,
  followUp: (fire, actor) => mayReportFor(fire.orgId, actor),
  // After the last word only a death or a new finding is reported (续报), or a mistake corrected (更正).
  finalize: (fire, actor) => mayReportFor(fire.orgId, actor) && fire.finalizedAt === null,
  correct: (_fire, actor) => actor.permissions.has('fires.correct') && isFireAuthority(actor),
  discard: (fire, actor) => mayReportFor(fire.orgId, actor),
  voidRecord: (_fire, actor) => actor.permissions.has('fires.void') && isFireAuthority(actor),
};

export const mayMove = (fire: FireFacts, action: FireAction, actor: By): boolean => relation[action](fire, actor);

export type AllowedFireAction = FireAction | 'save' | 'noticeDeath';

/** What this person may do with the record now, as screens show it. */
export function allowedActions(fire: FireFacts, actor: By, hasInjured: boolean): AllowedFireAction[] {
  const allowed: AllowedFireAction[] = fireWorkflow.from(fire.status).filter((action) => mayMove(fire, action, actor));
  if (allowed.includes('submit')) allowed.unshift('save');
  if (hasInjured && allowed.includes('followUp')) allowed.push('noticeDeath');
  return allowed;
}
