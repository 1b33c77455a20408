import { endpoints } from '#platform/server/api.ts';
import { calloutsContract, fireDataContract, firesContract } from '../contract/index.ts';
import { createCalloutService } from './callouts.service.ts';
import { exportCallouts, exportFires } from './export-lists.ts';
import { createFireService } from './fires.service.ts';
import { createReportingService } from './reporting.service.ts';
import { createSupervisionService } from './supervision.service.ts';

export function createFireRoutes() {
  const on = endpoints(firesContract);
  return on.router({
    list: on.list.handler(({ input, context: { work } }) => createFireService(work).list(input)),
    export: on.export.handler(({ input, context: { work } }) => exportFires(work, input)),
    read: on.read.handler(({ input, context: { work } }) => createFireService(work).read(input)),
    asOf: on.asOf.handler(({ input, context: { work } }) => createFireService(work).asOf(input)),
    save: on.save.handler(({ input, context: { work } }) => createFireService(work).save(input)),
    submit: on.submit.handler(({ input, context: { work } }) => createFireService(work).submit(input)),
    followUp: on.followUp.handler(({ input, context: { work } }) => createFireService(work).followUp(input)),
    confirm: on.confirm.handler(({ input, context: { work } }) => createFireService(work).confirm(input)),
    bulkConfirm: on.bulkConfirm.handler(({ input, context: { work } }) => createFireService(work).bulkConfirm(input)),
    giveBack: on.giveBack.handler(({ input, context: { work } }) => createFireService(work).giveBack(input)),
    correct: on.correct.handler(({ input, context: { work } }) => createFireService(work).correct(input)),
    discard: on.discard.handler(({ input, context: { work } }) => createFireService(work).discard(input)),
    voidRecord: on.voidRecord.handler(({ input, context: { work } }) => createFireService(work).voidRecord(input)),
    noticeDeath: on.noticeDeath.handler(({ input, context: { work } }) => createFireService(work).noticeDeath(input)),
  });
}

export function createCalloutRoutes() {
  const on = endpoints(calloutsContract);
  return on.router({
    list: on.list.handler(({ input, context: { work } }) => createCalloutService(work).list(input)),
    export: on.export.handler(({ input, context: { work } }) => exportCallouts(work, input)),
    read: on.read.handler(({ input, context: { work } }) => createCalloutService(work).read(input)),
    record: on.record.handler(({ input, context: { work } }) => createCalloutService(work).record(input)),
    correct: on.correct.handler(({ input, context: { work } }) => createCalloutService(work).correct(input)),
    voidRecord: on.voidRecord.handler(({ input, context: { work } }) => createCalloutService(work).voidRecord(input)),
  });
}

export function createFireDataRoutes() {
  const on = endpoints(fireDataContract);
  return on.router({
    desk: on.desk.handler(({ input, context: { work } }) => createSupervisionService(work).desk(input.countyCode)),
    rules: on.rules.handler(({ input, context: { work } }) =>
      createReportingService(work).inForce(input.countyCode, input.day),
    ),
    settings: on.settings.handler(({ input, context: { work } }) =>
      createReportingService(work).read(input.regionPrefix),
    ),
    set: on.set.handler(({ input, context: { work } }) => createReportingService(work).set(input)),
    summary: on.summary.handler(({ input, context: { work } }) =>
      createSupervisionService(work).summary(input.countyCode),
    ),
    findings: on.findings.handler(({ input, context: { work } }) => createSupervisionService(work).findings(input)),
    mark: on.mark.handler(({ input, context: { work } }) => createSupervisionService(work).mark(input)),
    months: on.months.handler(async ({ input, context: { work } }) => ({
      months: await createSupervisionService(work).months(input.countyCode, input.isMissing),
    })),
    reportNil: on.reportNil.handler(({ input, context: { work } }) => createSupervisionService(work).reportNil(input)),
    totals: on.totals.handler(async ({ input, context: { work } }) => ({
      totals: await createSupervisionService(work).totals(input.regionCode),
    })),
    addTotal: on.addTotal.handler(({ input, context: { work } }) => createSupervisionService(work).addTotal(input)),
    withdrawTotal: on.withdrawTotal.handler(({ input, context: { work } }) =>
      createSupervisionService(work).withdrawTotal(input.id, input.reason),
    ),
  });
}
