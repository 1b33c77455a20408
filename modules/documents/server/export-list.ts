import { type ExportedColumn, exportLimit, exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import { type PaperFilter, type PaperRow, paperKinds, paperStates, serviceMethods } from '../contract/index.ts';
import { createDocumentQueries, type ExportedPaper } from './documents.queries.ts';

/** A paper that nobody has to be served with ends with its issue. */
const stateOf = ({ kind, status }: PaperRow) =>
  status === 'ISSUED' && !paperKinds[kind].isServed ? '已签发' : paperStates[status].label;

const columns: readonly ExportedColumn<ExportedPaper>[] = [
  { header: '文书', kind: 'text', value: (paper) => paperKinds[paper.kind].label },
  { header: '文号', kind: 'text', value: (paper) => paper.number },
  { header: '状态', kind: 'text', value: stateOf },
  { header: '单位（场所）名称', kind: 'text', value: (paper) => paper.premisesName },
  { header: '制作机构', kind: 'text', value: (paper) => paper.orgName },
  { header: '制作时间', kind: 'datetime', value: (paper) => paper.draftedAt },
  { header: '审批人', kind: 'text', value: (paper) => paper.approvedBy },
  { header: '签发人', kind: 'text', value: (paper) => paper.issuedBy },
  { header: '签发时间', kind: 'datetime', value: (paper) => paper.issuedAt },
  { header: '送达时间', kind: 'datetime', value: (paper) => paper.servedAt },
  {
    header: '送达方式',
    kind: 'text',
    value: (paper) => paper.serviceMethod && serviceMethods[paper.serviceMethod].label,
  },
  { header: '签收人', kind: 'text', value: (paper) => paper.serviceReceiver },
  { header: '作废理由', kind: 'text', value: (paper) => paper.voidReason },
];

/** The list of papers as it is filtered. */
export async function exportPapers(work: Work, filter: PaperFilter): Promise<File> {
  const queries = createDocumentQueries(work);
  const total = await queries.count(filter);
  work.audit('documents.export', { kind: 'paper', id: 'list', countyCode: filter.countyCode }, { total });
  return exportList(work, { name: '文书', columns, rows: queries.all(filter, exportLimit), total });
}
