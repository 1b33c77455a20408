import { hash } from 'node:crypto';

export interface RowFingerprint {
  rows: number;
  /** 32 hexadecimal digits: sum of the hashes of all rows, so that the order of rows does not matter. */
  fingerprint: string;
}

/** Counts and fingerprints the rows of COPY text as it streams past; a line feed inside a value is escaped there. */
export function createRowFingerprint() {
  const sum = new Uint32Array(4);
  let rows = 0;
  let rest: Buffer | undefined;
  const add = (row: Buffer) => {
    const digest = hash('sha256', row, 'buffer');
    for (let i = 0; i < 4; i++) sum[i] = (sum[i] as number) + digest.readUInt32BE(i * 4);
    rows += 1;
  };
  return {
    take(chunk: Buffer) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        const line = chunk.subarray(start, end);
        add(rest ? Buffer.concat([rest, line]) : line);
        rest = undefined;
        start = end + 1;
      }
      if (start < chunk.length) rest = Buffer.concat([rest ?? Buffer.alloc(0), chunk.subarray(start)]);
    },
    /** Rows so far. */
    rows: () => rows,
    result(): RowFingerprint {
      if (rest) throw new Error('COPY text ended inside a row');
      return { rows, fingerprint: [...sum].map((part) => part.toString(16).padStart(8, '0')).join('') };
    },
  };
}
