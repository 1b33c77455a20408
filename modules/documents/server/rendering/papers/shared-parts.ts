/** Parts that several papers print alike. */
import type { PaperFinding, PaperInspector, PaperPremises, PaperService } from '../../../contract/paper-data.ts';
import { BLANK_MINUTE, inspectorsInWords, minuteInWords, withoutStop } from '../phrasing.ts';
import { type Block, type Cell, cell, type Line, label, labelCell, linesCell, say } from '../sheet.ts';

/** Column edges of the forms, in millimetres; together the width of the text. */
export const FORM_COLUMNS = [26, 52, 26, 26, 26];

export const sectionRow = (title: string): Cell[] => [labelCell(title, { colSpan: 5 })];

/** One label and its value over the whole width. */
export const wideRow = (name: string, value: string | null | undefined, minLines?: number): Cell[] => [
  labelCell(name),
  cell(value, { colSpan: 4, ...(minLines ? { minLines } : {}) }),
];

const pairRow = (left: string, leftValue: Cell['lines'], right: string, rightValue: Cell['lines']): Cell[] => [
  labelCell(left),
  linesCell(leftValue),
  labelCell(right),
  linesCell(rightValue, { colSpan: 2 }),
];

const value = (text: string | null | undefined): Line[] => [text ? [say(text)] : []];

export const premisesRows = (premises: PaperPremises): Cell[][] => [
  wideRow('名　　称', premises.name),
  wideRow('地　　址', premises.address),
  pairRow('统一社会\n信用代码', value(premises.uscc), '消防安全\n责 任 人', value(premises.responsiblePerson)),
  pairRow('消防安全\n管 理 人', value(premises.manager), '联系电话', value(premises.phone)),
];

export const inspectorLines = (inspectors: PaperInspector[]): Line[] =>
  inspectors.map((inspector) => [say(inspectorsInWords([inspector]))]);

/** 部位：问题 without a closing mark. */
export const findingInWords = ({ place, words }: Pick<PaperFinding, 'place' | 'words'>) =>
  place ? `${withoutStop(place)}：${withoutStop(words)}` : withoutStop(words);

const serviceMethods = {
  DIRECT: '直接送达',
  LEAVE: '留置送达',
  MAIL: '邮寄送达',
  ELECTRONIC: '电子送达',
  PUBLIC: '公告送达',
} as const;

/** 送达: what is known is printed, the rest stays open for the pen. */
export const serviceTable = (service: PaperService, addressee: string, copies: string): Block => ({
  block: 'table',
  keepTogether: true,
  columns: [26, 62, 24, 44],
  rows: [
    [labelCell('受送达人'), cell(addressee, { colSpan: 3 })],
    [
      labelCell('送达方式'),
      cell(
        Object.entries(serviceMethods)
          .map(([id, name]) => `${id === service.method ? '■' : '□'} ${name}`)
          .join('　'),
        { colSpan: 3 },
      ),
    ],
    [labelCell('签　　收'), cell(service.receiver, { minLines: 1.5 }), labelCell('送 达 人'), cell('')],
    [
      labelCell('签收时间'),
      cell(service.receivedAt ? minuteInWords(service.receivedAt) : BLANK_MINUTE, { minLines: 1.5 }),
      labelCell('见 证 人'),
      cell(''),
    ],
    [labelCell('备　　注'), cell(`${copies}受送达人拒绝签收的，注明事由和日期：`, { colSpan: 3 })],
  ],
});

export const remarksParagraph = (remarks: string | null | undefined): Block[] =>
  remarks ? [{ block: 'paragraph', runs: [label('备注：'), say(remarks)] }] : [];
