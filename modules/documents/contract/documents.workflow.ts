import { defineWorkflow } from '#platform/shared/workflow.ts';

export const paperStates = {
  DRAFT: { label: '草稿' },
  PENDING_APPROVAL: { label: '待审批' },
  ISSUED: { label: '已签发（待送达）' },
  SERVED: { label: '已送达', final: true },
  VOID: { label: '已作废', final: true },
} as const;
export type PaperStatus = keyof typeof paperStates;

/**
 * The life of a paper. A number is given at the moment of issue and never taken back; a void paper keeps its number.
 * Papers that the domain data has signed by the head of the body (审批) pass through approval, the others are issued
 * by the officer on the spot (令120第19条).
 */
export const paperWorkflow = defineWorkflow(paperStates, {
  revise: { label: '修改', from: ['DRAFT'], to: 'DRAFT', by: ['drafter'] },
  submit: { label: '送审', from: ['DRAFT'], to: 'PENDING_APPROVAL', by: ['drafter'] },
  return: { label: '退回修改', from: ['PENDING_APPROVAL'], to: 'DRAFT', by: ['approver'], needsReason: true },
  approve: { label: '批准签发', from: ['PENDING_APPROVAL'], to: 'ISSUED', by: ['approver'], source: '令120第19条' },
  issue: { label: '签发', from: ['DRAFT'], to: 'ISSUED', by: ['drafter'] },
  serve: { label: '登记送达', from: ['ISSUED'], to: 'SERVED', by: ['body'], source: '民事诉讼法87-95；行政处罚法61' },
  void: {
    label: '作废',
    from: ['DRAFT', 'PENDING_APPROVAL', 'ISSUED', 'SERVED'],
    to: 'VOID',
    by: ['approver'],
    needsReason: true,
  },
});
export type PaperAction = keyof typeof paperWorkflow.moves;
