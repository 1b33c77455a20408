import { divisionName } from '#modules/regions/server';
import type { Work } from '#platform/server/work.ts';
import { settingInForce } from '#platform/shared/dated-setting.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ReportingSetting,
  type ReportingSettings,
  reportingDefault,
  reportingProblems,
} from '../contract/index.ts';
import { refuseIf } from './fires.service.ts';
import { reportingRules, reportingSettings } from './rules.queries.ts';

/** Times of reporting and limits of the data checks as divisions set them: dated, the past never rewritten. */
export function createReportingService(work: Work) {
  const today = dayOf(work.now);
  const nameOf = async (prefix: string) => (prefix === '00' ? '平台默认' : divisionName(work, prefix.padEnd(12, '0')));

  function mustReach(regionPrefix: string) {
    if (!regionPrefix.startsWith(work.actor.region))
      throw new AppError('forbidden', '只能设置本管辖区划的报送时限，请选择本级或下级区划。', {
        fields: { regionPrefix: '不在管辖范围内' },
      });
  }

  /** What holds in a county on a day (today unless given), and who has set it. */
  async function inForce(countyCode: string, day = today) {
    const { validFrom, source, regionPrefix, ...values } = (await reportingRules(work, countyCode))(day);
    return { values, validFrom, source, regionName: await nameOf(regionPrefix) };
  }

  async function read(regionPrefix: string): Promise<ReportingSettings> {
    mustReach(regionPrefix);
    const above = [reportingDefault, ...(await reportingSettings(work).all())].filter(
      (one) => one.regionPrefix === '00' || regionPrefix.startsWith(one.regionPrefix),
    );
    const { regionPrefix: setBy, validFrom } = settingInForce(above, regionPrefix.padEnd(12, '0'), today);
    return {
      regionPrefix,
      inForce: { regionPrefix: setBy, validFrom },
      settings: await Promise.all(
        above.map(async (one) => ({
          regionPrefix: one.regionPrefix,
          regionName: await nameOf(one.regionPrefix),
          values: [...one.values].sort((a, b) => b.validFrom.localeCompare(a.validFrom)),
        })),
      ),
    };
  }

  async function set({ regionPrefix, ...setting }: ReportingSetting & { regionPrefix: string }) {
    mustReach(regionPrefix);
    if (setting.validFrom < today)
      throw new AppError('invalid', `施行日期不能早于今天（${today}）：以前的火灾按当时的时限。`, {
        fields: { validFrom: '不能早于今天' },
      });
    refuseIf(reportingProblems(setting));
    const before = await reportingSettings(work).put(regionPrefix, setting, setting.source, work.now);
    work.audit('fires.setReporting', { kind: 'setting', id: regionPrefix }, { before: before ?? null, after: setting });
    return read(regionPrefix);
  }

  return { inForce, read, set };
}
