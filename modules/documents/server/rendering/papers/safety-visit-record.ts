/**
 * 消防安全走访（检查服务）记录: what a body without enforcement power leaves behind. It urges and orders nothing, cites no
 * power of enforcement, and says so (国办发〔2024〕54号).
 */
import type { PaperFinding, SafetyVisitRecordData } from '../../../contract/paper-data.ts';
import { BLANK_DAY, dayInWords, periodInWords } from '../phrasing.ts';
import { type Block, cell, type Line, label, labelCell, linesCell, paragraph, type Sheet, say } from '../sheet.ts';
import { groupRows, tally } from './inspection-record.ts';
import { reviewedRow } from './reinspection.ts';
import { FORM_COLUMNS, findingInWords, inspectorLines, premisesRows, sectionRow, wideRow } from './shared-parts.ts';

const advice: Record<PaperFinding['correction'], string> = {
  ON_SITE: '已当场\n整　改',
  IMMEDIATE: '建议立即\n整　　改',
  DEADLINE: '建议限期\n整　　改',
  TRANSFER: '移送有关\n部　　门',
};

const findingLines = (finding: PaperFinding): Line[] => [
  [say(`${findingInWords(finding)}。`)],
  ...(finding.basis ? [[say(`参考依据：${finding.basis}`)]] : []),
  ...(finding.dueOn ? [[say(`建议整改期限：${dayInWords(finding.dueOn)}前（含当日）`)]] : []),
];

const findings = (data: SafetyVisitRecordData): Block => ({
  block: 'table',
  columns: FORM_COLUMNS,
  header: data.findings.length ? 2 : 1,
  rows: data.findings.length
    ? [
        sectionRow('发现的问题和整改建议'),
        [labelCell('序　号'), labelCell('部位和问题', { colSpan: 3 }), labelCell('整改建议')],
        ...data.findings.map((finding, index) => [
          cell(String(index + 1), { align: 'center' }),
          linesCell(findingLines(finding), { colSpan: 3 }),
          cell(advice[finding.correction], { align: 'center' }),
        ]),
      ]
    : [sectionRow('发现的问题和整改建议'), [cell('本次走访未发现火灾隐患。', { colSpan: 5, minLines: 2 })]],
});

const checklist = (data: SafetyVisitRecordData): Block[] =>
  data.groups.length
    ? [
        {
          block: 'table',
          columns: FORM_COLUMNS,
          header: 2,
          rows: [
            sectionRow('走访情况'),
            [labelCell('项　目'), labelCell('查看内容', { colSpan: 3 }), labelCell('查看结果')],
            ...data.groups.flatMap((group) => [...groupRows(group)]),
            wideRow('小　　计', tally(data.groups, '查看')),
          ],
        },
      ]
    : [];

const reviewed = (data: SafetyVisitRecordData): Block[] =>
  data.reviewed.length
    ? [
        {
          block: 'table',
          columns: FORM_COLUMNS,
          header: 2,
          rows: [
            sectionRow('前次问题的整改情况'),
            [labelCell('序　号'), labelCell('前次发现的问题', { colSpan: 3 }), labelCell('整改情况')],
            ...data.reviewed.map(reviewedRow),
          ],
        },
      ]
    : [];

export const safetyVisitRecord = (data: SafetyVisitRecordData): Sheet => ({
  issuer: data.issuer,
  title: '消防安全走访（检查服务）记录',
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
        sectionRow('被走访单位（场所）'),
        ...premisesRows(data.premises),
        wideRow('走访类别', data.visit),
        wideRow('走访时间', periodInWords(data.visitedAt)),
        [labelCell('走访人员'), linesCell(inspectorLines(data.visitors), { colSpan: 4 })],
        wideRow('在场人员', data.accompanying),
      ],
    },
    ...checklist(data),
    ...reviewed(data),
    // A visit that only looked at earlier problems found no new ones.
    ...(data.reviewed.length && !data.findings.length ? [] : [findings(data)]),
    {
      block: 'table',
      columns: FORM_COLUMNS,
      header: 1,
      rows: [
        sectionRow('提醒和服务'),
        wideRow('走访结果', data.conclusion),
        wideRow(
          '说　　明',
          '本次活动为消防安全走访（检查服务），不属于行政检查，本记录不作为行政处罚的依据。' +
            '请对照上列问题及时整改；自身难以判断或者整改有困难的，可以向走访单位咨询。',
        ),
        wideRow('备　　注', data.remarks, 2),
      ],
    },
    {
      block: 'table',
      keepTogether: true,
      columns: [78, 78],
      rows: [
        [
          linesCell([[label('走访人员（签名）：')], [], [], [say(dayInWords(data.date))]]),
          linesCell([[label('单位（场所）在场人员（签名）：')], [say('上列情况已知悉。')], [], [say(BLANK_DAY)]]),
        ],
      ],
    },
    { ...paragraph('本记录一式两份，一份交被走访单位（场所），一份由走访单位留存。'), indent: false, small: true },
  ],
});
