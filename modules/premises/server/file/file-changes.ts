import { signature, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  completenessOf,
  type DutyKind,
  type FileValues,
  fieldWords,
  type PremisesStatus,
  type PremisesType,
  type SupervisionClass,
} from '../../contract/index.ts';
import { createKeyUnitService } from '../key-units/key-unit.service.ts';
import { mayKeep, maySee, permissionToSet } from '../premises.policy.ts';
import { createPremisesStore, type NewHolder, type PremisesStore } from '../premises.store.ts';
import { dayBefore } from '../record.ts';
import { createReferenceQueries } from './references.queries.ts';
import { refuse } from './references.ts';

export type Stored = NonNullable<Awaited<ReturnType<PremisesStore['find']>>>;
export type Holder = Awaited<ReturnType<PremisesStore['holders']>>[number];
export type Fields = Record<string, [unknown, unknown]>;

/** A place as every row about it names it. */
export interface Located {
  countyCode: string;
  id: string;
  regionCode: string;
}

/** What completeness and doubts look at. */
export const factsOf = (row: Pick<Stored, 'types' | 'floorArea' | 'height' | 'storeys' | 'attributes'>) => ({
  types: row.types as PremisesType[],
  floorArea: row.floorArea,
  height: row.height,
  storeys: row.storeys,
  attributes: row.attributes as Record<string, unknown>,
});

export const fileFactsOf = (row: Stored, holders: readonly { kind: string; toOn: string | null }[]) => ({
  ...factsOf(row),
  name: row.name,
  regionCode: row.regionCode,
  address: row.address,
  supervisionClass: row.supervisionClass as SupervisionClass,
  status: row.status as PremisesStatus,
  isKeyUnit: row.isKeyUnit,
  isPublicAssembly: row.isPublicAssembly,
  gridId: row.gridId,
  industry: row.industry,
  supervisorOrgId: row.supervisorOrgId,
  buildingId: row.buildingId,
  hasResponsiblePerson: holders.some((holder) => holder.kind === 'RESPONSIBLE_PERSON' && holder.toOn === null),
  hasFireManager: holders.some((holder) => holder.kind === 'FIRE_MANAGER' && holder.toOn === null),
});

/** What all changes of a file have in common: who may, the history, the duty-holders, and what follows from a change. */
export function createFileChanges(work: Work) {
  const store = createPremisesStore(work);

  /** Locks the place for a change by this person. */
  async function mustKeep(countyCode: string, id: string): Promise<Stored> {
    const row = await store.mustLock(countyCode, id);
    if (!mayKeep(work.actor, row) && work.actor.role !== 'SYSTEM')
      throw new AppError(
        'forbidden',
        maySee(work.actor, row) ? '当前岗位不能修改这份单位档案。' : '该单位不属于本行业，不能修改。',
      );
    return row;
  }

  /** Assignments that others decide are not changed on the way. */
  function requireMaySet(values: Partial<FileValues>, before: Partial<FileValues>) {
    for (const [field, permission] of Object.entries(permissionToSet)) {
      const key = field as keyof FileValues;
      const given = values[key];
      const isChanged =
        given !== undefined && given !== (before[key] ?? null) && !(given === false && before[key] === undefined);
      if (isChanged && !work.may(permission))
        throw new AppError('forbidden', `当前岗位不能修改“${fieldWords[field] ?? field}”，请由有权的岗位办理。`, {
          fields: { [field]: '无权修改' },
        });
    }
  }

  const newHolder = (place: Located, kind: DutyKind, fromOn: string, who: Partial<NewHolder>): NewHolder => ({
    countyCode: place.countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    kind,
    fromOn,
    ...who,
  });

  const changeRow = (place: Located, fields: Fields, reason: string | null) => ({
    countyCode: place.countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    at: work.now,
    accountId: work.actor.accountId,
    actor: signature(work),
    reason,
    fields,
  });

  /** Writes the completeness that the file has now, where it is another one. */
  async function refreshCompleteness(countyCode: string, id: string) {
    const row = await store.mustLock(countyCode, id);
    const { percent } = completenessOf(fileFactsOf(row, await store.holders(countyCode, id)));
    if (percent !== row.completeness) await store.setCompleteness(countyCode, [id], percent);
  }

  return {
    mustKeep,
    requireMaySet,
    newHolder,
    changeRow,

    async log(place: Located, fields: Fields, reason: string | null) {
      if (Object.keys(fields).length) await store.addChanges([changeRow(place, fields, reason)]);
    },

    /** Hands a duty over: whoever had it ends the day before, nothing is overwritten. Null leaves the duty empty. */
    async hold(
      place: Located,
      kind: DutyKind,
      who: Partial<NewHolder> | null,
      fromOn: string,
    ): Promise<Holder | undefined> {
      const [running] = await store.runningHolders(place.countyCode, [place.id], kind);
      if (running && fromOn < running.fromOn)
        throw refuse('fromOn', `现任自 ${running.fromOn} 起任职，新的起始日期不能早于该日。`);
      if (running) await store.endHolders(place.countyCode, [running.id], dayBefore(fromOn));
      if (who) await store.addHolders([newHolder(place, kind, fromOn, who)]);
      return running;
    },

    /** A grid worker whose post does not reach the place any more answers for it no longer. */
    async releaseGridWorker(place: Located, day: string) {
      const [running] = await store.runningHolders(place.countyCode, [place.id], 'GRID_WORKER');
      if (!running?.postId) return;
      const held = await createReferenceQueries(work).heldPost(running.postId, day);
      if (held && place.regionCode.startsWith(held.regionPrefix)) return;
      await store.endHolders(place.countyCode, [running.id], dayBefore(day));
      await store.addChanges([
        changeRow(place, { 'duty.GRID_WORKER': [running.personName, null] }, '单位迁出原网格员的责任区'),
      ]);
    },

    /** After any change: completeness, proposals, log, event. */
    async settle(place: Located, action: string, detail: Record<string, unknown>) {
      await refreshCompleteness(place.countyCode, place.id);
      await createKeyUnitService(work).propose(place.countyCode, [place.id]);
      work.audit(action, { kind: 'premises', id: place.id, countyCode: place.countyCode }, detail);
      await work.publish({
        topic: 'premises.changed',
        regionCode: place.regionCode,
        payload: { id: place.id, countyCode: place.countyCode },
      });
    },
  };
}
