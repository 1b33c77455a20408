/** PDF pages as a reader sees them, and as text; text alone misses glyphs that print blank. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';

export interface GreyPicture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const DOTS_PER_INCH = 100;

const pdfium = PDFiumLibrary.init();

/** The text of each page; cheap, but says nothing about what a reader sees. */
export async function readPdfTexts(pdf: Uint8Array): Promise<string[]> {
  const document = await (await pdfium).loadDocument(pdf);
  const texts = [...document.pages()].map((page) => page.getText());
  document.destroy();
  return texts;
}

export interface ColourPicture {
  width: number;
  height: number;
  /** Red, green, blue of each pixel, row by row. */
  pixels: Uint8Array;
}

/** Pages in colour at so many dots an inch. */
export async function readPdfColours(pdf: Uint8Array, dotsPerInch: number): Promise<ColourPicture[]> {
  const document = await (await pdfium).loadDocument(pdf);
  const pictures: ColourPicture[] = [];
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({
      scale: dotsPerInch / 72,
      render: ({ data, width, height }) =>
        sharp(data, { raw: { width, height, channels: 4 } })
          .flatten({ background: '#fff' })
          .raw()
          .toBuffer(),
    });
    pictures.push({ width, height, pixels: Uint8Array.from(data) });
  }
  document.destroy();
  return pictures;
}

export async function readPdfPictures(pdf: Uint8Array): Promise<GreyPicture[]> {
  const document = await (await pdfium).loadDocument(pdf);
  const pictures: GreyPicture[] = [];
  for (const page of document.pages()) {
    const { data } = await page.render({
      scale: DOTS_PER_INCH / 72,
      render: async ({ data, width, height }) =>
        sharp(data, { raw: { width, height, channels: 4 } })
          .flatten({ background: '#fff' })
          .greyscale()
          .png({ compressionLevel: 1 })
          .toBuffer(),
    });
    pictures.push(await readPicture(data));
  }
  document.destroy();
  return pictures;
}

export async function readPicture(png: Uint8Array | string): Promise<GreyPicture> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: Uint8Array.from(data, inSteps) };
}

/** Sixteen greys are enough to see every stroke and keep a page near 40 kB. */
const inSteps = (grey: number) => Math.round(grey / 17) * 17;

export const writePicture = ({ width, height, pixels }: GreyPicture, file: string) =>
  sharp(pixels, { raw: { width, height, channels: 1 } })
    .png({ palette: true, colours: 16, compressionLevel: 9, effort: 10 })
    .toFile(file);

const TILE = 8;

/**
 * The largest mean difference of any small tile, 0 (alike) to 255. By tiles, because one changed character drowns in
 * the mean of a page, while smoothing of edges differs a little everywhere.
 */
export function largestDifference(a: GreyPicture, b: GreyPicture): number {
  if (a.width !== b.width || a.height !== b.height) return 255;
  let largest = 0;
  for (let top = 0; top < a.height; top += TILE) {
    for (let left = 0; left < a.width; left += TILE) {
      let sum = 0;
      let count = 0;
      for (let y = top; y < Math.min(top + TILE, a.height); y += 1) {
        for (let x = left; x < Math.min(left + TILE, a.width); x += 1) {
          sum += Math.abs((a.pixels[y * a.width + x] ?? 0) - (b.pixels[y * a.width + x] ?? 0));
          count += 1;
        }
      }
      largest = Math.max(largest, sum / count);
    }
  }
  return largest;
}
