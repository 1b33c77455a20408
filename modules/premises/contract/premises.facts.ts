import type { Fact } from '#platform/shared/fact.ts';
import { premisesTypeWords } from './premises-types.ts';

/** Places on the register, for figures. */
export const premisesFact: Fact = {
  id: 'premises.premises_fact',
  label: '单位（场所）',
  unit: '家',
  permission: 'premises.read',
  dates: { occurred_on: '建档日期', ended_on: '停业、拆除日期' },
  columns: {
    premises_type: {
      label: '场所类别',
      kind: 'CODE',
      values: premisesTypeWords,
      isShown: true,
    },
    supervision_class: {
      label: '监管类别',
      kind: 'CODE',
      values: { KEY_UNIT: '重点单位', GENERAL: '一般单位', SMALL: '小场所', HOUSEHOLD: '居民住宅' },
      isShown: true,
    },
    status: {
      label: '状态',
      kind: 'CODE',
      values: { OPERATING: '在用', SUSPENDED: '停业', CLOSED: '关闭', DEMOLISHED: '拆除', UNDER_CONSTRUCTION: '在建' },
    },
    is_operating: { label: '在用', kind: 'FLAG' },
    is_key_unit: { label: '消防安全重点单位', kind: 'FLAG' },
    is_high_risk: { label: '火灾高危单位', kind: 'FLAG' },
    is_crowded: { label: '人员密集场所', kind: 'FLAG' },
    is_public_assembly: { label: '公众聚集场所', kind: 'FLAG' },
    industry: { label: '行业', kind: 'CODE' },
    is_in_grid: { label: '已落入网格', kind: 'FLAG' },
    is_assigned: { label: '已明确监管机构', kind: 'FLAG' },
    is_located: { label: '已定位', kind: 'FLAG' },
    completeness: { label: '档案完整度', kind: 'NUMBER', unit: '%', isShown: true },
    storeys: { label: '层数', kind: 'NUMBER', unit: '层' },
    height: { label: '建筑高度', kind: 'NUMBER', unit: '米' },
    major_hazard_sources: { label: '重大危险源数量', kind: 'NUMBER', unit: '处' },
  },
  page: ({ countyCode, recordId }) => `/premises/${countyCode}/${recordId}`,
};
