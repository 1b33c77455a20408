import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '#platform/server/config.ts';
import type { Log } from '#platform/server/log.ts';
import type { Installation } from '../installation.ts';

/** A command that was called wrongly (2) or cannot do what was asked (1); the message is a Chinese sentence. */
export class CommandError extends Error {
  readonly status: 1 | 2;
  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.status = status;
  }
}

export interface CommandOption {
  type: NonNullable<ParseArgsOptionsConfig[string]>['type'];
  /** Word for the value in the help, e.g. 区划代码. */
  value?: string;
  help: string;
}

/** What a command is given. */
export interface Call {
  positionals: string[];
  text(option: string): string | undefined;
  /** Refuses where the option is missing. */
  required(option: string): string;
  has(option: string): boolean;
  config: Config;
  env: Record<string, string | undefined>;
  log: Log;
  /** Progress and remarks, to the error output, so that the result stays clean. */
  say(words: string): void;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  readInput(): Promise<string>;
  /** Opens the installation beside a server that may be running; closed when the command ends. */
  open(): Promise<Installation>;
}

export interface Outcome {
  /** For people. */
  lines: string[];
  /** For scripts: what `--json` prints. */
  json: unknown;
  /** Exit status, 0 unless said otherwise. */
  status?: number;
}

export interface Command {
  /** One or two words: `audit verify`. */
  name: string;
  summary: string;
  /** What stands behind the name. */
  usage: string;
  /** Without the program's name. */
  examples: string[];
  options?: Record<string, CommandOption>;
  /** Number of positional arguments. */
  positionals?: { min: number; max: number };
  run(call: Call): Promise<Outcome>;
}
