import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { schemes } from '#platform/shared/fact.ts';
import { type Command, CommandError } from './command.ts';
import { operator } from './operator.ts';

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
/** Divisions of the demo worlds by their names. */
const worlds: Record<string, string> = { haining: '330481', haidian: '110108', jilin: '220200' };

export const bulletin: Command = {
  name: 'bulletin',
  summary: '按模板生成通报，每个数据都可追溯到记录',
  usage:
    '(--region <区划代码> | --world <演示数据>) --from <日期> --to <日期> [--template <模板>] [--docx <文件>] [--pdf <文件>]',
  examples: [
    'bulletin --region 330481 --from 2026-01-01 --to 2026-10-31 --docx 通报.docx',
    'bulletin --world haining --from 2016-01-01 --to 2016-03-19 --json',
  ],
  options: {
    region: { type: 'string', value: '代码', help: '2 至 12 位区划代码' },
    world: { type: 'string', value: '名称', help: `演示数据所在的地区：${Object.keys(worlds).join('、')}` },
    from: { type: 'string', value: '日期', help: '统计期第一天，如 2026-01-01' },
    to: { type: 'string', value: '日期', help: '统计期最后一天' },
    template: {
      type: 'string',
      value: '模板',
      help: 'FIRE_SITUATION（不加则为此）、HAZARD_GOVERNANCE、CALLOUTS、CAMPAIGN，或本地模板的编号',
    },
    set: {
      type: 'string',
      value: '参数',
      help: '模板所要的参数，如 "campaign=打通生命通道专项行动;classes=MALL,MARKET"',
    },
    scheme: { type: 'string', value: '口径', help: `${schemes.join('、')}；OWN 为按记录发生之日的规定` },
    issuer: { type: 'string', value: '名称', help: '发文机关，用于 Word、PDF 的抬头和落款' },
    docx: { type: 'string', value: '文件', help: '写入 Word 文件' },
    pdf: { type: 'string', value: '文件', help: '写入 PDF 文件' },
  },
  async run({ text, required, open }) {
    const world = text('world');
    if (world && !worlds[world])
      throw new CommandError(`没有演示数据“${world}”，可选：${Object.keys(worlds).join('、')}。`, 2);
    const region = world ? (worlds[world] as string) : required('region');
    if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(region))
      throw new CommandError(`“${region}”不是区划代码，请给出 2、4、6、9 或 12 位数字，例如 330481。`, 2);
    const from = required('from');
    const to = required('to');
    for (const day of [from, to])
      if (!isDay(day)) throw new CommandError(`“${day}”不是日期，请写成 2026-01-31 的样子。`, 2);
    if (to < from) throw new CommandError('结束日期早于开始日期，请核对 --from 和 --to。', 2);
    const scheme = schemes.find((one) => one === (text('scheme') ?? 'OWN'));
    if (!scheme) throw new CommandError(`--scheme 只能是 ${schemes.join('、')}。`, 2);

    const { environment } = await open();
    const { createBulletinService } = await import('#modules/bulletins/server');
    const { plainText } = await import('#modules/bulletins/contract');
    const { digitsOfRegion } = await import('#modules/indicators/server');
    const { facts } = await import('../facts.ts');
    const service = createBulletinService(facts);
    const actor = { ...operator(), region: digitsOfRegion(region.padEnd(12, '0')) };
    const template = text('template') ?? 'FIRE_SITUATION';
    const parameters = Object.fromEntries(
      (text('set') ?? '')
        .split(';')
        .filter(Boolean)
        .map((pair) => {
          const at = pair.indexOf('=');
          if (at < 1) throw new CommandError(`--set 中的“${pair}”应写成“参数=值”，多个之间用分号隔开。`, 2);
          return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        }),
    );
    const asked = { templateId: template, from, to, scheme, parameters };
    const { text: written } = await service.write(environment, actor, asked);
    for (const format of ['docx', 'pdf'] as const) {
      const path = text(format);
      if (!path) continue;
      const bytes = await service.print(written, {
        format,
        issuer: text('issuer') ?? '（发文机关）',
        scheme,
        now: environment.now(),
      });
      writeFileSync(resolve(path), bytes, { flag: 'wx' });
    }
    return {
      lines: [plainText(written)],
      json: {
        template,
        title: written.title,
        text: plainText(written),
        scheme,
        blocks: written.blocks,
        figures: Object.entries(written.figures).map(([key, figure]) => ({ key, ...figure })),
      },
    };
  },
};
