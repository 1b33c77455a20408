import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Sheet } from './sheet.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Also the fonts for a headless browser on a machine without Chinese fonts. */
export const FONTS_FOLDER = fileURLToPath(new URL('./fonts', import.meta.url));

/** Writes sheets as PDF with typst; loading the fonts costs about 0.1 s, so keep the writer. */
export function createPdfWriter(): (sheet: Sheet) => Uint8Array {
  let compiler: NodeCompiler | undefined;
  return (sheet) => {
    compiler ??= NodeCompiler.create({ workspace: HERE, fontArgs: [{ fontPaths: [FONTS_FOLDER] }] });
    const input = JSON.stringify({ ...sheet, day: sheet.date.split('-').map(Number) });
    const main = sheet.official ? 'official.typ' : 'sheet.typ';
    const pdf = compiler.pdf({ mainFilePath: `${HERE}${main}`, inputs: { sheet: input } });
    // typst remembers every layout it ever made, in memory shared by the process.
    compiler.evictCache(10);
    return new Uint8Array(pdf);
  };
}
