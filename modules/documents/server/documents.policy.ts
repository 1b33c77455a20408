import type { Actor } from '#platform/server/work.ts';
import { type PaperAction, type PaperKind, type PaperStatus, paperKinds, paperWorkflow } from '../contract/index.ts';

export interface PaperFacts {
  kind: PaperKind;
  status: PaperStatus;
  orgId: string;
  /** Accounts whose words the paper says. */
  authors: readonly string[];
}

/** A paper belongs to the body that drafts it; nobody approves words of the own hand (四眼原则). */
const relation: Record<PaperAction, (paper: PaperFacts, actor: Actor) => boolean> = {
  revise: (_paper, actor) => actor.permissions.has('documents.draft'),
  submit: (paper, actor) => actor.permissions.has('documents.draft') && paperKinds[paper.kind].needsApproval,
  return: (_paper, actor) => actor.permissions.has('documents.approve'),
  approve: (paper, actor) => actor.permissions.has('documents.approve') && !paper.authors.includes(actor.accountId),
  issue: (paper, actor) => actor.permissions.has('documents.draft') && !paperKinds[paper.kind].needsApproval,
  serve: (paper, actor) => actor.permissions.has('documents.serve') && paperKinds[paper.kind].isServed,
  void: (_paper, actor) => actor.permissions.has('documents.void'),
};

/** What this person may do with the paper now. */
export const allowedPaperActions = (paper: PaperFacts, actor: Actor): PaperAction[] =>
  actor.organisation?.id === paper.orgId
    ? paperWorkflow.from(paper.status).filter((action) => relation[action](paper, actor))
    : [];
