import { createDatedSettings } from '#platform/server/dated-settings.ts';
import type { Work } from '#platform/server/work.ts';
import { settingInForce } from '#platform/shared/dated-setting.ts';
import { type WatchRules, watchSettingKey } from '../contract/index.ts';

export const rulesOf = (work: Pick<Work, 'db'>) => createDatedSettings<WatchRules>(work, watchSettingKey);

/** The rules that hold for a division on a day. */
export const rulesInForce = async (work: Pick<Work, 'db'>, prefix: string, day: string) =>
  settingInForce(await rulesOf(work).all(), prefix.padEnd(12, '0'), day);
