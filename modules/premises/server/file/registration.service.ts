import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonical } from '#platform/server/audit.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { completenessOf, type DutyKind, type FileValues, RegisterInput } from '../../contract/index.ts';
import { createDerivations } from '../derivation/derivation.ts';
import { createKeyUnitService } from '../key-units/key-unit.service.ts';
import { maySee } from '../premises.policy.ts';
import { createPremisesStore, type NewHolder } from '../premises.store.ts';
import { personOf } from './duty-holders.service.ts';
import { createFileChanges } from './file-changes.ts';
import { createReferences } from './references.ts';
import { removeUntouched } from './registration.store.ts';

const fingerprint = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex');

/** Registering places: what the input leaves out is derived, duty-holders and history begin. */
export function createRegistrationService(work: Work) {
  const store = createPremisesStore(work);
  const changes = createFileChanges(work);
  const references = createReferences(work);
  const derivationFor = createDerivations(work);

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
    const hold = (kind: DutyKind, who: Partial<NewHolder>) =>
      holders.push(changes.newHolder(row, kind, derivation.day, who));
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
    await once(`region ${input.regionCode}`, () => references.requireRegion(input.regionCode));
    changes.requireMaySet(input as Partial<FileValues>, {});
    const { supervisorOrgId, policeOrgId, gridId, buildingId } = input;
    await once(`bodies ${supervisorOrgId} ${policeOrgId} ${gridId} ${buildingId}`, () =>
      references.check({ supervisorOrgId, policeOrgId, gridId, buildingId } as Partial<FileValues>, countyCode, id),
    );
    const { row, holders } = await prepare(input, id, extra);
    if (work.actor.role === 'DEPT_USER' && !maySee(work.actor, { ...row, isKeyUnit: false }))
      throw new AppError('forbidden', '行业部门只能登记本行业的单位，请由属地乡镇（街道）或消防救援机构登记。');
    return { row, holders, same: fingerprint(content) };
  }

  async function writeNew(countyCode: string, places: readonly Awaited<ReturnType<typeof ready>>[]) {
    await store.add(places.map(({ row }) => row));
    await store.addHolders(places.flatMap(({ holders }) => holders));
    await store.addChanges(places.map(({ row, same }) => changes.changeRow(row, { registered: [null, same] }, null)));
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

  return { prepare, register, registerAll };
}

/**
 * Takes back the registration of a place to which nothing has happened since. Runs as the system, because nobody else
 * may remove history; the caller has asked who may, and keeps the act in the log.
 * @returns false where the place has been changed meanwhile
 */
export async function takeBackRegistration(
  work: Work,
  countyCode: string,
  id: string,
  version: number,
): Promise<boolean> {
  const regionCode = await removeUntouched(work, countyCode, id, version);
  if (!regionCode) return false;
  await work.publish({ topic: 'premises.unregistered', regionCode, payload: { id, countyCode } });
  return true;
}
