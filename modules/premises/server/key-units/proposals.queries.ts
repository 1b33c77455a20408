import { sql } from 'kysely';
import { reachIn } from '#modules/regions/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Proposal } from '../../contract/index.ts';
import { industryLimit } from '../premises.policy.ts';

/** Read models of proposals. */
export function createProposalQueries(work: Work) {
  const db = tablesOf<'premises.keyUnitProposal' | 'premises.premises'>(work);

  const shown = () =>
    db
      .selectFrom('premises.keyUnitProposal as q')
      .innerJoin('premises.premises as p', (join) =>
        join.onRef('p.countyCode', '=', 'q.countyCode').onRef('p.id', '=', 'q.premisesId'),
      )
      .select([
        'q.countyCode',
        'q.id',
        'q.premisesId',
        'p.name as premisesName',
        'p.regionCode',
        'p.types',
        'q.reason',
        'q.proposedAt',
        'q.decidedAt',
        'q.decidedBy',
        'q.decisionReason',
        sql<Proposal['direction']>`q.direction`.as('direction'),
        sql<Proposal['status']>`q.status`.as('status'),
      ]);

  return {
    async get(countyCode: string, id: string): Promise<Proposal> {
      const found = await shown().where('q.countyCode', '=', countyCode).where('q.id', '=', id).executeTakeFirst();
      if (!found) throw new AppError('not_found', '没有这条建议，或不在管辖范围内。');
      return found;
    },

    async open(countyCode: string, premisesId: string): Promise<Proposal | null> {
      return (
        (await shown()
          .where('q.countyCode', '=', countyCode)
          .where('q.premisesId', '=', premisesId)
          .where('q.status', '=', 'PROPOSED')
          .executeTakeFirst()) ?? null
      );
    },

    async list(input: {
      regionCode?: string | undefined;
      status: string;
      direction?: string | undefined;
      premisesId?: string | undefined;
      limit: number;
      cursor?: string | undefined;
    }) {
      const reach = await reachIn(work, input.regionCode);
      const limit = industryLimit(work.actor);
      const after = decodeCursor(input.cursor, 2);
      if (
        after &&
        (typeof after[0] !== 'string' ||
          Number.isNaN(Date.parse(after[0])) ||
          !/^[0-9a-f-]{36}$/.test(String(after[1])))
      )
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      const matching = shown()
        .where('q.countyCode', '=', sql<string>`any(${reach.counties})`)
        .where('q.status', '=', input.status)
        .$if(!!reach.township, (q) => q.where('p.townshipCode', '=', reach.township as string))
        .$if(!!reach.village, (q) => q.where('p.regionCode', '=', reach.village as string))
        .$if(limit !== undefined, (q) => q.where('p.industry', '=', limit as string))
        .$if(!!input.direction, (q) => q.where('q.direction', '=', input.direction as string))
        .$if(!!input.premisesId, (q) => q.where('q.premisesId', '=', input.premisesId as string));
      const rows = await matching
        .$if(after !== undefined, (q) =>
          q.where(sql<boolean>`(q.proposed_at, q.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('q.proposedAt', 'desc')
        .orderBy('q.id', 'desc')
        .limit(input.limit + 1)
        .execute();
      const items: Proposal[] = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > input.limit && last ? encodeCursor([last.proposedAt, last.id]) : null,
        ...(await countUpTo(work, matching)),
      };
    },
  };
}
