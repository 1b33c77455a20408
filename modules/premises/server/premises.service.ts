import { createHash } from 'node:crypto';
import { z } from 'zod';
import { maskPhone } from '#modules/organisations/contract';
import { canonical } from '#platform/server/audit.ts';
import { attachFiles, filesOf } from '#platform/server/file-routes.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ContactInput,
  completenessOf,
  type DutyKind,
  doubtsAbout,
  dutyKinds,
  EditInput,
  type FileValues,
  fieldWords,
  industryName,
  type PremisesFile,
  type PremisesStatus,
  type PremisesType,
  premisesStatuses,
  RegisterInput,
  type SupervisionClass,
} from '../contract/index.ts';
import { type Derivation, type DerivedPlace, loadDerivation } from './derivation.ts';
import { planEdit } from './edit-plan.ts';
import { createKeyUnitService } from './key-unit.service.ts';
import { allowedActions, mayKeep, maySee, permissionToSet } from './premises.policy.ts';
import { createPremisesQueries } from './premises.queries.ts';
import { createPremisesStore, lostRace, type NewHolder, type PremisesStore } from './premises.store.ts';

type Stored = NonNullable<Awaited<ReturnType<PremisesStore['find']>>>;
type Holder = Awaited<ReturnType<PremisesStore['holders']>>[number];
type Readable =
  | 'organisations.organisationName'
  | 'organisations.heldPost'
  | 'regions.division'
  | 'regions.gridName'
  | 'premises.premises';

const refuse = (field: string, message: string) => new AppError('invalid', message, { fields: { [field]: message } });
const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const fingerprint = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex');

const personKinds: readonly DutyKind[] = ['RESPONSIBLE_PERSON', 'FIRE_MANAGER'];
/** Column of the place that a kind of duty-holder stands for. */
const columnOf: Partial<Record<DutyKind, 'supervisorOrgId' | 'policeOrgId' | 'industry'>> = {
  SUPERVISOR: 'supervisorOrgId',
  POLICE_STATION: 'policeOrgId',
  INDUSTRY_DEPT: 'industry',
};
const kindOfColumn = {
  supervisorOrgId: 'SUPERVISOR',
  policeOrgId: 'POLICE_STATION',
  industry: 'INDUSTRY_DEPT',
} as const;

const factsOf = (row: Pick<Stored, 'types' | 'floorArea' | 'height' | 'storeys' | 'attributes'>) => ({
  types: row.types as PremisesType[],
  floorArea: row.floorArea,
  height: row.height,
  storeys: row.storeys,
  attributes: row.attributes as Record<string, unknown>,
});

/** Registering and keeping the files of places. */
export function createPremisesService(work: Work) {
  const store = createPremisesStore(work);
  const queries = createPremisesQueries(work);
  const db = tablesOf<Readable>(work);
  const derivations = new Map<string, Promise<Derivation>>();
  const derivationFor = (countyCode: string) => {
    const known = derivations.get(countyCode) ?? loadDerivation(work, countyCode);
    derivations.set(countyCode, known);
    return known;
  };

  const isMine = (regionCode: string) =>
    work.actor.role === 'SYSTEM' || regionCode.startsWith(work.actor.region.replace(/0{3}$/, ''));
  const mayDecide = (permission: string) => work.may(permission);

  async function requireRegion(regionCode: string) {
    if (!isMine(regionCode)) {
      const message = '所选乡镇（街道）、村（社区）不在当前岗位的管辖范围内，请重新选择。';
      throw new AppError('forbidden', message, { fields: { regionCode: message } });
    }
    const division = await db
      .selectFrom('regions.division')
      .select('code')
      .where('code', '=', regionCode)
      .executeTakeFirst();
    if (!division)
      throw refuse('regionCode', `没有代码为 ${regionCode} 的区划，请从列表中选择乡镇（街道）或村（社区）。`);
  }

  async function requireBody(field: 'supervisorOrgId' | 'policeOrgId', id: string, countyCode: string) {
    const body = await db
      .selectFrom('organisations.organisationName')
      .select(['kind', 'regionCode', 'isActive', 'name'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!body?.isActive) throw refuse(field, '所选机构不存在或已撤销，请重新选择。');
    if (!body.regionCode.startsWith(countyCode))
      throw refuse(field, `${body.name}不在本县（市、区），请选择本县（市、区）的机构。`);
    if (field === 'policeOrgId' && body.kind !== 'POLICE_STATION')
      throw refuse(field, `${body.name}不是公安派出所，请重新选择。`);
  }

  async function requireGrid(id: string, countyCode: string) {
    const grid = await db
      .selectFrom('regions.gridName')
      .select('isActive')
      .where('countyCode', '=', countyCode)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!grid?.isActive) throw refuse('gridId', '所选网格不存在或已停用，请重新选择。');
  }

  /** The building exists in the same county, and no building stands in its own tenant. */
  async function requireBuilding(id: string, countyCode: string, ownId: string) {
    let current: string | null = id;
    for (let depth = 0; current; depth++) {
      if (current === ownId) throw refuse('buildingId', '所在建筑不能是本单位自己，也不能是本单位的租户，请重新选择。');
      if (depth > 10) throw refuse('buildingId', '建筑与租户的层级超过 10 层，请直接选择所在的整栋建筑。');
      const row: { buildingId: string | null } | undefined = await db
        .selectFrom('premises.premises')
        .select('buildingId')
        .where('countyCode', '=', countyCode)
        .where('id', '=', current)
        .executeTakeFirst();
      if (!row) throw refuse('buildingId', '没有所选的建筑，或不在管辖范围内，请重新选择本县（市、区）的建筑。');
      current = row.buildingId;
    }
  }

  async function checkReferences(values: Partial<FileValues>, countyCode: string, ownId: string) {
    if (values.supervisorOrgId) await requireBody('supervisorOrgId', values.supervisorOrgId, countyCode);
    if (values.policeOrgId) await requireBody('policeOrgId', values.policeOrgId, countyCode);
    if (values.gridId) await requireGrid(values.gridId, countyCode);
    if (values.buildingId) await requireBuilding(values.buildingId, countyCode, ownId);
  }

  function requireMaySet(values: Partial<FileValues>, before: Partial<FileValues>) {
    for (const [field, permission] of Object.entries(permissionToSet)) {
      const key = field as keyof FileValues;
      const given = values[key];
      const isChanged =
        given !== undefined && given !== (before[key] ?? null) && !(given === false && before[key] === undefined);
      if (isChanged && !mayDecide(permission))
        throw new AppError('forbidden', `当前岗位不能修改“${fieldWords[field] ?? field}”，请由有权的岗位办理。`, {
          fields: { [field]: '无权修改' },
        });
    }
  }

  const fileFactsOf = (row: Stored, holders: readonly { kind: string; toOn: string | null }[]) => ({
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

  /** Writes the completeness that the file has now, where it is another one. */
  async function refreshCompleteness(countyCode: string, id: string): Promise<Stored> {
    const row = await store.mustLock(countyCode, id);
    const { percent } = completenessOf(fileFactsOf(row, await store.holders(countyCode, id)));
    if (percent === row.completeness) return row;
    await store.setCompleteness(countyCode, id, percent);
    return { ...row, completeness: percent };
  }

  const newHolder = (
    place: { countyCode: string; id: string; regionCode: string },
    kind: DutyKind,
    fromOn: string,
    who: Partial<NewHolder>,
  ): NewHolder => ({
    countyCode: place.countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    kind,
    fromOn,
    ...who,
  });

  const changeRow = (
    place: { countyCode: string; id: string; regionCode: string },
    fields: Record<string, [unknown, unknown]>,
    reason: string | null,
  ) => ({
    countyCode: place.countyCode,
    id: work.newId(),
    regionCode: place.regionCode,
    premisesId: place.id,
    at: work.now,
    accountId: work.actor.accountId,
    actor: work.actor.organisation ? `${work.actor.name}（${work.actor.organisation.name}）` : work.actor.name,
    reason,
    fields,
  });

  async function logChange(
    place: { countyCode: string; id: string; regionCode: string },
    fields: Record<string, [unknown, unknown]>,
    reason: string | null,
  ) {
    if (Object.keys(fields).length) await store.addChanges([changeRow(place, fields, reason)]);
  }

  /**
   * The row and the duty-holders of a new place; what the input leaves out is derived. `RegisterInput` must have been
   * parsed. Shared with bulk registration, which checks references itself.
   */
  async function prepare(input: z.output<typeof RegisterInput>, id: string, extra: { isDemo?: boolean } = {}) {
    const countyCode = input.regionCode.slice(0, 6);
    const derivation = await derivationFor(countyCode);
    const attributes = input.attributes ?? {};
    const facts = {
      types: input.types,
      floorArea: input.floorArea ?? null,
      height: input.height ?? null,
      storeys: input.storeys ?? null,
      attributes,
    };
    const derived = await derivation.derive({
      ...facts,
      regionCode: input.regionCode,
      lng: input.lng ?? null,
      lat: input.lat ?? null,
      isKeyUnit: false,
    });
    const supervisionClass = input.supervisionClass ?? derived.supervisionClass;
    const ownIndustry = work.actor.role === 'DEPT_USER' ? (work.actor.organisation?.industry ?? null) : null;
    const industry = input.industry !== undefined ? input.industry : (ownIndustry ?? derived.industry);
    const supervisorOrgId =
      input.supervisorOrgId !== undefined
        ? input.supervisorOrgId
        : derivation.supervisorFor(supervisionClass, input.regionCode);
    const policeOrgId = input.policeOrgId !== undefined ? input.policeOrgId : derived.policeOrgId;
    const row = {
      countyCode,
      id,
      regionCode: input.regionCode,
      name: input.name,
      uscc: input.uscc ?? null,
      address: input.address,
      lng: input.lng ?? null,
      lat: input.lat ?? null,
      coordinateSource: input.lng == null ? null : (input.coordinateSource ?? 'MAP'),
      types: [...input.types],
      supervisionClass,
      status: input.status,
      isHighRisk: input.isHighRisk ?? false,
      isKeyUnit: false,
      isCrowded: derived.isCrowded,
      isPublicAssembly: derived.isPublicAssembly,
      riskLevel: input.riskLevel ?? null,
      gridId: input.gridId !== undefined ? input.gridId : derived.gridId,
      industry,
      supervisorOrgId,
      policeOrgId,
      buildingId: input.buildingId ?? null,
      floor: input.floor ?? null,
      ownership: input.ownership ?? null,
      staffCount: input.staffCount ?? null,
      peakOccupancy: input.peakOccupancy ?? null,
      floorArea: input.floorArea ?? null,
      height: input.height ?? null,
      storeys: input.storeys ?? null,
      attributes: JSON.stringify(attributes),
      isDemo: extra.isDemo ?? false,
      createdAt: work.now,
      createdBy: work.actor.accountId,
      changedAt: work.now,
    };
    const holders: NewHolder[] = [];
    const hold = (kind: DutyKind, who: Partial<NewHolder>) => holders.push(newHolder(row, kind, derivation.day, who));
    if (input.responsiblePerson) hold('RESPONSIBLE_PERSON', personOf(input.responsiblePerson));
    if (input.fireManager) hold('FIRE_MANAGER', personOf(input.fireManager));
    if (supervisorOrgId) hold('SUPERVISOR', { orgId: supervisorOrgId });
    if (policeOrgId) hold('POLICE_STATION', { orgId: policeOrgId });
    if (industry) hold('INDUSTRY_DEPT', { industry, orgId: derivation.industryOrg(industry) });
    const completeness = completenessOf({
      ...row,
      attributes,
      hasResponsiblePerson: !!input.responsiblePerson,
      hasFireManager: !!input.fireManager,
    }).percent;
    return { row: { ...row, completeness }, holders };
  }

  /** Checks, and what is to be written; nothing is written yet. */
  async function ready(given: RegisterInput, extra: { isDemo?: boolean }, checked: Set<string> = new Set()) {
    const input = z.parse(RegisterInput, given);
    const id = input.id ?? work.newId();
    const countyCode = input.regionCode.slice(0, 6);
    const { id: _, ...content } = input;
    // What has been found in order for one place of a batch is so for the next.
    const once = async (key: string, check: () => Promise<void>) => {
      if (checked.has(key)) return;
      await check();
      checked.add(key);
    };
    await once(`region ${input.regionCode}`, () => requireRegion(input.regionCode));
    requireMaySet(input as Partial<FileValues>, {});
    const { supervisorOrgId, policeOrgId, gridId, buildingId } = input;
    await once(`bodies ${supervisorOrgId} ${policeOrgId} ${gridId} ${buildingId}`, () =>
      checkReferences({ supervisorOrgId, policeOrgId, gridId, buildingId } as Partial<FileValues>, countyCode, id),
    );
    const { row, holders } = await prepare(input, id, extra);
    if (work.actor.role === 'DEPT_USER' && !maySee(work.actor, { ...row, isKeyUnit: false }))
      throw new AppError('forbidden', '行业部门只能登记本行业的单位，请由属地乡镇（街道）或消防救援机构登记。');
    return { row, holders, same: fingerprint(content) };
  }

  async function writeNew(countyCode: string, places: readonly Awaited<ReturnType<typeof ready>>[]) {
    await store.add(places.map(({ row }) => row));
    await store.addHolders(places.flatMap(({ holders }) => holders));
    await store.addChanges(places.map(({ row, same }) => changeRow(row, { registered: [null, same] }, null)));
    await createKeyUnitService(work).propose(
      countyCode,
      places.map(({ row }) => row.id),
      await derivationFor(countyCode),
    );
    for (const { row } of places) {
      work.audit(
        'premises.register',
        { kind: 'premises', id: row.id, countyCode },
        { name: row.name, address: row.address, types: row.types },
      );
      await work.publish({
        topic: 'premises.registered',
        regionCode: row.regionCode,
        payload: { id: row.id, countyCode },
      });
    }
  }

  async function register(given: RegisterInput, extra: { isDemo?: boolean } = {}) {
    const countyCode = given.regionCode.slice(0, 6);
    if (given.id) {
      const known = await store.find(countyCode, given.id);
      if (known) {
        const { id: _, ...content } = z.parse(RegisterInput, given);
        const first = (await store.registration(countyCode, given.id))?.fields as
          | { registered?: [null, string] }
          | undefined;
        if (first?.registered?.[1] !== fingerprint(content))
          throw new AppError('conflict', '这个编号已登记了另一个单位，请刷新后重新登记。');
        return given.id;
      }
    }
    const place = await ready(given, extra);
    await writeNew(countyCode, [place]);
    return place.row.id;
  }

  /** Registers many new places of one county at once; an id that exists refuses them all (23505). */
  async function registerAll(given: readonly RegisterInput[], extra: { isDemo?: boolean } = {}) {
    const checked = new Set<string>();
    const places = [];
    for (const one of given) places.push(await ready(one, extra, checked));
    const [first] = places;
    if (first) await writeNew(first.row.countyCode, places);
    return places.map(({ row }) => row.id);
  }

  async function mustKeep(countyCode: string, id: string): Promise<Stored> {
    const row = await store.mustLock(countyCode, id);
    if (!mayKeep(work.actor, row) && work.actor.role !== 'SYSTEM')
      throw new AppError(
        'forbidden',
        maySee(work.actor, row) ? '当前岗位不能修改这份单位档案。' : '该单位不属于本行业，不能修改。',
      );
    return row;
  }

  async function edit(given: EditInput) {
    const input = z.parse(EditInput, given);
    const { countyCode, id } = input;
    const before = await mustKeep(countyCode, id);
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
      await requireRegion(values.regionCode);
    }
    requireMaySet(values, beforeValues);
    await checkReferences(values, countyCode, id);

    const derivation = await derivationFor(countyCode);
    const { changes, fields, after, flags } = await planEdit(before, values, derivation);
    if (!Object.keys(changes).length) return id;
    await store.change(countyCode, id, input.version, { ...changes, ...flags });
    const place = { countyCode, id, regionCode: after.regionCode };
    if (after.regionCode !== before.regionCode) await store.moveHolders(countyCode, id, after.regionCode);
    for (const column of ['supervisorOrgId', 'policeOrgId', 'industry'] as const)
      if (column in changes)
        await hold(
          place,
          kindOfColumn[column],
          column === 'industry'
            ? industryHolder(derivation, changes.industry as string | null)
            : orgHolder(changes[column] as string | null),
          derivation.day,
        );
    await logChange(place, fields, input.reason);
    await settle(place, 'premises.edit', { name: after.name, fields: Object.keys(fields) });
    return id;
  }

  /** After any change: completeness, proposals, log, event. */
  async function settle(
    place: { countyCode: string; id: string; regionCode: string },
    action: string,
    detail: Record<string, unknown>,
  ) {
    await refreshCompleteness(place.countyCode, place.id);
    await createKeyUnitService(work).propose(place.countyCode, [place.id]);
    work.audit(action, { kind: 'premises', id: place.id, countyCode: place.countyCode }, detail);
    await work.publish({
      topic: 'premises.changed',
      regionCode: place.regionCode,
      payload: { id: place.id, countyCode: place.countyCode },
    });
  }

  const orgHolder = (orgId: string | null) => (orgId ? { orgId } : null);
  const industryHolder = (derivation: Derivation, industry: string | null) =>
    industry ? { industry, orgId: derivation.industryOrg(industry) } : null;

  /** Hands a duty over: whoever had it ends the day before, nothing is overwritten. Null leaves the duty empty. */
  async function hold(
    place: { countyCode: string; id: string; regionCode: string },
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
  }

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
    const before = await mustKeep(countyCode, id);
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
      const held = await gridWorker(input.postId, derivation.day, countyCode);
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
      await requireBody(kind === 'SUPERVISOR' ? 'supervisorOrgId' : 'policeOrgId', input.orgId, countyCode);
      who = { orgId: input.orgId };
      name = input.orgId;
    }
    const place = { countyCode, id, regionCode: before.regionCode };
    const former = await hold(place, kind, who, fromOn);
    const formerName = former ? (former.personName ?? former.orgId ?? former.industry) : null;
    await store.change(
      countyCode,
      id,
      before.version,
      column ? { [column]: column === 'industry' ? input.industry : input.orgId } : {},
    );
    await logChange(
      place,
      column
        ? { [column]: [before[column], column === 'industry' ? input.industry : input.orgId] }
        : { [`duty.${kind}`]: [formerName, name] },
      input.reason,
    );
    await settle(place, 'premises.setHolder', { kind, fromOn, name: personKinds.includes(kind) ? name : undefined });
    return id;
  }

  async function endHolder(input: {
    countyCode: string;
    id: string;
    holderId: string;
    lastDay: string;
    reason: string;
  }) {
    const before = await mustKeep(input.countyCode, input.id);
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
    await logChange(
      place,
      column ? { [column]: [before[column], null] } : { [`duty.${holder.kind}`]: [holder.personName, null] },
      input.reason,
    );
    await settle(place, 'premises.endHolder', { kind: holder.kind, lastDay: input.lastDay });
    return input.id;
  }

  /** Whoever holds the post of a grid worker in the county today. */
  async function gridWorker(postId: string, day: string, countyCode: string) {
    const held = await db
      .selectFrom('organisations.heldPost')
      .select(['personName', 'orgId', 'regionPrefix', 'role'])
      .where('postId', '=', postId)
      .where('fromOn', '<=', day)
      .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
      .executeTakeFirst();
    if (!held) throw refuse('postId', '该岗位目前无人在任，请先安排网格员，或选择其他岗位。');
    if (!held.regionPrefix.startsWith(countyCode)) throw refuse('postId', '该网格员不在本县（市、区），请重新选择。');
    return held;
  }

  async function changeStatus(input: {
    countyCode: string;
    id: string;
    version: number;
    status: PremisesStatus;
    reason: string;
  }) {
    const before = await mustKeep(input.countyCode, input.id);
    if (before.status === input.status)
      throw refuse('status', `该单位已经是“${premisesStatuses[input.status]}”，无需变更。`);
    await store.change(input.countyCode, input.id, input.version, { status: input.status });
    const place = { countyCode: input.countyCode, id: input.id, regionCode: before.regionCode };
    await logChange(place, { status: [before.status, input.status] }, input.reason);
    await settle(place, 'premises.changeStatus', { from: before.status, to: input.status, reason: input.reason });
    await work.publish({
      topic: 'premises.statusChanged',
      regionCode: before.regionCode,
      payload: { id: input.id, countyCode: input.countyCode, from: before.status, to: input.status },
    });
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

  async function attach(input: { countyCode: string; id: string; fileIds: string[]; purpose: string }) {
    const before = await mustKeep(input.countyCode, input.id);
    await attachFiles(
      work,
      { kind: 'premises', id: input.id, regionCode: before.regionCode, premisesId: input.id },
      input.fileIds,
      input.purpose,
    );
    const place = { countyCode: input.countyCode, id: input.id, regionCode: before.regionCode };
    const names = [...((await filesOf(work, input.countyCode, 'premises', [input.id])).get(input.id) ?? [])]
      .filter((file) => input.fileIds.includes(file.id))
      .map((file) => file.name);
    await logChange(place, { [`files.${input.purpose}`]: [null, names] }, null);
    work.audit(
      'premises.attach',
      { kind: 'premises', id: input.id, countyCode: input.countyCode },
      { purpose: input.purpose, names },
    );
    return input.id;
  }

  /** The file as its screen shows it. */
  async function file(countyCode: string, id: string): Promise<PremisesFile> {
    const row = await store.find(countyCode, id);
    if (!row || !maySee(work.actor, row)) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
    const { search: _, createdBy: __, ...shown } = row;
    const [named] = await queries.withNames([shown as never]);
    const holders = await store.holders(countyCode, id);
    const orgNames = await namesOf(
      'organisations.organisationName',
      holders.flatMap((holder) => holder.orgId ?? []),
    );
    const buildingName = row.buildingId
      ? ((
          await db
            .selectFrom('premises.premises')
            .select('name')
            .where('countyCode', '=', countyCode)
            .where('id', '=', row.buildingId)
            .executeTakeFirst()
        )?.name ?? null)
      : null;
    const tenants = await db
      .selectFrom('premises.premises')
      .select(['id', 'name', 'floor', 'status', 'types'])
      .where('countyCode', '=', countyCode)
      .where('buildingId', '=', id)
      .orderBy('name')
      .limit(50)
      .execute();
    const tenantCount =
      tenants.length < 50
        ? tenants.length
        : Number(
            (
              await db
                .selectFrom('premises.premises')
                .select((eb) => eb.fn.countAll<number>().as('n'))
                .where('countyCode', '=', countyCode)
                .where('buildingId', '=', id)
                .executeTakeFirstOrThrow()
            ).n,
          );
    const words = (holder: Holder) => ({
      id: holder.id,
      kind: holder.kind as DutyKind,
      name:
        holder.personName ??
        (holder.orgId && orgNames.get(holder.orgId)) ??
        industryName(holder.industry) ??
        '（已撤销的机构）',
      position: holder.position,
      phoneMasked: holder.phone && maskPhone(holder.phone),
      orgId: holder.orgId,
      postId: holder.postId,
      fromOn: holder.fromOn,
      toOn: holder.toOn,
    });
    const { missing } = completenessOf(fileFactsOf(row, holders));
    const order = Object.keys(dutyKinds);
    return {
      ...(named as unknown as PremisesFile),
      industryName: industryName(row.industry),
      buildingName,
      holders: holders
        .filter((holder) => holder.toOn === null)
        .map(words)
        .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
      formerHolders: holders.filter((holder) => holder.toOn !== null).map(words),
      tenants: tenants as PremisesFile['tenants'],
      tenantCount,
      files: (await filesOf(work, countyCode, 'premises', [id])).get(id) ?? [],
      missing: missing.map(({ field, label, group }) => ({ field, label, group })),
      doubts: doubtsAbout({
        ...factsOf(row),
        name: row.name,
        address: row.address,
        status: row.status,
        staffCount: row.staffCount,
        peakOccupancy: row.peakOccupancy,
      }),
      proposal: await createKeyUnitService(work).open(countyCode, id),
      allowedActions: allowedActions(row, work.actor),
    };
  }

  async function namesOf(_view: 'organisations.organisationName', ids: readonly string[]) {
    if (!ids.length) return new Map<string, string>();
    const rows = await db
      .selectFrom('organisations.organisationName')
      .select(['id', 'name'])
      .where('id', 'in', [...new Set(ids)])
      .execute();
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** What would follow from facts that are still being typed. */
  async function preview(input: {
    countyCode?: string | undefined;
    id?: string | undefined;
    regionCode: string;
    name: string;
    address: string;
    types: PremisesType[];
    lng: number | null;
    lat: number | null;
    floorArea: number | null;
    height: number | null;
    storeys: number | null;
    staffCount: number | null;
    peakOccupancy: number | null;
    attributes: Record<string, unknown>;
  }) {
    await requireRegion(input.regionCode);
    const countyCode = input.regionCode.slice(0, 6);
    const derivation = await derivationFor(countyCode);
    const before = input.id ? await store.find(countyCode, input.id) : undefined;
    const isKeyUnit = before?.isKeyUnit ?? false;
    const derived: DerivedPlace = await derivation.derive({ ...input, isKeyUnit });
    const judgement = derivation.judge(
      { ...input, isKeyUnit, status: before?.status ?? 'OPERATING' },
      input.regionCode,
    );
    const orgs = await namesOf(
      'organisations.organisationName',
      [derived.supervisorOrgId, derived.policeOrgId].filter((one): one is string => one !== null),
    );
    const grid = derived.gridId
      ? await db
          .selectFrom('regions.gridName')
          .select('name')
          .where('countyCode', '=', countyCode)
          .where('id', '=', derived.gridId)
          .executeTakeFirst()
      : undefined;
    return {
      isCrowded: derived.isCrowded,
      isPublicAssembly: derived.isPublicAssembly,
      supervisionClass: derived.supervisionClass,
      industry: derived.industry,
      industryName: industryName(derived.industry),
      supervisorOrgId: derived.supervisorOrgId,
      supervisorName: (derived.supervisorOrgId && orgs.get(derived.supervisorOrgId)) ?? null,
      policeOrgId: derived.policeOrgId,
      policeName: (derived.policeOrgId && orgs.get(derived.policeOrgId)) ?? null,
      gridId: derived.gridId,
      gridName: grid?.name ?? null,
      keyUnitReason: judgement?.reason ?? null,
      doubts: [
        ...doubtsAbout({ ...input, status: before?.status ?? 'OPERATING' }).filter(
          (doubt) => doubt.field !== 'address' || input.address !== '',
        ),
        ...(input.lng !== null && derived.gridId === null
          ? [{ field: 'lng', sentence: '该位置不在任何网格内，请核对位置，或请管理员补画网格边界。' }]
          : []),
      ],
      similar: await queries.similar({ countyCode, id: input.id, name: input.name }),
    };
  }

  return {
    register,
    registerAll,
    prepare,
    edit,
    setHolder,
    endHolder,
    changeStatus,
    unmaskPhone,
    attach,
    file,
    preview,
    settle,
    gridWorker,
    requireBody,
    requireGrid,
    logChange,
    hold,
    derivationFor,
  };
}
export type PremisesService = ReturnType<typeof createPremisesService>;

const personOf = ({ name, position, phone }: ContactInput): Partial<NewHolder> => ({
  personName: name,
  position: position ?? null,
  phone: phone ?? null,
});
