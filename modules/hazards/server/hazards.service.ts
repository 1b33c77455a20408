import { permissionMatrix } from '#modules/accounts/contract';
import { type PaperReviewed, paperKinds } from '#modules/documents/contract';
import { createDocumentService, type Papers } from '#modules/documents/server';
import { createInspectionService, inspectorsOnPaper, localMinute, premisesOnPaper } from '#modules/inspections/server';
import { getPlace } from '#modules/premises/server';
import { calendarOf } from '#modules/regions/server';
import { attachFiles, filesOf } from '#platform/server/file-routes.ts';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type HazardAction,
  type HazardDetail,
  type HazardStatus,
  hazardStates,
  hazardWorkflow,
  type Reinspected,
  type ReinspectionResult,
} from '../contract/index.ts';
import { type DeskFacts, deskDay } from './hazards.clock.ts';
import {
  allowedActions,
  declinesBeforeArbitration,
  type HazardFacts,
  mayMove,
  maySetHandler,
} from './hazards.policy.ts';
import { createHazardQueries } from './hazards.queries.ts';
import { createHazardStore, type Hazard } from './hazards.store.ts';
import { draftTransfer, sendTo } from './hazards.transfer.ts';

interface Key {
  countyCode: string;
  id: string;
  version: number;
}

/** The closed loop: every act of a person on a hazard. */
export function createHazardService(work: Work, papers: Papers) {
  const store = createHazardStore(work);
  const queries = createHazardQueries(work);
  const { actor } = work;
  const today = dayOf(work.now);

  async function factsOf(hazard: Hazard): Promise<HazardFacts> {
    const open = (await store.extensions(hazard.countyCode, hazard.id)).find((one) => one.status === 'REQUESTED');
    return {
      ...hazard,
      status: hazard.status as HazardStatus,
      hasOpenExtension: open !== undefined,
      extensionRequestedBy: open?.requestedBy ?? null,
    };
  }

  async function read(countyCode: string, id: string): Promise<HazardDetail> {
    const hazard = await store.get(countyCode, id);
    const row = await queries.row(countyCode, id);
    if (!row) throw new AppError('not_found', '没有这条隐患，或不在管辖范围内。');
    const events = await store.events(countyCode, id);
    const photosOfEvents = await filesOf(
      work,
      countyCode,
      'hazardEvent',
      events.map((event) => event.id),
    );
    const photos = await filesOf(work, countyCode, 'hazard', [id]);
    const extensions = await store.extensions(countyCode, id);
    const {
      basis,
      orderPaperId,
      transferredFromOrgId,
      transferCount,
      extensionCount,
      fixedSubmittedAt,
      outcomeReason,
      interimMeasures,
      reviewOn,
      reopenOf,
    } = hazard;
    return {
      ...row,
      basis,
      orderPaperId,
      transferredFromOrgId,
      transferCount,
      extensionCount,
      fixedSubmittedAt,
      outcomeReason,
      interimMeasures,
      reviewOn,
      reopenOf,
      address: await queries.address(countyCode, hazard.premisesId),
      photos: photos.get(id) ?? [],
      events: events.map((event) => ({
        ...event,
        photos: photosOfEvents.get(event.id) ?? [],
      })) as HazardDetail['events'],
      extensions: extensions.map(
        ({
          id: extensionId,
          requestedDueOn,
          reason,
          interimMeasures: interim,
          status,
          requestedAt,
          requester,
          decidedAt,
          decidedBy,
          decisionReason,
        }) => ({
          id: extensionId,
          requestedDueOn,
          reason,
          interimMeasures: interim,
          requestedAt,
          requester,
          decidedAt,
          decidedBy,
          decisionReason,
          status: status as 'REQUESTED' | 'APPROVED' | 'REFUSED',
        }),
      ),
    };
  }

  /** The hazard, locked, after checking version, table and relation. */
  async function begin(key: Key, action: HazardAction): Promise<Hazard> {
    const hazard = await store.lock(key.countyCode, key.id);
    const facts = await factsOf(hazard);
    const allowed = allowedActions(facts, actor);
    if (hazard.version !== key.version)
      throw new AppError('conflict', '这条隐患已被他人处理，请刷新后重试。', { allowedActions: allowed });
    const { label } = hazardWorkflow.moves[action];
    if (!hazardWorkflow.next(facts.status, action))
      throw new AppError('conflict', `隐患当前为“${hazardStates[facts.status].label}”，不能${label}。`, {
        allowedActions: allowed,
      });
    if (!mayMove(facts, action, actor))
      throw new AppError('forbidden', refusalOf(facts, action, label), { allowedActions: allowed });
    return hazard;
  }

  const refusalOf = (facts: HazardFacts, action: HazardAction, label: string) =>
    (action === 'reinspectPass' || action === 'closeOtherwise') && facts.fixedByAccount === actor.accountId
      ? '整改结果由您提交，须由他人复查销案。'
      : actor.organisation && actor.organisation.id !== facts.orgId
        ? `这条隐患由其他机构办理，您不能${label}。`
        : `当前岗位不能${label}。`;

  const desk = async (
    hazard: Hazard,
    status: HazardStatus,
    changes: Partial<Pick<DeskFacts, 'dueOn' | 'reviewOn'>> = {},
  ) =>
    deskDay(
      await calendarOf(work),
      {
        status,
        correctionMode: hazard.correctionMode,
        foundOn: hazard.foundOn,
        dueOn: hazard.dueOn,
        reviewOn: null,
        ...changes,
      },
      today,
    );

  const subjectOf = (hazard: Hazard, eventId: string) => ({
    kind: 'hazardEvent',
    id: eventId,
    regionCode: hazard.regionCode,
    premisesId: hazard.premisesId,
  });

  async function finish(before: Hazard, action: string, detail: Record<string, unknown> = {}) {
    work.audit(`hazards.${action}`, { kind: 'hazard', id: before.id, countyCode: before.countyCode }, detail);
    await work.publish({
      topic: `hazards.${action}`,
      regionCode: before.regionCode,
      premisesId: before.premisesId,
      payload: { countyCode: before.countyCode, hazardId: before.id, premisesId: before.premisesId },
    });
    return read(before.countyCode, before.id);
  }

  const mustLieAhead = (field: string, day: string, words: string) => {
    if (day <= today)
      throw new AppError('invalid', `${words}应在今天（${today}）之后。`, { fields: { [field]: '应在今天之后' } });
  };

  async function assign(input: Key & { dueOn: string; reason?: string | null | undefined }) {
    const hazard = await begin(input, 'assignByOrg');
    mustLieAhead('dueOn', input.dueOn, '整改期限');
    await store.move(
      hazard,
      'assignByOrg',
      { dueOn: input.dueOn, deskOn: await desk(hazard, 'RECTIFYING', { dueOn: input.dueOn }) },
      { reason: input.reason, detail: { dueOn: input.dueOn } },
    );
    return finish(hazard, 'assign', { dueOn: input.dueOn });
  }

  async function transfer(input: Key & { toOrgId: string; reason: string }) {
    const hazard = await begin(input, 'transfer');
    await sendTo(work, hazard, input.toOrgId, input.reason);
    await draftTransfer(work, papers, hazard, input.toOrgId, input.reason);
    return finish(hazard, 'transfer', { toOrgId: input.toOrgId, reason: input.reason });
  }

  async function accept(input: Key) {
    const hazard = await begin(input, 'accept');
    await store.move(hazard, 'accept', { transferredFromOrgId: null, deskOn: await desk(hazard, 'REGISTERED') });
    return finish(hazard, 'accept');
  }

  async function decline(input: Key & { reason: string }) {
    const hazard = await begin(input, 'decline');
    const transferCount = hazard.transferCount + 1;
    const sender = hazard.transferredFromOrgId;
    if (!sender) throw new AppError('conflict', '没有移送来源，不能退回。请受理后再移送。');
    const { hazard: back } = await store.move(
      hazard,
      'decline',
      { orgId: sender, transferredFromOrgId: null, transferCount, deskOn: await desk(hazard, 'REGISTERED') },
      { reason: input.reason, detail: { transferCount } },
    );
    if (transferCount >= declinesBeforeArbitration) {
      const committee = await queries.committeeOffice(hazard.regionCode);
      if (committee) await sendTo(work, back, committee.id, `已被退回 ${transferCount} 次，提请消安办裁定`);
    }
    return finish(hazard, 'decline', { reason: input.reason, transferCount });
  }

  async function arbitrate(input: Key & { toOrgId: string; reason: string }) {
    const hazard = await begin(input, 'arbitrate');
    const body = await queries.body(input.toOrgId);
    if (!body?.isActive)
      throw new AppError('invalid', '所选机构不存在或已停用，请重新选择。', { fields: { toOrgId: '不可用' } });
    await store.move(
      hazard,
      'arbitrate',
      { orgId: input.toOrgId, transferredFromOrgId: null, transferCount: 0, deskOn: await desk(hazard, 'REGISTERED') },
      {
        reason: input.reason,
        detail: { toOrgId: input.toOrgId, toOrgName: body.name },
      },
    );
    return finish(hazard, 'arbitrate', { toOrgId: input.toOrgId });
  }

  const handlers = async () =>
    actor.organisation ? queries.people(actor.organisation.id, permissionMatrix['hazards.reinspect'].roles) : [];

  /** Who of the body looks after it; moves nothing. */
  async function setHandler(input: Key & { personId: string }) {
    const hazard = await store.lock(input.countyCode, input.id);
    const facts = await factsOf(hazard);
    const allowed = allowedActions(facts, actor);
    if (hazard.version !== input.version)
      throw new AppError('conflict', '这条隐患已被他人处理，请刷新后重试。', { allowedActions: allowed });
    if (!maySetHandler(facts, actor))
      throw new AppError(
        'forbidden',
        hazard.isOpen ? '这条隐患由其他机构办理，您不能指定经办人。' : '隐患已销案，不必再指定经办人。',
        { allowedActions: allowed },
      );
    const person = (await handlers()).find((one) => one.personId === input.personId);
    if (!person)
      throw new AppError('invalid', '所选人员目前不在本机构任职，请重新选择。', {
        fields: { personId: '不在本机构任职' },
      });
    if (hazard.handlerId !== person.personId)
      await store.change(hazard, { handlerId: person.personId, handlerName: person.name });
    return finish(hazard, 'setHandler', { from: hazard.handlerName, to: person.name });
  }

  async function submitFix(input: Key & { words: string; photoIds: string[] }) {
    const hazard = await begin(input, 'submitFix');
    const { eventId } = await store.move(
      hazard,
      'submitFix',
      {
        fixedSubmittedAt: work.now,
        fixedByAccount: actor.accountId,
        deskOn: await desk(hazard, 'PENDING_REINSPECTION'),
      },
      { reason: input.words },
    );
    await attachFiles(work, subjectOf(hazard, eventId), input.photoIds, 'AFTER');
    return finish(hazard, 'submitFix');
  }

  async function requestExtension(input: Key & { dueOn: string; reason: string; interimMeasures: string }) {
    const hazard = await store.lock(input.countyCode, input.id);
    const facts = await factsOf(hazard);
    const allowed = allowedActions(facts, actor);
    if (hazard.version !== input.version)
      throw new AppError('conflict', '这条隐患已被他人处理，请刷新后重试。', { allowedActions: allowed });
    if (!allowed.includes('requestExtension'))
      throw new AppError(
        'conflict',
        facts.hasOpenExtension ? '已有延期申请等待审批，请勿重复申请。' : '只有整改期限内的隐患可以申请延期。',
        { allowedActions: allowed },
      );
    if (hazard.dueOn && hazard.dueOn < today) throw new AppError('conflict', '整改期限已过，不能再申请延期。');
    mustLieAhead('dueOn', input.dueOn, '延期后的期限');
    if (hazard.dueOn && input.dueOn <= hazard.dueOn)
      throw new AppError('invalid', `延期后的期限应晚于现期限 ${hazard.dueOn}。`, {
        fields: { dueOn: '应晚于现期限' },
      });
    await store.addExtension({
      countyCode: hazard.countyCode,
      id: work.newId(),
      hazardId: hazard.id,
      regionCode: hazard.regionCode,
      premisesId: hazard.premisesId,
      requestedDueOn: input.dueOn,
      reason: input.reason,
      interimMeasures: input.interimMeasures,
      status: 'REQUESTED',
      requestedAt: work.now,
      requestedBy: actor.accountId,
      requester: actor.organisation ? `${actor.name}（${actor.organisation.name}）` : actor.name,
    });
    return finish(hazard, 'requestExtension', { dueOn: input.dueOn });
  }

  async function decideExtension(input: Key & { extensionId: string; approve: boolean; reason: string }) {
    const hazard = await store.lock(input.countyCode, input.id);
    const allowed = allowedActions(await factsOf(hazard), actor);
    const extension = (await store.extensions(hazard.countyCode, hazard.id)).find(
      (one) => one.id === input.extensionId,
    );
    if (extension?.status !== 'REQUESTED')
      throw new AppError('conflict', '这份延期申请已经处理，请刷新后查看。', { allowedActions: allowed });
    if (extension.requestedBy === actor.accountId)
      throw new AppError('forbidden', '不能审批自己提出的延期申请，请由他人审批。', { allowedActions: allowed });
    if (!allowed.includes('decideExtension'))
      throw new AppError('forbidden', '当前岗位不能审批这份延期申请。', { allowedActions: allowed });
    if (input.approve && hazard.status !== 'RECTIFYING')
      throw new AppError('conflict', '整改期限已届满并转入复查，不能再批准延期。', { allowedActions: allowed });
    await store.decideExtension(hazard.countyCode, extension.id, {
      status: input.approve ? 'APPROVED' : 'REFUSED',
      decidedAt: work.now,
      decidedBy: actor.name,
      decisionReason: input.reason,
    });
    if (input.approve)
      await store.move(
        hazard,
        'extend',
        {
          dueOn: extension.requestedDueOn,
          extensionCount: hazard.extensionCount + 1,
          interimMeasures: extension.interimMeasures,
          deskOn: await desk(hazard, 'RECTIFYING', { dueOn: extension.requestedDueOn }),
        },
        { reason: input.reason, detail: { from: hazard.dueOn, to: extension.requestedDueOn } },
      );
    return finish(hazard, 'decideExtension', { approve: input.approve });
  }

  const closing = (outcome: string, reason: string | null) => ({
    outcome,
    outcomeReason: reason,
    closedAt: work.now,
    closedOn: today,
    deskOn: null,
  });

  /** Results of a re-inspection visit: closes what was seen corrected, and drafts 复查意见. */
  async function reinspect(input: {
    countyCode: string;
    inspectionId: string;
    results: ReinspectionResult[];
    accompaniedBy: string | null;
    remarks: string | null;
  }) {
    const inspections = createInspectionService(work, papers);
    const visit = await inspections.read(input.countyCode, input.inspectionId);
    if (visit.status !== 'IN_PROGRESS') throw new AppError('conflict', '这次复查已经结束，请刷新后查看结果。');
    if (visit.nature === 'ADMINISTRATIVE' && !input.accompaniedBy)
      throw new AppError('invalid', '请填写被检查单位随同人员；无人随同的，填写“无”并在备注中说明。', {
        fields: { accompaniedBy: '必填' },
      });
    const seen: { hazard: Hazard; result: ReinspectionResult }[] = [];
    for (const result of [...input.results].sort((a, b) => (a.hazardId < b.hazardId ? -1 : 1))) {
      const action =
        result.result === 'NOT_FIXED'
          ? 'reinspectFail'
          : result.result === 'FIXED'
            ? 'reinspectPass'
            : 'closeOtherwise';
      if (action === 'closeOtherwise' && !result.note)
        throw new AppError('invalid', '判为“风险已消除”或“已搬离停用”的，请写明依据。', {
          fields: { [`results.${result.hazardId}`]: '缺少依据' },
        });
      const hazard = await begin(
        { countyCode: input.countyCode, id: result.hazardId, version: result.version },
        action,
      );
      if (hazard.premisesId !== visit.premisesId)
        throw new AppError('invalid', '复查结果中有其他单位的隐患，请刷新后重试。');
      const reinspectionCount = hazard.reinspectionCount + 1;
      const { eventId } = await store.move(
        hazard,
        action,
        action === 'reinspectFail'
          ? { reinspectionCount, fixedSubmittedAt: null, fixedByAccount: null, deskOn: await desk(hazard, 'OVERDUE') }
          : { reinspectionCount, ...closing(result.result === 'FIXED' ? 'FIXED' : result.result, result.note) },
        { reason: result.note, detail: { inspectionId: visit.id, result: result.result } },
      );
      await attachFiles(work, subjectOf(hazard, eventId), result.photoIds, 'AFTER');
      work.audit(
        `hazards.${action}`,
        { kind: 'hazard', id: hazard.id, countyCode: hazard.countyCode },
        { inspectionId: visit.id },
      );
      seen.push({ hazard, result });
    }
    const stillOpen = seen.filter(({ result }) => result.result === 'NOT_FIXED').length;
    await inspections.finishReinspection({
      countyCode: input.countyCode,
      id: visit.id,
      accompaniedBy: input.accompaniedBy,
      remarks: input.remarks,
      allFixed: stillOpen === 0,
      reviewed: seen.map(onPaper),
    });
    const paperIds =
      visit.nature === 'ADMINISTRATIVE' ? await draftReinspections(visit, seen, input.accompaniedBy) : [];
    await work.publish({
      topic: 'hazards.reinspect',
      regionCode: visit.regionCode,
      premisesId: visit.premisesId,
      payload: { countyCode: input.countyCode, inspectionId: visit.id, premisesId: visit.premisesId },
    });
    return { closed: seen.length - stillOpen, stillOpen, paperIds };
  }

  interface Seen {
    hazard: Hazard;
    result: ReinspectionResult;
  }

  const resultsOnPaper = {
    FIXED: 'CORRECTED',
    NOT_FIXED: 'NOT_CORRECTED',
    REMOVED: 'REMOVED',
    MOVED_OUT: 'MOVED_OUT',
  } as const satisfies Record<ReinspectionResult['result'], PaperReviewed['result']>;

  const onPaper = ({ hazard, result }: Seen): PaperReviewed => ({
    place: hazard.place,
    words: hazard.description,
    basis: hazard.basis,
    result: resultsOnPaper[result.result],
    note: result.note,
  });

  /** One 复查意见 for each order that the visit looked at again. */
  async function draftReinspections(
    visit: Awaited<ReturnType<ReturnType<typeof createInspectionService>['read']>>,
    seen: Seen[],
    accompanying: string | null,
  ): Promise<string[]> {
    const documents = createDocumentService(work, papers);
    const place = await getPlace(work, visit.countyCode, visit.premisesId);
    const drafted: string[] = [];
    for (const [orderId, group] of Map.groupBy(seen, ({ hazard }) => hazard.orderPaperId)) {
      const order = orderId ? await documents.read(visit.countyCode, orderId) : undefined;
      // A hazard that came by transfer or an urging has no order behind it, so there is nothing to give an opinion on.
      if (!order?.number) continue;
      const dueDays = group.flatMap(({ hazard }) => hazard.dueOn ?? []).sort();
      const applied = group.flatMap(({ hazard }) => hazard.fixedSubmittedAt ?? []).sort()[0];
      drafted.push(
        await documents.draft({
          regionCode: visit.regionCode,
          premisesId: visit.premisesId,
          subject: { kind: 'inspection', id: visit.id },
          paper: {
            kind: 'REINSPECTION',
            data: {
              premises: premisesOnPaper(place),
              order: {
                // The issuer stands on the paper itself.
                title: paperKinds[order.kind].label.replace(/（派出所）$/, ''),
                number: order.number,
                date: dayOf(order.issuedAt ?? work.now),
                deadline: order.kind === 'ORDER_IMMEDIATE' ? null : (dueDays.at(-1) ?? null),
              },
              appliedOn: applied ? dayOf(applied) : null,
              inspectedAt: { from: localMinute(visit.startedAt), to: localMinute(work.now) },
              inspectors: inspectorsOnPaper(visit.inspectors),
              accompanying,
              findings: group.map(onPaper),
              demo: place.isDemo,
            },
          },
        }),
      );
    }
    return drafted;
  }

  /** What a re-inspection saw, hazard by hazard. */
  async function reinspected(countyCode: string, inspectionId: string): Promise<Reinspected[]> {
    const visit = await createInspectionService(work, papers).read(countyCode, inspectionId);
    const found = await queries.reinspected(countyCode, inspectionId, visit.premisesId);
    const photos = await filesOf(
      work,
      countyCode,
      'hazardEvent',
      found.map(({ eventId }) => eventId),
    );
    return found.map(({ hazard, eventId, note, result }) => ({
      hazard,
      note,
      result: result as ReinspectionResult['result'],
      photos: photos.get(eventId) ?? [],
    }));
  }

  async function closeOtherwise(input: Key & { outcome: 'REMOVED' | 'MOVED_OUT'; reason: string; photoIds: string[] }) {
    const hazard = await begin(input, 'closeOtherwise');
    const { eventId } = await store.move(hazard, 'closeOtherwise', closing(input.outcome, input.reason), {
      reason: input.reason,
      detail: { outcome: input.outcome },
    });
    await attachFiles(work, subjectOf(hazard, eventId), input.photoIds, 'AFTER');
    return finish(hazard, 'closeOtherwise', { outcome: input.outcome, reason: input.reason });
  }

  /** 暂不能整改: stays open with interim measures and a day of review. */
  async function defer(input: Key & { reason: string; interimMeasures: string; reviewOn: string }) {
    const hazard = await begin(input, 'defer');
    mustLieAhead('reviewOn', input.reviewOn, '复核日期');
    await store.move(
      hazard,
      'defer',
      {
        outcome: 'CANNOT_YET',
        outcomeReason: input.reason,
        interimMeasures: input.interimMeasures,
        reviewOn: input.reviewOn,
        dueOn: input.reviewOn,
        deskOn: input.reviewOn,
      },
      { reason: input.reason, detail: { reviewOn: input.reviewOn, interimMeasures: input.interimMeasures } },
    );
    return finish(hazard, 'defer', { reviewOn: input.reviewOn });
  }

  async function orderAgain(input: Key & { dueOn: string; reason: string }) {
    const hazard = await begin(input, 'orderAgain');
    mustLieAhead('dueOn', input.dueOn, '新的整改期限');
    await store.move(
      hazard,
      'orderAgain',
      { dueOn: input.dueOn, deskOn: await desk(hazard, 'RECTIFYING', { dueOn: input.dueOn }) },
      { reason: input.reason, detail: { from: hazard.dueOn, to: input.dueOn } },
    );
    return finish(hazard, 'orderAgain', { dueOn: input.dueOn });
  }

  async function move(
    input: Key & {
      action: 'penalize' | 'seal' | 'continueRectify' | 'unseal' | 'suspectMajor' | 'notMajor';
      reason: string;
    },
  ) {
    const hazard = await begin(input, input.action);
    const to = hazardWorkflow.moves[input.action].to;
    await store.move(hazard, input.action, { deskOn: await desk(hazard, to) }, { reason: input.reason });
    return finish(hazard, input.action, { reason: input.reason });
  }

  /** 回头看: what was closed has come back. A new hazard that names the old one; the old record stays as it was. */
  async function lookBack(input: Key & { newId: string; description: string; photoIds: string[] }) {
    const before = await store.find(input.countyCode, input.newId);
    if (before?.reopenOf === input.id) return read(input.countyCode, input.newId);
    const old = await begin(input, 'lookBack');
    const again = await store.openAgain(old);
    if (again) throw new AppError('conflict', `这条隐患已于 ${again.foundOn} 重新立案，尚未销案，请在新的隐患中办理。`);
    const { place, premisesType, itemId, basis, severity, nature, countyCode, regionCode, premisesId } = old;
    const correctionMode = old.correctionMode === 'ON_SITE' ? 'IMMEDIATE' : old.correctionMode;
    const registered = await store.add(
      {
        countyCode,
        regionCode,
        premisesId,
        premisesType,
        itemId,
        place,
        basis,
        severity,
        nature,
        correctionMode,
        id: input.newId,
        source: 'INSPECTION',
        description: input.description,
        orgId: old.orgId,
        foundOn: today,
        foundByAccount: actor.accountId,
        registeredAt: work.now,
        deskOn: await desk({ ...old, foundOn: today }, 'REGISTERED'),
        reopenOf: old.id,
      },
      { action: 'lookBack', from: 'CLOSED', reason: input.description, detail: { reopenOf: old.id } },
    );
    await attachFiles(work, { kind: 'hazard', id: registered.id, regionCode, premisesId }, input.photoIds, 'BEFORE');
    return finish(registered, 'lookBack', { reopenOf: old.id });
  }

  return {
    read,
    assign,
    transfer,
    accept,
    decline,
    arbitrate,
    submitFix,
    requestExtension,
    decideExtension,
    handlers,
    setHandler,
    reinspect,
    reinspected,
    closeOtherwise,
    defer,
    orderAgain,
    move,
    lookBack,
    list: queries.list,
  };
}
