#!/usr/bin/env node
/** The command line `wanghuolou`: hands everything to app/cli.ts under the project's own Node. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, findNode, main, root, runForeground, serverEnvironment } from './runtime.mjs';

await main(async () => {
  if (!existsSync(join(root, 'node_modules'))) {
    throw new Failure(
      '依赖尚未安装：请先在项目目录执行 npm start（会自动安装）或 npm ci。',
      'The dependencies are not installed: run "npm start" (it installs them) or "npm ci" in the checkout.',
    );
  }
  const cli = join(root, 'app', 'cli.ts');
  if (!existsSync(cli)) {
    throw new Failure(
      '缺少 app/cli.ts：源代码不完整，请重新取得代码。',
      'app/cli.ts is missing: the checkout is incomplete.',
    );
  }
  // The person's own directory stays the current one, so that file arguments mean what they say.
  return runForeground(findNode(), [cli, ...process.argv.slice(2)], { cwd: process.cwd(), env: serverEnvironment() });
});
