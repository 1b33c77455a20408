import { type Command, CommandError } from './command.ts';

export const demoLoad: Command = {
  name: 'demo load',
  summary: '载入演示数据',
  usage: '<演示名称>',
  examples: ['demo load haining'],
  positionals: { min: 1, max: 1 },
  async run({ positionals: [name = ''], open, say }) {
    const { demoWorlds } = await import('#db/seeds/index.ts');
    const { loadDemoWorld } = await import('../demo.ts');
    if (!Object.hasOwn(demoWorlds, name))
      throw new CommandError(`没有演示数据“${name}”，可选：${Object.keys(demoWorlds).join('、')}。`, 2);
    const world = name as keyof typeof demoWorlds;
    if (!(await loadDemoWorld(await open(), world, say)))
      throw new CommandError(
        '数据库中已有机构数据，演示数据只能载入空的数据库。请用 WANGHUOLOU_DATA 另指定一个数据目录。',
      );
    return { lines: [`演示数据“${demoWorlds[world].label}”已载入。`], json: { world } };
  },
};
