import { workAsSystem } from '#platform/server/work.ts';
import { type Command, CommandError } from './command.ts';

export const regionsLoadVillages: Command = {
  name: 'regions load-villages',
  summary: '载入一个省、市、县或乡镇的村（社区）',
  usage: '--region <区划代码前缀>',
  examples: ['regions load-villages --region 330481', 'regions load-villages --region 33'],
  options: { region: { type: 'string', value: '代码', help: '2 至 9 位区划代码前缀（12 位代码会去掉末尾的零）' } },
  async run({ required, open, say }) {
    const given = required('region');
    const prefix = /^\d{12}$/.test(given) ? given.replace(/(0{3}|0{6}|0{8}|0{10})$/, '') : given;
    if (!/^(\d{2}|\d{4}|\d{6}|\d{9})$/.test(prefix))
      throw new CommandError(`“${given}”不是区划代码。请给出 2、4、6、9 或 12 位数字，例如 330481。`, 2);
    const { environment } = await open();
    const { loadVillages } = await import('#modules/regions/server');
    say('正在载入村（社区）…');
    const villages = await workAsSystem(environment, '00', (work) => loadVillages(work, prefix));
    if (!villages) throw new CommandError(`没有代码以 ${prefix} 开头的村（社区），请核对区划代码。`);
    return { lines: [`已载入 ${villages.toLocaleString()} 个村（社区）。`], json: { region: prefix, villages } };
  },
};
