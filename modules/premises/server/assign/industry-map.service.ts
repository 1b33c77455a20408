import { reachOf } from '#modules/regions/server';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { assignmentFor, industryName, premisesTypeIds, typeName } from '../../contract/index.ts';
import { dayBefore } from '../record.ts';
import { createAssignService } from './assign.service.ts';
import { createIndustryMapStore } from './industry-map.store.ts';

/** Which department regulates which class (行业主管部门职责分工), by division and date; the committee office decides. */
export function createIndustryMapService(work: Work) {
  const store = createIndustryMapStore(work);

  return {
    /** Every class with what decides about it at a division on a day. */
    async list(regionCode: string, day = dayOf(work.now)) {
      const map = await store.all();
      return premisesTypeIds.map((premisesType) => {
        const row = assignmentFor(map, premisesType, regionCode, day);
        return {
          premisesType,
          leadIndustry: row?.leadIndustry ?? null,
          coIndustries: [...(row?.coIndustries ?? [])],
          documentNo: row?.documentNo ?? null,
          regionPrefix: row?.regionPrefix ?? null,
          validFrom: row?.validFrom ?? null,
        };
      });
    },

    async set(input: {
      premisesType: string;
      leadIndustry: string;
      coIndustries: string[];
      documentNo: string;
      validFrom?: string | undefined;
      isApplied: boolean;
    }) {
      const today = dayOf(work.now);
      const validFrom = input.validFrom ?? today;
      const regionPrefix = reachOf(work.actor.region.padEnd(12, '0'));
      if (input.coIndustries.includes(input.leadIndustry))
        throw new AppError('invalid', '牵头部门不必再列为配合部门，请删除。', {
          fields: { coIndustries: '与牵头部门重复' },
        });
      if (input.isApplied && validFrom > today)
        throw new AppError('invalid', '尚未生效的分工不能立即移交单位，请在生效当日办理移交。', {
          fields: { validFrom: '晚于今天' },
        });
      if (input.isApplied && regionPrefix.length < 6)
        throw new AppError('invalid', '省、市的分工由各县（市、区）消安办移交单位，请不要勾选立即移交。', {
          fields: { isApplied: '只限县级' },
        });
      const own = (await store.all()).filter(
        (row) => row.premisesType === input.premisesType && row.regionPrefix === regionPrefix,
      );
      const last = own.sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
      if (last && validFrom < last.validFrom)
        throw new AppError(
          'conflict',
          `${typeName(input.premisesType)}已有 ${last.validFrom} 起的分工，新的生效日期不能早于该日。`,
          { fields: { validFrom: '早于现行分工' } },
        );
      const before =
        assignmentFor(await store.all(), input.premisesType, `${regionPrefix}`.padEnd(12, '0'), today)?.leadIndustry ??
        null;
      const values = {
        leadIndustry: input.leadIndustry,
        coIndustries: input.coIndustries,
        documentNo: input.documentNo,
      };
      if (last?.validFrom === validFrom) {
        // Of the same day: a correction.
        await store.correct(last.id, values);
      } else {
        if (last && (last.validTo === null || last.validTo >= validFrom))
          await store.end(last.id, dayBefore(validFrom));
        await store.add({ regionPrefix, premisesType: input.premisesType, ...values, validFrom });
      }
      work.audit(
        'premises.setIndustry',
        { kind: 'premisesType', id: input.premisesType },
        { ...values, regionPrefix, validFrom },
      );
      if (!input.isApplied || before === input.leadIndustry) return { moved: 0 };
      const countyCode = regionPrefix.slice(0, 6);
      const ids = await store.placesOf(countyCode, before, input.premisesType);
      let moved = 0;
      for (let start = 0; start < ids.length; start += 5000)
        moved += (
          await createAssignService(work).inCounty(
            countyCode,
            ids.slice(start, start + 5000),
            'industry',
            input.leadIndustry,
            `${input.documentNo}：${typeName(input.premisesType)}由${industryName(input.leadIndustry)}主管`,
          )
        ).changed;
      return { moved };
    },
  };
}
