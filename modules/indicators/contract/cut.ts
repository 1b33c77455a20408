import { z } from 'zod';

/** One part of a figure: the records whose column has this code; null where it is not known. */
export interface Cut {
  column: string;
  code: string | null;
}

/** A cut as addresses carry it: `place=RESIDENCE`, `hour=3`, `cause=` (not known). */
export const CutText = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,40}=.{0,60}$/, '分组条件应写成“数据项=代码”')
  .transform((text): Cut => {
    const at = text.indexOf('=');
    return { column: text.slice(0, at), code: text.slice(at + 1) || null };
  });
export const cutText = ({ column, code }: Cut): string => `${column}=${code ?? ''}`;
