import { migrate as bringUpToDate } from '#platform/server/migrate.ts';
import { reachDatabase, readSecret } from '../reach-database.ts';
import type { Command } from './command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: '把数据库结构和基础数据更新到当前版本（启动服务时也会自动进行）',
  usage: '',
  examples: ['migrate', 'migrate --json'],
  async run({ config, log, open }) {
    const { adminUrl, release } = await reachDatabase(config, log);
    try {
      const { applied, advice } = await bringUpToDate(adminUrl, readSecret(config.dataDirectory));
      // Opening loads the reference data of this release.
      await open();
      return {
        lines: [
          applied.length ? `已执行 ${applied.length} 个迁移：${applied.join('、')}。` : '数据库已是最新。',
          ...advice,
        ],
        json: { applied, advice },
      };
    } finally {
      await release();
    }
  },
};
