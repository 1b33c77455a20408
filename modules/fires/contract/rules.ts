import { z } from 'zod';
import rules from '#db/reference/fires/rules.json' with { type: 'json' };
import type { DatedSetting } from '#platform/shared/dated-setting.ts';
import { Day, Words } from '#platform/shared/paging.ts';

/** Times of reporting and limits of the data checks; a division may set its own. */
export interface ReportingRules {
  initialReportHours: number;
  followUpHours: number;
  finalDays: number;
  monthlyReportDay: number;
  minorBuildingArea: number;
  minorOutdoorArea: number;
  slowArrivalMinutes: number;
  historyMonths: number;
  historyLeastMonths: number;
  historyThreshold: number;
}

export const reportingDefaults = Object.fromEntries(
  rules.reporting.map(({ key, value }) => [key, value]),
) as unknown as ReportingRules;

/** The rules in words with their sources, for the screens that apply them. */
export const reportingWords: readonly { key: keyof ReportingRules; label: string; source: string }[] =
  rules.reporting.map(({ key, labelZh, source }) => ({ key: key as keyof ReportingRules, label: labelZh, source }));

/** Key under which a division's times and limits stand in `app.setting`. */
export const reportingSettingKey = 'fires.reporting';

const whole = (least: number, most: number) =>
  z.number().int('请填写整数').min(least, `至少 ${least}`).max(most, `至多 ${most}`);
const area = z.number().min(0, '不能为负数').max(100_000, '至多 100000 ㎡');

/** Times and limits as a division sets them, all together, for fires from a day on. */
export const ReportingSetting = z.object({
  validFrom: Day,
  initialReportHours: whole(1, 720),
  followUpHours: whole(1, 2160),
  finalDays: whole(1, 365),
  monthlyReportDay: whole(1, 28),
  minorBuildingArea: area,
  minorOutdoorArea: area,
  slowArrivalMinutes: whole(1, 1440),
  historyMonths: whole(3, 60),
  historyLeastMonths: whole(3, 60),
  historyThreshold: z.number().min(0.0001, '至少 0.0001').max(0.1, '至多 0.1'),
  source: Words(200),
} satisfies Record<keyof ReportingRules | 'validFrom' | 'source', z.ZodType>);
export type ReportingSetting = z.infer<typeof ReportingSetting>;

/** What holds where nobody has set anything. */
export const reportingDefault: DatedSetting<ReportingSetting> = {
  regionPrefix: '00',
  values: [{ validFrom: '1949-10-01', ...reportingDefaults, source: '平台默认' }],
};

/** What cannot hold together, as `field: sentence`. */
export function reportingProblems(setting: ReportingSetting): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (setting.followUpHours < setting.initialReportHours) wrong.followUpHours = '续报时限不能短于初报时限';
  if (setting.finalDays * 24 < setting.followUpHours) wrong.finalDays = '终报时限不能短于续报时限';
  if (setting.historyLeastMonths > setting.historyMonths) wrong.historyLeastMonths = '最少历史月数不能多于比较的月数';
  return wrong;
}
