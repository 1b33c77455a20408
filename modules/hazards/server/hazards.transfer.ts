import { createDocumentService, type Papers } from '#modules/documents/server';
import { premisesOnPaper } from '#modules/inspections/server';
import { getPlace } from '#modules/premises/server';
import { calendarOf } from '#modules/regions/server';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { deskDay } from './hazards.clock.ts';
import { createHazardQueries } from './hazards.queries.ts';
import { createHazardStore, type Hazard } from './hazards.store.ts';

/** Day by which the receiver answers. */
const feedbackDay = async (work: Work, hazard: Hazard) =>
  deskDay(
    await calendarOf(work),
    {
      status: 'TRANSFERRED',
      correctionMode: hazard.correctionMode,
      foundOn: hazard.foundOn,
      dueOn: hazard.dueOn,
      reviewOn: null,
    },
    dayOf(work.now),
  );

/** Lays the hazard on another body's desk. */
export async function sendTo(work: Work, hazard: Hazard, toOrgId: string, reason: string) {
  const body = await createHazardQueries(work).body(toOrgId);
  if (!body?.isActive)
    throw new AppError('invalid', '接收机构不存在或已停用，请重新选择。', { fields: { toOrgId: '不可用' } });
  if (toOrgId === hazard.orgId)
    throw new AppError('invalid', '不能移送给当前机构，请选择其他机构。', { fields: { toOrgId: '与当前机构相同' } });
  return createHazardStore(work).move(
    hazard,
    'transfer',
    { orgId: toOrgId, transferredFromOrgId: hazard.orgId, deskOn: await feedbackDay(work, hazard) },
    { reason, detail: { toOrgId, toOrgName: body.name } },
  );
}

/** 隐患抄告（移送）单, where the sender may make papers. */
export async function draftTransfer(work: Work, papers: Papers, hazard: Hazard, toOrgId: string, reason: string) {
  const to = await createHazardQueries(work).body(toOrgId);
  if (!work.may('documents.draft') || !to) return;
  const place = await getPlace(work, hazard.countyCode, hazard.premisesId);
  await createDocumentService(work, papers).draft({
    regionCode: hazard.regionCode,
    premisesId: hazard.premisesId,
    subject: { kind: 'hazard', id: hazard.id },
    paper: {
      kind: 'TASK_TRANSFER',
      data: {
        to: to.name,
        premises: premisesOnPaper(place),
        source: '检查（走访）发现',
        reason,
        hazards: [
          {
            place: hazard.place,
            words: hazard.description,
            basis: hazard.basis,
            foundOn: hazard.foundOn,
            suggestion: null,
          },
        ],
        feedbackDueOn: await feedbackDay(work, hazard),
        demo: place.isDemo,
      },
    },
  });
}
