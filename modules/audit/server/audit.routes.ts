import { endpoints } from '#platform/server/api.ts';
import { verifyAudit } from '#platform/server/audit.ts';
import { decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import type { Actor } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { auditContract } from '../contract/index.ts';
import { createAuditQueries } from './audit.queries.ts';
import { masked } from './mask.ts';

const listedFindings = 100;

/** The chain of a division: two, four or six digits. Below the county there is none. */
const chainOf = (code: string) => code.replace(/^(..)0{10}$|^(....)0{8}$|^(.{6}).*$/, '$1$2$3');

/** The wanted chain where it lies within the auditor's reach, otherwise the own one. */
function chainWithinReach(actor: Actor, regionCode: string | undefined): string {
  const own = actor.region;
  if (own.length > 6) throw new AppError('forbidden', '审计日志按县（市、区）留存，请用县级以上审计岗位查看。');
  const wanted = regionCode && !/^0+$/.test(regionCode) ? chainOf(regionCode) : own;
  if (wanted.startsWith(own)) return wanted;
  if (own.startsWith(wanted)) return own;
  throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内。', { fields: { regionCode: '超出管辖范围' } });
}

export function createAuditRoutes() {
  const on = endpoints(auditContract);
  return on.router({
    list: on.list.handler(({ input, context: { actor, environment } }) => {
      const { regionCode, cursor, limit, ...filter } = input;
      const chain = chainWithinReach(actor, regionCode);
      const position = decodeCursor(cursor, 1)?.[0];
      if (position !== undefined && !Number.isSafeInteger(position))
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      return environment.database.asJob(async (db) => {
        const queries = createAuditQueries({ db });
        const rows = await queries.entries({ chain, ...filter }, position as number | undefined, limit + 1);
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map((row) => ({ ...row, detail: masked(row.detail) as Record<string, unknown> })),
          next: rows.length > limit && last ? encodeCursor([last.seq]) : null,
          ...(await queries.count({ chain, ...filter })),
        };
      });
    }),
    verify: on.verify.handler(({ input, context: { actor, environment } }) => {
      const chain = chainWithinReach(actor, input.regionCode);
      return environment.database.asJob(async (db) => {
        const { entries, findings } = await verifyAudit(db, chain);
        return {
          entries,
          findings: findings.slice(0, listedFindings).map(({ seq, message }) => ({ seq, message })),
          findingCount: findings.length,
        };
      });
    }),
  });
}
