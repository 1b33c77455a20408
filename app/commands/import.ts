import { existsSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, CommandError } from './command.ts';

const existing: Record<string, 'UPDATE' | 'SKIP'> = { update: 'UPDATE', skip: 'SKIP' };

/** Where the table with the remarks goes: beside the given one, never over anything. */
function remarksPath(path: string): string {
  const stem = path.replace(/\.[^.]+$/, '');
  for (let number = 1; ; number++) {
    const candidate = `${stem}-错误${number > 1 ? `-${number}` : ''}.xlsx`;
    if (!existsSync(candidate)) return candidate;
  }
}

export const importPremises: Command = {
  name: 'import premises',
  summary: '导入单位表格（xlsx、csv；有错则都不写入），或由 OpenStreetMap 数据（osm、osm.gz）生成漏管清单',
  usage: '<文件> --region <区划代码> [--as <账号>] [--dry-run]',
  examples: [
    'import premises 单位.xlsx --region 330481 --dry-run',
    'import premises 单位.csv --region 330481101 --existing skip',
    'import premises 许村镇.xlsx --region 330481101 --as xucun',
    'import premises beijing-haidian-cau.osm.gz --region 110108',
  ],
  positionals: { min: 1, max: 1 },
  options: {
    region: { type: 'string', value: '代码', help: '县、乡镇或村的代码，6、9 或 12 位' },
    as: { type: 'string', value: '账号', help: '以此人的名义、管辖范围和权限导入；不加则为管理员' },
    'dry-run': { type: 'boolean', help: '只检查，不写入' },
    existing: { type: 'string', value: '做法', help: '已有的单位：update 更新，skip 跳过' },
  },
  async run({ positionals: [given = ''], required, text, has, open, say }) {
    const region = required('region').replace(/^(\d{6})0{6}$|^(\d{9})0{3}$/, '$1$2');
    if (!/^(\d{6}|\d{9}|\d{12})$/.test(region))
      throw new CommandError(`“${region}”不是县、乡镇或村的代码，请给出 6、9 或 12 位数字，例如 330481。`, 2);
    const choice = text('existing');
    if (choice && !existing[choice]) throw new CommandError('--existing 只能是 update 或 skip。', 2);
    const path = resolve(given);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new CommandError(`没有文件 ${path}，请核对路径。`);
    const isMap = /\.osm(\.gz)?$/i.test(path);
    if (!isMap && !/\.(xlsx|csv)$/i.test(path)) throw new CommandError('只能导入 xlsx、csv、osm 或 osm.gz 文件。', 2);
    if (isMap && has('dry-run')) throw new CommandError('OpenStreetMap 数据只进入漏管清单，不支持 --dry-run。', 2);
    const username = text('as');
    if (isMap && username) throw new CommandError('OpenStreetMap 数据只进入漏管清单，不支持 --as。', 2);
    const { environment, files, log, accounts } = await open();
    const as = username ? await accounts.actorNamed(username) : undefined;
    if (isMap) {
      const { importOsmFile } = await import('#modules/candidates/server');
      say('正在读取地图数据…');
      const found = await importOsmFile(environment, path, { region });
      return {
        lines: [
          `地图上有 ${found.places.toLocaleString()} 个有名称的地点，其中 ${found.candidates.toLocaleString()} 个可能是单位：新增 ${found.added.toLocaleString()}，更新 ${found.renewed.toLocaleString()}，已处理过 ${found.decided.toLocaleString()}。`,
          `待核对的当中，与已登记单位相同 ${found.same.toLocaleString()}，疑似相同 ${found.possible.toLocaleString()}，未登记（漏管）${found.unlisted.toLocaleString()}。`,
        ],
        json: found,
      };
    }
    const { importPremisesFile } = await import('#modules/premises/server');
    say('正在检查表格…');
    const isDryRun = has('dry-run');
    const result = await importPremisesFile({ environment, files, log }, path, {
      region,
      isDryRun,
      ...(as ? { as } : {}),
      ...(choice && existing[choice] ? { existing: existing[choice] } : {}),
    });
    const { annotated, ...facts } = result;
    const remarks = annotated ? remarksPath(path) : null;
    if (annotated && remarks) writeFileSync(remarks, annotated, { flag: 'wx' });
    const isDone = result.status === 'DONE' || (isDryRun && result.status === 'CHECKED' && result.failedRows === 0);
    const counts = `共 ${result.totalRows.toLocaleString()} 行：新增 ${result.createdRows.toLocaleString()}，更新 ${result.updatedRows.toLocaleString()}，跳过 ${result.skippedRows.toLocaleString()}，有错 ${result.failedRows.toLocaleString()}`;
    return {
      lines: [
        isDone
          ? `${isDryRun ? '检查通过，没有写入' : '导入完成'}。${counts}（${(result.milliseconds / 1000).toFixed(1)} 秒）。`
          : `没有写入。${counts}。`,
        ...(result.message ? [result.message] : []),
        ...(isDone ? [] : result.problems.slice(0, 10).map((problem) => `  第 ${problem.line} 行：${problem.message}`)),
        ...(remarks ? [`标注了错误的表格已写入 ${remarks}，改好后可直接重新导入。`] : []),
      ],
      json: { ...facts, annotated: remarks },
      status: isDone ? 0 : 1,
    };
  },
};
