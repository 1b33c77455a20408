import { AppError } from '#platform/shared/errors.ts';

/** The digits that name a division: 330481 of 330481000000. */
export const digitsOfRegion = (code: string): string => {
  for (const length of [2, 4, 6, 9]) if (/^0*$/.test(code.slice(length))) return code.slice(0, length);
  return code;
};

/** The wanted division where it lies within the reach; the reach itself where nothing or something wider is wanted. */
export function prefixWithinReach(reach: string, regionCode: string | undefined): string {
  const own = reach.length === 12 ? digitsOfRegion(reach) : reach;
  if (!regionCode || /^0+$/.test(regionCode)) return own;
  const wanted = digitsOfRegion(regionCode);
  if (wanted.startsWith(own)) return wanted;
  if (own.startsWith(wanted)) return own;
  throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内。', { fields: { regionCode: '超出管辖范围' } });
}
