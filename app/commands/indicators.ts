import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workAs, workAsSystem } from '#platform/server/work.ts';
import { schemes } from '#platform/shared/fact.ts';
import { type Command, CommandError } from './command.ts';
import { operator } from './operator.ts';

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const levels = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;

export const indicators: Command = {
  name: 'indicators',
  summary: '计算指标（不加 --region 时列出指标目录）',
  usage:
    '[--region <区划代码> --from <日期> --to <日期>] [--ids <指标,指标>] [--level <层级>] [--scheme <口径>] [--frozen] [--xlsx <文件>]',
  examples: [
    'indicators',
    'indicators --region 330481 --from 2026-01-01 --to 2026-10-31 --ids fireCount,hazardOnTimeRate --json',
    'indicators --region 330481 --from 2026-10-01 --to 2026-10-31 --xlsx 指标.xlsx',
  ],
  options: {
    region: { type: 'string', value: '代码', help: '2 至 12 位区划代码' },
    from: { type: 'string', value: '日期', help: '统计期第一天，如 2026-01-01' },
    to: { type: 'string', value: '日期', help: '统计期最后一天' },
    ids: { type: 'string', value: '指标', help: '以逗号分隔的指标编号；不加则为全部' },
    level: { type: 'string', value: '层级', help: `分到哪一级：${levels.join('、')}；不加则为下一级` },
    scheme: { type: 'string', value: '口径', help: `${schemes.join('、')}；OWN 为按记录发生之日的规定` },
    frozen: { type: 'boolean', help: '用已固定的月度数据（整月），不加则为实时数据' },
    xlsx: { type: 'string', value: '文件', help: '把指标表写入 Excel 文件' },
  },
  async run({ text, has, required, open }) {
    const region = text('region');
    const level = levels.find((one) => one === text('level'));
    if (text('level') && !level) throw new CommandError(`--level 只能是 ${levels.join('、')}。`, 2);
    const scheme = schemes.find((one) => one === (text('scheme') ?? 'OWN'));
    if (!scheme) throw new CommandError(`--scheme 只能是 ${schemes.join('、')}。`, 2);
    if (region !== undefined && !/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(region))
      throw new CommandError(`“${region}”不是区划代码，请给出 2、4、6、9 或 12 位数字，例如 330481。`, 2);
    const asked = region === undefined ? undefined : { from: required('from'), to: required('to') };
    for (const day of asked ? [asked.from, asked.to] : [])
      if (!isDay(day)) throw new CommandError(`“${day}”不是日期，请写成 2026-01-31 的样子。`, 2);
    if (asked && asked.to < asked.from) throw new CommandError('结束日期早于开始日期，请核对 --from 和 --to。', 2);

    const { environment } = await open();
    const { createIndicatorService, exportTable } = await import('#modules/indicators/server');
    const { facts } = await import('../facts.ts');
    const service = createIndicatorService(facts);
    const actor = { ...operator(), region: region ?? '00' };
    const catalogue = (await workAsSystem(environment, '00', (work) => service.list({ ...work, actor }))).filter(
      ({ isActive }) => isActive,
    );
    if (!asked || !region)
      return {
        lines: catalogue.map(({ id, label, unit, formula }) => `${id}\t${label}（${unit}）\t${formula}`),
        json: catalogue,
      };
    const ids =
      text('ids')
        ?.split(',')
        .map((one) => one.trim()) ?? catalogue.map(({ id }) => id);
    const table = await service.table(environment, actor, {
      ...asked,
      ids,
      scheme,
      basis: has('frozen') ? 'FROZEN' : 'LIVE',
      regionCode: region.padEnd(12, '0'),
      ...(level ? { level } : {}),
    });
    const path = text('xlsx');
    if (path) {
      const file = await workAs(environment, actor, (work) => exportTable(work, table));
      writeFileSync(resolve(path), Buffer.from(await file.arrayBuffer()), { flag: 'wx' });
    }
    const [whole] = table.rows;
    const shown = (cell: (typeof table.rows)[number]['cells'][number] | undefined) =>
      cell?.value === null || cell === undefined ? '—' : String(Number(cell.value.toFixed(4)));
    return {
      lines: [
        `${table.regionName}，${table.period.words}（${table.schemeWords}，截至 ${table.cutOff}）`,
        ...table.indicators.map(
          ({ label, unit }, i) =>
            `${label}\t${shown(whole?.cells[i])}${unit}\t同比${whole?.cells[i]?.overYear.words ?? ''}`,
        ),
        ...(table.note ? [table.note] : []),
        ...(path ? [`指标表已写入 ${resolve(path)}。`] : []),
      ],
      json: table,
    };
  },
};
