import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { readConfig } from '#platform/server/config.ts';
import { createLog } from '#platform/server/log.ts';
import type { Installation } from '../installation.ts';
import { version } from '../version.ts';
import { type Call, type Command, CommandError, type CommandOption, type Outcome } from './command.ts';
import { explain } from './explain.ts';
import { commands } from './index.ts';

export interface Terminal {
  env: Record<string, string | undefined>;
  write(text: string): void;
  writeError(text: string): void;
  readInput(): Promise<string>;
  signal: AbortSignal;
}

const everywhere: Record<string, CommandOption> = {
  json: { type: 'boolean', help: '结果输出为 JSON' },
  verbose: { type: 'boolean', help: '出错时显示技术细节' },
  help: { type: 'boolean', help: '显示用法' },
};

const width = (text: string) => [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffff]/.test(letter) ? 2 : 1), 0);
const padded = (text: string, columns: number) => text + ' '.repeat(Math.max(2, columns - width(text)));

const overview = () =>
  [
    `望火楼命令行 ${version}`,
    '',
    '用法：wanghuolou <命令> [参数] [--json] [--verbose]',
    '',
    ...commands.map(({ name, summary }) => `  ${padded(name, 24)}${summary}`),
    '',
    '每条命令的用法和示例：wanghuolou <命令> --help',
    '例如：wanghuolou backup /var/backups/',
    '',
  ].join('\n');

const helpOf = ({ name, summary, usage, examples, options = {} }: Command) =>
  [
    summary,
    '',
    `用法：wanghuolou ${name}${usage ? ` ${usage}` : ''}`,
    '',
    ...Object.entries({ ...options, ...everywhere }).map(
      ([key, option]) => `  ${padded(`--${key}${option.value ? ` <${option.value}>` : ''}`, 24)}${option.help}`,
    ),
    '',
    '示例：',
    ...examples.map((example) => `  ${/(^| )wanghuolou /.test(example) ? example : `wanghuolou ${example}`}`),
    '',
  ].join('\n');

function findCommand(words: readonly string[]): { command: Command; rest: string[] } | undefined {
  for (const count of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, count).join(' '));
    if (command) return { command, rest: words.slice(count) };
  }
  return undefined;
}

function unknownCommand(words: readonly string[]): CommandError {
  const related = commands.filter(({ name }) => name.split(' ')[0] === words[0]).map(({ name }) => name);
  return new CommandError(
    related.length
      ? `“${words.slice(0, 2).join(' ')}”不是完整的命令。可用：${related.join('、')}。`
      : `没有命令“${words[0]}”。用 wanghuolou --help 查看全部命令。`,
    2,
  );
}

function parse(command: Command, rest: string[]) {
  const options = { ...command.options, ...everywhere };
  try {
    return parseArgs({
      args: rest,
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries(options).map(([key, { type }]) => [key, { type }]),
      ) as ParseArgsOptionsConfig,
    });
  } catch (error) {
    const [, word = ''] = /'(-[^' ]*)/.exec((error as Error).message) ?? [];
    const isMissing = (error as { code?: string }).code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
    throw new CommandError(
      isMissing
        ? `选项 ${word} 的值不正确。用法：wanghuolou ${command.name} ${command.usage}`
        : `没有选项 ${word}。用 wanghuolou ${command.name} --help 查看用法。`,
      2,
    );
  }
}

/** Runs one command line; resolves with the exit status: 0 done, 1 failed, 2 called wrongly. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = words.includes('--json');
  const isVerbose = words.includes('--verbose');
  let installation: Installation | undefined;
  try {
    const first = words.findIndex((word) => !word.startsWith('-'));
    if (first < 0) {
      const isAsked = !words.length || words.includes('--help');
      if (words.includes('--version')) terminal.write(`${version}\n`);
      else if (isAsked) terminal.write(overview());
      else throw new CommandError('缺少命令。用 wanghuolou --help 查看全部命令。', 2);
      return 0;
    }
    // Options for every command may also stand before it.
    const found = findCommand([...words.slice(first), ...words.slice(0, first)]);
    if (!found) throw unknownCommand(words.slice(first).filter((word) => !word.startsWith('-')));
    const { command, rest } = found;
    const { values, positionals } = parse(command, rest);
    if (values.help) {
      terminal.write(helpOf(command));
      return 0;
    }
    const { min, max } = command.positionals ?? { min: 0, max: 0 };
    if (positionals.length < min || positionals.length > max)
      throw new CommandError(
        `参数${positionals.length < min ? '不足' : '过多'}。用法：wanghuolou ${command.name} ${command.usage}`,
        2,
      );
    const config = readConfig(terminal.env);
    const log = createLog(isVerbose ? 'info' : 'silent', { write: terminal.writeError });
    const say = (sentence: string) => terminal.writeError(`${sentence}\n`);
    const text = (option: string) => {
      const value = values[option];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const call: Call = {
      positionals,
      text,
      required(option) {
        const value = text(option);
        if (value === undefined)
          throw new CommandError(`缺少选项 --${option}。用法：wanghuolou ${command.name} ${command.usage}`, 2);
        return value;
      },
      has: (option) => values[option] === true,
      config,
      env: terminal.env,
      log,
      say,
      signal: terminal.signal,
      readInput: terminal.readInput,
      async open() {
        // The whole server takes a moment to load: help and refusals do without.
        const { openInstallation } = await import('../installation.ts');
        installation ??= await openInstallation(config, log, { say });
        return installation;
      },
    };
    const outcome: Outcome = await command.run(call);
    terminal.write(
      isJson ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.lines.map((line) => `${line}\n`).join(''),
    );
    return outcome.status ?? 0;
  } catch (error) {
    const message = explain(error);
    terminal.writeError(`${message}\n`);
    if (isVerbose) terminal.writeError(`${(error as Error)?.stack ?? error}\n`);
    if (isJson) terminal.write(`${JSON.stringify({ error: message })}\n`);
    return error instanceof CommandError ? error.status : 1;
  } finally {
    await installation?.close().catch(() => {});
  }
}
