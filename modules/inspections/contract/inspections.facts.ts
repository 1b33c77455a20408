import { premisesTypeWords } from '#modules/premises/contract';
import type { Fact } from '#platform/shared/fact.ts';
import { conclusions, inspectionKinds, natures, visitStates } from './inspection-kinds.ts';

const words = (of: Readonly<Record<string, { label: string }>>) =>
  Object.fromEntries(Object.entries(of).map(([id, { label }]) => [id, label]));

/** Visits, for figures. */
export const visitFact: Fact = {
  id: 'inspections.visit_fact',
  label: '检查（走访）',
  unit: '次',
  permission: 'inspections.read',
  dates: { occurred_on: '检查日期' },
  columns: {
    kind: { label: '检查类型', kind: 'CODE', values: words(inspectionKinds), isShown: true },
    nature: { label: '性质', kind: 'CODE', values: words(natures), isShown: true },
    status: { label: '状态', kind: 'CODE', values: words(visitStates) },
    conclusion: { label: '结论', kind: 'CODE', values: words(conclusions), isShown: true },
    org_kind: { label: '检查机构类别', kind: 'CODE' },
    premises_type: { label: '场所类别', kind: 'CODE', values: premisesTypeWords },
    supervision_class: {
      label: '监管类别',
      kind: 'CODE',
      values: { KEY_UNIT: '重点单位', GENERAL: '一般单位', SMALL: '小场所', HOUSEHOLD: '居民住宅' },
    },
    is_key_unit: { label: '消防安全重点单位', kind: 'FLAG' },
    is_high_risk: { label: '火灾高危单位', kind: 'FLAG' },
    minutes: { label: '用时', kind: 'NUMBER', unit: '分钟' },
  },
  page: ({ countyCode, recordId }) => `/inspections/${countyCode}/${recordId}`,
};
