/** A paper laid out in blocks, independent of the file format: what both writers draw, word for word the same. */

/** Words, or a line of `blank` em to fill in by hand. */
export type Run = { text: string; face?: 'hei' | 'kai' } | { blank: number };
export type Line = Run[];

export interface Cell {
  lines: Line[];
  colSpan?: number;
  rowSpan?: number;
  align?: 'left' | 'center' | 'right';
  /** Least height in lines, room for handwriting. */
  minLines?: number;
}

export type Block =
  | { block: 'paragraph'; runs: Line; indent?: boolean; small?: boolean; keepWithNext?: boolean }
  /** `columns` in millimetres; the first `header` rows repeat on every page; no row is broken unless it must be. */
  | { block: 'table'; columns: number[]; header?: number; keepTogether?: boolean; rows: Cell[][] }
  /** Issuer, room for the seal, date; never alone on a page. */
  | { block: 'signOff'; issuer: string; date: string };

/** What a red-headed paper by GB/T 9704—2012 has around its text; without it a sheet is a working paper. */
export interface OfficialFrame {
  /** 发文机关标志: 海宁市消防安全委员会办公室文件 */
  mark: string;
  /** 主送机关, without the colon. */
  recipients: string | null;
  /** 附注, each in brackets below the date. */
  notes: string[];
  /** 抄送机关, without the stop. */
  copies: string | null;
  /** 印发机关 and the day in words. */
  printedBy: string;
  printedOn: string;
}

export interface Sheet {
  issuer: string;
  title: string;
  number: string;
  /** `2026-11-20`; becomes the only date inside the file. */
  date: string;
  /** `letter`: text in 三号 at 28.95 pt a line (GB/T 9704); `form`: a table in 小四. */
  style: 'letter' | 'form';
  demo: boolean;
  blocks: Block[];
  official?: OfficialFrame;
}

/** Width between the margins of GB/T 9704 on A4, in millimetres. */
export const TEXT_WIDTH = 156;

export const say = (text: string): Run => ({ text });
export const label = (text: string): Run => ({ text, face: 'hei' });
export const fill = (value: string | null | undefined, em: number): Run => (value ? { text: value } : { blank: em });

export const paragraph = (...runs: (Run | string)[]): Extract<Block, { block: 'paragraph' }> => ({
  block: 'paragraph',
  runs: runs.map((run) => (typeof run === 'string' ? say(run) : run)),
});

type CellOptions = Omit<Cell, 'lines'>;
/** A cell of free text; each line break of the text starts a line. */
export const cell = (text: string | null | undefined, options: CellOptions = {}): Cell => ({
  lines: [text ? [say(text)] : []],
  ...options,
});
export const labelCell = (text: string, options: CellOptions = {}): Cell => ({
  lines: [[label(text)]],
  align: 'center',
  ...options,
});
export const linesCell = (lines: Line[], options: CellOptions = {}): Cell => ({ lines, ...options });
