import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type DivisionCode, type DivisionLevel, levelOf, padCode, parentCodeOf } from '../contract/division-code.ts';

/**
 * The divisions that come with the product: 国家统计局 edition 2023, see db/reference/divisions/README.md for source,
 * counts and gaps. They are loaded into the database once; screens never read these files.
 */
export type ReferenceDivision = {
  code: DivisionCode;
  name: string;
  level: Exclude<DivisionLevel, 'VILLAGE'>;
  parentCode: DivisionCode | null;
  /** Lower case, no tones, no spaces, ü as v: hainingshi. Made by machine, for search only. */
  pinyin: string;
  /** First letter of every syllable: hns. */
  initials: string;
};

export type ReferenceVillage = { code: DivisionCode; name: string; level: 'VILLAGE'; parentCode: DivisionCode };

const folder = new URL('../../../db/reference/divisions/', import.meta.url);
const decompress = promisify(brotliDecompress);

/** All provinces, prefectures, counties and townships (44,699), ordered by code: every parent before its children. */
export async function readDivisions(): Promise<ReferenceDivision[]> {
  return (await readLines('divisions.tsv.br')).map((line) => {
    const [code = '', name = '', spoken = ''] = line.split('\t');
    return {
      code,
      name,
      level: levelOf(code) as ReferenceDivision['level'],
      parentCode: parentCodeOf(code),
      pinyin: spoken.replaceAll(' ', ''),
      initials: spoken.replace(/\B[a-z]| /g, ''),
    };
  });
}

/** The two digits of the provinces that have a file of villages. */
export async function villageProvinces(): Promise<string[]> {
  return (await readdir(new URL('villages/', folder))).map((file) => file.slice(0, 2)).sort();
}

/**
 * All villages and residents' committees of a province, ordered by code.
 * @param province two digits, e.g. 33
 * @throws RangeError if there is no file of that province (Hong Kong, Macau and Taiwan are not in the edition)
 */
export async function readVillages(province: string): Promise<ReferenceVillage[]> {
  if (!(await villageProvinces()).includes(province)) throw new RangeError(`no villages of province ${province}`);
  const lines = await readLines(`villages/${province}.tsv.br`);
  return lines.flatMap((line) => {
    const [township = '', ...cells] = line.split('\t');
    const parentCode = padCode(township);
    let number = 0;
    return cells.map((cell): ReferenceVillage => {
      // `201=name` where the numbering jumps, otherwise the number after the one before.
      const jumps = cell.charAt(3) === '=';
      number = jumps ? Number(cell.slice(0, 3)) : number + 1;
      const code = township + String(number).padStart(3, '0');
      return { code, name: jumps ? cell.slice(4) : cell, level: 'VILLAGE', parentCode };
    });
  });
}

async function readLines(file: string): Promise<string[]> {
  const text = (await decompress(await readFile(new URL(file, folder)))).toString('utf8');
  return text.trimEnd().split('\n');
}
