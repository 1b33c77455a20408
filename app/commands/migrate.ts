import { migrate as bringUpToDate, prepareRoles } from '#platform/server/migrate.ts';
import { reachDatabase, readSecret } from '../reach-database.ts';
import { type Command, CommandError } from './command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: '把数据库结构和基础数据更新到当前版本（启动服务时也会自动进行）',
  usage: '[--roles-for <数据库账号>]',
  examples: [
    'migrate',
    'DATABASE_URL=postgres://postgres@host/wanghuolou wanghuolou migrate --roles-for wanghuolou_owner',
  ],
  options: {
    'roles-for': {
      type: 'string',
      value: '账号',
      help: '以超级用户执行：只建立两个数据库角色，之后该账号不需要超级用户权限',
    },
  },
  async run({ config, log, open, text }) {
    const owner = text('roles-for');
    if (owner) {
      if (!config.databaseUrl)
        throw new CommandError('--roles-for 只用于外部数据库，请设置 DATABASE_URL 为超级用户的连接串。', 2);
      await prepareRoles(config.databaseUrl, readSecret(config.dataDirectory), owner);
      return { lines: [`数据库角色已建立，账号 ${owner} 可以执行 wanghuolou migrate 和启动服务。`], json: { owner } };
    }
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
