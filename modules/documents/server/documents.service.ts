import type { Files } from '#platform/server/files.ts';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type Paper,
  type PaperAction,
  type PaperDetail,
  type PaperFormat,
  type PaperKind,
  type PaperStatus,
  type PaperWords,
  paperKinds,
  paperStates,
  paperWorkflow,
  type ServiceMethod,
  withWords,
} from '../contract/index.ts';
import { allowedPaperActions, type PaperFacts } from './documents.policy.ts';
import { createDocumentQueries } from './documents.queries.ts';
import { createDocumentStore } from './documents.store.ts';
import type { PaperRenderer } from './rendering/index.ts';

/** A paper as its module hands it over; number, date and issuer are filled in when it is issued. */
export type Draft = Paper extends infer P
  ? P extends { kind: infer K; data: infer D }
    ? { kind: K; data: Omit<D, 'number' | 'date' | 'issuer'> }
    : never
  : never;

export interface DraftRequest {
  id?: string;
  regionCode: string;
  premisesId: string | null;
  subject: { kind: string; id: string };
  paper: Draft;
}

export interface Papers {
  renderer: PaperRenderer;
  files: Files;
}

/** Steps of a paper that its addressee may know of; how it came about stays within the body. */
const saidToPremises = new Set(['issue', 'approve', 'serve', 'void']);

/** Drafting, approval, issue with a number, service and voiding of papers. */
export function createDocumentService(work: Work, papers: Papers) {
  const store = createDocumentStore(work);
  const queries = createDocumentQueries(work);
  type Row = Awaited<ReturnType<typeof store.get>>;
  const facts = (row: Row) => ({
    kind: row.kind as PaperKind,
    status: row.status as PaperStatus,
    orgId: row.orgId,
    authors: row.authors,
  });

  async function read(countyCode: string, id: string): Promise<PaperDetail> {
    const row = await store.get(countyCode, id);
    const shown = await queries.row(countyCode, id);
    if (!shown) throw new AppError('not_found', '没有这份文书，或不在管辖范围内。');
    const {
      data,
      templateVersion,
      revision,
      returnedBy,
      returnReason,
      approvedAt,
      approvedBy,
      issuedBy,
      serviceMethod,
      serviceReceiver,
      serviceNote,
      voidAt,
      voidBy,
      voidReason,
      sha256,
    } = row;
    const isStaff = work.actor.premisesId === null;
    const events = await queries.events(countyCode, id);
    return {
      ...shown,
      data,
      templateVersion,
      revision,
      revisions: isStaff && revision > 1 ? await queries.revisions(countyCode, id) : [],
      returnedBy: isStaff ? returnedBy : null,
      returnReason: isStaff ? returnReason : null,
      approvedAt,
      approvedBy,
      issuedBy,
      serviceReceiver,
      serviceNote,
      voidAt,
      voidBy,
      voidReason,
      sha256,
      serviceMethod: serviceMethod as ServiceMethod | null,
      events: isStaff ? events : events.filter((event) => saidToPremises.has(event.action)),
      allowedActions: allowedPaperActions(facts(row), work.actor),
    };
  }

  async function draft(request: DraftRequest): Promise<string> {
    work.must('documents.draft');
    const organisation = work.actor.organisation;
    if (!organisation) throw new AppError('forbidden', '单位账号不能制作文书。');
    const countyCode = request.regionCode.slice(0, 6);
    const id = request.id ?? work.newId();
    if (await store.find(countyCode, id)) return id;
    const row = {
      countyCode,
      id,
      regionCode: request.regionCode,
      premisesId: request.premisesId,
      orgId: organisation.id,
      kind: request.paper.kind,
      status: 'DRAFT',
      templateVersion: papers.renderer.currentVersion(request.paper.kind),
      data: JSON.stringify({ ...request.paper.data, issuer: organisation.name }),
      subjectKind: request.subject.kind,
      subjectId: request.subject.id,
      draftedAt: work.now,
      draftedBy: work.actor.accountId,
      authors: [work.actor.accountId],
    };
    mustRender({ ...row, data: { ...request.paper.data, issuer: organisation.name }, number: null });
    await store.add(row);
    await store.addEvent({ ...row }, 'draft', {});
    work.audit('documents.draft', { kind: 'paper', id, countyCode }, { kind: request.paper.kind });
    return id;
  }

  interface Content {
    kind: string;
    templateVersion: number;
    data: Record<string, unknown>;
    number: string | null;
  }

  /** A paper that cannot be rendered is refused while its author is still there, not at issue. */
  function mustRender(content: Content) {
    try {
      papers.renderer.check(asPaper(content));
    } catch (error) {
      throw new AppError('invalid', `文书内容不完整，不能制作：${(error as Error).message.slice(0, 200)}`);
    }
  }

  const asPaper = (row: Content): Paper =>
    ({
      kind: row.kind,
      templateVersion: row.templateVersion,
      data: {
        number: '（签发时编号）',
        date: dayOf(work.now),
        ...row.data,
        ...(row.number ? { number: row.number } : {}),
      },
    }) as Paper;

  /** Gives the number and the date, renders the paper and keeps its hashes. */
  async function giveNumber(row: Row, status: 'ISSUED', extra: Record<string, unknown>) {
    const date = dayOf(work.now);
    mustLeaveTime(row.data as Record<string, unknown>, date);
    const year = Number(date.slice(0, 4));
    const seq = await store.nextNumber(row.countyCode, row.orgId, row.kind, year);
    const prefix = await queriesOfBody(row.orgId);
    const number = `${prefix}${paperKinds[row.kind as PaperKind].numberWord}〔${year}〕第${String(seq).padStart(4, '0')}号`;
    const data = { ...(row.data as Record<string, unknown>), number, date };
    const paper = asPaper({ ...row, data, number });
    const sha256: Record<string, string> = {};
    for (const format of ['pdf', 'docx'] as const)
      sha256[format] = (await papers.files.put(await papers.renderer.render(paper, format))).sha256;
    await store.change(row.countyCode, row.id, row.version, {
      status,
      number,
      numberYear: year,
      numberSeq: seq,
      data: JSON.stringify(data),
      sha256: JSON.stringify(sha256),
      issuedAt: work.now,
      issuedBy: work.actor.name,
      ...extra,
    });
    return number;
  }

  /** An order can only be served before its days, so one whose day has come is not given a number first. */
  function mustLeaveTime(data: Record<string, unknown>, today: string) {
    const findings = (data.findings ?? []) as { correction?: string; dueOn?: string | null }[];
    // Only an order has remedies; a record names the days that it found.
    const past = findings.find(({ correction, dueOn }) => correction === 'DEADLINE' && dueOn && dueOn <= today);
    if (past && 'remedies' in data)
      throw new AppError('conflict', `改正期限 ${past.dueOn} 不晚于今天，签发后已无法按期送达。请先退回或修改期限。`);
  }

  const queriesOfBody = async (orgId: string) => {
    const body = await queries.body(orgId);
    if (!body?.paperPrefix)
      throw new AppError(
        'conflict',
        `${body?.name ?? '本机构'}还没有设置文书字号（如“海消”），请管理员在机构资料中补充后再签发。`,
      );
    return body.paperPrefix;
  };

  /** Why the act is not allowed, and what is. */
  function refusalOf(paper: PaperFacts, action: PaperAction): string {
    const { label } = paperWorkflow.moves[action];
    const { label: name, needsApproval, isServed } = paperKinds[paper.kind];
    if (work.actor.organisation?.id !== paper.orgId) return `这份文书由其他机构制作，不能${label}。`;
    if (!paperWorkflow.next(paper.status, action))
      return `文书当前为“${paperStates[paper.status].label}”，不能${label}。`;
    if (action === 'issue' && needsApproval) return `《${name}》须经机构负责人审批，不能签发，请先送审。`;
    if (action === 'submit' && !needsApproval) return `《${name}》不需审批，请直接签发。`;
    if (action === 'serve' && !isServed) return `《${name}》不需送达。`;
    if (action === 'approve' && paper.authors.includes(work.actor.accountId))
      return `这份文书由您起草或修改过，不能${label}，请由他人审批。`;
    return `当前岗位不能${label}。`;
  }

  /** The row, after checking version, table and relation. */
  async function begin(key: { countyCode: string; id: string; version: number }, action: PaperAction) {
    const row = await store.get(key.countyCode, key.id);
    const allowed = allowedPaperActions(facts(row), work.actor);
    if (!allowed.includes(action))
      throw new AppError('conflict', refusalOf(facts(row), action), { allowedActions: allowed });
    if (row.version !== key.version)
      throw new AppError('conflict', '这份文书已被他人处理，请刷新后重试。', { allowedActions: allowed });
    return row;
  }

  async function finish(row: Row, action: PaperAction, detail: Record<string, unknown>) {
    await store.addEvent(row, action, detail);
    work.audit(`documents.${action}`, { kind: 'paper', id: row.id, countyCode: row.countyCode }, detail);
    const after = await read(row.countyCode, row.id);
    await work.publish({
      topic: `documents.${action}`,
      regionCode: row.regionCode,
      premisesId: row.premisesId,
      payload: {
        paperId: row.id,
        kind: row.kind,
        number: after.number,
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        servedAt: after.servedAt,
      },
    });
    return after;
  }

  type Key = { countyCode: string; id: string; version: number };
  return {
    read,
    draft,
    list: queries.list,
    /** Other words for a paper that has no number yet; what it said before stays readable. */
    async revise(input: Key & { words: PaperWords; note?: string | null | undefined }) {
      const row = await begin(input, 'revise');
      const kind = row.kind as PaperKind;
      const { data, changes, problems } = withWords(kind, row.data as Record<string, unknown>, input.words);
      const [problem] = Object.values(problems);
      if (problem) throw new AppError('invalid', `文书未修改：${problem}。`, { fields: problems });
      if (!changes.length) throw new AppError('invalid', '内容没有变化，无需保存。');
      const today = dayOf(work.now);
      const findings = (data.findings ?? []) as { correction?: string; dueOn?: string | null }[];
      const early = findings.findIndex(({ correction, dueOn }) => correction === 'DEADLINE' && dueOn && dueOn <= today);
      if ('remedies' in data && early >= 0)
        throw new AppError('invalid', `改正期限应在今天（${today}）之后。`, {
          fields: { [`items.${early}.dueOn`]: '应在今天之后' },
        });
      // The last day of all, which an order by deadline names for findings without a day of their own.
      if ('deadline' in data)
        data.deadline =
          findings
            .flatMap(({ dueOn }) => dueOn ?? [])
            .sort()
            .at(-1) ?? data.deadline;
      const templateVersion = papers.renderer.currentVersion(kind);
      mustRender({ kind, templateVersion, data, number: null });
      await store.keepRevision(row);
      await store.change(row.countyCode, row.id, row.version, {
        data: JSON.stringify(data),
        templateVersion,
        revision: row.revision + 1,
        // Corrected, so it waits for the drafter no more; why it was returned is read until it is submitted.
        returnedAt: null,
        authors: [...new Set([...row.authors, work.actor.accountId])],
      });
      return finish(row, 'revise', { revision: row.revision + 1, changes, reason: input.note || null });
    },
    async submit(key: Key) {
      const row = await begin(key, 'submit');
      await store.change(row.countyCode, row.id, row.version, {
        status: 'PENDING_APPROVAL',
        returnedAt: null,
        returnedBy: null,
        returnReason: null,
      });
      return finish(row, 'submit', {});
    },
    async return(key: Key & { reason: string }) {
      const row = await begin(key, 'return');
      await store.change(row.countyCode, row.id, row.version, {
        status: 'DRAFT',
        returnedAt: work.now,
        returnedBy: work.actor.name,
        returnReason: key.reason,
      });
      return finish(row, 'return', { reason: key.reason });
    },
    async approve(key: Key) {
      const row = await begin(key, 'approve');
      const number = await giveNumber(row, 'ISSUED', { approvedAt: work.now, approvedBy: work.actor.name });
      return finish(row, 'approve', { number });
    },
    async issue(key: Key) {
      const row = await begin(key, 'issue');
      const number = await giveNumber(row, 'ISSUED', {});
      return finish(row, 'issue', { number });
    },
    async serve(
      key: Key & { method: ServiceMethod; servedAt: string; receiver: string; note?: string | null | undefined },
    ) {
      const row = await begin(key, 'serve');
      const servedAt = new Date(key.servedAt).toISOString();
      if (servedAt > work.now)
        throw new AppError('invalid', '送达时间不能晚于现在，请核对。', { fields: { servedAt: '晚于现在' } });
      if (row.issuedAt && dayOf(servedAt) < dayOf(row.issuedAt))
        throw new AppError('invalid', `送达日期不能早于签发日期 ${dayOf(row.issuedAt)}。`, {
          fields: { servedAt: '早于签发日期' },
        });
      await store.change(row.countyCode, row.id, row.version, {
        status: 'SERVED',
        servedAt,
        serviceMethod: key.method,
        serviceReceiver: key.receiver,
        serviceNote: key.note ?? null,
      });
      return finish(row, 'serve', { method: key.method, receiver: key.receiver, servedAt });
    },
    async void(key: Key & { reason: string }) {
      const row = await begin(key, 'void');
      await store.change(row.countyCode, row.id, row.version, {
        status: 'VOID',
        voidAt: work.now,
        voidBy: work.actor.name,
        voidReason: key.reason,
      });
      return finish(row, 'void', { reason: key.reason });
    },
    /** The stored bytes of an issued paper; a draft, or an earlier revision of one, is rendered anew. */
    async render(countyCode: string, id: string, format: PaperFormat, revision?: number | undefined): Promise<File> {
      const shown = await queries.row(countyCode, id);
      const row = await store.get(countyCode, id);
      if (!shown) throw new AppError('not_found', '没有这份文书，或不在管辖范围内。');
      if (revision !== undefined && revision !== row.revision) {
        const held = await queries.revision(countyCode, id, revision);
        if (!held) throw new AppError('not_found', '没有这一稿，请刷新后重试。');
        const bytes = await papers.renderer.render(asPaper({ ...row, ...held, number: null }), format);
        return asFile(bytes, `${paperKinds[row.kind as PaperKind].label}（第${revision}稿）`, format);
      }
      const stored = (row.sha256 as Record<string, string>)[format];
      const bytes =
        stored && (await papers.files.has(stored))
          ? await papers.files.get(stored)
          : await papers.renderer.render(asPaper(row), format);
      return asFile(bytes, `${paperKinds[row.kind as PaperKind].label}${row.number ?? '（草稿）'}`, format);
    },
  };
}
export type DocumentService = ReturnType<typeof createDocumentService>;

/** The bytes of a paper as a download. */
export const asFile = (bytes: Uint8Array, name: string, format: PaperFormat) =>
  new File([new Uint8Array(bytes)], `${name}.${format}`, {
    type:
      format === 'pdf' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  });
