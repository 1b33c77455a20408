/** 复查意见: the reinspection entered in the form of the inspection record (《消防监督检查规定》第二十条). */
import type { PaperReinspectionResult, PaperReviewed, ReinspectionData } from '../../../contract/paper-data.ts';
import { BLANK_DAY, dayInWords, numbersInWords, periodInWords } from '../phrasing.ts';
import { type Cell, cell, type Line, label, labelCell, linesCell, paragraph, type Sheet, say } from '../sheet.ts';
import { FORM_COLUMNS, findingInWords, inspectorLines, premisesRows, sectionRow, wideRow } from './shared-parts.ts';

const results: Record<PaperReinspectionResult, string> = {
  CORRECTED: '已改正',
  PARTLY: '部分改正',
  NOT_CORRECTED: '未改正',
  REMOVED: '风险已用其他方式消除',
  MOVED_OUT: '场所已搬离或停用',
};

/** Nothing of it is left to be done. */
const isSettled = ({ result }: PaperReviewed) => result !== 'PARTLY' && result !== 'NOT_CORRECTED';

function conclusion({ findings, order }: ReinspectionData): string {
  const named = `《${order.title}》（${order.number}）`;
  if (findings.every(({ result }) => result === 'CORRECTED')) {
    return `经复查，${named}所列${findings.length}项消防安全违法行为（火灾隐患）已全部改正。复查合格。`;
  }
  const parts = Object.entries(results).flatMap(([id, name]) => {
    const numbers = findings.flatMap(({ result }, index) => (result === id ? [index + 1] : []));
    return numbers.length ? [`${numbersInWords(numbers)}${name}`] : [];
  });
  return `经复查，${named}所列${findings.length}项消防安全违法行为（火灾隐患）中，${parts.join('，')}。复查${findings.every(isSettled) ? '合格' : '不合格'}。`;
}

function occasion({ appliedOn, order }: ReinspectionData): string {
  if (appliedOn) return `${dayInWords(appliedOn)}收到复查申请`;
  return order.deadline ? '改正期限届满' : '责令立即改正后的复查';
}

const nextStep = (data: ReinspectionData) =>
  data.nextStep ??
  (data.findings.every(isSettled)
    ? '你单位（场所）应当继续落实消防安全责任，加强防火巡查、检查，防止同类问题再次发生。'
    : '对未改正的事项，我单位将依照《中华人民共和国消防法》的有关规定处理。改正完毕前，你单位（场所）应当采取防范措施，确保消防安全。');

/** An earlier hazard and what became of it. */
export const reviewedRow = (finding: PaperReviewed, index: number): Cell[] => {
  const lines: Line[] = [[say(`${findingInWords(finding)}。`)]];
  if (finding.basis) lines.push([say(`依据：${finding.basis}`)]);
  if (finding.note) lines.push([label('现状：'), say(finding.note)]);
  const result = results[finding.result];
  return [
    cell(String(index + 1), { align: 'center' }),
    linesCell(lines, { colSpan: 3 }),
    linesCell([[isSettled(finding) ? say(result) : label(result)]], { align: 'center' }),
  ];
};

export const reinspection = (data: ReinspectionData): Sheet => ({
  issuer: data.issuer,
  title: '消防监督检查复查意见书',
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
        sectionRow('被复查单位（场所）'),
        ...premisesRows(data.premises),
        wideRow('原 文 书', `《${data.order.title}》（${data.order.number}，${dayInWords(data.order.date)}）`),
        wideRow('改正期限', data.order.deadline ? `${dayInWords(data.order.deadline)}前（含当日）` : '立即改正'),
        wideRow('复查事由', occasion(data)),
        wideRow('复查时间', periodInWords(data.inspectedAt)),
        [labelCell('复查人员'), linesCell(inspectorLines(data.inspectors), { colSpan: 4 })],
        wideRow('随同检查\n人　　员', data.accompanying),
      ],
    },
    {
      block: 'table',
      columns: FORM_COLUMNS,
      header: 2,
      rows: [
        sectionRow('复查情况'),
        [labelCell('序　号'), labelCell('原消防安全违法行为（火灾隐患）', { colSpan: 3 }), labelCell('复查结果')],
        ...data.findings.map(reviewedRow),
      ],
    },
    {
      block: 'table',
      columns: FORM_COLUMNS,
      header: 1,
      rows: [
        sectionRow('复查意见'),
        wideRow('复查结论', conclusion(data)),
        wideRow('处理意见', nextStep(data)),
        wideRow('备　　注', data.remarks, 2),
      ],
    },
    {
      block: 'table',
      keepTogether: true,
      columns: [78, 78],
      rows: [
        [
          linesCell([
            [label('复查人员（签名）：')],
            [],
            [say(data.issuer)],
            [say(`（印章）　　　${dayInWords(data.date)}`)],
          ]),
          linesCell([[label('被复查单位（场所）签收：')], [say('以上内容已阅，核对无误。')], [], [say(BLANK_DAY)]]),
        ],
      ],
    },
    { ...paragraph('本意见书一式两份，一份交被复查单位（场所），一份存档。'), indent: false, small: true },
  ],
});
