import { getRandomValues } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '#platform/shared/errors.ts';
import type { AuditEntry } from '../audit.ts';
import { type Actor, signature, type Work } from '../work.ts';
import type { ImportTask } from './import-kind.ts';

/** What an import carries of the person who started it: the job writes in this name, with this reach and these permissions. */
export const importerOf = (actor: Actor, carried: readonly string[]) => ({
  accountId: actor.accountId,
  actor: signature({ actor }),
  organisation: actor.organisation && JSON.stringify(actor.organisation),
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

/** Ids of version 7 with randomness drawn by the block: a file needs half a million, and drawing for each took a tenth of the time. */
function quickIds(): () => string {
  const block = new Uint8Array(16 * 4096);
  let at = block.length;
  return () => {
    if (at === block.length) {
      getRandomValues(block);
      at = 0;
    }
    at += 16;
    return uuidv7({ random: block.subarray(at - 16, at) });
  };
}

/**
 * The job's unit of work with the person as its actor: what is written and logged carries the person's name. What is logged
 * is collected, to be appended with `appendAudit` at the end.
 */
export function inNameOf(
  system: Work,
  task: Pick<ImportTask, 'accountId' | 'actor' | 'reach' | 'permissions' | 'countyCode'>,
  entries: AuditEntry[],
): Work {
  const actor: Actor = {
    ...system.actor,
    accountId: task.accountId,
    name: task.actor,
    role: 'IMPORT',
    roleName: '导入',
    permissions: task.permissions,
    region: task.reach,
  };
  return {
    ...system,
    newId: system.environment.newId ?? quickIds(),
    actor,
    audit: (action, subject, detail = {}) =>
      entries.push({
        countyCode: subject.countyCode ?? task.countyCode,
        at: system.now,
        accountId: task.accountId,
        actor: task.actor,
        action,
        subjectKind: subject.kind,
        subjectId: subject.id,
        detail,
      }),
  };
}
