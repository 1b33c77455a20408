import type { Papers } from '#modules/documents/server';
import { endpoints } from '#platform/server/api.ts';
import { eachOf } from '#platform/server/bulk.ts';
import type { Work } from '#platform/server/work.ts';
import { hazardsContract } from '../contract/index.ts';
import { deskOf } from './desk.ts';
import { exportLedger } from './export-list.ts';
import { createHazardService } from './hazards.service.ts';

export function createHazardRoutes(papers: Papers) {
  const on = endpoints(hazardsContract);
  const service = (context: { work: Work }) => createHazardService(context.work, papers);
  return on.router({
    list: on.list.handler(({ input, context }) => service(context).list(input)),
    export: on.export.handler(({ input, context }) => exportLedger(context.work, input)),
    read: on.read.handler(({ input, context }) => service(context).read(input.countyCode, input.id)),
    desk: on.desk.handler(({ input, context }) => deskOf(context.work, input.countyCode, input.isMine)),
    assign: on.assign.handler(({ input, context }) => service(context).assign(input)),
    transfer: on.transfer.handler(({ input, context }) => service(context).transfer(input)),
    accept: on.accept.handler(({ input, context }) => service(context).accept(input)),
    decline: on.decline.handler(({ input, context }) => service(context).decline(input)),
    arbitrate: on.arbitrate.handler(({ input, context }) => service(context).arbitrate(input)),
    submitFix: on.submitFix.handler(({ input, context }) => service(context).submitFix(input)),
    requestExtension: on.requestExtension.handler(({ input, context }) => service(context).requestExtension(input)),
    decideExtension: on.decideExtension.handler(({ input, context }) => service(context).decideExtension(input)),
    reinspect: on.reinspect.handler(({ input, context }) => service(context).reinspect(input)),
    reinspected: on.reinspected.handler(({ input, context }) =>
      service(context).reinspected(input.countyCode, input.inspectionId),
    ),
    closeOtherwise: on.closeOtherwise.handler(({ input, context }) => service(context).closeOtherwise(input)),
    defer: on.defer.handler(({ input, context }) => service(context).defer(input)),
    orderAgain: on.orderAgain.handler(({ input, context }) => service(context).orderAgain(input)),
    move: on.move.handler(({ input, context }) => service(context).move(input)),
    lookBack: on.lookBack.handler(({ input, context }) => service(context).lookBack(input)),
    handlers: on.handlers.handler(({ context }) => service(context).handlers()),
    bulkSetHandler: on.bulkSetHandler.handler(({ input: { items, ...input }, context }) =>
      eachOf(context.work, items, (item) => service(context).setHandler({ ...input, ...item })),
    ),
    bulkAssign: on.bulkAssign.handler(({ input: { items, ...input }, context }) =>
      eachOf(context.work, items, (item) => service(context).assign({ ...input, ...item })),
    ),
    bulkTransfer: on.bulkTransfer.handler(({ input: { items, ...input }, context }) =>
      eachOf(context.work, items, (item) => service(context).transfer({ ...input, ...item })),
    ),
    bulkAccept: on.bulkAccept.handler(({ input: { items, ...input }, context }) =>
      eachOf(context.work, items, (item) => service(context).accept({ ...input, ...item })),
    ),
  });
}
