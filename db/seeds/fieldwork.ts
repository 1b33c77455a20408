import type { PaperRow, ServiceMethod } from '#modules/documents/contract';
import { createDocumentService, type Papers } from '#modules/documents/server';
import type { HazardRow, HazardStatus } from '#modules/hazards/contract';
import { createHazardService, moveExpired } from '#modules/hazards/server';
import {
  type ChecklistItem,
  type CorrectionMode,
  type InspectionKind,
  kindsOfBody,
} from '#modules/inspections/contract';
import { createInspectionService } from '#modules/inspections/server';
import { addDays } from '#modules/regions/contract';
import { type Actor, type Work, workAs } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { chooseFindings, type FindingWords, findingWords } from './finding-words.ts';
import type { Photos } from './photos.ts';
import type { Random } from './random.ts';
import { at, type Timeline } from './timeline.ts';

export interface VisitedPlace {
  id: string;
  regionCode: string;
  name: string;
  /** Who goes along and receives papers. */
  responsible: string | null;
  /** The premises' own account, where it has one. */
  account?: Actor | undefined;
}

/** Who makes a visit: the one that leads, and everybody's person id. */
export interface Crew {
  actor: Actor;
  officerIds: string[];
}

/** How a visit and what it found go on. Left out: papers are issued and served, a re-inspection finds all corrected. */
export interface Course {
  /** Where the record of the visit stops. */
  record?: 'DRAFT';
  /** Where the orders stop; VOID is issued, then withdrawn because the place has closed. */
  order?: 'DRAFT' | 'PENDING' | 'ISSUED' | 'VOID';
  /** The premises reports its correction before the day. */
  reportsFix?: boolean;
  extension?: 'ASKED' | 'APPROVED' | 'REFUSED';
  /** What the re-inspection finds; NEVER: nobody has gone yet. */
  reinspection?: 'PASS' | 'FAIL' | 'PARTLY' | 'REMOVED' | 'MOVED_OUT' | 'NEVER';
  /** After a failed re-inspection. */
  afterFail?: 'AGAIN' | 'PENALTY' | 'PENALTY_DONE' | 'SEAL' | 'SEAL_LIFTED' | 'DEFER' | 'TRANSFER' | 'NOTHING';
  /** What happens to findings handed to another body. */
  transfer?: 'WAITING' | 'ACCEPTED' | 'DECLINED' | 'ARBITRATION' | 'ARBITRATED';
  /** Days after closing that a look-back finds one of them again. */
  lookBackAfter?: number;
  /** The brigade puts the first finding up as a possible major hazard. */
  suspectsMajor?: boolean;
}

export interface VisitPlan {
  place: VisitedPlace;
  crew: Crew;
  /** Who re-inspects, where that is not who visits: the body that a self-check reports to. */
  keeper?: Crew;
  kind: InspectionKind;
  day: string;
  time: string;
  findings: number;
  /** Natural days that the premises gets. */
  dueDays?: number;
  /** Items to find, instead of drawn ones. */
  items?: readonly string[];
  modes?: readonly CorrectionMode[];
  ending?: 'NO_ENTRY' | 'CANCELLED' | 'IN_PROGRESS';
  transferTo?: { orgId: string; crew: Crew | undefined } | undefined;
  course: Course;
}

export interface FieldworkSetting {
  timeline: Timeline;
  papers: Papers;
  photos: Photos;
  countyCode: string;
  random: Random;
  /** Approves orders and extensions of the brigade. */
  chief: Actor;
  committeeOffice: { actor: Actor };
  brigadeId: string;
}

interface Case {
  plan: VisitPlan;
  visitId: string;
  random: Random;
  /** Natural days that the premises gets where the plan says nothing: one day for all that a visit finds. */
  days: number;
}

const openStates: readonly HazardStatus[] = ['RECTIFYING', 'PENDING_REINSPECTION', 'OVERDUE'];
const minutesLater = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const methods: readonly ServiceMethod[] = ['DIRECT', 'DIRECT', 'DIRECT', 'DIRECT', 'LEAVE', 'MAIL', 'ELECTRONIC'];

/** The work of a year in the field, act by act, each by the person whose act it is, through the services. */
export function createFieldwork(setting: FieldworkSetting) {
  const { timeline, papers, photos, countyCode } = setting;
  const { environment } = timeline;
  const act = <T>(actor: Actor, task: (work: Work) => Promise<T>) => workAs(environment, actor, task);
  const newId = environment.newId as () => string;
  const expiring = new Set<string>();
  let visits = 0;

  /** The night after the day moves what is due, as the daily job does. */
  function expectExpiry(dueOn: string | null) {
    if (!dueOn) return;
    const day = addDays(dueOn, 1);
    if (expiring.has(day)) return;
    expiring.add(day);
    timeline.plan(at(day, '00:05'), () => moveExpired(environment));
  }

  const hazardsOf = async (work: Work, visitId: string): Promise<HazardRow[]> =>
    (
      await createHazardService(work, papers).list({
        countyCode,
        inspectionId: visitId,
        sort: '-registered',
        limit: 100,
      })
    ).items;

  function visit(plan: VisitPlan) {
    const random = setting.random.fork(`visit ${visits++}`);
    const held: Case = {
      plan,
      visitId: '',
      random,
      days: random.pick(
        plan.crew.actor.organisation?.kind.startsWith('FIRE_') ? [10, 15, 15, 20, 30] : [5, 7, 7, 10, 15],
      ),
    };
    const startsAt = at(plan.day, plan.time);
    const endsAt = minutesLater(startsAt, random.integer(25, 75));
    timeline.plan(startsAt, async () => {
      held.visitId = newId();
      await act(plan.crew.actor, (work) => begin(work, held));
      if (plan.ending === 'IN_PROGRESS') return;
      timeline.plan(endsAt, () => end(held));
    });
    return held;
  }

  async function begin(work: Work, held: Case) {
    const { plan, visitId, random } = held;
    const inspections = createInspectionService(work, papers);
    const { checklist, nature } = await inspections.start({
      id: visitId,
      countyCode,
      premisesId: plan.place.id,
      kind: plan.kind,
      officerIds: plan.crew.officerIds,
    });
    if (plan.ending === 'NO_ENTRY' || plan.ending === 'CANCELLED') return;
    const mayFind = checklist.filter((item) => isFindable(item, plan, nature));
    const named = plan.items?.flatMap((id) => {
      const item = checklist.find((one) => one.id === id);
      const words = findingWords[id];
      return item && words ? [{ item, words }] : [];
    });
    const found = named?.length ? named : chooseFindings(random, mayFind, plan.findings);
    const failed = new Set(found.map(({ item }) => item.id));
    const isBroken = plan.ending === 'IN_PROGRESS';
    const answers = checklist
      .filter((_item, index) => !isBroken || index < checklist.length * 0.4)
      .map((item) => ({
        itemId: item.id,
        result: failed.has(item.id)
          ? ('FAIL' as const)
          : random.weighted({ PASS: 78, NOT_APPLICABLE: 17, NOT_CHECKED: 5 }),
        note: null,
        version: 0,
      }));
    await inspections.saveAnswers({ countyCode, id: visitId, answers });
    if (isBroken) return;
    for (const { item, words } of found) await find(work, inspections, held, item, words, nature);
  }

  /** A police station has nobody who approves orders with a day, so it finds what is put right at once or handed over. */
  const isFindable = (item: ChecklistItem, plan: VisitPlan, nature: string) =>
    nature !== 'ADMINISTRATIVE' ||
    plan.crew.actor.organisation?.kind.startsWith('FIRE_') ||
    item.correctionMode === 'IMMEDIATE' ||
    plan.transferTo !== undefined;

  function modeOf(item: ChecklistItem, words: FindingWords, { plan, random }: Case, nature: string): CorrectionMode {
    const given = plan.modes && random.pick(plan.modes);
    if (given && (given !== 'ON_SITE' || words.onSite)) return given;
    if (plan.transferTo) return 'TRANSFER';
    if (words.onSite && random.chance(nature === 'ADMINISTRATIVE' ? 0.3 : 0.75)) return 'ON_SITE';
    if (nature !== 'ADMINISTRATIVE') return 'DEADLINE';
    return plan.crew.actor.organisation?.kind.startsWith('FIRE_') ? item.correctionMode : 'IMMEDIATE';
  }

  async function find(
    work: Work,
    inspections: ReturnType<typeof createInspectionService>,
    held: Case,
    item: ChecklistItem,
    words: FindingWords,
    nature: string,
  ) {
    const { plan, visitId, random } = held;
    const mode = modeOf(item, words, held, nature);
    const photoIds =
      item.photoRequired || random.chance(0.6) ? [await photos.take(work, plan.place, words.subject, 'before')] : [];
    const days = plan.dueDays ?? held.days;
    await inspections.saveFinding(countyCode, visitId, {
      id: newId(),
      itemId: item.id,
      place: random.pick(words.places),
      description: random.pick(words.texts),
      correctionMode: mode,
      dueOn: mode === 'DEADLINE' ? addDays(plan.day, days) : null,
      dueReason: days > 30 ? '整改涉及改造施工，需要备料和停产安排' : null,
      transferToOrgId: mode === 'TRANSFER' ? (plan.transferTo?.orgId ?? null) : null,
      photoIds,
    });
  }

  async function end(held: Case) {
    const { plan, visitId } = held;
    const { actor } = plan.crew;
    if (plan.ending === 'NO_ENTRY') {
      await act(actor, (work) =>
        createInspectionService(work, papers).noEntry({
          countyCode,
          id: visitId,
          reason: held.random.pick([
            '大门上锁，联系不上负责人',
            '场所停业，无人值守',
            '负责人外出，值班人员无钥匙',
            '拒绝检查人员进入后厨和库房',
          ]),
          retryOn: timeline.workdaysAfter(plan.day, 3),
        }),
      );
      return;
    }
    if (plan.ending === 'CANCELLED') {
      await act(actor, (work) =>
        createInspectionService(work, papers).cancel({
          countyCode,
          id: visitId,
          reason: '临时有灭火救援任务，改期检查',
        }),
      );
      return;
    }
    const hazards = await act(actor, async (work) => {
      await createInspectionService(work, papers).finish({
        countyCode,
        id: visitId,
        accompaniedBy: actor.premisesId ? null : (plan.place.responsible ?? '值班人员'),
        remarks: null,
      });
      return hazardsOf(work, visitId);
    });
    if (actor.permissions.has('documents.draft')) await handlePapers(held, hazards);
    for (const hazard of hazards) expectExpiry(hazard.status === 'RECTIFYING' ? hazard.dueOn : null);
    if (plan.course.suspectsMajor && hazards[0]) proposeMajor(held, hazards[0].id);
    const handed = hazards.filter(({ status }) => status === 'TRANSFERRED');
    if (handed.length && actor.permissions.has('documents.draft') && held.random.chance(0.75))
      await act(actor, async (work) => {
        for (const { id } of handed) await issueTransfer(work, held, id);
      });
    if (handed.length)
      followTransfer(
        held,
        handed.map(({ id }) => id),
      );
    // What nobody orders (urged, or the premises' own) is being corrected from now on.
    const urged = hazards.filter(({ status }) => status === 'RECTIFYING');
    if (urged.length) followCorrection(held, urged);
  }

  const papersOf = async (work: Work, subjectId: string): Promise<PaperRow[]> =>
    (await createDocumentService(work, papers).list({ countyCode, subjectId, limit: 50 })).items;
  const keyOf = (paper: { id: string; version: number }) => ({ countyCode, id: paper.id, version: paper.version });

  async function handlePapers(held: Case, hazards: readonly HazardRow[]) {
    const { plan, visitId } = held;
    const { actor } = plan.crew;
    const drafts = await act(actor, async (work) => {
      const own = (await papersOf(work, visitId)).reverse();
      const documents = createDocumentService(work, papers);
      for (const paper of own.filter(({ kind }) => kind === 'INSPECTION_RECORD' || kind === 'POLICE_RECORD'))
        if (plan.course.record !== 'DRAFT') await documents.issue(keyOf(paper));
      return own;
    });
    for (const order of drafts)
      if (order.kind === 'ORDER_IMMEDIATE' || order.kind === 'POLICE_ORDER')
        timeline.plan(minutesLater(timeline.now(), 15), () => issueOnTheSpot(held, order, hazards));
      else if (order.kind === 'ORDER_DEADLINE')
        timeline.plan(minutesLater(timeline.now(), 120), () => sendForApproval(held, order, hazards));
  }

  async function issueOnTheSpot(held: Case, order: PaperRow, hazards: readonly HazardRow[]) {
    const { course, crew } = held.plan;
    if (course.order === 'DRAFT' || course.order === 'PENDING') return;
    const issued = await act(crew.actor, (work) => createDocumentService(work, papers).issue(keyOf(order)));
    if (course.order === 'ISSUED') return;
    await serve(held, issued, hazards);
  }

  async function sendForApproval(held: Case, order: PaperRow, hazards: readonly HazardRow[]) {
    const { course, crew } = held.plan;
    if (course.order === 'DRAFT') return;
    const submitted = await act(crew.actor, (work) => createDocumentService(work, papers).submit(keyOf(order)));
    if (course.order === 'PENDING') return;
    const approvalDay = timeline.workdaysAfter(dayOf(timeline.now()), 1);
    timeline.plan(at(approvalDay, `09:${held.random.integer(10, 55)}`), async () => {
      const approved = await act(setting.chief, (work) =>
        createDocumentService(work, papers).approve(keyOf(submitted)),
      );
      if (course.order === 'ISSUED') return;
      const day = held.random.chance(0.6) ? approvalDay : timeline.workdaysAfter(approvalDay, 1);
      timeline.plan(at(day, `1${held.random.integer(4, 6)}:${held.random.integer(10, 55)}`), () =>
        course.order === 'VOID' ? withdraw(held, approved, hazards) : serve(held, approved, hazards),
      );
    });
  }

  async function serve(
    held: Case,
    order: { id: string; version: number; kind: string },
    hazards: readonly HazardRow[],
  ) {
    const { crew, place } = held.plan;
    const method = order.kind === 'ORDER_DEADLINE' ? held.random.pick(methods) : 'DIRECT';
    await act(crew.actor, (work) =>
      createDocumentService(work, papers).serve({
        ...keyOf(order),
        method,
        servedAt: timeline.now(),
        receiver: place.responsible ?? '单位值班负责人',
        note: method === 'LEAVE' ? '拒绝签收，留置送达并拍照' : null,
      }),
    );
    const modes = order.kind === 'POLICE_ORDER' ? ['IMMEDIATE', 'DEADLINE'] : [order.kind.replace('ORDER_', '')];
    const today = dayOf(timeline.now());
    const ordered = hazards
      .filter((hazard) => modes.includes(hazard.correctionMode) && hazard.status === 'REGISTERED')
      .map((hazard) => (hazard.correctionMode === 'IMMEDIATE' ? { ...hazard, dueOn: today } : hazard));
    for (const hazard of ordered) expectExpiry(hazard.dueOn);
    if (ordered.length) followCorrection(held, ordered);
  }

  /** The order is taken back: the place closed before it could be served, and its hazards go with it. */
  async function withdraw(held: Case, order: { id: string; version: number }, hazards: readonly HazardRow[]) {
    await act(setting.chief, (work) =>
      createDocumentService(work, papers).void({
        ...keyOf(order),
        reason: '送达时场所已停业搬离，通知书作废，保留编号',
      }),
    );
    await act(held.plan.crew.actor, async (work) => {
      for (const hazard of hazards.filter(
        ({ correctionMode, status }) => correctionMode === 'DEADLINE' && status === 'REGISTERED',
      )) {
        const photo = await photos.take(work, held.plan.place, '场所清空', 'after');
        await createHazardService(work, papers).closeOtherwise({
          ...keyOf(hazard),
          outcome: 'MOVED_OUT',
          reason: '现场核实，场所已停业搬离',
          photoIds: [photo],
        });
      }
    });
  }

  /** Those of the hazards that are still in one of the states, with the versions of now. */
  const still = async (
    work: Work,
    held: Case,
    ids: ReadonlySet<string>,
    states: readonly HazardStatus[] = openStates,
  ) => (await hazardsOf(work, held.visitId)).filter(({ id, status }) => ids.has(id) && states.includes(status));

  function followCorrection(held: Case, hazards: readonly HazardRow[]) {
    const { course, place } = held.plan;
    // Immediate orders and orders with a day have clocks of their own.
    for (const [dueOn, group] of Map.groupBy(hazards, (hazard) => hazard.dueOn ?? dayOf(timeline.now()))) {
      const ids = new Set(group.map(({ id }) => id));
      const now = dayOf(timeline.now());
      let lookOn = timeline.workdaysAfter(dueOn, held.random.integer(1, 3));
      if (course.extension && place.account && dueOn > addDays(now, 4)) {
        const extended = askExtension(held, ids, dueOn);
        if (course.extension === 'APPROVED') lookOn = timeline.workdaysAfter(extended, 1);
      }
      if (course.reportsFix && place.account) {
        const day = dueOn > addDays(now, 3) ? timeline.workdayUntil(addDays(dueOn, -held.random.integer(1, 3))) : now;
        timeline.plan(
          day <= now ? minutesLater(timeline.now(), 180) : at(day, `1${held.random.integer(0, 6)}:20`),
          () => reportFix(held, ids),
        );
        if (course.extension !== 'APPROVED')
          lookOn = timeline.workdaysAfter(day < now ? now : day, held.random.integer(1, 3));
      }
      if (course.reinspection !== 'NEVER')
        planReinspection(held, held.plan.keeper ?? held.plan.crew, ids, lookOn, course.reinspection ?? 'PASS');
    }
  }

  async function reportFix(held: Case, ids: ReadonlySet<string>) {
    const account = held.plan.place.account as Actor;
    await act(account, async (work) => {
      const hazards = createHazardService(work, papers);
      for (const hazard of await still(work, held, ids, ['RECTIFYING', 'OVERDUE', 'PENALTY'])) {
        const photo = await photos.take(work, held.plan.place, findingWords[hazard.itemId]?.subject ?? '整改', 'after');
        await hazards.submitFix({
          ...keyOf(hazard),
          words: held.random.pick([
            '已整改完毕，请复查。',
            '已按要求清理并安排专人每日检查。',
            '已更换设备并测试正常，请安排复查。',
          ]),
          photoIds: [photo],
        });
      }
    });
  }

  function askExtension(held: Case, ids: ReadonlySet<string>, dueOn: string): string {
    const { course, place } = held.plan;
    const extended = addDays(dueOn, 15);
    const day = addDays(dueOn, -held.random.integer(2, 3));
    timeline.plan(at(day, '10:40'), async () => {
      const asked = await act(place.account as Actor, async (work) => {
        const [hazard] = await still(work, held, ids, ['RECTIFYING']);
        return (
          hazard &&
          createHazardService(work, papers).requestExtension({
            ...keyOf(hazard),
            dueOn: extended,
            reason: '所需防火门、桥架等材料到货延迟，施工单位已进场',
            interimMeasures: '停用该区域，增配灭火器 4 具，每 2 小时巡查一次',
          })
        );
      });
      const extension = asked?.extensions.at(-1);
      if (!asked || !extension || course.extension === 'ASKED') return;
      timeline.plan(at(timeline.workdayFrom(addDays(day, 1)), '11:10'), () =>
        act(setting.chief, async (work) => {
          const [hazard] = await still(work, held, ids, ['RECTIFYING']);
          if (!hazard) return;
          const approve = course.extension === 'APPROVED';
          await createHazardService(work, papers).decideExtension({
            ...keyOf(hazard),
            extensionId: extension.id,
            approve,
            reason: approve ? '理由属实，临时措施可行，同意延期一次' : '整改难度不大，不同意延期',
          });
          if (approve) expectExpiry(extended);
        }),
      );
    });
    return extended;
  }

  type Verdict = NonNullable<Course['reinspection']>;

  function planReinspection(held: Case, crew: Crew, ids: ReadonlySet<string>, day: string, verdict: Verdict) {
    const { random, plan } = held;
    const startsAt = at(
      timeline.workdayFrom(day),
      `${random.integer(9, 15).toString().padStart(2, '0')}:${random.integer(10, 50)}`,
    );
    timeline.plan(startsAt, async () => {
      const visitId = newId();
      const begun = await act(crew.actor, async (work) => {
        if (!(await still(work, held, ids)).length) return false;
        await createInspectionService(work, papers).start({
          id: visitId,
          countyCode,
          premisesId: plan.place.id,
          kind: 'REINSPECTION',
          officerIds: crew.officerIds,
          previousId: held.visitId,
        });
        return true;
      });
      if (
        begun &&
        !timeline.plan(minutesLater(startsAt, random.integer(20, 45)), () =>
          reinspect(held, crew, ids, visitId, verdict),
        )
      )
        return;
    });
  }

  async function reinspect(held: Case, crew: Crew, ids: ReadonlySet<string>, visitId: string, verdict: Verdict) {
    const { plan, random } = held;
    const seen = await act(crew.actor, async (work) => {
      const rows = await still(work, held, ids);
      const results = [];
      for (const [index, row] of rows.entries()) {
        const isFixed = verdict === 'PASS' || (verdict === 'PARTLY' && index > 0);
        const result = isFixed
          ? ('FIXED' as const)
          : verdict === 'REMOVED' || verdict === 'MOVED_OUT'
            ? verdict
            : ('NOT_FIXED' as const);
        results.push({
          hazardId: row.id,
          version: row.version,
          result,
          note:
            result === 'FIXED'
              ? null
              : result === 'NOT_FIXED'
                ? random.pick(['现场仍未整改', '仅部分整改，仍不符合要求', '清理后再次堆放'])
                : result === 'REMOVED'
                  ? '已停用该区域并切断电源，风险已消除'
                  : '场所已搬离，现场空置',
          photoIds: [
            await photos.take(
              work,
              plan.place,
              findingWords[row.itemId]?.subject ?? '现场',
              result === 'NOT_FIXED' ? 'before' : 'after',
            ),
          ],
        });
      }
      if (!results.length) return undefined;
      const done = await createHazardService(work, papers).reinspect({
        countyCode,
        inspectionId: visitId,
        results,
        accompaniedBy: plan.place.responsible ?? '值班人员',
        remarks: null,
      });
      for (const id of done.paperIds) {
        const documents = createDocumentService(work, papers);
        const issued = await documents.issue(keyOf({ id, version: 1 }));
        await documents.serve({
          ...keyOf(issued),
          method: 'DIRECT',
          servedAt: work.now,
          receiver: plan.place.responsible ?? '单位值班负责人',
        });
      }
      return done;
    });
    if (!seen) return;
    if (seen.stillOpen) afterFailure(held, crew, ids);
    else if (plan.course.lookBackAfter) planLookBack(held, crew, ids, plan.course.lookBackAfter);
  }

  /** What the body does after its re-inspection found that nothing, or not enough, was done. */
  function afterFailure(held: Case, crew: Crew, ids: ReadonlySet<string>) {
    const next = held.plan.course.afterFail ?? 'AGAIN';
    const day = timeline.workdaysAfter(dayOf(timeline.now()), 2);
    const move = (
      actor: Actor,
      on: string,
      states: readonly HazardStatus[],
      task: (work: Work, key: ReturnType<typeof keyOf>) => Promise<unknown>,
    ) =>
      timeline.plan(at(on, '10:30'), () =>
        act(actor, async (work) => {
          for (const row of await still(work, held, ids, states)) await task(work, keyOf(row));
        }),
      );
    const step =
      (action: 'penalize' | 'seal' | 'unseal' | 'continueRectify', reason: string) =>
      (work: Work, key: ReturnType<typeof keyOf>) =>
        createHazardService(work, papers).move({ ...key, action, reason });

    if (next === 'AGAIN') {
      const dueOn = addDays(day, 10);
      move(crew.actor, day, ['OVERDUE'], (work, key) =>
        createHazardService(work, papers).orderAgain({ ...key, dueOn, reason: '约谈负责人后重新确定整改期限' }),
      );
      expectExpiry(dueOn);
      planReinspection(held, crew, ids, timeline.workdaysAfter(dueOn, 2), 'PASS');
    } else if (next === 'PENALTY' || next === 'PENALTY_DONE') {
      move(crew.actor, day, ['OVERDUE'], step('penalize', '逾期未改，依照《消防法》第六十条立案处罚'));
      if (next === 'PENALTY') return;
      const later = timeline.workdaysAfter(day, 15);
      move(crew.actor, later, ['PENALTY'], step('continueRectify', '已缴纳罚款，继续督促整改'));
      expectExpiry(addDays(later, -1));
      expectExpiry(later);
      planReinspection(held, crew, ids, timeline.workdaysAfter(later, 4), 'PASS');
    } else if (next === 'SEAL' || next === 'SEAL_LIFTED') {
      move(
        crew.actor,
        day,
        ['OVERDUE'],
        step('seal', '不及时消除可能严重威胁公共安全，依照《消防法》第五十四条临时查封'),
      );
      if (next === 'SEAL') return;
      const later = timeline.workdaysAfter(day, 10);
      move(crew.actor, later, ['SEALED'], step('unseal', '单位申请解除查封，经检查火灾隐患已消除'));
      planReinspection(held, crew, ids, timeline.workdaysAfter(later, 1), 'PASS');
    } else if (next === 'DEFER') {
      const reviewOn = addDays(day, 75);
      const approver = crew.actor.permissions.has('hazards.approveExtension') ? crew.actor : setting.chief;
      move(approver, day, ['OVERDUE'], (work, key) =>
        createHazardService(work, papers).defer({
          ...key,
          reason: '涉及整栋建筑消防管网改造，已列入年度改造计划',
          interimMeasures: '降低使用强度，夜间不得住人，增设独立式感烟报警器和灭火器，专人值守',
          reviewOn,
        }),
      );
      expectExpiry(reviewOn);
      planReinspection(held, crew, ids, timeline.workdaysAfter(reviewOn, 2), 'PASS');
    } else if (next === 'TRANSFER')
      timeline.plan(at(day, '15:20'), async () => {
        await handOver(held, crew, ids, ['OVERDUE'], {
          orgId: setting.brigadeId,
          reason: '经督促仍未整改，本单位无执法权，移送消防救援机构依法处理',
        });
      });
  }

  function planLookBack(held: Case, crew: Crew, ids: ReadonlySet<string>, days: number) {
    if (!crew.actor.permissions.has('hazards.lookBack')) return;
    const day = timeline.workdayFrom(addDays(dayOf(timeline.now()), days));
    timeline.plan(at(day, '15:40'), () =>
      act(crew.actor, async (work) => {
        const [row] = await still(work, held, ids, ['CLOSED']);
        if (!row) return;
        const photo = await photos.take(work, held.plan.place, findingWords[row.itemId]?.subject ?? '现场', 'before');
        await createHazardService(work, papers).lookBack({
          ...keyOf(row),
          newId: newId(),
          description: `回头看发现反弹：${row.description}`,
          photoIds: [photo],
        });
      }),
    );
  }

  function proposeMajor(held: Case, id: string) {
    timeline.plan(minutesLater(timeline.now(), 60), () =>
      act(held.plan.crew.actor, async (work) => {
        const [row] = await still(work, held, new Set([id]), ['REGISTERED']);
        if (row)
          await createHazardService(work, papers).move({
            ...keyOf(row),
            action: 'suspectMajor',
            reason: '疑似符合 GB 35181 直接判定要素，提请集体讨论',
          });
      }),
    );
  }

  /** Hands hazards to another body with its paper. */
  async function handOver(
    held: Case,
    crew: Crew,
    ids: ReadonlySet<string>,
    states: readonly HazardStatus[],
    to: { orgId: string; reason: string },
  ) {
    await act(crew.actor, async (work) => {
      for (const row of await still(work, held, ids, states)) {
        await createHazardService(work, papers).transfer({ ...keyOf(row), toOrgId: to.orgId, reason: to.reason });
        await issueTransfer(work, held, row.id);
      }
    });
  }

  /** Gives the transfer's paper its number; most have been received. */
  async function issueTransfer(work: Work, held: Case, hazardId: string) {
    const documents = createDocumentService(work, papers);
    for (const paper of (await papersOf(work, hazardId)).filter(
      ({ kind, status }) => kind === 'TASK_TRANSFER' && status === 'DRAFT',
    )) {
      const issued = await documents.issue(keyOf(paper));
      if (held.random.chance(0.7))
        await documents.serve({ ...keyOf(issued), method: 'ELECTRONIC', servedAt: work.now, receiver: '收文员' });
    }
  }

  function followTransfer(held: Case, given: readonly string[]) {
    const { transferTo, course, crew, place } = held.plan;
    const receiver = transferTo?.crew;
    const ids = new Set(given);
    const fate = course.transfer ?? 'ACCEPTED';
    if (!transferTo || !receiver || fate === 'WAITING') return;
    const start = dayOf(timeline.now());
    const day = (later: number) => timeline.workdaysAfter(start, later);
    const each = (
      actor: Actor,
      on: string,
      states: readonly HazardStatus[],
      task: (work: Work, row: HazardRow) => Promise<unknown>,
    ) =>
      timeline.plan(at(on, `1${held.random.integer(0, 1)}:${held.random.integer(10, 50)}`), () =>
        act(actor, async (work) => {
          for (const row of await still(work, held, ids, states)) await task(work, row);
        }),
      );
    const takeUp = (on: string, who: Crew) => {
      if (!who.actor.permissions.has('hazards.assign')) return;
      const dueOn = addDays(on, 10);
      each(who.actor, timeline.workdaysAfter(on, 1), ['REGISTERED'], (work, row) =>
        createHazardService(work, papers).assign({ ...keyOf(row), dueOn, reason: '依职责督促整改' }),
      );
      expectExpiry(dueOn);
      if (kindsOfBody(who.actor.organisation?.kind ?? null).includes('REINSPECTION') && course.reinspection !== 'NEVER')
        planReinspection(held, who, ids, timeline.workdaysAfter(dueOn, 2), course.reinspection ?? 'PASS');
    };
    if (fate === 'ACCEPTED') {
      each(receiver.actor, day(2), ['TRANSFERRED'], (work, row) =>
        createHazardService(work, papers).accept(keyOf(row)),
      );
      takeUp(day(2), receiver);
      return;
    }
    const decline = (work: Work, row: HazardRow) =>
      createHazardService(work, papers).decline({
        ...keyOf(row),
        reason: `${place.name}不属于本部门监管范围，请按属地处理`,
      });
    each(receiver.actor, day(2), ['TRANSFERRED'], decline);
    if (fate === 'DECLINED') return;
    timeline.plan(at(day(3), '09:20'), () =>
      handOver(held, crew, ids, ['REGISTERED'], { orgId: transferTo.orgId, reason: '依行业监管职责再次移送' }),
    );
    each(receiver.actor, day(5), ['TRANSFERRED'], decline);
    if (fate === 'ARBITRATION') return;
    each(setting.committeeOffice.actor, day(8), ['TRANSFERRED'], (work, row) =>
      createHazardService(work, papers).arbitrate({
        ...keyOf(row),
        toOrgId: transferTo.orgId,
        reason: '按照“三管三必须”，由行业主管部门牵头，属地配合',
      }),
    );
    takeUp(day(8), receiver);
  }

  return { visit };
}
export type Fieldwork = ReturnType<typeof createFieldwork>;
