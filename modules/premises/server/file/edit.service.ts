import { z } from 'zod';
import type { Work } from '#platform/server/work.ts';
import { EditInput, type FileValues, type PremisesStatus, premisesStatuses } from '../../contract/index.ts';
import { createDerivations, type Derivation } from '../derivation/derivation.ts';
import { publishMoves } from '../moves.ts';
import { createPremisesStore, lostRace } from '../premises.store.ts';
import { planEdit } from './edit-plan.ts';
import { createFileChanges } from './file-changes.ts';
import { createReferences, refuse } from './references.ts';

const kindOfColumn = {
  supervisorOrgId: 'SUPERVISOR',
  policeOrgId: 'POLICE_STATION',
  industry: 'INDUSTRY_DEPT',
} as const;

const orgHolder = (orgId: string | null) => (orgId ? { orgId } : null);
const industryHolder = (derivation: Derivation, industry: string | null) =>
  industry ? { industry, orgId: derivation.industryOrg(industry) } : null;

/** Keeping the file of a registered place: its facts and its state. */
export function createEditService(work: Work) {
  const store = createPremisesStore(work);
  const changes = createFileChanges(work);
  const references = createReferences(work);
  const derivationFor = createDerivations(work);

  async function edit(given: EditInput) {
    const input = z.parse(EditInput, given);
    const { countyCode, id } = input;
    const before = await changes.mustKeep(countyCode, id);
    if (before.version !== input.version) throw lostRace();
    const values: Partial<FileValues> = { ...input.changes };
    const beforeValues = {
      ...before,
      attributes: before.attributes as Record<string, unknown>,
    } as unknown as FileValues;

    // The class of a key unit is changed by withdrawal alone.
    if (before.isKeyUnit) delete values.supervisionClass;
    if (values.regionCode && values.regionCode !== before.regionCode) {
      if (!values.regionCode.startsWith(countyCode))
        throw refuse('regionCode', '档案不能跨县（市、区）迁移，请在迁入地重新登记，并将本档案变更为关停。');
      await references.requireRegion(values.regionCode);
    }
    changes.requireMaySet(values, beforeValues);
    await references.check(values, countyCode, id);

    const derivation = await derivationFor(countyCode);
    const plan = await planEdit(before, values, derivation);
    const { after, fields } = plan;
    if (!Object.keys(plan.changes).length) return id;
    await store.change(countyCode, id, input.version, { ...plan.changes, ...plan.flags });
    const place = { countyCode, id, regionCode: after.regionCode };
    for (const column of ['supervisorOrgId', 'policeOrgId', 'industry'] as const)
      if (column in plan.changes)
        await changes.hold(
          place,
          kindOfColumn[column],
          column === 'industry'
            ? industryHolder(derivation, plan.changes.industry as string | null)
            : orgHolder(plan.changes[column] as string | null),
          derivation.day,
        );
    await changes.log(place, fields, input.reason);
    if (after.regionCode !== before.regionCode) {
      await changes.releaseGridWorker(place, derivation.day);
      await publishMoves(work, countyCode, [{ id, from: before.regionCode, to: after.regionCode }]);
    }
    await changes.settle(place, 'premises.edit', { name: after.name, fields: Object.keys(fields) });
    return id;
  }

  async function changeStatus(input: {
    countyCode: string;
    id: string;
    version: number;
    status: PremisesStatus;
    reason: string;
  }) {
    const before = await changes.mustKeep(input.countyCode, input.id);
    if (before.status === input.status)
      throw refuse('status', `该单位已经是“${premisesStatuses[input.status]}”，无需变更。`);
    await store.change(input.countyCode, input.id, input.version, { status: input.status });
    const place = { countyCode: input.countyCode, id: input.id, regionCode: before.regionCode };
    await changes.log(place, { status: [before.status, input.status] }, input.reason);
    await changes.settle(place, 'premises.changeStatus', {
      from: before.status,
      to: input.status,
      reason: input.reason,
    });
    await work.publish({
      topic: 'premises.statusChanged',
      regionCode: before.regionCode,
      payload: { id: input.id, countyCode: input.countyCode, from: before.status, to: input.status },
    });
    return input.id;
  }

  return { edit, changeStatus };
}
