import type { Papers } from '#modules/documents/server';
import { correctionModes, severities } from '#modules/inspections/contract';
import { endpoints } from '#platform/server/api.ts';
import { xlsxFile } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import { hazardSources, hazardStates, hazardsContract, outcomes } from '../contract/index.ts';
import { deskOf } from './desk.ts';
import { createHazardService } from './hazards.service.ts';

const exportLimit = 100_000;

/** Runs an act on each item; what is refused is told, and the others stand. */
async function eachOf(
  items: { id: string; version: number }[],
  act: (item: { id: string; version: number }) => Promise<unknown>,
) {
  const refused: { id: string; message: string }[] = [];
  for (const item of items) {
    try {
      await act(item);
    } catch (error) {
      // The services check before they write, so a refused item has changed nothing.
      if (!(error instanceof AppError)) throw error;
      refused.push({ id: item.id, message: error.message });
    }
  }
  return { done: items.length - refused.length, refused };
}

export function createHazardRoutes(papers: Papers) {
  const on = endpoints(hazardsContract);
  const service = (context: { work: Work }) => createHazardService(context.work, papers);
  return on.router({
    list: on.list.handler(({ input, context }) => service(context).list(input)),
    export: on.export.handler(async ({ input, context }) => {
      const rows = service(context).all(input, exportLimit);
      const cells = async function* () {
        for await (const h of rows)
          yield [
            h.premisesName,
            h.place,
            h.description,
            h.itemId,
            severities[h.severity].label,
            hazardStates[h.status].label,
            correctionModes[h.correctionMode].label,
            hazardSources[h.source].label,
            h.orgName,
            h.foundOn,
            h.dueOn,
            h.ageDays,
            h.outcome ? outcomes[h.outcome].label : null,
            h.closedOn,
          ];
      };
      return xlsxFile('隐患台账.xlsx', {
        name: '隐患台账',
        columns: [
          { header: '单位（场所）名称', kind: 'text' },
          { header: '隐患部位', kind: 'text' },
          { header: '隐患描述', kind: 'text' },
          { header: '检查项', kind: 'text' },
          { header: '分级', kind: 'text' },
          { header: '状态', kind: 'text' },
          { header: '改正方式', kind: 'text' },
          { header: '来源', kind: 'text' },
          { header: '办理机构', kind: 'text' },
          { header: '发现日期', kind: 'date' },
          { header: '整改期限', kind: 'date' },
          { header: '存续天数', kind: 'number' },
          { header: '销案方式', kind: 'text' },
          { header: '销案日期', kind: 'date' },
        ],
        rows: cells(),
      });
    }),
    read: on.read.handler(({ input, context }) => service(context).read(input.countyCode, input.id)),
    desk: on.desk.handler(({ input, context }) => deskOf(context.work, input.countyCode)),
    assign: on.assign.handler(({ input, context }) => service(context).assign(input)),
    transfer: on.transfer.handler(({ input, context }) => service(context).transfer(input)),
    accept: on.accept.handler(({ input, context }) => service(context).accept(input)),
    decline: on.decline.handler(({ input, context }) => service(context).decline(input)),
    arbitrate: on.arbitrate.handler(({ input, context }) => service(context).arbitrate(input)),
    submitFix: on.submitFix.handler(({ input, context }) => service(context).submitFix(input)),
    requestExtension: on.requestExtension.handler(({ input, context }) => service(context).requestExtension(input)),
    decideExtension: on.decideExtension.handler(({ input, context }) => service(context).decideExtension(input)),
    reinspect: on.reinspect.handler(({ input, context }) => service(context).reinspect(input)),
    closeOtherwise: on.closeOtherwise.handler(({ input, context }) => service(context).closeOtherwise(input)),
    defer: on.defer.handler(({ input, context }) => service(context).defer(input)),
    orderAgain: on.orderAgain.handler(({ input, context }) => service(context).orderAgain(input)),
    move: on.move.handler(({ input, context }) => service(context).move(input)),
    lookBack: on.lookBack.handler(({ input, context }) => service(context).lookBack(input)),
    bulkTransfer: on.bulkTransfer.handler(({ input, context }) =>
      eachOf(input.items, (item) =>
        service(context).transfer({
          ...item,
          countyCode: input.countyCode,
          toOrgId: input.toOrgId,
          reason: input.reason,
        }),
      ),
    ),
    bulkAccept: on.bulkAccept.handler(({ input, context }) =>
      eachOf(input.items, (item) => service(context).accept({ ...item, countyCode: input.countyCode })),
    ),
  });
}
