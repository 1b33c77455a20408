import { z } from 'zod';
import { Day, Words } from '#platform/shared/paging.ts';

/** Key under which a division's rules stand in `app.setting`. */
export const watchSettingKey = 'analysis.watch';

const whole = z.number('请填写整数').int('请填写整数');

/** How the weeks are watched and changes judged: dated settings of a division, never constants. */
export const WatchRules = z.object({
  /** First day that they hold. */
  validFrom: Day,
  /** A week is reported when chance reaches its count more seldom than this. */
  threshold: z.number('请填写概率').min(0.0001, '至少 0.0001').max(0.05, '至多 0.05'),
  /** Weeks that are watched, up to the last that has ended. */
  weeks: whole.min(1, '至少 1 周').max(52, '至多 52 周'),
  /** Years of the past that a week is compared with, and how many there must be. */
  years: whole.min(2, '至少 2 年').max(10, '至多 10 年'),
  leastYears: whole.min(2, '至少 2 年').max(10, '至多 10 年'),
  /** Weeks before and after the same week that belong to it. */
  weeksAround: whole.min(0).max(6, '至多 6 周'),
  /** Probability below which a change over the year counts as one. */
  changeLevel: z.number('请填写概率').min(0.001, '至少 0.001').max(0.2, '至多 0.2'),
  source: Words(200),
  /** 需核: not yet compared with a text in force in the region. */
  needsCheck: z.boolean(),
});
export type WatchRules = z.infer<typeof WatchRules>;
