import { type Command, CommandError } from './command.ts';

export const jobsRun: Command = {
  name: 'jobs run',
  summary: '立即执行一次后台任务（不带名称则列出全部任务）',
  usage: '[任务名称]',
  examples: ['jobs run', 'jobs run hazards.moveExpired'],
  positionals: { min: 0, max: 1 },
  async run({ positionals: [name], open }) {
    const jobs = (await open()).modules.flatMap((module) => module.jobs ?? []);
    if (!name)
      return {
        lines: jobs.map((job) => `${job.name}${job.cron ? `  （定时 ${job.cron}，北京时间）` : ''}`),
        json: jobs.map((job) => ({ name: job.name, cron: job.cron ?? null })),
      };
    const job = jobs.find((one) => one.name === name);
    if (!job) throw new CommandError(`没有任务“${name}”。可选：${jobs.map((one) => one.name).join('、') || '无'}。`, 2);
    const started = Date.now();
    await job.run({});
    const seconds = (Date.now() - started) / 1000;
    return { lines: [`任务 ${name} 已完成（${seconds.toFixed(1)} 秒）。`], json: { job: name, seconds } };
  },
};
