import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { createDocumentQueries } from './documents.queries.ts';
import { createDocumentStore } from './documents.store.ts';

/**
 * The next 发文字号 of a body's own official papers, `海消安办〔2026〕3号`: counted by body and year without gaps, apart
 * from its enforcement papers. Null where the body has no 字号 of its own.
 */
export async function nextOfficialNumber(
  work: Work,
  { countyCode, orgId }: { countyCode: string; orgId: string },
): Promise<string | null> {
  const body = await createDocumentQueries(work).body(orgId);
  if (!body?.paperPrefix) return null;
  const year = Number(dayOf(work.now).slice(0, 4));
  const seq = await createDocumentStore(work).nextNumber(countyCode, orgId, 'OFFICIAL', year);
  return `${body.paperPrefix}〔${year}〕${seq}号`;
}
