import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ContactInput,
  type DutyKind,
  dutyKinds,
  industryName,
  type PremisesStatus,
  premisesStatuses,
} from '../../contract/index.ts';
import { createDerivations } from '../derivation/derivation.ts';
import { maySee } from '../premises.policy.ts';
import { createPremisesStore, type NewHolder } from '../premises.store.ts';
import { createFileChanges } from './file-changes.ts';
import { createReferences, refuse } from './references.ts';

const personKinds: readonly DutyKind[] = ['RESPONSIBLE_PERSON', 'FIRE_MANAGER'];
/** Column of the place that a kind of duty-holder stands for. */
const columnOf: Partial<Record<DutyKind, 'supervisorOrgId' | 'policeOrgId' | 'industry'>> = {
  SUPERVISOR: 'supervisorOrgId',
  POLICE_STATION: 'policeOrgId',
  INDUSTRY_DEPT: 'industry',
};

/** Who answers for a place, handed over by date. */
export function createDutyHolderService(work: Work) {
  const store = createPremisesStore(work);
  const changes = createFileChanges(work);
  const references = createReferences(work);
  const derivationFor = createDerivations(work);

  async function setHolder(input: {
    countyCode: string;
    id: string;
    kind: DutyKind;
    fromOn?: string | undefined;
    person?: ContactInput | undefined;
    orgId?: string | undefined;
    postId?: string | undefined;
    industry?: string | undefined;
    reason: string | null;
  }) {
    const { countyCode, id, kind } = input;
    const before = await changes.mustKeep(countyCode, id);
    if (before.status === 'DEMOLISHED' || before.status === 'CLOSED')
      throw new AppError(
        'conflict',
        `该单位已${premisesStatuses[before.status as PremisesStatus]}，不再登记责任人；如已恢复，请先变更单位状态。`,
      );
    const derivation = await derivationFor(countyCode);
    const fromOn = input.fromOn ?? derivation.day;
    if (fromOn > derivation.day) throw refuse('fromOn', '起始日期不能晚于今天，请在交接当天登记。');
    const column = columnOf[kind];
    let who: Partial<NewHolder>;
    let name: string;
    if (personKinds.includes(kind)) {
      if (!input.person) throw refuse('person', `请填写${dutyKinds[kind]}的姓名。`);
      who = personOf({ position: null, phone: null, ...input.person });
      name = who.personName as string;
    } else if (kind === 'GRID_WORKER') {
      work.must('premises.assign');
      if (!input.postId) throw refuse('postId', '请选择网格员。');
      const held = await references.requireGridWorker(input.postId, derivation.day, countyCode);
      who = { postId: input.postId, orgId: held.orgId, personName: held.personName };
      name = held.personName;
    } else if (kind === 'INDUSTRY_DEPT') {
      work.must('premises.assign');
      if (!input.industry) throw refuse('industry', '请选择行业主管部门。');
      who = { industry: input.industry, orgId: derivation.industryOrg(input.industry) };
      name = industryName(input.industry) ?? input.industry;
    } else {
      work.must('premises.assign');
      if (!input.orgId) throw refuse('orgId', `请选择${dutyKinds[kind]}。`);
      await references.requireBody(kind === 'SUPERVISOR' ? 'supervisorOrgId' : 'policeOrgId', input.orgId, countyCode);
      who = { orgId: input.orgId };
      name = input.orgId;
    }
    const place = { countyCode, id, regionCode: before.regionCode };
    const former = await changes.hold(place, kind, who, fromOn);
    const formerName = former ? (former.personName ?? former.orgId ?? former.industry) : null;
    await store.change(
      countyCode,
      id,
      before.version,
      column ? { [column]: column === 'industry' ? input.industry : input.orgId } : {},
    );
    await changes.log(
      place,
      column
        ? { [column]: [before[column], column === 'industry' ? input.industry : input.orgId] }
        : { [`duty.${kind}`]: [formerName, name] },
      input.reason,
    );
    await changes.settle(place, 'premises.setHolder', {
      kind,
      fromOn,
      name: personKinds.includes(kind) ? name : undefined,
    });
    return id;
  }

  async function endHolder(input: {
    countyCode: string;
    id: string;
    holderId: string;
    lastDay: string;
    reason: string;
  }) {
    const before = await changes.mustKeep(input.countyCode, input.id);
    const holder = (await store.holders(input.countyCode, input.id)).find((one) => one.id === input.holderId);
    if (!holder || holder.toOn !== null) throw new AppError('conflict', '该责任人已离任或不存在，请刷新后核对。');
    if (!personKinds.includes(holder.kind as DutyKind)) work.must('premises.assign');
    const derivation = await derivationFor(input.countyCode);
    if (input.lastDay < holder.fromOn) throw refuse('lastDay', `离任日期不能早于任职日期 ${holder.fromOn}。`);
    if (input.lastDay > derivation.day) throw refuse('lastDay', '离任日期不能晚于今天，请在离任当天登记。');
    await store.endHolders(input.countyCode, [holder.id], input.lastDay);
    const column = columnOf[holder.kind as DutyKind];
    const place = { countyCode: input.countyCode, id: input.id, regionCode: before.regionCode };
    await store.change(input.countyCode, input.id, before.version, column ? { [column]: null } : {});
    await changes.log(
      place,
      column ? { [column]: [before[column], null] } : { [`duty.${holder.kind}`]: [holder.personName, null] },
      input.reason,
    );
    await changes.settle(place, 'premises.endHolder', { kind: holder.kind, lastDay: input.lastDay });
    return input.id;
  }

  async function unmaskPhone(input: { countyCode: string; id: string; holderId: string; reason: string }) {
    const row = await store.find(input.countyCode, input.id);
    if (!row || !maySee(work.actor, row)) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
    const holder = (await store.holders(input.countyCode, input.id)).find((one) => one.id === input.holderId);
    if (!holder) throw new AppError('not_found', '没有这名责任人，请刷新后重试。');
    work.audit(
      'premises.unmaskPhone',
      { kind: 'premises', id: input.id, countyCode: input.countyCode },
      { holder: holder.personName, kind: holder.kind, reason: input.reason },
    );
    return { phone: holder.phone };
  }

  return { setHolder, endHolder, unmaskPhone };
}

export const personOf = ({ name, position, phone }: ContactInput): Partial<NewHolder> => ({
  personName: name,
  position: position ?? null,
  phone: phone ?? null,
});
