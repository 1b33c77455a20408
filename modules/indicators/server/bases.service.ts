import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { type BaseKind, baseLimits, baseUnits, baseWords } from '../contract/index.ts';
import { createBaseQueries } from './bases.queries.ts';
import { createBaseStore } from './bases.store.ts';
import { levelBelow } from './evaluate.ts';
import { digitsOfRegion, prefixWithinReach } from './reach.ts';

/** People and product of divisions by year: what rates are divided by. */
export function createBaseService(work: Work) {
  const queries = createBaseQueries(work);

  return {
    /** A division and those below it, with the value of the year or the latest before. */
    async list(input: { regionCode?: string | undefined; kind: BaseKind; year: number }) {
      const prefix = prefixWithinReach(work.actor.region, input.regionCode);
      const regionCode = prefix.padEnd(12, '0');
      const regionName = (await queries.names([regionCode])).get(regionCode) ?? prefix;
      const below = prefix.length < 12 ? await queries.placesWithin(prefix, levelBelow(prefix)) : [];
      const places = [{ code: prefix, name: regionName }, ...below];
      const values = await queries.baseYears(
        input.kind,
        places.map(({ code }) => code),
      );
      return {
        regionCode,
        regionName,
        unit: baseUnits[input.kind],
        rows: places.map(({ code, name }) => {
          const own = values.filter((one) => one.regionPrefix === code);
          const found = own.find((one) => one.year === input.year);
          const earlier = own.find((one) => one.year < input.year);
          return {
            regionCode: code.padEnd(12, '0'),
            name,
            value: found?.value ?? null,
            source: found?.source ?? null,
            changedAt: found?.changedAt ?? null,
            changedBy: found?.changedBy ?? null,
            earlier: earlier ? { year: earlier.year, value: earlier.value } : null,
          };
        }),
      };
    },

    /** Enters the values of a year from one source; null takes one back. All of them or none. */
    async set(input: {
      kind: BaseKind;
      year: number;
      source: string;
      values: readonly { regionCode: string; value: number | null }[];
    }): Promise<{ changed: number }> {
      const { kind, year, source } = input;
      if (year > Number(dayOf(work.now).slice(0, 4)))
        throw new AppError('invalid', `${year} 年还没有到，不能录入${baseWords[kind]}。`, {
          fields: { year: '年份晚于今年' },
        });
      const names = await queries.names(input.values.map(({ regionCode }) => regionCode));
      for (const [i, { regionCode, value }] of input.values.entries()) {
        const name = names.get(regionCode);
        if (!name || !digitsOfRegion(regionCode).startsWith(work.actor.region))
          throw new AppError('forbidden', '所选区划不存在，或不在当前岗位的管辖范围内。', {
            fields: { [`values.${i}.regionCode`]: '超出管辖范围' },
          });
        if (value !== null && value > baseLimits[kind])
          throw new AppError(
            'invalid',
            `${name}的${baseWords[kind]} ${value} ${baseUnits[kind]}过大，请核对单位是否为“${baseUnits[kind]}”。`,
            { fields: { [`values.${i}.value`]: '数值过大' } },
          );
      }
      const store = createBaseStore(work);
      let changed = 0;
      for (const { regionCode, value } of input.values)
        if (await store.set({ regionPrefix: digitsOfRegion(regionCode), kind, year, value, source }, work.actor.name))
          changed += 1;
      if (changed) work.audit('indicators.setBases', { kind: 'indicators.base', id: `${kind} ${year}` }, input);
      return { changed };
    },
  };
}
