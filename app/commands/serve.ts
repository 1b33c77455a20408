import type { Command } from './command.ts';

export const serve: Command = {
  name: 'serve',
  summary: '启动服务（数据库、接口和网页），按 Ctrl-C 停止',
  usage: '',
  examples: ['serve', 'serve --port 9000'],
  options: { port: { type: 'string', value: '端口', help: '监听端口，默认 8080（同环境变量 PORT）' } },
  async run({ text, env }) {
    const port = text('port');
    if (port) process.env.PORT = port;
    if (env.WANGHUOLOU_DATA) process.env.WANGHUOLOU_DATA = env.WANGHUOLOU_DATA;
    await import('../main.ts');
    // The server ends the process itself.
    return new Promise(() => {});
  },
};
