import { type Command, CommandError } from './command.ts';

export const demoLoad: Command = {
  name: 'demo load',
  summary: '载入演示数据',
  usage: '<演示名称>',
  examples: ['demo load haining'],
  positionals: { min: 1, max: 1 },
  async run({ positionals: [name = ''], open, say }) {
    const { demoWorlds } = await import('#db/seeds/index.ts');
    if (!Object.hasOwn(demoWorlds, name))
      throw new CommandError(`没有演示数据“${name}”，可选：${Object.keys(demoWorlds).join('、')}。`, 2);
    const world = demoWorlds[name as keyof typeof demoWorlds];
    await world.load(await open(), say);
    return { lines: [`演示数据“${world.label}”已载入。`], json: { world: name } };
  },
};
