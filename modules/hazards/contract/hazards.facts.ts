import { correctionModes, natures, severities } from '#modules/inspections/contract';
import { premisesTypeWords } from '#modules/premises/contract';
import type { Fact } from '#platform/shared/fact.ts';
import { hazardSources, hazardStates, outcomes } from './hazards.workflow.ts';

const words = (of: Readonly<Record<string, { label: string }>>) =>
  Object.fromEntries(Object.entries(of).map(([id, { label }]) => [id, label]));

/** Hazards, for figures. */
export const hazardFact: Fact = {
  id: 'hazards.hazard_fact',
  label: '火灾隐患',
  unit: '处',
  permission: 'hazards.read',
  dates: { occurred_on: '发现日期', due_on: '整改期限', overdue_on: '逾期之日', closed_on: '销案日期' },
  columns: {
    premises_type: { label: '场所类别', kind: 'CODE', values: premisesTypeWords },
    item_id: { label: '检查项目', kind: 'CODE' },
    severity: { label: '严重程度', kind: 'CODE', values: words(severities), isShown: true },
    source: { label: '来源', kind: 'CODE', values: words(hazardSources) },
    nature: { label: '性质', kind: 'CODE', values: words(natures) },
    status: { label: '状态', kind: 'CODE', values: words(hazardStates), isShown: true },
    correction_mode: { label: '改正方式', kind: 'CODE', values: words(correctionModes), isShown: true },
    is_open: { label: '尚未销案', kind: 'FLAG' },
    outcome: { label: '结果', kind: 'CODE', values: words(outcomes) },
    is_fixed_on_time: { label: '一次复查即整改', kind: 'FLAG' },
    is_late: { label: '期满仍未销案', kind: 'FLAG' },
    reinspection_count: { label: '复查次数', kind: 'NUMBER', unit: '次' },
    is_extended: { label: '延过期', kind: 'FLAG' },
    is_transferred: { label: '移送过', kind: 'FLAG' },
    is_bounced: { label: '两次以上移送', kind: 'FLAG' },
    is_reopened: { label: '回头看再次登记', kind: 'FLAG' },
    days_open: { label: '从发现到销案', kind: 'NUMBER', unit: '天' },
  },
  page: ({ countyCode, recordId }) => `/hazards/${countyCode}/${recordId}`,
};
