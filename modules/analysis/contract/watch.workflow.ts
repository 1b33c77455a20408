import { defineWorkflow } from '#platform/shared/workflow.ts';

export type AlertState = 'OPEN' | 'CHECKED' | 'LAPSED';

/** The life of an alert: it stays listed whatever becomes of it. */
export const alertWorkflow = defineWorkflow<AlertState, 'raise' | 'lapse' | 'check'>(
  { OPEN: { label: '待核实' }, CHECKED: { label: '已核实', final: true }, LAPSED: { label: '已不超出' } },
  {
    raise: { label: '提示', from: [null, 'LAPSED'], to: 'OPEN', by: ['system'] },
    /** Records were corrected and the week is no longer beyond what is expected. */
    lapse: { label: '不再超出', from: ['OPEN'], to: 'LAPSED', by: ['system'] },
    check: { label: '核实', from: ['OPEN', 'LAPSED'], to: 'CHECKED', by: ['staff'], needsReason: true },
  },
);

/** What a person found when looking at the fires of an alert. */
export const conclusions = {
  REAL: { label: '确有异常' },
  CHANCE: { label: '偶然波动' },
  DATA: { label: '数据问题' },
} as const satisfies Readonly<Record<string, { label: string }>>;
export type Conclusion = keyof typeof conclusions;
