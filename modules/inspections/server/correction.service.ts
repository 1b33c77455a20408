import { addWorkdays } from '#modules/regions/contract';
import { calendarOf, divisionName } from '#modules/regions/server';
import { createDatedSettings } from '#platform/server/dated-settings.ts';
import type { Work } from '#platform/server/work.ts';
import { settingInForce } from '#platform/shared/dated-setting.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type CorrectionPeriod,
  type CorrectionSettings,
  correctionSettingKey,
  type OfferedCorrection,
} from '../contract/index.ts';

const settingsOf = (work: Work) => createDatedSettings<CorrectionPeriod>(work, correctionSettingKey);

/** The periods that hold at a place on the day of a visit, as the form offers them and the server fills them in. */
export async function offeredCorrection(work: Work, regionCode: string, day: string): Promise<OfferedCorrection> {
  const { workdays, reasonBeyondDays, source, needsCheck } = settingInForce(
    await settingsOf(work).all(),
    regionCode,
    day,
  );
  const calendar = await calendarOf(work);
  const dueOn = (days: number) => addWorkdays(calendar, day, days).day;
  return {
    dueOn: {
      GENERAL: dueOn(workdays.GENERAL),
      SERIOUS: dueOn(workdays.SERIOUS),
      CRITICAL: dueOn(workdays.CRITICAL),
    },
    workdays,
    reasonBeyondDays,
    source,
    needsCheck,
  };
}

/** What the administrator sees and sets: dated periods by division, the past never rewritten. */
export function createCorrectionService(work: Work) {
  const store = settingsOf(work);
  const today = dayOf(work.now);
  const nameOf = async (prefix: string) => (prefix === '00' ? '平台默认' : divisionName(work, prefix.padEnd(12, '0')));

  async function read(regionPrefix: string): Promise<CorrectionSettings> {
    mustReach(regionPrefix);
    const all = (await store.all()).filter(
      (one) => one.regionPrefix === '00' || regionPrefix.startsWith(one.regionPrefix),
    );
    const inForce = settingInForce(all, regionPrefix.padEnd(12, '0'), today);
    return {
      regionPrefix,
      inForce: { ...inForce, regionName: await nameOf(inForce.regionPrefix) },
      settings: await Promise.all(
        all.map(async (one) => ({
          regionPrefix: one.regionPrefix,
          regionName: await nameOf(one.regionPrefix),
          periods: [...one.values].sort((a, b) => b.validFrom.localeCompare(a.validFrom)),
        })),
      ),
    };
  }

  function mustReach(regionPrefix: string) {
    if (!regionPrefix.startsWith(work.actor.region))
      throw new AppError('forbidden', '只能设置本管辖区划的改正期限，请选择本级或下级区划。', {
        fields: { regionPrefix: '不在管辖范围内' },
      });
  }

  async function set(input: CorrectionPeriod & { regionPrefix: string }): Promise<CorrectionSettings> {
    const { regionPrefix, ...period } = input;
    mustReach(regionPrefix);
    if (period.validFrom < today)
      throw new AppError('invalid', `施行日期不能早于今天（${today}）：已经开始的检查按当时的期限办理。`, {
        fields: { validFrom: '不能早于今天' },
      });
    const { GENERAL, SERIOUS, CRITICAL } = period.workdays;
    if (!(CRITICAL <= SERIOUS && SERIOUS <= GENERAL))
      throw new AppError('invalid', '隐患越严重，期限应越短：严重 ≤ 较重 ≤ 一般，请核对。', {
        fields: { 'workdays.CRITICAL': '应不长于较重隐患的期限' },
      });
    const before = await store.put(regionPrefix, period, period.source, work.now);
    work.audit(
      'inspections.setCorrection',
      { kind: 'setting', id: regionPrefix },
      { before: before ?? null, after: period },
    );
    return read(regionPrefix);
  }

  return { read, set };
}
