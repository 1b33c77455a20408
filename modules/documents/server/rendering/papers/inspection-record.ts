/**
 * 消防监督检查记录 (《消防监督检查规定》第十四条) and 公安派出所日常消防监督检查记录 (第三十三条): the form filled in on the
 * spot.
 */
import type {
  InspectionRecordData,
  PaperChecklistGroup,
  PaperFinding,
  PaperItemResult,
} from '../../../contract/paper-data.ts';
import { BLANK_DAY, dayInWords, periodInWords } from '../phrasing.ts';
import {
  type Block,
  type Cell,
  cell,
  type Line,
  label,
  labelCell,
  linesCell,
  paragraph,
  type Sheet,
  say,
} from '../sheet.ts';
import { FORM_COLUMNS, findingInWords, inspectorLines, premisesRows, sectionRow, wideRow } from './shared-parts.ts';

const results: Record<PaperItemResult, string> = {
  PASS: '符合',
  FAIL: '不符合',
  NOT_APPLICABLE: '不涉及',
  NOT_CHECKED: '未查',
};

/** The rows beside a name stay on one page, so a long group is named again after about this many items. */
const ITEMS_BESIDE_ONE_NAME = 5;

/** Items of a group with their results, the group's name beside them. */
export function* groupRows({ name, items }: PaperChecklistGroup): Generator<Cell[]> {
  const size = Math.ceil(items.length / Math.ceil(items.length / ITEMS_BESIDE_ONE_NAME));
  for (let start = 0; start < items.length; start += size) {
    const part = items.slice(start, start + size);
    for (const [index, item] of part.entries()) {
      const lines: Line[] = [[say(item.words)]];
      if (item.note) lines.push([say(`（${item.note}）`)]);
      const result = results[item.result];
      yield [
        ...(index === 0 ? [labelCell(start === 0 ? name : `${name}\n（续）`, { rowSpan: part.length })] : []),
        linesCell(lines, { colSpan: 3 }),
        linesCell([[item.result === 'FAIL' ? label(result) : say(result)]], { align: 'center' }),
      ];
    }
  }
}

function correction({ correction: mode }: PaperFinding): string {
  if (mode === 'ON_SITE') return '已当场\n改　正';
  if (mode === 'IMMEDIATE') return '责令立即\n改　　正';
  if (mode === 'TRANSFER') return '移送';
  return '责令限期\n改　　正';
}

const findingLines = (finding: PaperFinding): Line[] => [
  [say(`${findingInWords(finding)}。`)],
  ...(finding.basis ? [[say(`依据：${finding.basis}`)]] : []),
  ...(finding.dueOn ? [[say(`改正期限：${dayInWords(finding.dueOn)}前（含当日）`)]] : []),
];

const findingTable = (findings: PaperFinding[]): Block =>
  findings.length === 0
    ? {
        block: 'table',
        columns: FORM_COLUMNS,
        header: 1,
        rows: [sectionRow('发现的问题'), [cell('未发现消防安全违法行为和火灾隐患。', { colSpan: 5, minLines: 2 })]],
      }
    : {
        block: 'table',
        columns: FORM_COLUMNS,
        header: 2,
        rows: [
          sectionRow('发现的问题'),
          [labelCell('序　号'), labelCell('部位、问题及依据', { colSpan: 3 }), labelCell('改正方式')],
          ...findings.map((finding, index) => [
            cell(String(index + 1), { align: 'center' }),
            linesCell(findingLines(finding), { colSpan: 3 }),
            cell(correction(finding), { align: 'center' }),
          ]),
        ],
      };

export function tally(groups: PaperChecklistGroup[], verb = '检查'): string {
  const items = groups.flatMap((group) => group.items);
  const parts = Object.entries(results).map(([id, name]) => {
    return `${name}${items.filter((item) => item.result === id).length}项`;
  });
  return `共${verb}${items.length}项，其中${parts.join('，')}。`;
}

const recordTitled =
  (title: string) =>
  (data: InspectionRecordData): Sheet => ({
    issuer: data.issuer,
    title,
    number: data.number,
    date: data.date,
    style: 'form',
    demo: data.demo,
    blocks: [
      {
        block: 'table',
        columns: FORM_COLUMNS,
        header: 1,
        rows: [
          sectionRow('被检查单位（场所）'),
          ...premisesRows(data.premises),
          wideRow('检查类别', data.inspection),
          wideRow('检查时间', periodInWords(data.inspectedAt)),
          [labelCell('检查人员'), linesCell(inspectorLines(data.inspectors), { colSpan: 4 })],
          wideRow('随同检查\n人　　员', data.accompanying),
        ],
      },
      {
        block: 'table',
        columns: FORM_COLUMNS,
        header: 2,
        rows: [
          sectionRow('检查情况'),
          [labelCell('项　目'), labelCell('检查内容', { colSpan: 3 }), labelCell('检查结果')],
          ...data.groups.flatMap((group) => [...groupRows(group)]),
          wideRow('小　　计', tally(data.groups)),
        ],
      },
      findingTable(data.findings),
      {
        block: 'table',
        columns: FORM_COLUMNS,
        header: 1,
        rows: [sectionRow('处理意见'), wideRow('检查结论', data.conclusion), wideRow('备　　注', data.remarks, 2)],
      },
      {
        block: 'table',
        keepTogether: true,
        columns: [78, 78],
        rows: [
          [
            linesCell([[label('检查人员（签名）：')], [], [], [say(dayInWords(data.date))]]),
            linesCell([
              [label('被检查单位（场所）随同检查人员（签名）：')],
              [say('以上记录经核对无误。')],
              [],
              [say(BLANK_DAY)],
            ]),
          ],
        ],
      },
      { ...paragraph('本记录一式两份，一份交被检查单位（场所），一份存档。'), indent: false, small: true },
    ],
  });

export const inspectionRecord = recordTitled('消防监督检查记录');
export const policeRecord = recordTitled('公安派出所日常消防监督检查记录');
