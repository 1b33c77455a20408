import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { prefixOf } from '../contract/index.ts';
import { countyCodesIn } from './regions.queries.ts';

/** Where a person looks: the six digits of each county, and the township or village within one. */
export interface Reach {
  /** Digits of the division: 2 to 12. */
  prefix: string;
  counties: string[];
  township: string | undefined;
  village: string | undefined;
}

/** Digits of a division that a place may lie in; throws nothing for codes that are no division. */
export const reachOf = (regionCode: string): string => {
  try {
    return prefixOf(regionCode);
  } catch {
    return regionCode;
  }
};

/** The wanted division within the actor's own; a division outside it is refused, one above it shrinks to the own. */
export async function reachIn(work: Pick<Work, 'db' | 'actor'>, regionCode: string | undefined): Promise<Reach> {
  const own = work.actor.region;
  const wanted = regionCode === undefined || /^0+$/.test(regionCode) ? own : reachOf(regionCode);
  const isWithin = wanted.startsWith(own) || work.actor.role === 'SYSTEM';
  if (!isWithin && !own.startsWith(wanted))
    throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内。', { fields: { regionCode: '超出管辖范围' } });
  const prefix = isWithin ? wanted : own;
  return {
    prefix,
    counties: prefix.length >= 6 ? [prefix.slice(0, 6)] : await countyCodesIn(work, prefix),
    township: prefix.length >= 9 ? prefix.slice(0, 9) : undefined,
    village: prefix.length === 12 && !prefix.endsWith('000') ? prefix : undefined,
  };
}
