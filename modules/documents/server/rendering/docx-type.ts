import { LineRuleType, TextRun, UnderlineType } from 'docx';
import type { Run } from './sheet.ts';

const MILLIMETRE = 1440 / 25.4;
export const twips = (millimetres: number) => Math.round(millimetres * MILLIMETRE);
export const pointsToTwips = (points: number) => Math.round(points * 20);

/** Fonts that Word and WPS of a Chinese office have; digits and Latin as the western face. */
export const faces = {
  body: { eastAsia: '仿宋_GB2312', ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' },
  kai: { eastAsia: '楷体_GB2312', ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' },
  hei: { eastAsia: '黑体', ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' },
  title: { eastAsia: '方正小标宋简体', ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' },
};

export interface Type {
  /** Points. */
  size: number;
  /** Points from line to line. */
  pitch: number;
}
export const LETTER: Type = { size: 16, pitch: 28.95 };
export const FORM: Type = { size: 11, pitch: 17 };
export const SMALL: Type = { size: 10.5, pitch: 17 };

export const exactly = ({ pitch }: Type, beforePoints = 0, afterPoints = 0) => ({
  line: pointsToTwips(pitch),
  lineRule: LineRuleType.EXACT,
  before: pointsToTwips(beforePoints),
  after: pointsToTwips(afterPoints),
});

export function textRuns(run: Run, { size }: Type): TextRun[] {
  if ('blank' in run) {
    return [new TextRun({ text: '　'.repeat(run.blank), size: size * 2, underline: { type: UnderlineType.SINGLE } })];
  }
  const font = faces[run.face ?? 'body'];
  return run.text
    .split('\n')
    .map((text, index) => new TextRun({ text, font, size: size * 2, ...(index > 0 ? { break: 1 } : {}) }));
}
