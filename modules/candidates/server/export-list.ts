import { typeName } from '#modules/premises/contract';
import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import { type CandidateFilter, candidateMatches, candidateSources, candidateStatuses } from '../contract/index.ts';
import { createCandidateQueries, type ExportedCandidate } from './candidates.queries.ts';

const columns: ExportedColumn<ExportedCandidate>[] = [
  { header: '名称', kind: 'text', value: (row) => row.name },
  { header: '可能的类别', kind: 'text', value: (row) => row.types.map(typeName).join('、') },
  { header: '判定依据', kind: 'text', value: (row) => row.reason },
  { header: '乡镇（街道）、村（社区）', kind: 'text', value: (row) => row.regionName },
  { header: '地址', kind: 'text', value: (row) => row.address },
  { header: '经度', kind: 'number', value: (row) => row.lng },
  { header: '纬度', kind: 'number', value: (row) => row.lat },
  { header: '与名册比对', kind: 'text', value: (row) => candidateMatches[row.match] },
  { header: '名册上相近的单位', kind: 'text', value: (row) => row.matchName },
  { header: '相近的依据', kind: 'text', value: (row) => row.matchReason },
  { header: '状态', kind: 'text', value: (row) => candidateStatuses[row.status] },
  { header: '处理人', kind: 'text', value: (row) => row.decidedBy },
  { header: '处理时间', kind: 'datetime', value: (row) => row.decidedAt },
  { header: '理由', kind: 'text', value: (row) => row.decisionReason },
  { header: '来源', kind: 'text', value: (row) => candidateSources[row.source] ?? row.source },
];

/** The worklist as it is shown, as xlsx. */
export async function exportCandidates(work: Work, filter: CandidateFilter): Promise<File> {
  const queries = createCandidateQueries(work);
  const total = await queries.count(filter);
  work.audit('candidates.export', { kind: 'candidate', id: 'list' }, { rows: Math.min(total, exportLimit) });
  return exportList(work, { name: '漏管清单', columns, rows: queries.all(filter, exportLimit), total });
}
