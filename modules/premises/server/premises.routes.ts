import { endpoints } from '#platform/server/api.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { workAs } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { criteriaInForce, dutyKinds, premisesContract, readCode } from '../contract/index.ts';
import { createAreaService } from './areas/areas.service.ts';
import { createAssignService } from './assign/assign.service.ts';
import { assignees } from './assign/assignees.queries.ts';
import { createIndustryMapService } from './assign/industry-map.service.ts';
import { loadCriteria } from './derivation/rules.queries.ts';
import { exportPremises } from './export-list.ts';
import { createAttachmentService } from './file/attachments.service.ts';
import { mayRead } from './file/cooperation.queries.ts';
import { createDutyHolderService } from './file/duty-holders.service.ts';
import { createEditService } from './file/edit.service.ts';
import { createFileService } from './file/file.service.ts';
import { createHistoryQueries } from './file/history.queries.ts';
import { placeUrl, qrPng, qrSvg } from './file/place-qr.ts';
import { createRegistrationService } from './file/registration.service.ts';
import { createKeyUnitService } from './key-units/key-unit.service.ts';
import { createPremisesQueries } from './premises.queries.ts';
import { createPremisesStore } from './premises.store.ts';

export function createPremisesRoutes({ publicUrl, environment }: Pick<ModuleSetting, 'publicUrl' | 'environment'>) {
  const on = endpoints(premisesContract);
  const areasBelow = createAreaService(environment);
  return on.router({
    list: on.list.handler(({ input, context: { work } }) => createPremisesQueries(work).list(input)),
    count: on.count.handler(async ({ input, context: { work } }) => ({
      count: await createPremisesQueries(work).count(input),
    })),
    exportList: on.exportList.handler(({ input, context: { work } }) => exportPremises(work, input)),
    points: on.points.handler(({ input: { west, south, east, north, ...filter }, context: { work } }) => {
      if (west >= east || south >= north) throw new AppError('invalid', '地图范围不正确，请缩放后重试。');
      return createPremisesQueries(work).points(filter, { west, south, east, north }) as never;
    }),
    areas: on.areas.handler(({ input, context: { actor } }) => areasBelow(actor, input.regionCode)),
    derive: on.derive.handler(({ input, context: { work } }) => createFileService(work).preview(input)),
    register: on.register.handler(async ({ input, context: { work } }) => {
      const id = await createRegistrationService(work).register(input);
      return createFileService(work).file(input.regionCode.slice(0, 6), id);
    }),
    get: on.get.handler(({ input, context: { work } }) => createFileService(work).file(input.countyCode, input.id)),
    byCode: on.byCode.handler(async ({ input, context: { work } }) => {
      const code = readCode(input.code);
      if (!code)
        throw new AppError('invalid', '单位编码不正确，请核对二维码下方的 7 位编码。', {
          fields: { code: '编码不正确' },
        });
      const found = await createPremisesQueries(work).byCode(input.countyCode, code);
      if (!found || !(await mayRead(work, found)))
        throw new AppError('not_found', '没有这个编码的单位，或不在管辖范围内。');
      return { countyCode: found.countyCode, id: found.id, name: found.name };
    }),
    edit: on.edit.handler(async ({ input, context: { work } }) => {
      await createEditService(work).edit(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    history: on.history.handler(async ({ input, context: { work } }) => {
      const place = await createPremisesStore(work).find(input.countyCode, input.id);
      if (!place || !(await mayRead(work, place))) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
      return createHistoryQueries(work).page(input);
    }),
    changeStatus: on.changeStatus.handler(async ({ input, context: { work } }) => {
      await createEditService(work).changeStatus(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    setHolder: on.setHolder.handler(async ({ input, context: { work } }) => {
      await createDutyHolderService(work).setHolder(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    endHolder: on.endHolder.handler(async ({ input, context: { work } }) => {
      await createDutyHolderService(work).endHolder(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    unmaskPhone: on.unmaskPhone.handler(({ input, context: { work } }) =>
      createDutyHolderService(work).unmaskPhone(input),
    ),
    attach: on.attach.handler(async ({ input, context: { work } }) => {
      await createAttachmentService(work).attach(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    detach: on.detach.handler(async ({ input, context: { work } }) => {
      await createAttachmentService(work).detach(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    qr: on.qr.handler(async ({ input, context: { work } }) => {
      const file = await createFileService(work).file(input.countyCode, input.id);
      const url = placeUrl(publicUrl, file.countyCode, file.code);
      return input.format === 'png'
        ? new File([new Uint8Array(await qrPng(url))], `${file.code}.png`, { type: 'image/png' })
        : new File([await qrSvg(url)], `${file.code}.svg`, { type: 'image/svg+xml' });
    }),
    sheet: on.sheet.handler(async ({ input, context: { work } }) => {
      const file = await createFileService(work).file(input.countyCode, input.id);
      const url = placeUrl(publicUrl, file.countyCode, file.code);
      return {
        name: file.name,
        address: file.address,
        code: file.code,
        url,
        svg: await qrSvg(url),
        holders: file.holders.map(({ kind, name }) => ({ kind: dutyKinds[kind], name })),
      };
    }),

    assign: on.assign.handler(({ input, context: { work } }) => createAssignService(work).assign(input)),
    assignees: on.assignees.handler(({ input, context: { work } }) => assignees(work, input)),

    proposals: on.proposals.handler(({ input, context: { work } }) => createKeyUnitService(work).list(input)),
    decideProposal: on.decideProposal.handler(({ input, context: { work } }) =>
      createKeyUnitService(work).decide(input),
    ),
    runProposals: on.runProposals.handler(async ({ input, context: { actor } }) => {
      if (!input.countyCode.startsWith(actor.region.slice(0, 6)))
        throw new AppError('forbidden', '所选县（市、区）不在当前岗位的管辖范围内。');
      // One transaction a thousand places, so that nobody waits for the whole county.
      const sum = { looked: 0, proposed: 0, lapsed: 0 };
      for (let after: string | undefined; ; ) {
        const part = await workAs(environment, actor, (work) =>
          createKeyUnitService(work).sweep(input.countyCode, after),
        );
        sum.looked += part.looked;
        sum.proposed += part.proposed;
        sum.lapsed += part.lapsed;
        after = part.next;
        if (after === undefined) return sum;
      }
    }),
    designate: on.designate.handler(async ({ input, context: { work } }) => {
      await createKeyUnitService(work).designate(input);
      return createFileService(work).file(input.countyCode, input.id);
    }),
    criteria: on.criteria.handler(async ({ input, context: { work } }) =>
      criteriaInForce(await loadCriteria(work), input.regionCode, input.day ?? dayOf(work.now)).map(
        ({ types, kinds: _, ...row }) => ({ ...row, types: [...types] }),
      ),
    ),

    industryMap: on.industryMap.handler(({ input, context: { work } }) =>
      createIndustryMapService(work).list(input.regionCode, input.day),
    ),
    setIndustry: on.setIndustry.handler(({ input, context: { work } }) => createIndustryMapService(work).set(input)),
  });
}
