import { maskPhone } from '#modules/organisations/contract';
import { filesOf } from '#platform/server/file-routes.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  completenessOf,
  type DutyKind,
  doubtsAbout,
  dutyKinds,
  industryName,
  type PremisesFile,
  type PremisesType,
} from '../../contract/index.ts';
import { createDerivations, type DerivedPlace } from '../derivation/derivation.ts';
import { createKeyUnitService } from '../key-units/key-unit.service.ts';
import { allowedActions } from '../premises.policy.ts';
import { createPremisesQueries } from '../premises.queries.ts';
import { createPremisesStore } from '../premises.store.ts';
import { mayRead } from './cooperation.queries.ts';
import { factsOf, fileFactsOf, type Holder } from './file-changes.ts';
import { createReferenceQueries } from './references.queries.ts';
import { createReferences } from './references.ts';
import { tenantsOf } from './tenants.queries.ts';

/** The file of a place as it is read, and what would follow from facts before they are written. */
export function createFileService(work: Work) {
  const store = createPremisesStore(work);
  const queries = createPremisesQueries(work);
  const names = createReferenceQueries(work);

  /** The file as its screen shows it. */
  async function file(countyCode: string, id: string): Promise<PremisesFile> {
    const row = await store.find(countyCode, id);
    if (!row || !(await mayRead(work, row))) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
    const { search: _, createdBy: __, ...shown } = row;
    const [named] = await queries.withNames([shown as never]);
    const holders = await store.holders(countyCode, id);
    const orgNames = await names.bodyNames(holders.flatMap((holder) => holder.orgId ?? []));
    const building = row.buildingId ? await names.place(countyCode, row.buildingId) : undefined;
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
      buildingName: building?.name ?? null,
      holders: holders
        .filter((holder) => holder.toOn === null)
        .map(words)
        .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
      formerHolders: holders.filter((holder) => holder.toOn !== null).map(words),
      ...(await tenantsOf(work, countyCode, id)),
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
    await createReferences(work).requireRegion(input.regionCode);
    const countyCode = input.regionCode.slice(0, 6);
    const derivation = await createDerivations(work)(countyCode);
    const before = input.id ? await store.find(countyCode, input.id) : undefined;
    const isKeyUnit = before?.isKeyUnit ?? false;
    const derived: DerivedPlace = await derivation.derive({ ...input, isKeyUnit });
    const judgement = derivation.judge(
      { ...input, isKeyUnit, status: before?.status ?? 'OPERATING' },
      input.regionCode,
    );
    const orgs = await names.bodyNames(
      [derived.supervisorOrgId, derived.policeOrgId].filter((one): one is string => one !== null),
    );
    const grid = derived.gridId ? await names.grid(countyCode, derived.gridId) : undefined;
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

  return { file, preview };
}
