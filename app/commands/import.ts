import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, CommandError } from './command.ts';

export const importPremises: Command = {
  name: 'import premises',
  summary: '导入单位：表格（xlsx、csv）进入单位库，OpenStreetMap 数据（osm、osm.gz）成为待核对的漏管清单',
  usage: '<文件> --region <县级代码> --as <账号> [--dry-run]',
  examples: [
    'import premises 单位.xlsx --region 330481 --as zhang.san --dry-run',
    'import premises beijing-haidian-cau.osm.gz --region 110108',
  ],
  positionals: { min: 1, max: 1 },
  options: {
    region: { type: 'string', value: '代码', help: '县级行政区划代码，6 位' },
    as: { type: 'string', value: '账号', help: '以谁的名义导入；表格导入必填' },
    'dry-run': { type: 'boolean', help: '只检查，不写入' },
  },
  async run({ positionals: [given = ''], required, text, has, open, say }) {
    const region = required('region').replace(/^(\d{6})0{6}$/, '$1');
    if (!/^\d{6}$/.test(region)) throw new CommandError(`“${region}”不是县级代码，请给出 6 位数字，例如 330481。`, 2);
    const path = resolve(given);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new CommandError(`没有文件 ${path}，请核对路径。`);
    const kind = /\.(xlsx|csv|osm|osm\.gz)$/i.exec(path)?.[1]?.toLowerCase();
    if (!kind) throw new CommandError('只能导入 xlsx、csv、osm 或 osm.gz 文件。', 2);
    throw new CommandError('此版本的命令行还不能导入单位，请在“单位 › 导入”页面操作。');
    void [text, has, open, say];
  },
};
