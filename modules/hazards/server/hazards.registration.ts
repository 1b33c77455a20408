import type { PaperFinding } from '#modules/documents/contract';
import { createDocumentService, type Papers } from '#modules/documents/server';
import type { InspectionDetail } from '#modules/inspections/contract';
import { createInspectionService, inspectorsOnPaper, localMinute, premisesOnPaper } from '#modules/inspections/server';
import { getPlace } from '#modules/premises/server';
import { calendarOf, divisionName } from '#modules/regions/server';
import { attachFiles } from '#platform/server/file-routes.ts';
import type { Subscriber, Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { HazardSource } from '../contract/index.ts';
import { deskDay } from './hazards.clock.ts';
import { createHazardStore, type Hazard } from './hazards.store.ts';
import { draftTransfer, sendTo } from './hazards.transfer.ts';

const sourceOf: Partial<Record<InspectionDetail['kind'], HazardSource>> = {
  COMPLAINT: 'COMPLAINT',
  GRID: 'GRID',
  SECTOR: 'SECTOR',
  SELF: 'SELF',
};

/** Keeps the findings of a finished visit as hazards, and drafts the orders that they call for. */
export const registerFindings =
  (papers: Papers): Subscriber =>
  async (event, work) => {
    const { countyCode, inspectionId, kind } = event.payload as {
      countyCode: string;
      inspectionId: string;
      kind: string;
    };
    if (kind === 'REINSPECTION') return;
    const visit = await createInspectionService(work, papers).read(countyCode, inspectionId);
    if (!visit.findings.length) return;
    const place = await getPlace(work, countyCode, visit.premisesId);
    const keeper = visit.orgId ?? place.supervisorOrgId;
    if (!keeper)
      throw new AppError(
        'conflict',
        '本单位还没有确定列管机构，自查发现的隐患无人接收。请联系消防救援大队登记列管机构。',
      );
    const store = createHazardStore(work);
    const calendar = await calendarOf(work);
    const today = dayOf(work.now);
    // Who led the visit looks after what it found, until the body says otherwise.
    const lead = visit.orgId ? visit.inspectors.find((inspector) => inspector.isLead) : undefined;
    for (const finding of visit.findings) {
      const facts = {
        correctionMode: finding.correctionMode,
        foundOn: visit.inspectedOn,
        dueOn: finding.dueOn,
        reviewOn: null,
      };
      const registered = await store.add(
        {
          countyCode,
          // One finding, one hazard: a repeated event finds the id taken.
          id: finding.id,
          regionCode: visit.regionCode,
          premisesId: visit.premisesId,
          premisesType: place.types[0] ?? 'OTHER',
          source: sourceOf[visit.kind] ?? 'INSPECTION',
          inspectionId,
          findingId: finding.id,
          itemId: finding.itemId,
          place: finding.place,
          description: finding.description,
          basis: finding.basis,
          severity: finding.severity,
          correctionMode: finding.correctionMode,
          nature: visit.nature,
          orgId: keeper,
          handlerId: lead?.personId ?? null,
          handlerName: lead?.name ?? null,
          foundOn: visit.inspectedOn,
          foundByAccount: work.actor.accountId,
          registeredAt: work.now,
          dueOn: finding.dueOn,
          deskOn: deskDay(calendar, { ...facts, status: 'REGISTERED' }, today),
        },
        { action: 'register', from: null, detail: { inspectionId, place: finding.place } },
      );
      await attachFiles(
        work,
        { kind: 'hazard', id: registered.id, regionCode: visit.regionCode, premisesId: visit.premisesId },
        finding.photos.map((photo) => photo.id),
        'BEFORE',
      );
      work.audit(
        'hazards.register',
        { kind: 'hazard', id: registered.id, countyCode },
        { itemId: finding.itemId, inspectionId },
      );
      await begin(work, papers, registered, visit, finding.transferToOrgId);
    }
    if (visit.nature === 'ADMINISTRATIVE') await draftOrders(work, papers, visit, place);
  };

/** First step of a new hazard, which follows from how the visit found it to be corrected. */
async function begin(
  work: Work,
  papers: Papers,
  hazard: Hazard,
  visit: InspectionDetail,
  transferToOrgId: string | null,
) {
  const store = createHazardStore(work);
  const calendar = await calendarOf(work);
  const today = dayOf(work.now);
  const rectifying = {
    status: 'RECTIFYING' as const,
    correctionMode: hazard.correctionMode,
    foundOn: hazard.foundOn,
    dueOn: hazard.dueOn,
    reviewOn: null,
  };
  if (hazard.correctionMode === 'ON_SITE') {
    await store.move(hazard, 'confirmMinor', { outcome: 'FIXED', closedAt: work.now, closedOn: today, deskOn: null });
    return;
  }
  if (hazard.correctionMode === 'TRANSFER' && transferToOrgId) {
    const reason = '检查发现，依职责移送';
    await sendTo(work, hazard, transferToOrgId, reason);
    await draftTransfer(work, papers, hazard, transferToOrgId, reason);
    return;
  }
  // An officer's order begins with its paper; every other body urges, and the premises undertakes, at once.
  if (visit.nature === 'SAFETY_VISIT')
    await store.move(hazard, 'assignByOrg', { deskOn: deskDay(calendar, rectifying, today) });
  if (visit.nature === 'SELF_CHECK')
    await store.move(hazard, 'undertake', { deskOn: deskDay(calendar, rectifying, today) });
}

type PlaceFacts = Awaited<ReturnType<typeof getPlace>>;

/** The orders that a body gives, and how each corrects what it names. */
const ordersOf = (visit: InspectionDetail) =>
  visit.guard.papers.includes('POLICE_ORDER')
    ? ([{ kind: 'POLICE_ORDER', modes: ['IMMEDIATE', 'DEADLINE'] }] as const)
    : ([
        { kind: 'ORDER_IMMEDIATE', modes: ['IMMEDIATE'] },
        { kind: 'ORDER_DEADLINE', modes: ['DEADLINE'] },
      ] as const);

/** Drafts the orders for what the visit found (令120第19条; a police station's one notice: 第33条). */
async function draftOrders(work: Work, papers: Papers, visit: InspectionDetail, place: PlaceFacts) {
  const documents = createDocumentService(work, papers);
  for (const { kind, modes } of ordersOf(visit)) {
    const findings = visit.findings.filter(({ correctionMode }) => modes.some((mode) => mode === correctionMode));
    if (!findings.length) continue;
    const body = {
      premises: premisesOnPaper(place),
      inspectedAt: { from: localMinute(visit.startedAt), to: visit.finishedAt ? localMinute(visit.finishedAt) : null },
      inspectors: inspectorsOnPaper(visit.inspectors),
      findings: findings.map((finding) => ({
        place: finding.place,
        words: finding.description,
        basis: finding.basis,
        correction: finding.correctionMode,
        dueOn: finding.correctionMode === 'DEADLINE' ? finding.dueOn : null,
        hazardId: finding.id,
      })),
      remedies: remediesIn(await divisionName(work, visit.countyCode.padEnd(12, '0'))),
      demo: place.isDemo,
    };
    const latest = findings
      .map((finding) => finding.dueOn ?? visit.inspectedOn)
      .sort()
      .at(-1) as string;
    await documents.draft({
      regionCode: visit.regionCode,
      premisesId: visit.premisesId,
      subject: { kind: 'inspection', id: visit.id },
      paper: kind === 'ORDER_DEADLINE' ? { kind, data: { ...body, deadline: latest } } : { kind, data: body },
    });
  }
}

/** Where the addressee may turn (行政复议法24; 行政诉讼法14、18): the county's government and its court. */
const remediesIn = (countyName: string) => ({ reviewBody: `${countyName}人民政府`, court: `${countyName}人民法院` });

const orderModes: Record<string, readonly string[]> = {
  ORDER_IMMEDIATE: ['IMMEDIATE'],
  ORDER_DEADLINE: ['DEADLINE'],
  POLICE_ORDER: ['IMMEDIATE', 'DEADLINE'],
};

/** A served order begins the correction of the hazards that it names. */
export const beginCorrection: Subscriber = async (event, work) => {
  const { paperId, kind, subjectKind, subjectId, servedAt } = event.payload as Record<string, string>;
  const modes = kind ? orderModes[kind] : undefined;
  if (subjectKind !== 'inspection' || !modes || !subjectId || !paperId || !servedAt) return;
  const store = createHazardStore(work);
  const calendar = await calendarOf(work);
  const servedOn = dayOf(servedAt);
  for (const hazard of await store.ofInspection(event.regionCode.slice(0, 6), subjectId)) {
    const mode = hazard.correctionMode;
    if (hazard.status !== 'REGISTERED' || !modes.includes(mode)) continue;
    const dueOn = mode === 'IMMEDIATE' ? servedOn : hazard.dueOn;
    if (mode === 'DEADLINE' && dueOn && dueOn <= servedOn)
      throw new AppError(
        'conflict',
        `送达日期 ${servedOn} 不早于改正期限 ${dueOn}，通知书已失去意义。请作废后重新制作，另定期限。`,
      );
    const facts = {
      status: 'RECTIFYING' as const,
      correctionMode: mode,
      foundOn: hazard.foundOn,
      dueOn,
      reviewOn: null,
    };
    await store.move(
      hazard,
      mode === 'IMMEDIATE' ? 'issueImmediate' : 'issueDeadline',
      { orderPaperId: paperId, dueOn, deskOn: deskDay(calendar, facts, servedOn) },
      { detail: { paperId, servedOn } },
    );
  }
};

/** The days of an order are the days of its hazards: a changed draft changes them, as long as nothing has been ordered. */
export const followRevision =
  (papers: Papers): Subscriber =>
  async (event, work) => {
    const { paperId, kind } = event.payload as Record<string, string>;
    if (!paperId || !kind || !orderModes[kind]) return;
    const countyCode = event.regionCode.slice(0, 6);
    const { data } = await createDocumentService(work, papers).read(countyCode, paperId);
    const store = createHazardStore(work);
    for (const { hazardId, dueOn, correction } of (data as { findings: PaperFinding[] }).findings) {
      if (!hazardId || correction !== 'DEADLINE' || !dueOn) continue;
      const hazard = await store.lock(countyCode, hazardId);
      if (hazard.status !== 'REGISTERED' || hazard.dueOn === dueOn) continue;
      await store.change(hazard, { dueOn });
      work.audit(
        'hazards.changeDue',
        { kind: 'hazard', id: hazard.id, countyCode },
        { paperId, from: hazard.dueOn, to: dueOn },
      );
    }
  };
