import type { ImportTask } from '#platform/server/table-import/index.ts';
import type { Work } from '#platform/server/work.ts';
import { completenessOf, type FileFacts } from '../../contract/index.ts';
import type { Derivation } from '../derivation/derivation.ts';
import { createRegistrationService } from '../file/registration.service.ts';
import { createKeyUnitService } from '../key-units/key-unit.service.ts';
import { publishMoves } from '../moves.ts';
import type { NewChange, NewHolder, NewPlace } from '../premises.store.ts';
import { dayBefore } from '../record.ts';
import { type ChangedPlace, createBulkStore } from './bulk.store.ts';
import type { ChangedRow, NewRow, Stored } from './row-plan.ts';

export type Decision = NewRow | ChangedRow | { kind: 'skipped' };

/** What some rows come to, ready for the database. */
interface Prepared {
  added: NewPlace[];
  changed: ChangedPlace[];
  moved: { id: string; from: string; to: string }[];
  endedHolders: string[];
  holders: NewHolder[];
  changes: NewChange[];
  statusChanges: { id: string; regionCode: string; from: string; to: string }[];
}

const duties = { supervisorOrgId: 'SUPERVISOR', policeOrgId: 'POLICE_STATION', industry: 'INDUSTRY_DEPT' } as const;

/**
 * Writes decided rows. Preparing computes and reads through `reading` alone, so that it may go on while the rows before
 * are being written through `work`.
 */
export function createImportWriter(work: Work, reading: Work, task: ImportTask, derivation: Derivation) {
  const { countyCode } = task;
  const bulk = createBulkStore(work, countyCode);
  const registration = createRegistrationService(reading);
  const reason = `批量导入：${task.fileName}`;
  const keyUnits: string[] = [];
  const change = (
    place: { id: string; regionCode: string },
    fields: Record<string, [unknown, unknown]>,
  ): NewChange => ({
    countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    at: work.now,
    accountId: task.accountId,
    actor: task.actor,
    reason,
    fields,
  });

  async function addNew(prepared: Prepared, { input, row }: NewRow) {
    const id = work.newId();
    const place = await registration.prepare(input, id);
    prepared.added.push(place.row);
    prepared.holders.push(...place.holders);
    prepared.changes.push(change(place.row, { registered: [null, `${task.importId}:${row.line}`] }));
    if (row.isKeyUnit) keyUnits.push(id);
  }

  function addChanged(prepared: Prepared, { before, row, plan, holders: own, newPeople }: ChangedRow) {
    const fields = { ...plan.fields };
    const regionCode = plan.after.regionCode;
    const hand = (kind: string, who: Partial<NewHolder> | null) => {
      const former = own.find((holder) => holder.kind === kind);
      if (former) prepared.endedHolders.push(former.id);
      if (who)
        prepared.holders.push({
          countyCode,
          id: work.newId(),
          regionCode,
          premisesId: before.id,
          kind,
          fromOn: derivation.day,
          ...who,
        });
      return former;
    };
    for (const [column, kind] of Object.entries(duties)) {
      if (!(column in plan.changes)) continue;
      const value = plan.changes[column] as string | null;
      hand(
        kind,
        value === null
          ? null
          : column === 'industry'
            ? { industry: value, orgId: derivation.industryOrg(value) }
            : { orgId: value },
      );
    }
    for (const { kind, person, former } of newPeople) {
      hand(kind, {
        personName: person.name,
        position: person.position ?? former?.position ?? null,
        phone: person.phone ?? (former?.personName === person.name ? former.phone : null),
      });
      fields[`duty.${kind}`] = [former?.personName ?? null, person.name];
    }
    const holds = (kind: string) =>
      own.some((holder) => holder.kind === kind) || newPeople.some((one) => one.kind === kind);
    const status = row.status ?? before.status;
    if (status !== before.status) {
      fields.status = [before.status, status];
      prepared.statusChanges.push({ id: before.id, regionCode, from: before.status, to: status });
    }
    if (row.isKeyUnit && !before.isKeyUnit) keyUnits.push(before.id);
    if (!Object.keys(fields).length) return;
    const after = { ...before, ...plan.changes, ...plan.flags, status } as unknown as Stored;
    const attributes = (
      typeof after.attributes === 'string' ? JSON.parse(after.attributes) : after.attributes
    ) as Record<string, unknown>;
    const completeness = completenessOf({
      ...after,
      attributes,
      hasResponsiblePerson: holds('RESPONSIBLE_PERSON'),
      hasFireManager: holds('FIRE_MANAGER'),
    } as unknown as FileFacts).percent;
    prepared.changed.push({
      ...after,
      attributes: JSON.stringify(attributes),
      completeness,
    } as unknown as ChangedPlace);
    if (regionCode !== before.regionCode)
      prepared.moved.push({ id: before.id, from: before.regionCode, to: regionCode });
    prepared.changes.push(change({ id: before.id, regionCode }, fields));
  }

  return {
    async prepare(decisions: readonly Decision[]): Promise<Prepared> {
      const prepared: Prepared = {
        added: [],
        changed: [],
        moved: [],
        endedHolders: [],
        holders: [],
        changes: [],
        statusChanges: [],
      };
      for (const decision of decisions) {
        if (decision.kind === 'new') await addNew(prepared, decision);
        else if (decision.kind === 'changed') addChanged(prepared, decision);
      }
      return prepared;
    },

    async write(prepared: Prepared) {
      await bulk.addPlaces(prepared.added);
      if (!(await bulk.changePlaces(prepared.changed))) throw new EditedMeanwhile();
      await bulk.endHolders(prepared.endedHolders, dayBefore(derivation.day));
      await bulk.addHolders(prepared.holders);
      await bulk.addChanges(prepared.changes);
      await publishMoves(work, countyCode, prepared.moved);
      for (const { id, regionCode, from, to } of prepared.statusChanges)
        await work.publish({ topic: 'premises.statusChanged', regionCode, payload: { id, countyCode, from, to } });
      const ids = [...prepared.added, ...prepared.changed].map(({ id }) => String(id));
      if (ids.length) await createKeyUnitService(work).propose(countyCode, ids, derivation);
    },

    /** Designation has its own history and log, place by place. */
    async finish() {
      const keyUnitService = createKeyUnitService(work);
      for (const id of keyUnits) await keyUnitService.designate({ countyCode, id, isKeyUnit: true, reason });
    },
  };
}

/** A place was edited between reading and writing: everything is undone and the person starts again. */
export class EditedMeanwhile extends Error {
  constructor() {
    super('a place was edited during the import');
    this.name = 'EditedMeanwhile';
  }
}
