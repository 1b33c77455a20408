import { defineWorkflow } from '#platform/shared/workflow.ts';

export const fireStates = {
  DRAFT: { label: '草稿' },
  SUBMITTED: { label: '已报' },
  RETURNED: { label: '已退回' },
  CONFIRMED: { label: '已审核' },
  VOID: { label: '已作废', final: true },
} as const;
export type FireStatus = keyof typeof fireStates;

/** What a version is: the first report, what became known later, the last word. */
export const reportStages = {
  INITIAL: { label: '初报' },
  FOLLOW_UP: { label: '续报' },
  FINAL: { label: '终报' },
} as const;
export type ReportStage = keyof typeof reportStages;

/**
 * The life of a fire record. Every report and every correction is a version of its own and is reviewed by other eyes.
 * `by`: reporter = the station that reports, or the fire authority above it; reviewer = the fire authority, not who
 * entered or reported this version.
 */
export const fireWorkflow = defineWorkflow(fireStates, {
  draft: { label: '起草', from: [null], to: 'DRAFT', by: ['reporter'] },
  submit: {
    label: '上报',
    from: ['DRAFT', 'RETURNED'],
    to: 'SUBMITTED',
    by: ['reporter'],
    deadline: '初报时限（设置）[需核]',
  },
  confirm: { label: '审核通过', from: ['SUBMITTED'], to: 'CONFIRMED', by: ['reviewer'] },
  giveBack: { label: '退回', from: ['SUBMITTED'], to: 'RETURNED', by: ['reviewer'], needsReason: true },
  followUp: {
    label: '续报',
    from: ['SUBMITTED', 'CONFIRMED'],
    to: 'SUBMITTED',
    by: ['reporter'],
    deadline: '续报时限（设置）[需核]',
  },
  finalize: {
    label: '终报',
    from: ['SUBMITTED', 'CONFIRMED'],
    to: 'SUBMITTED',
    by: ['reporter'],
    deadline: '终报时限（设置）[需核]',
  },
  correct: { label: '更正', from: ['CONFIRMED'], to: 'SUBMITTED', by: ['corrector'], needsReason: true },
  discard: { label: '弃用草稿', from: ['DRAFT'], to: 'VOID', by: ['reporter'] },
  voidRecord: {
    label: '作废',
    from: ['SUBMITTED', 'RETURNED', 'CONFIRMED'],
    to: 'VOID',
    by: ['chief'],
    needsReason: true,
  },
});
export type FireAction = keyof typeof fireWorkflow.moves;
