import { createDatedSettings } from '#platform/server/dated-settings.ts';
import type { Work } from '#platform/server/work.ts';
import { settingInForce } from '#platform/shared/dated-setting.ts';
import { type ReportingSetting, reportingDefault, reportingSettingKey } from '../contract/index.ts';

export const reportingSettings = (work: Pick<Work, 'db'>) =>
  createDatedSettings<ReportingSetting>(work, reportingSettingKey);

/** Times of reporting and limits of the data checks in a county, for fires (or months) of a day. */
export async function reportingRules(work: Pick<Work, 'db'>, countyCode: string) {
  const settings = [reportingDefault, ...(await reportingSettings(work).all())];
  return (day: string) => settingInForce(settings, countyCode.padEnd(12, '0'), day);
}
