import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './commands/run.ts';

// The data directory is the checkout's, wherever the command is called from.
process.env.WANGHUOLOU_DATA ??= join(dirname(dirname(fileURLToPath(import.meta.url))), 'data');

const words = process.argv.slice(2);
const stop = new AbortController();
// These two tidy up after the first Ctrl-C; the second stops at once. The service looks after itself.
if (words.includes('backup') || words.includes('restore'))
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });

process.exitCode = await runCommandLine(words, {
  env: process.env,
  write: (output) => process.stdout.write(output),
  writeError: (output) => process.stderr.write(output),
  readInput: () => text(process.stdin),
  signal: stop.signal,
});
