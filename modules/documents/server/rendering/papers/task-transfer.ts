/** 隐患抄告（移送）单 with its 回执: to the body that is in charge. No national form is known (needsCheck). */
import type { TaskTransferData } from '../../../contract/paper-data.ts';
import { BLANK_DAY, dayInWords, withoutStop } from '../phrasing.ts';
import { type Block, cell, labelCell, linesCell, paragraph, type Run, type Sheet, say } from '../sheet.ts';
import { remarksParagraph } from './shared-parts.ts';

const BLANK_DAY_RUNS: Run[] = [{ blank: 3 }, say('年'), { blank: 2 }, say('月'), { blank: 2 }, say('日')];

function request(data: TaskTransferData): Block {
  const { premises, source, reason } = data;
  const known = [
    ['地址', premises.address],
    ['统一社会信用代码', premises.uscc],
    ['消防安全责任人', premises.responsiblePerson],
    ['联系电话', premises.phone],
  ].flatMap(([name, value]) => (value ? [`${name}：${value}`] : []));
  return paragraph(
    `我单位在${withoutStop(source)}中发现，${premises.name}${known.length ? `（${known.join('，')}）` : ''}` +
      `存在下列火灾隐患（消防安全违法行为）。${reason ? `根据${withoutStop(reason)}的规定，` : ''}` +
      '该事项属于你单位职责范围，现抄告（移送）你单位，请依法处理，并于',
    ...(data.feedbackDueOn ? [dayInWords(data.feedbackDueOn)] : BLANK_DAY_RUNS),
    '前将处理情况书面反馈我单位。',
  );
}

const hazardTable = (data: TaskTransferData): Block => ({
  block: 'table',
  header: 1,
  columns: [14, 64, 46, 32],
  rows: [
    [labelCell('序号'), labelCell('部位及隐患情况'), labelCell('依据及处理建议'), labelCell('发现日期')],
    ...data.hazards.map((hazard, index) => [
      cell(String(index + 1), { align: 'center' }),
      cell(`${hazard.place ? `${withoutStop(hazard.place)}：` : ''}${withoutStop(hazard.words)}。`),
      linesCell([
        ...(hazard.basis ? [[say(hazard.basis)]] : []),
        ...(hazard.suggestion ? [[say(`建议：${withoutStop(hazard.suggestion)}。`)]] : []),
      ]),
      cell(hazard.foundOn && dayInWords(hazard.foundOn), { align: 'center' }),
    ]),
  ],
});

const attachments = (names: string[]): Block[] =>
  names.map((name, index) => {
    const number = names.length > 1 ? `${index + 1}. ` : '';
    return paragraph(`${index === 0 ? '附件：' : '　　　'}${number}${name}`);
  });

const contact = ({ contact: person, contactPhone }: TaskTransferData): Block[] =>
  person || contactPhone
    ? [
        {
          ...paragraph(
            [person && `联系人：${person}`, contactPhone && `联系电话：${contactPhone}`].filter(Boolean).join('　'),
          ),
          keepWithNext: true,
        },
      ]
    : [];

const receipt = (data: TaskTransferData): Block => ({
  block: 'table',
  keepTogether: true,
  columns: [28, 50, 28, 50],
  rows: [
    [labelCell('隐患抄告（移送）单回执', { colSpan: 4 })],
    [labelCell('抄告单编号'), cell(data.number, { colSpan: 3 })],
    [labelCell('接收单位'), cell(data.to, { colSpan: 3 })],
    [labelCell('接 收 人'), cell('', { minLines: 2 }), labelCell('接收时间'), cell(BLANK_DAY)],
    [labelCell('受理意见'), cell('□ 受理　□ 不予受理，理由：', { colSpan: 3, minLines: 2 })],
    [
      labelCell('处理情况'),
      linesCell([[], [], [], [say('（印章）')], [say(BLANK_DAY)]], { colSpan: 3, align: 'right' }),
    ],
  ],
});

export const taskTransfer = (data: TaskTransferData): Sheet => ({
  issuer: data.issuer,
  title: '隐患抄告（移送）单',
  number: data.number,
  date: data.date,
  style: 'letter',
  demo: data.demo,
  blocks: [
    { ...paragraph(`${data.to}：`), indent: false, keepWithNext: true },
    request(data),
    hazardTable(data),
    ...attachments(data.attachments),
    ...remarksParagraph(data.remarks),
    ...contact(data),
    { block: 'signOff', issuer: data.issuer, date: dayInWords(data.date) },
    receipt(data),
    {
      ...paragraph('本单一式两份，一份送接收单位，一份存档；接收单位办结后填写回执退回。'),
      indent: false,
      small: true,
    },
  ],
});
