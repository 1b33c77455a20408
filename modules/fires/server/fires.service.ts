import { getPlace } from '#modules/premises/server';
import { requireDivision } from '#modules/regions/server';
import { signature, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  contradictions,
  deathCounts,
  doubtsOf,
  type FireAction,
  type FireContent,
  type FireDetail,
  type FireFigures,
  type FireStatus,
  type FireVersion,
  figuresOf,
  fireStates,
  fireWorkflow,
  lastDeathDay,
  missingFor,
  type ReportStage,
} from '../contract/index.ts';
import { contentOf, doubtIds, duesOf, type Fire, factColumns, isLateReport, victimRows } from './fire-row.ts';
import { allowedActions, type FireFacts, isFireAuthority, mayMove, mayReportFor } from './fires.policy.ts';
import { createFireQueries } from './fires.queries.ts';
import { createFireStore, fireNumber, lostRace, noFire } from './fires.store.ts';
import { reportingRules } from './rules.queries.ts';
import { createFindingQueries } from './supervision.queries.ts';

interface Key {
  countyCode: string;
  id: string;
}
interface Act extends Key {
  version: number;
}

/** Refuses with the sentences at their fields. */
export function refuseIf(wrong: Record<string, string>) {
  const sentences = Object.values(wrong);
  if (sentences.length)
    throw new AppError(
      'invalid',
      `${sentences.slice(0, 3).join('；')}${sentences.length > 3 ? `；等 ${sentences.length} 处` : ''}。`,
      {
        fields: wrong,
      },
    );
}

const sameContent = (a: unknown, b: unknown): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
const ordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(ordered)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([key, one]) => [key, ordered(one)]),
        )
      : // The same instant may be written with another offset.
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
        ? new Date(value).toISOString()
        : value;

/** The life of a fire record: every act of a person on it. */
export function createFireService(work: Work) {
  const store = createFireStore(work);
  const queries = createFireQueries(work);
  const { actor } = work;

  const factsOf = (fire: Fire): FireFacts => ({ ...fire, status: fire.status as FireStatus });
  const hasInjured = (content: FireContent) => content.victims.some((one) => one.outcome !== 'DEAD');

  async function read({ countyCode, id }: Key): Promise<FireDetail> {
    const row = await queries.row(countyCode, id);
    const fire = row && (await store.find({ countyCode, id }));
    if (!fire || !row) throw noFire();
    const victims = await store.victims(fire);
    const content = contentOf(fire, victims);
    const figures = figuresOf(content);
    const rules = (await reportingRules(work, countyCode))(figures.occurredOn);
    const marks = await createFindingQueries(work).marksOf(countyCode, id, fire.versionCount);
    const versions = (await store.versions(fire)).map(({ image, ...version }) => ({ ...version, ...image }));
    return {
      ...row,
      content,
      figures,
      versions: versions as FireVersion[],
      events: (await store.events(fire)) as FireDetail['events'],
      doubtSentences: doubtsOf(content, figures, fire.stage as ReportStage | null, rules).map((doubt) => ({
        ...doubt,
        checkedReason: marks.get(doubt.id) ?? null,
      })),
      deathNotices: victims.flatMap(({ id: victimId, noticedDiedOn }) =>
        noticedDiedOn
          ? [{ victimId, diedOn: noticedDiedOn, counts: deathCounts(figures.occurredOn, noticedDiedOn).counts }]
          : [],
      ),
      deathsCountUntil: lastDeathDay(figures.occurredOn),
      callouts: await queries.callouts(countyCode, id),
      enteredByName: fire.enteredByName,
      submittedByName: fire.submittedByName,
      confirmedAt: fire.confirmedAt,
      confirmedBy: fire.confirmedBy,
      firstReportedAt: fire.firstReportedAt,
      finalizedAt: fire.finalizedAt,
      source: fire.source as FireDetail['source'],
      allowedActions: allowedActions(factsOf(fire), actor, hasInjured(content)),
    };
  }

  /** The record, locked, after checking version, table and relation. */
  async function begin(act: Act, action: FireAction): Promise<Fire> {
    const fire = await store.lock(act);
    const facts = factsOf(fire);
    const allowed = allowedActions(facts, actor, false);
    if (fire.version !== act.version) throw new AppError('conflict', lostRace().message, { allowedActions: allowed });
    const { label } = fireWorkflow.moves[action];
    if (!fireWorkflow.next(facts.status, action))
      throw new AppError('conflict', `这条火灾记录当前为“${fireStates[facts.status].label}”，不能${label}。`, {
        allowedActions: allowed,
      });
    if (!mayMove(facts, action, actor))
      throw new AppError('forbidden', refusalOf(facts, action, label), { allowedActions: allowed });
    return fire;
  }

  const refusalOf = (facts: FireFacts, action: FireAction, label: string) =>
    action === 'confirm' || action === 'giveBack'
      ? [facts.enteredBy, facts.submittedBy].includes(actor.accountId)
        ? '这条记录由您录入或上报，须由他人审核。'
        : '火灾记录由消防救援机构审核，当前岗位不能审核。'
      : action === 'finalize' && facts.finalizedAt !== null
        ? '已作过终报；有新情况的请续报，有差错的请更正。'
        : `这条记录由其他机构填报，您不能${label}。`;

  /** Checks what was told against itself and against what the system knows. */
  async function check(
    content: FireContent,
    countyCode: string,
  ): Promise<{ figures: FireFigures; premisesType: string | null }> {
    refuseIf(contradictions(content, work.now));
    if (content.regionCode.slice(0, 6) !== countyCode)
      throw new AppError('invalid', '起火地点不能改到其他县（市、区）。请作废本条，在当地重新录入。', {
        fields: { regionCode: '不在本县（市、区）' },
      });
    if (!content.regionCode.startsWith(actor.region) && actor.role !== 'SYSTEM')
      throw new AppError('forbidden', '起火地点不在当前岗位的管辖范围内，请重新选择区划。', {
        fields: { regionCode: '超出管辖范围' },
      });
    await requireDivision(work, content.regionCode);
    const body = await queries.body(content.orgId);
    if (!body?.isActive || body.regionCode.slice(0, 6) !== countyCode)
      throw new AppError('invalid', '填报的消防站不存在、已停用或不在本县（市、区），请重新选择。', {
        fields: { orgId: '不可用' },
      });
    if (!mayReportFor(content.orgId, actor) && actor.role !== 'SYSTEM')
      throw new AppError('forbidden', '消防站只能填报本站的火灾，请选择本站。', { fields: { orgId: '不是本站' } });
    const premisesType = content.premisesId
      ? (await getPlace(work, countyCode, content.premisesId)).premisesType
      : null;
    return { figures: figuresOf(content), premisesType };
  }

  async function finish(fire: Fire, action: string, detail: Record<string, unknown> = {}) {
    work.audit(`fires.${action}`, { kind: 'fire', id: fire.id, countyCode: fire.countyCode }, detail);
    await work.publish({
      topic: `fires.${action}`,
      regionCode: fire.regionCode,
      payload: { countyCode: fire.countyCode, fireId: fire.id, status: fire.status },
    });
    return read(fire);
  }

  /** Begins a draft, or changes one (or a record that was given back). */
  async function save(input: { id?: string | undefined; version?: number | undefined; content: FireContent }) {
    const { content } = input;
    const key = { countyCode: content.regionCode.slice(0, 6), id: input.id ?? work.newId() };
    const found = await store.find(key);
    if (found && input.version === undefined) {
      const before = contentOf(found, await store.victims(found));
      if (found.enteredBy === actor.accountId && sameContent(before, content)) return read(key);
      throw new AppError('conflict', '同一编号已录入了不同的内容，请刷新后重试。');
    }
    const { figures, premisesType } = await check(content, key.countyCode);
    const rules = (await reportingRules(work, key.countyCode))(figures.occurredOn);
    if (!found) {
      if (input.version !== undefined) throw noFire();
      const fire = await store.add({
        ...factColumns(content, figures, premisesType),
        ...key,
        doubts: doubtIds(content, figures, null, rules),
        enteredBy: actor.accountId,
        enteredByName: signature(work),
      });
      await store.replaceVictims(fire, victimRows(fire, figures.occurredOn, content.victims));
      return finish(fire, 'draft');
    }
    const fire = await begin({ ...key, version: input.version as number }, 'submit');
    const changed = await store.change(fire, {
      ...factColumns(content, figures, premisesType),
      doubts: doubtIds(content, figures, fire.stage as ReportStage | null, rules),
    });
    await store.replaceVictims(changed, victimRows(changed, figures.occurredOn, content.victims));
    return finish(changed, 'save');
  }

  /** One report: the record as told now, its version, and what is owed next. */
  async function report(
    fire: Fire,
    action: 'submit' | 'followUp' | 'finalize' | 'correct',
    content: FireContent,
    { stage, isCorrection, reason }: { stage: ReportStage; isCorrection: boolean; reason: string | null },
  ) {
    const { figures, premisesType } = await check(content, fire.countyCode);
    const isFinal = stage === 'FINAL' || fire.finalizedAt !== null;
    refuseIf(missingFor(isFinal ? 'FINAL' : stage, content));
    const rules = (await reportingRules(work, fire.countyCode))(figures.occurredOn);
    const firstReportedAt = fire.firstReportedAt ?? work.now;
    const moved = await store.move(
      fire,
      action,
      {
        ...factColumns(content, figures, premisesType),
        ...duesOf(content, figures, { status: 'SUBMITTED', stage, isFinal }, rules),
        stage,
        doubts: doubtIds(content, figures, isFinal ? 'FINAL' : stage, rules),
        firstReportedAt,
        isLate: isLateReport(content, firstReportedAt, rules),
        finalizedAt: fire.finalizedAt ?? (stage === 'FINAL' ? work.now : null),
        hasDeathNotice: false,
        versionCount: fire.versionCount + 1,
        correctionCount: fire.correctionCount + (isCorrection && action === 'correct' ? 1 : 0),
        submittedBy: actor.accountId,
        submittedByName: signature(work),
      },
      { reason, detail: { stage, seq: fire.versionCount + 1, isCorrection } },
    );
    await store.replaceVictims(moved, victimRows(moved, figures.occurredOn, content.victims));
    await store.addVersion(moved, { stage, isCorrection, reason, image: { content, figures } });
    return finish(moved, action, { stage, reason });
  }

  async function submit(input: Act & { stage: 'INITIAL' | 'FINAL'; content?: FireContent | undefined }) {
    const fire = await begin(input, 'submit');
    const content = input.content ?? contentOf(fire, await store.victims(fire));
    // What was given back is reported again as what it was.
    const last = fire.status === 'RETURNED' ? (await store.versions(fire)).at(-1) : undefined;
    const stage = last && input.stage !== 'FINAL' ? (last.stage as ReportStage) : input.stage;
    return report(fire, 'submit', content, {
      stage,
      isCorrection: last?.isCorrection ?? false,
      reason: last?.isCorrection ? last.reason : null,
    });
  }

  async function followUp(
    input: Act & { stage: 'FOLLOW_UP' | 'FINAL'; content: FireContent; reason?: string | null | undefined },
  ) {
    const action = input.stage === 'FINAL' ? 'finalize' : 'followUp';
    const fire = await begin(input, action);
    const before = contentOf(fire, await store.victims(fire));
    if (input.stage === 'FOLLOW_UP' && sameContent(before, input.content))
      throw new AppError('invalid', '内容与上一版相同，没有可以续报的新情况。');
    return report(fire, action, input.content, {
      stage: input.stage,
      isCorrection: false,
      reason: input.reason ?? null,
    });
  }

  async function correct(input: Act & { content: FireContent; reason: string }) {
    const fire = await begin(input, 'correct');
    const before = contentOf(fire, await store.victims(fire));
    if (sameContent(before, input.content)) throw new AppError('invalid', '内容没有改动，无须更正。');
    return report(fire, 'correct', input.content, {
      stage: (fire.stage ?? 'INITIAL') as ReportStage,
      isCorrection: true,
      reason: input.reason,
    });
  }

  async function confirm(input: Act) {
    const fire = await begin(input, 'confirm');
    const year = Number(fire.occurredOn.slice(0, 4));
    const number = fire.number ?? fireNumber(fire.countyCode, year, await store.nextNumber(fire.countyCode, year));
    const moved = await store.move(
      fire,
      'confirm',
      { number, confirmedAt: work.now, confirmedBy: signature(work) },
      { detail: { number, seq: fire.versionCount } },
    );
    return finish(moved, 'confirm', { number });
  }

  /** Confirms each record that may be confirmed; what is refused is told, and the others stand. */
  async function bulkConfirm(input: { countyCode: string; items: readonly { id: string; version: number }[] }) {
    const refused: { id: string; message: string }[] = [];
    for (const item of input.items) {
      try {
        await work.attempt(() => confirm({ ...item, countyCode: input.countyCode }));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.push({ id: item.id, message: error.message });
      }
    }
    return { done: input.items.length - refused.length, refused };
  }

  async function giveBack(input: Act & { reason: string }) {
    const fire = await begin(input, 'giveBack');
    const moved = await store.move(
      fire,
      'giveBack',
      { returnCount: fire.returnCount + 1 },
      { reason: input.reason, detail: { seq: fire.versionCount } },
    );
    return finish(moved, 'return', { reason: input.reason });
  }

  async function end(input: Act, action: 'discard' | 'voidRecord', reason: string | null) {
    const fire = await begin(input, action);
    const moved = await store.move(fire, action, { followUpDueAt: null, finalDueOn: null }, { reason });
    return finish(moved, action === 'discard' ? 'discard' : 'void', reason ? { reason } : {});
  }

  /** An injured person died: the record keeps what was reported, and asks for another report where the death counts. */
  async function noticeDeath(input: Act & { victimId: string; diedOn: string }) {
    const fire = await begin(input, 'followUp');
    const today = dayOf(work.now);
    if (input.diedOn < fire.occurredOn || input.diedOn > today)
      refuseIf({
        diedOn:
          input.diedOn > today
            ? `死亡日期 ${input.diedOn} 晚于今天，请核对`
            : `死亡日期 ${input.diedOn} 早于起火日期 ${fire.occurredOn}，请核对`,
      });
    if (!(await store.noticeDeath(fire, input.victimId, input.diedOn)))
      throw new AppError('invalid', '这名人员不在本起火灾的受伤人员中，请刷新后重试。', {
        fields: { victimId: '不是伤员' },
      });
    const { counts, until } = deathCounts(fire.occurredOn, input.diedOn);
    const changed = counts
      ? await store.change(fire, { hasDeathNotice: true, followUpDueAt: work.now })
      : await store.change(fire, {});
    const status = fire.status as FireStatus;
    await store.addEvent(changed, {
      action: 'noticeDeath',
      from: status,
      to: status,
      detail: { victimId: input.victimId, diedOn: input.diedOn, counts, until },
    });
    return finish(changed, 'noticeDeath', { victimId: input.victimId, diedOn: input.diedOn, counts });
  }

  /** The record as it stood at an instant. */
  async function asOf({ at, ...key }: Key & { at: string }) {
    if (!(await queries.row(key.countyCode, key.id))) throw noFire();
    const fire = await store.get(key);
    const until = Date.parse(at);
    const events = (await store.events(fire)).filter((event) => Date.parse(event.at) <= until);
    const version = (await store.versions(fire)).filter((one) => Date.parse(one.at) <= until).at(-1);
    return {
      at,
      status: (events.at(-1)?.toStatus ?? null) as FireStatus | null,
      version: version ? ({ ...version, ...version.image, image: undefined } as unknown as FireVersion) : null,
    };
  }

  return {
    read,
    asOf,
    save,
    submit,
    followUp,
    correct,
    confirm,
    bulkConfirm,
    giveBack,
    discard: (input: Act) => end(input, 'discard', null),
    voidRecord: (input: Act & { reason: string }) => end(input, 'voidRecord', input.reason),
    noticeDeath,
    list: queries.list,
    all: queries.all,
    count: queries.count,
    isFireAuthority: () => isFireAuthority(actor),
  };
}
