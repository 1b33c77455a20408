import type { Actor } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { actorWords } from '../record.ts';

/** What decides, at the moment of the job, whether a row may set what others decide. */
const carried = ['premises.assign', 'premises.designate'];

/** What an import carries of the person who started it: the job writes in this name, with this reach and these permissions. */
export const importerOf = (actor: Actor) => ({
  accountId: actor.accountId,
  actor: actorWords({ actor }),
  reach: actor.region,
  permissions: carried.filter((permission) => actor.permissions.has(permission)),
});

/**
 * The division that an import is for, 12 digits: the asked one, or the person's own where that is the narrower.
 * @throws AppError where it is wider than a county, or outside the person's reach
 */
export function divisionFor(actor: Actor, regionCode: string): string {
  const own = actor.region;
  const asked = regionCode.replace(/(000000|000)$/, '');
  if (!/^\d{6}/.test(asked) || /^\d{2}0000|^\d{4}00$/.test(asked.slice(0, 6)))
    throw new AppError('invalid', '请选择到县（市、区）、乡镇（街道）或村（社区）后再上传。', {
      fields: { regionCode: '请选择到县级或以下' },
    });
  if (!asked.startsWith(own) && !own.startsWith(asked))
    throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内，请重新选择。', {
      fields: { regionCode: '超出管辖范围' },
    });
  return asked.startsWith(own) ? regionCode : own.padEnd(12, '0');
}
