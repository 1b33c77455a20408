/** A row as it stands in the file; trailing empty cells are left out, rows without any content do not appear. */
export interface RawRow {
  /** 1-based row number as Excel or WPS shows it. */
  line: number;
  cells: string[];
  warnings?: CellWarning[];
}

export interface CellWarning {
  /** 0-based. */
  column: number;
  /** One Chinese sentence. */
  message: string;
}

export interface TableWarning extends CellWarning {
  line: number;
}

export interface TableLimits {
  fileBytes: number;
  /** Sum over all parts of an xlsx, guards against zip bombs. */
  uncompressedBytes: number;
  rows: number;
  columns: number;
}

export const defaultLimits: TableLimits = {
  fileBytes: 100 * 1024 * 1024,
  uncompressedBytes: 1024 * 1024 * 1024,
  rows: 200_000,
  columns: 500,
};
