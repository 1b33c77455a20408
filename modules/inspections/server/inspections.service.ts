import { permissionMatrix } from '#modules/accounts/contract';
import type { PaperFormat, PaperReviewed } from '#modules/documents/contract';
import { asFile, createDocumentService, type Papers } from '#modules/documents/server';
import { certifiedOfficers, enforcementPower } from '#modules/organisations/server';
import { getPlace } from '#modules/premises/server';
import { addDays } from '#modules/regions/contract';
import { attachFiles, filesOf } from '#platform/server/file-routes.ts';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type Answer,
  type ChecklistItem,
  type Conclusion,
  decideLegality,
  type Finding,
  FindingInput,
  type InspectionDetail,
  type InspectionKind,
  inspectorClassOf,
  kindsOfBody,
  type LegalityDecision,
  type Nature,
  type Severity,
  uncappedKinds,
  type VisitStatus,
} from '../contract/index.ts';
import { offeredCorrection } from './correction.service.ts';
import { inspectionRecordOf, safetyVisitRecordOf } from './inspection-record.ts';
import { allowedVisitActions, isOwnVisit, type VisitAction } from './inspections.policy.ts';
import { createInspectionQueries, type InspectionListFilter } from './inspections.queries.ts';
import { currentChecklistVersion } from './inspections.reference.ts';
import { createInspectionStore } from './inspections.store.ts';

export interface VisitPlan {
  countyCode: string;
  premisesId: string;
  kind: InspectionKind;
  officerIds: string[];
}

/** Visits: the legality guard, the checklist, findings, and how a visit ends. */
export function createInspectionService(work: Work, papers: Papers) {
  const store = createInspectionStore(work);
  const queries = createInspectionQueries(work);
  const today = dayOf(work.now);
  const { actor } = work;
  const places = new Map<string, ReturnType<typeof getPlace>>();
  /** A place as it was when this unit of work first looked. */
  const placeOf = (countyCode: string, id: string) => {
    const known = places.get(id) ?? getPlace(work, countyCode, id);
    places.set(id, known);
    return known;
  };

  /** Everything the guard looks at, and its decision. */
  async function judge(plan: VisitPlan) {
    const place = await placeOf(plan.countyCode, plan.premisesId);
    const body = actor.organisation;
    if (!body && actor.premisesId !== plan.premisesId) throw new AppError('forbidden', '单位账号只能自查本单位。');
    const named = body ? await queries.visitors(body.id, permissionMatrix['inspections.conduct'].roles, today) : [];
    const stranger = plan.officerIds.find((id) => !named.some((officer) => officer.personId === id));
    if (stranger)
      throw new AppError('invalid', '检查人员中有人目前不在本机构任职，请重新选择。', {
        fields: { officerIds: '含非本机构人员' },
      });
    const certified = await certifiedOfficers(
      work,
      named.map((officer) => officer.personId),
      today,
    );
    const certificates = new Map(certified.map((officer) => [officer.personId, officer.certificateNo]));
    const officers = named.map((officer) => {
      const certificate = certificates.get(officer.personId);
      return {
        personId: officer.personId,
        name: officer.personName,
        title: officer.title,
        certificateNo: certificate ?? null,
        problem: certificate ? null : '没有有效的执法证件',
      };
    });
    const cap = body
      ? await store.cap(place.regionCode, body.kind, plan.kind, place.supervisionClass, today)
      : undefined;
    const power = body ? await enforcementPower(work, body.id, 'adminInspection') : undefined;
    const decision: LegalityDecision = decideLegality({
      body:
        body && power
          ? {
              kind: body.kind,
              name: body.name,
              power: { may: power.may, limit: power.limit, reason: power.reasonZh, basis: power.basis },
            }
          : null,
      kind: plan.kind,
      officers: officers.filter((officer) => plan.officerIds.includes(officer.personId)),
      isInPoliceScope: body !== null && (place.policeOrgId === body.id || place.supervisorOrgId === body.id),
      frequency: {
        done: body
          ? await store.countedVisits(plan.countyCode, plan.premisesId, body.id, today.slice(0, 4), uncappedKinds)
          : 0,
        cap: cap?.perYear ?? null,
        source: cap?.source ?? null,
      },
    });
    return { place, officers, decision };
  }

  async function guard(plan: VisitPlan) {
    const { officers, decision } = await judge(plan);
    return {
      ...decision,
      kinds: [...kindsOfBody(actor.organisation?.kind ?? null)],
      officers,
      openHazards: await queries.openHazards(plan.countyCode, plan.premisesId),
      recentVisit:
        (await queries.recentVisit(
          plan.countyCode,
          plan.premisesId,
          actor.organisation?.id ?? null,
          addDays(today, -30),
        )) ?? null,
    };
  }

  type Visit = Awaited<ReturnType<typeof store.get>>;

  const factsOf = (visit: Visit, inspectorIds: readonly string[]) => ({
    status: visit.status as VisitStatus,
    orgId: visit.orgId,
    premisesId: visit.premisesId,
    kind: visit.kind,
    inspectorIds,
    startedBy: visit.startedBy,
  });

  /** Items of the visit's version that this body checks at this class of place on this kind of visit. */
  async function checklistOf(visit: Visit): Promise<ChecklistItem[]> {
    if (visit.kind === 'REINSPECTION') return [];
    const place = await placeOf(visit.countyCode, visit.premisesId);
    const bodyKind = visit.orgId ? ((visit.guard as { bodyKind?: string }).bodyKind ?? null) : null;
    const inspector = inspectorClassOf(bodyKind);
    return (await store.checklist(visit.checklistVersion))
      .filter(
        (item) =>
          item.inspectors.includes(inspector) &&
          (item.premisesTypes.length === 0 || item.premisesTypes.some((type) => place.types.includes(type))) &&
          (item.kinds.length === 0 || item.kinds.includes(visit.kind)),
      )
      .map(
        ({
          id,
          groupName,
          text,
          basis,
          standard,
          severity,
          correctionMode,
          photoRequired,
          majorHazardElements,
          confidence,
        }) => ({
          id,
          groupName,
          text,
          basis,
          standard,
          photoRequired,
          majorHazardElements,
          confidence,
          severity: severity as Severity,
          correctionMode: correctionMode as 'IMMEDIATE' | 'DEADLINE',
        }),
      );
  }

  const shownAnswer = ({
    itemId,
    result,
    note,
    answeredBy,
    answeredAt,
    version,
  }: Awaited<ReturnType<typeof store.answers>>[number]) =>
    ({ itemId, result, note, answeredBy, answeredAt, version }) as Answer;

  async function findingsOf(visit: Visit): Promise<Finding[]> {
    const rows = await store.findings(visit.countyCode, visit.id);
    const photos = await filesOf(
      work,
      visit.countyCode,
      'finding',
      rows.map((row) => row.id),
    );
    return rows.map(
      ({
        id,
        itemId,
        place,
        description,
        basis,
        severity,
        correctionMode,
        dueOn,
        dueReason,
        transferToOrgId,
        foundBy,
        version,
      }) =>
        ({
          id,
          itemId,
          place,
          description,
          basis,
          severity,
          correctionMode,
          dueOn,
          dueReason,
          transferToOrgId,
          foundBy,
          version,
          photos: photos.get(id) ?? [],
        }) as Finding,
    );
  }

  async function read(countyCode: string, id: string): Promise<InspectionDetail> {
    const visit = await store.get(countyCode, id);
    const row = await queries.row(countyCode, id);
    if (!row) throw new AppError('not_found', '没有这次检查，或不在管辖范围内。');
    const inspectors = await store.inspectors(countyCode, id);
    const place = await placeOf(countyCode, visit.premisesId);
    const { bodyKind: _kind, ...guardShown } = visit.guard as LegalityDecision & { bodyKind: string | null };
    return {
      ...row,
      address: place.address,
      guard: guardShown,
      seriesId: visit.seriesId,
      previousId: visit.previousId,
      accompaniedBy: visit.accompaniedBy,
      remarks: visit.remarks,
      noEntryReason: visit.noEntryReason,
      retryOn: visit.retryOn,
      inspectors,
      checklist: await checklistOf(visit),
      answers: (await store.answers(countyCode, id)).map(shownAnswer),
      findings: await findingsOf(visit),
      correction:
        visit.status === 'IN_PROGRESS' ? await offeredCorrection(work, visit.regionCode, visit.inspectedOn) : null,
      hasRecord: visit.record !== null,
      series: (await store.series(countyCode, visit.seriesId)) as InspectionDetail['series'],
      allowedActions: allowedVisitActions(
        factsOf(
          visit,
          inspectors.map((one) => one.personId),
        ),
        actor,
      ),
    };
  }

  async function start(input: VisitPlan & { id: string; previousId?: string | undefined }): Promise<InspectionDetail> {
    const before = await store.find(input.countyCode, input.id);
    if (before) {
      if (before.premisesId !== input.premisesId || before.startedBy !== actor.accountId)
        throw new AppError('conflict', '这个编号已用于另一次检查，请重新开始。');
      return read(input.countyCode, input.id);
    }
    work.must(actor.premisesId ? 'inspections.selfCheck' : 'inspections.conduct');
    const { place, officers, decision } = await judge(input);
    if (decision.refusal) throw new AppError('invalid', decision.refusal);
    if (input.kind === 'REINSPECTION' && !input.previousId)
      throw new AppError('invalid', '复查应从原检查或隐患进入，请先选择要复查的检查。', {
        fields: { previousId: '未选择' },
      });
    const previous = input.previousId ? await store.get(input.countyCode, input.previousId) : undefined;
    if (previous && previous.premisesId !== input.premisesId)
      throw new AppError('invalid', '所选的原检查不是这个单位的，请核对。');
    await store.add({
      countyCode: input.countyCode,
      id: input.id,
      regionCode: place.regionCode,
      premisesId: input.premisesId,
      kind: input.kind,
      nature: decision.nature,
      orgId: actor.organisation?.id ?? null,
      status: 'IN_PROGRESS',
      guard: JSON.stringify({ ...decision, bodyKind: actor.organisation?.kind ?? null }),
      checklistVersion: currentChecklistVersion,
      seriesId: previous?.seriesId ?? input.id,
      previousId: previous?.id ?? null,
      startedAt: work.now,
      inspectedOn: today,
      startedBy: actor.accountId,
    });
    const chosen = officers.filter((officer) => input.officerIds.includes(officer.personId));
    const lead = chosen.find((officer) => officer.personId === actor.personId) ?? chosen[0];
    await store.addInspectors(
      chosen.map(({ personId, name, certificateNo }) => ({
        countyCode: input.countyCode,
        inspectionId: input.id,
        personId,
        regionCode: place.regionCode,
        premisesId: input.premisesId,
        name,
        certificateNo,
        isLead: personId === lead?.personId,
      })),
    );
    work.audit(
      'inspections.start',
      { kind: 'inspection', id: input.id, countyCode: input.countyCode },
      { kind: input.kind, nature: decision.nature },
    );
    return read(input.countyCode, input.id);
  }

  /** The visit, locked, after checking that this person may do this with it now. */
  async function begin(countyCode: string, id: string, action: VisitAction) {
    await store.lock(countyCode, id);
    const visit = await store.get(countyCode, id);
    const facts = factsOf(visit, []);
    const allowedActions = allowedVisitActions(facts, actor);
    if (!isOwnVisit(facts, actor))
      throw new AppError('forbidden', '这次检查由其他机构开展，您只能查看。', { allowedActions });
    if (!allowedActions.includes(action))
      throw new AppError('conflict', '这次检查已经结束，不能再修改。', { allowedActions });
    return visit;
  }

  async function saveAnswers(input: {
    countyCode: string;
    id: string;
    answers: { itemId: string; result: Answer['result']; note: string | null; version: number }[];
  }) {
    const visit = await begin(input.countyCode, input.id, 'fill');
    const items = new Set((await checklistOf(visit)).map((item) => item.id));
    const held = new Map((await store.answers(input.countyCode, input.id)).map((answer) => [answer.itemId, answer]));
    const conflicts: Answer[] = [];
    const saved: string[] = [];
    const rows: Parameters<typeof store.putAnswers>[0] = [];
    for (const given of input.answers) {
      if (!items.has(given.itemId)) throw new AppError('invalid', `检查清单中没有 ${given.itemId} 项，请刷新后重试。`);
      const before = held.get(given.itemId);
      const isSame = before?.result === given.result && before.note === given.note;
      if (before && before.version !== given.version && !isSame) {
        conflicts.push(shownAnswer(before));
        continue;
      }
      saved.push(given.itemId);
      if (isSame) continue;
      rows.push({
        countyCode: visit.countyCode,
        inspectionId: visit.id,
        itemId: given.itemId,
        regionCode: visit.regionCode,
        premisesId: visit.premisesId,
        result: given.result,
        note: given.note,
        answeredAt: work.now,
        answeredBy: actor.name,
      });
    }
    // One item twice in a request: the last answer counts.
    await store.putAnswers([...new Map(rows.map((row) => [row.itemId, row])).values()]);
    const after = await store.answers(input.countyCode, input.id);
    return { saved: after.filter((answer) => saved.includes(answer.itemId)).map(shownAnswer), conflicts };
  }

  async function saveFinding(countyCode: string, inspectionId: string, given: FindingInput): Promise<Finding> {
    const input = FindingInput.parse(given);
    const visit = await begin(countyCode, inspectionId, 'fill');
    const item = (await checklistOf(visit)).find((one) => one.id === input.itemId);
    if (!item) throw new AppError('invalid', `检查清单中没有 ${input.itemId} 项，请刷新后重试。`);
    const before = (await store.findings(countyCode, inspectionId)).find((one) => one.id === input.id);
    if (before && input.version !== undefined && before.version !== input.version)
      throw new AppError('conflict', '同行人员刚修改了这条隐患，请刷新后再改。');
    const refuse = (field: string, message: string): never => {
      throw new AppError('invalid', message, { fields: { [field]: message } });
    };
    let { dueOn } = input;
    if (input.correctionMode === 'DEADLINE') {
      const offered = await offeredCorrection(work, visit.regionCode, visit.inspectedOn);
      dueOn ??= offered.dueOn[item.severity];
      if (dueOn <= visit.inspectedOn)
        refuse('dueOn', `期限早于检查次日，请改为 ${addDays(visit.inspectedOn, 1)} 或之后。`);
      if (dueOn > addDays(visit.inspectedOn, offered.reasonBeyondDays) && !input.dueReason)
        refuse('dueReason', `改正期限超过 ${offered.reasonBeyondDays} 日，请说明理由。`);
    } else if (input.correctionMode === 'IMMEDIATE') dueOn = visit.inspectedOn;
    else dueOn = null;
    if (input.correctionMode === 'TRANSFER' && !input.transferToOrgId)
      refuse('transferToOrgId', '请选择接收移送的部门。');
    const row = {
      countyCode,
      id: input.id,
      inspectionId,
      itemId: item.id,
      regionCode: visit.regionCode,
      premisesId: visit.premisesId,
      place: input.place,
      description: input.description,
      basis: item.basis,
      severity: item.severity,
      correctionMode: input.correctionMode,
      dueOn,
      dueReason: input.dueReason,
      transferToOrgId: input.correctionMode === 'TRANSFER' ? input.transferToOrgId : null,
      foundAt: before?.foundAt ?? work.now,
      foundBy: before?.foundBy ?? actor.name,
      version: (before?.version ?? 0) + 1,
    };
    await store.putFinding(row);
    await attachFiles(
      work,
      { kind: 'finding', id: row.id, regionCode: visit.regionCode, premisesId: visit.premisesId },
      input.photoIds,
    );
    return (await findingsOf(visit)).find((one) => one.id === row.id) as Finding;
  }

  async function removeFinding(countyCode: string, id: string, findingId: string) {
    await begin(countyCode, id, 'fill');
    await store.removeFinding(countyCode, id, findingId);
  }

  const concludeOf = (nature: Nature, findings: readonly Finding[]): Conclusion => {
    if (!findings.length) return 'QUALIFIED';
    if (findings.every((finding) => finding.correctionMode === 'ON_SITE')) return 'FIXED_ON_SITE';
    if (findings.every((finding) => finding.correctionMode === 'TRANSFER')) return 'TRANSFERRED';
    return nature === 'ADMINISTRATIVE' ? 'ORDERED' : 'URGED';
  };

  /** Ends the visit, drafts its record, and tells later modules, which register the hazards and draft the orders. */
  async function conclude(
    visit: Visit,
    ending: { accompaniedBy: string | null; remarks: string | null; conclusion: Conclusion },
    reviewed: PaperReviewed[] = [],
  ) {
    await store.change(visit.countyCode, visit.id, { status: 'FINISHED', finishedAt: work.now, ...ending });
    if (visit.nature === 'SAFETY_VISIT') await keepRecord(visit, reviewed);
    work.audit(
      'inspections.finish',
      { kind: 'inspection', id: visit.id, countyCode: visit.countyCode },
      { conclusion: ending.conclusion },
    );
    const detail = await read(visit.countyCode, visit.id);
    await work.publish({
      topic: 'inspections.finished',
      regionCode: visit.regionCode,
      premisesId: visit.premisesId,
      payload: { countyCode: visit.countyCode, inspectionId: visit.id, premisesId: visit.premisesId, kind: visit.kind },
    });
    return detail;
  }

  /** Fixes what the printed record of a safety visit says, so that it reads the same whenever it is printed. */
  async function keepRecord(visit: Visit, reviewed: PaperReviewed[]) {
    const place = await placeOf(visit.countyCode, visit.premisesId);
    const issuer = actor.organisation?.name ?? '';
    const data = safetyVisitRecordOf(await read(visit.countyCode, visit.id), place, issuer, reviewed);
    const kind = 'SAFETY_VISIT_RECORD' as const;
    const paper = { kind, templateVersion: papers.renderer.currentVersion(kind), data };
    papers.renderer.check(paper);
    await store.change(visit.countyCode, visit.id, { record: JSON.stringify(paper) });
  }

  /** The record of a safety visit as a file. */
  async function record(countyCode: string, id: string, format: PaperFormat): Promise<File> {
    const visit = await store.get(countyCode, id);
    if (!visit.record)
      throw new AppError('not_found', '只有已完成的安全走访可以打印走访记录；行政检查的记录在“文书”中。');
    const paper = visit.record as unknown as Parameters<typeof papers.renderer.render>[0];
    return asFile(await papers.renderer.render(paper, format), `安全走访记录${visit.inspectedOn}`, format);
  }

  async function finish(input: {
    countyCode: string;
    id: string;
    accompaniedBy: string | null;
    remarks: string | null;
  }) {
    const held = await store.get(input.countyCode, input.id);
    // A repeated request after a lost answer finds the visit finished: it gets the same result.
    if (held.status === 'FINISHED' && isOwnVisit(factsOf(held, []), actor)) return read(input.countyCode, input.id);
    const visit = await begin(input.countyCode, input.id, 'finish');
    const checklist = await checklistOf(visit);
    const answers = new Map(
      (await store.answers(input.countyCode, input.id)).map((answer) => [answer.itemId, answer.result]),
    );
    const findings = await findingsOf(visit);
    if (![...answers.values()].some((result) => result !== 'NOT_CHECKED'))
      throw new AppError('invalid', '还没有检查任何一项。如未能进入，请登记“未能进入”。');
    const unfounded = checklist.filter(
      (item) => answers.get(item.id) === 'FAIL' && !findings.some((finding) => finding.itemId === item.id),
    );
    if (unfounded.length)
      throw new AppError(
        'invalid',
        `${unfounded.map((item) => item.id).join('、')} 判为不符合，但没有记录隐患。请补充部位、描述和改正方式，或改判。`,
      );
    const contrary = findings.filter((finding) => answers.get(finding.itemId) !== 'FAIL');
    if (contrary.length)
      throw new AppError(
        'invalid',
        `${contrary.map((finding) => finding.itemId).join('、')} 记录了隐患，但没有判为不符合，请核对。`,
      );
    const bare = findings.filter(
      (finding) => !finding.photos.length && checklist.find((item) => item.id === finding.itemId)?.photoRequired,
    );
    if (bare.length)
      throw new AppError(
        'invalid',
        `${bare.map((finding) => `${finding.itemId}（${finding.place}）`).join('、')} 还没有照片，请补拍。`,
      );
    if (visit.nature === 'ADMINISTRATIVE' && !input.accompaniedBy)
      throw new AppError('invalid', '请填写被检查单位随同人员；无人随同的，填写“无”并在备注中说明。', {
        fields: { accompaniedBy: '必填' },
      });
    const detail = await conclude(visit, {
      accompaniedBy: input.accompaniedBy,
      remarks: input.remarks,
      conclusion: concludeOf(visit.nature as Nature, findings),
    });
    if (visit.nature === 'ADMINISTRATIVE') {
      const place = await placeOf(visit.countyCode, visit.premisesId);
      await createDocumentService(work, papers).draft({
        regionCode: visit.regionCode,
        premisesId: visit.premisesId,
        subject: { kind: 'inspection', id: visit.id },
        paper: inspectionRecordOf({ ...detail, finishedAt: work.now }, place),
      });
    }
    return detail;
  }

  /** Ends a re-inspection; its results are the hazards' business. */
  async function finishReinspection(input: {
    countyCode: string;
    id: string;
    accompaniedBy: string | null;
    remarks: string | null;
    allFixed: boolean;
    reviewed: PaperReviewed[];
  }) {
    const visit = await begin(input.countyCode, input.id, 'fill');
    if (visit.kind !== 'REINSPECTION') throw new AppError('invalid', '这不是一次复查，请从“复查”进入。');
    return conclude(
      visit,
      {
        accompaniedBy: input.accompaniedBy,
        remarks: input.remarks,
        conclusion: input.allFixed ? 'QUALIFIED' : visit.nature === 'ADMINISTRATIVE' ? 'ORDERED' : 'URGED',
      },
      input.reviewed,
    );
  }

  async function noEntry(input: { countyCode: string; id: string; reason: string; retryOn: string }) {
    const visit = await begin(input.countyCode, input.id, 'noEntry');
    if (input.retryOn <= today)
      throw new AppError('invalid', `再次上门日期应在今天之后，请改为 ${addDays(today, 1)} 或之后。`, {
        fields: { retryOn: '应在今天之后' },
      });
    await store.change(visit.countyCode, visit.id, {
      status: 'NO_ENTRY',
      finishedAt: work.now,
      noEntryReason: input.reason,
      retryOn: input.retryOn,
    });
    work.audit(
      'inspections.noEntry',
      { kind: 'inspection', id: visit.id, countyCode: visit.countyCode },
      { reason: input.reason, retryOn: input.retryOn },
    );
    return read(visit.countyCode, visit.id);
  }

  async function cancel(input: { countyCode: string; id: string; reason: string }) {
    const visit = await begin(input.countyCode, input.id, 'cancel');
    if ((await store.findings(visit.countyCode, visit.id)).length)
      throw new AppError('conflict', '已经记录了隐患，不能取消。请完成检查，或先删除隐患。');
    await store.change(visit.countyCode, visit.id, {
      status: 'CANCELLED',
      finishedAt: work.now,
      remarks: input.reason,
    });
    work.audit(
      'inspections.cancel',
      { kind: 'inspection', id: visit.id, countyCode: visit.countyCode },
      { reason: input.reason },
    );
    return read(visit.countyCode, visit.id);
  }

  return {
    guard,
    start,
    read,
    saveAnswers,
    saveFinding,
    removeFinding,
    finish,
    finishReinspection,
    noEntry,
    cancel,
    record,
    list: (filter: InspectionListFilter) => queries.list(filter),
  };
}
