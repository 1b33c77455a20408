import type { z } from 'zod';
import { distanceMetres, type FileValues, RegisterInput } from '#modules/premises/contract';
import { createEditService, createRegistrationService, lockPlace } from '#modules/premises/server';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type Candidate,
  type CandidateAction,
  type CandidateRival,
  type CandidateStatus,
  candidateStatuses,
  findMatches,
} from '../contract/index.ts';
import { createCandidateQueries } from './candidates.queries.ts';
import { type CandidateRecord, createCandidateStore } from './candidates.store.ts';
import type { CandidateFacts } from './import-osm.ts';

/** What a merge may fill; the register's own words always stand. */
const fillable = ['uscc', 'lng', 'lat', 'storeys', 'height'] as const;
type Fills = Partial<Pick<FileValues, (typeof fillable)[number]>>;

/** What taking a decision back needs. */
export interface Undo {
  /** Of the place right after the decision; another one now means that something has happened since. */
  premisesVersion: number;
  /** Fields that a merge has filled. */
  filled?: string[];
}

interface Fillable {
  uscc: string | null;
  lng: number | null;
  lat: number | null;
  storeys: number | null;
  height: number | null;
}

/** Empty fields of a registered place that the candidate can fill; a location only as a whole. */
export function fillsFor(candidate: Pick<CandidateRecord, 'uscc' | 'lng' | 'lat' | 'facts'>, place: Fillable): Fills {
  const facts = candidate.facts as CandidateFacts;
  const offered: Record<(typeof fillable)[number], string | number | null> = {
    uscc: candidate.uscc,
    lng: place.lat === null ? candidate.lng : null,
    lat: place.lng === null ? candidate.lat : null,
    storeys: facts.storeys ?? null,
    height: facts.height ?? null,
  };
  return Object.fromEntries(
    fillable
      .filter((field) => place[field] === null && offered[field] !== null)
      .map((field) => [field, offered[field]]),
  ) as Fills;
}

export const actionsIn: Record<CandidateStatus, readonly CandidateAction[]> = {
  PENDING: ['confirm', 'merge', 'reject'],
  CONFIRMED: ['undo'],
  MERGED: ['undo'],
  REJECTED: ['undo'],
};

/** What this person may do with it now: a merge changes the file of a registered place. */
const actionsOf = (work: Work, status: CandidateStatus) =>
  actionsIn[status].filter((action) => action !== 'merge' || work.may('premises.edit'));

export const decider = (work: Work) =>
  work.actor.organisation ? `${work.actor.name}（${work.actor.organisation.name}）` : work.actor.name;

/** Decisions on the places that are on no list. */
export function createCandidateService(work: Work) {
  const store = createCandidateStore(work);
  const queries = createCandidateQueries(work);

  async function mustLock(
    key: { countyCode: string; id: string; version: number },
    action: CandidateAction,
  ): Promise<CandidateRecord> {
    const row = await store.lock(key.countyCode, key.id);
    if (!row) throw new AppError('not_found', '没有这个核实对象，或不在管辖范围内。');
    const allowed = actionsOf(work, row.status as CandidateStatus);
    if (action === 'merge' && row.status === 'PENDING') work.must('premises.edit');
    if (!allowed.includes(action))
      throw new AppError(
        'conflict',
        action === 'undo'
          ? '这个对象还没有处理，无需撤销。'
          : `这个对象${candidateStatuses[row.status as CandidateStatus]}，请刷新后查看；如处理有误，请先撤销。`,
        { allowedActions: [...allowed] },
      );
    if (row.version !== key.version)
      throw new AppError('conflict', '这个对象已被他人处理或更新，请刷新后重试。', { allowedActions: [...allowed] });
    return row;
  }

  const versionOf = async (countyCode: string, id: string) => (await lockPlace(work, countyCode, id)).version;

  async function decided(
    row: CandidateRecord,
    status: CandidateStatus,
    changes: { premisesId: string | null; undo: Undo | null; reason: string | null },
  ) {
    await store.decide(row, {
      status,
      premisesId: changes.premisesId,
      undo: changes.undo && JSON.stringify(changes.undo),
      decidedAt: work.now,
      decidedBy: decider(work),
      decisionReason: changes.reason,
    });
    work.audit(
      `candidates.${status.toLowerCase()}`,
      { kind: 'candidate', id: row.id, countyCode: row.countyCode },
      {
        name: row.name,
        source: row.source,
        sourceRef: row.sourceRef,
        premisesId: changes.premisesId,
        reason: changes.reason,
      },
    );
  }

  return {
    mustLock,
    list: queries.list,

    async get(countyCode: string, id: string): Promise<Candidate> {
      const row = await queries.row(countyCode, id);
      if (!row) throw new AppError('not_found', '没有这个核实对象，或不在管辖范围内。');
      const { facts: held, undo: _, premisesName, ...shown } = row;
      const facts = held as CandidateFacts;
      const otherNames = [facts.nameEn, facts.oldName].filter((one): one is string => !!one);
      const neighbours = row.status === 'PENDING' ? await queries.neighbours(row) : [];
      const [matches = []] = findMatches(
        [{ name: row.name, otherNames, uscc: row.uscc, address: row.address, lng: row.lng, lat: row.lat }],
        neighbours,
      );
      const words: [string, string | number | undefined][] = [
        ['英文名', facts.nameEn],
        ['曾用名', facts.oldName],
        ['所在院落', facts.site],
        ['地图标注电话', facts.phone],
        ['层数', facts.storeys],
        ['建筑高度（米）', facts.height],
      ];
      return {
        ...shown,
        facts: words.filter(([, text]) => text !== undefined).map(([label, text]) => ({ label, text: String(text) })),
        storeys: facts.storeys ?? null,
        height: facts.height ?? null,
        phone: facts.phone ?? null,
        premisesName,
        rivals: matches.map(
          ({ registered, score, verdict, reasonsZh }): CandidateRival => ({
            ...registered,
            score,
            verdict: verdict === 'SAME' ? 'SAME' : 'POSSIBLE',
            reasons: reasonsZh,
            distanceMetres:
              row.lng !== null && row.lat !== null && registered.lng !== null && registered.lat !== null
                ? Math.round(distanceMetres(row.lng, row.lat, registered.lng, registered.lat))
                : null,
            fills: Object.entries(fillsFor({ ...row, facts: held }, registered)).map(([field, value]) => ({
              field,
              value: value as string | number,
            })),
          }),
        ),
        allowedActions: actionsOf(work, row.status),
      };
    },

    /** Registers the place by the rules of any registration. */
    async confirm(
      input: { countyCode: string; id: string; version: number; place: z.input<typeof RegisterInput> },
      extra: { isDemo?: boolean } = {},
    ) {
      const known = await store.find(input.countyCode, input.id);
      if (known?.status === 'CONFIRMED' && input.place.id && known.premisesId === input.place.id) return;
      const row = await mustLock(input, 'confirm');
      if (!input.place.regionCode.startsWith(row.countyCode))
        throw new AppError('invalid', '登记的单位应在同一县（市、区），请重新选择乡镇（街道）。', {
          fields: { 'place.regionCode': '不在本县（市、区）' },
        });
      const premisesId = await createRegistrationService(work).register(input.place, extra);
      await decided(row, 'CONFIRMED', {
        premisesId,
        undo: { premisesVersion: await versionOf(row.countyCode, premisesId) },
        reason: null,
      });
    },

    /** What is known from outside fills the empty fields of a registered place; nothing is overwritten. */
    async merge(input: { countyCode: string; id: string; version: number; premisesId: string }) {
      const row = await mustLock(input, 'merge');
      const place = await lockPlace(work, row.countyCode, input.premisesId);
      const fills = fillsFor(row, place);
      if (Object.keys(fills).length)
        await createEditService(work).edit({
          countyCode: row.countyCode,
          id: place.id,
          version: place.version,
          changes: {
            ...fills,
            ...(fills.lng === undefined ? {} : { coordinateSource: row.source === 'OSM' ? 'OSM' : 'IMPORT' }),
          } as never,
          reason: `并入漏管清单中的“${row.name}”`,
        });
      await decided(row, 'MERGED', {
        premisesId: place.id,
        undo: { premisesVersion: await versionOf(row.countyCode, place.id), filled: Object.keys(fills) },
        reason: null,
      });
    },

    async reject(input: { countyCode: string; id: string; version: number; reason: string }) {
      const row = await mustLock(input, 'reject');
      await decided(row, 'REJECTED', { premisesId: null, undo: null, reason: input.reason });
    },

    /** Undoes a rejection or a merge; a registration is undone by `undoConfirmation`. */
    async undo(row: CandidateRecord) {
      if (row.status === 'MERGED') {
        const { premisesVersion, filled = [] } = row.undo as unknown as Undo;
        const place = await lockPlace(work, row.countyCode, row.premisesId as string);
        if (filled.length && place.version !== premisesVersion)
          throw new AppError(
            'conflict',
            `“${place.name}”的档案在并入之后又有修改，不能自动撤销。请在单位档案中直接改正。`,
            { allowedActions: [] },
          );
        if (filled.length)
          await createEditService(work).edit({
            countyCode: row.countyCode,
            id: place.id,
            version: place.version,
            changes: Object.fromEntries(filled.map((field) => [field, null])),
            reason: `撤销并入漏管清单中的“${row.name}”`,
          });
      }
      await reopen(work, row);
    },

    /** The place as the candidate describes it, for registration without a form. */
    placeFrom(row: CandidateRecord, regionCode: string | undefined): z.input<typeof RegisterInput> {
      const facts = row.facts as CandidateFacts;
      const region = row.regionCode.endsWith('000000') ? regionCode : row.regionCode;
      if (!region) throw new AppError('invalid', '不知道在哪个乡镇（街道），请选择后再批量登记，或逐个登记。');
      if (!row.address) throw new AppError('invalid', '没有地址，请逐个登记并补充地址。');
      if (row.matchVerdict === 'SAME') throw new AppError('invalid', '名册上有疑为同一单位的记录，请逐个核实。');
      const parsed = RegisterInput.safeParse({
        regionCode: region,
        name: row.name,
        address: row.address,
        types: row.types,
        uscc: row.uscc,
        lng: row.lng,
        lat: row.lat,
        coordinateSource: row.lng === null ? null : row.source === 'OSM' ? 'OSM' : 'IMPORT',
        storeys: facts.storeys ?? null,
        height: facts.height ?? null,
      });
      if (!parsed.success)
        throw new AppError('invalid', `${parsed.error.issues[0]?.message ?? '内容不完整'}，请逐个登记。`);
      return parsed.data;
    },
  };
}

export async function reopen(work: Work, row: CandidateRecord) {
  await createCandidateStore(work).decide(row, {
    status: 'PENDING',
    premisesId: null,
    undo: null,
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
  });
  work.audit(
    'candidates.undo',
    { kind: 'candidate', id: row.id, countyCode: row.countyCode },
    { name: row.name, was: row.status, premisesId: row.premisesId, reason: row.decisionReason },
  );
}
