import type { z } from 'zod';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import type { DeskGroup, HazardStatus } from '../contract/index.ts';
import { createHazardQueries } from './hazards.queries.ts';

const shownPerGroup = 20;

const staffGroups: { id: string; label: string; statuses: HazardStatus[] }[] = [
  { id: 'accept', label: '待受理的移送', statuses: ['TRANSFERRED'] },
  { id: 'reinspect', label: '待复查', statuses: ['PENDING_REINSPECTION'] },
  { id: 'overdue', label: '逾期未改，待处置', statuses: ['OVERDUE'] },
  { id: 'order', label: '待责令或移送', statuses: ['REGISTERED'] },
  { id: 'proceeding', label: '处罚、查封、重大隐患办理中', statuses: ['PENALTY', 'SEALED', 'MAJOR_REVIEW'] },
];

/** What lies on this person's desk today: groups of what must be done, the longest overdue first. */
export async function deskOf(work: Work, countyCode: string, isMine?: boolean | undefined) {
  const queries = createHazardQueries(work);
  const today = dayOf(work.now);
  const groups: z.infer<typeof DeskGroup>[] = [];
  const { actor } = work;
  if (actor.premisesId) {
    for (const { id, label, statuses } of [
      { id: 'fix', label: '需要整改', statuses: ['RECTIFYING', 'OVERDUE', 'PENALTY'] },
      { id: 'waiting', label: '等待复查', statuses: ['PENDING_REINSPECTION'] },
    ]) {
      const items = await queries.ownDesk(countyCode, actor.premisesId, statuses);
      // What waits for the body's visit is no longer late on the premises' side.
      const overdueCount = id === 'fix' ? items.filter((item) => item.dueOn !== null && item.dueOn < today).length : 0;
      if (items.length)
        groups.push({
          id,
          label,
          count: items.length,
          overdueCount,
          tone: overdueCount ? 'overdue' : id === 'fix' ? 'due' : 'plain',
          items,
        });
    }
    return { today, groups };
  }
  if (!actor.organisation) return { today, groups };
  const counts = new Map(
    (await queries.deskCounts(countyCode, actor.organisation.id, isMine)).map((row) => [row.status, row]),
  );
  for (const { id, label, statuses } of staffGroups) {
    const count = statuses.reduce((sum, status) => sum + (counts.get(status)?.count ?? 0), 0);
    if (!count) continue;
    const overdueCount = statuses.reduce((sum, status) => sum + (counts.get(status)?.overdueCount ?? 0), 0);
    const items = await queries.desk(countyCode, actor.organisation.id, statuses, shownPerGroup, isMine);
    groups.push({ id, label, count, overdueCount, tone: overdueCount ? 'overdue' : 'due', items });
  }
  if (!isMine && work.may('hazards.approveExtension')) {
    const items = await queries.extensionDesk(countyCode, actor.organisation.id, actor.accountId, shownPerGroup);
    if (items.length)
      groups.unshift({
        id: 'extension',
        label: '待审批的延期',
        count: items.length,
        overdueCount: 0,
        tone: 'due',
        items,
      });
  }
  // What is overdue stands first; within that the order above, which is the order of the day.
  return { today, groups: groups.sort((a, b) => Number(b.overdueCount > 0) - Number(a.overdueCount > 0)) };
}
