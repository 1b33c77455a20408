import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createPaperRenderer } from './index.ts';
import { samples } from './paper-samples.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

async function hashesHere() {
  const renderer = createPaperRenderer();
  const hashes: Record<string, string> = {};
  for (const [name, paper] of Object.entries(samples)) {
    for (const format of ['pdf', 'docx'] as const) {
      hashes[`${name}.${format}`] = createHash('sha256')
        .update(await renderer.render(paper, format))
        .digest('hex');
    }
  }
  return hashes;
}

/** Another process, in another time zone, whose clock stands a year ahead, taking the papers in another order. */
function hashesElsewhere() {
  const clock = `
    const Real = Date; const ahead = 400 * 86400000 + 12345;
    globalThis.Date = class extends Real {
      constructor(...args) { args.length ? super(...args) : super(Real.now() + ahead); }
      static now() { return Real.now() + ahead; }
    };`;
  const script = `
    import { createHash } from 'node:crypto';
    const { createPaperRenderer } = await import(${JSON.stringify(here('./index.ts'))});
    const { samples } = await import(${JSON.stringify(here('./paper-samples.ts'))});
    const renderer = createPaperRenderer();
    const hashes = { clock: new Date().getTime() };
    for (const [name, paper] of Object.entries(samples).reverse())
      for (const format of ['docx', 'pdf'])
        hashes[name + '.' + format] =
          createHash('sha256').update(await renderer.render(paper, format)).digest('hex');
    console.log(JSON.stringify(hashes));`;
  const child = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(clock)}`, '--input-type=module', '--eval', script],
    { encoding: 'utf8', env: { ...process.env, TZ: 'America/Los_Angeles', NODE_OPTIONS: '' } },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

describe('a paper is the same file for ever', () => {
  test('in another process, time zone and year, byte by byte, in both formats', async () => {
    const { clock, ...elsewhere } = hashesElsewhere();
    expect(clock).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    expect(elsewhere).toEqual(await hashesHere());
  }, 60_000);

  test('the only date inside is the date of the paper', async () => {
    const renderer = createPaperRenderer();
    const pdf = Buffer.from(await renderer.render(samples['order-deadline'], 'pdf')).toString('latin1');
    expect(pdf.match(/D:20\d{6}/g)).toEqual(['D:20261120', 'D:20261120']);
    const files = unzipSync(await renderer.render(samples['order-deadline'], 'docx'));
    const core = new TextDecoder().decode(files['docProps/core.xml']);
    expect(core.match(/20\d\d-\d\d-\d\dT[\d:]+Z/g)).toEqual(['2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z']);
  });
});
