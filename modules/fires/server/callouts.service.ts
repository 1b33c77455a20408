import { getPlace } from '#modules/premises/server';
import { requireDivision } from '#modules/regions/server';
import { signature, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { CalloutContent, CalloutDetail } from '../contract/index.ts';
import { createCalloutQueries } from './callouts.queries.ts';
import { type Callout, createCalloutStore, noCallout } from './callouts.store.ts';
import { calloutColumns } from './fire-row.ts';
import { isFireAuthority } from './fires.policy.ts';
import { createFireQueries } from './fires.queries.ts';
import { refuseIf } from './fires.service.ts';

interface Key {
  countyCode: string;
  id: string;
}
interface Act extends Key {
  version: number;
}

const labels = { alarmAt: '接警时间', turnoutAt: '出动时间', arrivedAt: '到场时间', leftAt: '返回时间' } as const;

/** What cannot be true of a call-out, as `field: sentence`. */
export function calloutContradictions(content: CalloutContent, now: string): Record<string, string> {
  const wrong: Record<string, string> = {};
  let before: keyof typeof labels | undefined;
  for (const field of Object.keys(labels) as (keyof typeof labels)[]) {
    const at = content[field];
    if (at === null) continue;
    if (Date.parse(at) > Date.parse(now) + 5 * 60_000)
      wrong[field] = `${labels[field]}晚于现在，请核对，或校准本机时钟`;
    else if (before && Date.parse(at) < Date.parse(content[before] ?? ''))
      wrong[field] = `${labels[field]}早于${labels[before]}，请核对`;
    before = field;
  }
  if ((content.lng === null) !== (content.lat === null)) wrong.lng = '经度和纬度应同时填写';
  return wrong;
}

/** What was told of a call-out, read back from the columns. */
const contentOf = (callout: Callout) => {
  const {
    regionCode,
    kind,
    orgId,
    alarmAt,
    turnoutAt,
    arrivedAt,
    leftAt,
    vehicles,
    people,
    rescued,
    evacuated,
    savedYuan,
    fireId,
    premisesId,
    address,
    lng,
    lat,
    note,
  } = callout;
  return {
    regionCode,
    kind,
    orgId,
    alarmAt,
    turnoutAt,
    arrivedAt,
    leftAt,
    vehicles,
    people,
    rescued,
    evacuated,
    savedYuan,
    fireId,
    premisesId,
    address,
    lng,
    lat,
    note,
  };
};

/** Call-outs (接处警): recorded, corrected and voided with reasons. */
export function createCalloutService(work: Work) {
  const store = createCalloutStore(work);
  const queries = createCalloutQueries(work);
  const { actor } = work;

  const mayRecordFor = (orgId: string) =>
    actor.permissions.has('fires.recordCallout') && (isFireAuthority(actor) || actor.organisation?.id === orgId);

  async function read({ countyCode, id }: Key): Promise<CalloutDetail> {
    const row = await queries.row(countyCode, id);
    const callout = row && (await store.find({ countyCode, id }));
    if (!callout) throw noCallout();
    const fire = row.fireId ? await queries.fire(countyCode, row.fireId) : undefined;
    return {
      ...row,
      enteredByName: callout.enteredByName,
      fireNumber: fire?.number ?? null,
      versions: (await store.versions(callout)).map(({ image, ...version }) => ({
        ...version,
        action: version.action as 'record',
        content: image,
      })),
      allowedActions: !callout.isVoid && mayRecordFor(callout.orgId) ? ['correct', 'void'] : [],
    };
  }

  async function check(content: CalloutContent, countyCode: string) {
    refuseIf(calloutContradictions(content, work.now));
    if (content.regionCode.slice(0, 6) !== countyCode)
      throw new AppError('invalid', '地点不能改到其他县（市、区）。请作废本条，在当地重新登记。', {
        fields: { regionCode: '不在本县（市、区）' },
      });
    if (!content.regionCode.startsWith(actor.region) && actor.role !== 'SYSTEM')
      throw new AppError('forbidden', '地点不在当前岗位的管辖范围内，请重新选择区划。', {
        fields: { regionCode: '超出管辖范围' },
      });
    await requireDivision(work, content.regionCode);
    const body = await createFireQueries(work).body(content.orgId);
    if (!body?.isActive || body.regionCode.slice(0, 6) !== countyCode)
      throw new AppError('invalid', '出动的消防站不存在、已停用或不在本县（市、区），请重新选择。', {
        fields: { orgId: '不可用' },
      });
    if (!mayRecordFor(content.orgId) && actor.role !== 'SYSTEM')
      throw new AppError('forbidden', '消防站只能登记本站的出动，请选择本站。', { fields: { orgId: '不是本站' } });
    if (content.premisesId) await getPlace(work, countyCode, content.premisesId);
    if (content.fireId) {
      const fire = await queries.fire(countyCode, content.fireId);
      if (!fire || fire.status === 'VOID')
        throw new AppError('invalid', '关联的火灾记录不存在或已作废，请重新选择。', { fields: { fireId: '不可用' } });
      if (content.kind !== 'FIRE_FIGHTING')
        throw new AppError('invalid', '只有火灾扑救可以关联火灾记录。', { fields: { fireId: '类别不是火灾扑救' } });
    }
  }

  async function finish(callout: Callout, action: string, detail: Record<string, unknown> = {}) {
    work.audit(`callouts.${action}`, { kind: 'callout', id: callout.id, countyCode: callout.countyCode }, detail);
    await work.publish({
      topic: `fires.callout.${action}`,
      regionCode: callout.regionCode,
      payload: { countyCode: callout.countyCode, calloutId: callout.id },
    });
    return read(callout);
  }

  async function record(input: { id?: string | undefined; content: CalloutContent }) {
    const { content } = input;
    const key = { countyCode: content.regionCode.slice(0, 6), id: input.id ?? work.newId() };
    const found = await store.find(key);
    if (found) {
      if (found.enteredBy === actor.accountId && Date.parse(found.alarmAt ?? '') === Date.parse(content.alarmAt))
        return read(key);
      throw new AppError('conflict', '同一编号已登记了不同的内容，请刷新后重试。');
    }
    await check(content, key.countyCode);
    const callout = await store.add(
      {
        ...calloutColumns(content),
        ...key,
        enteredBy: actor.accountId,
        enteredByName: signature(work),
        createdAt: work.now,
        changedAt: work.now,
      },
      content,
    );
    return finish(callout, 'record');
  }

  async function begin(input: Act): Promise<Callout> {
    const callout = await store.lock(input);
    if (callout.isVoid) throw new AppError('conflict', '这条接处警记录已作废，不能再改。', { allowedActions: [] });
    if (callout.version !== input.version) throw new AppError('conflict', '这条接处警记录已被他人修改，请刷新后重试。');
    if (!mayRecordFor(callout.orgId)) throw new AppError('forbidden', '这条记录由其他消防站登记，您不能改动。');
    return callout;
  }

  async function correct(input: Act & { content: CalloutContent; reason: string }) {
    const callout = await begin(input);
    await check(input.content, callout.countyCode);
    const changed = await store.change(callout, 'correct', calloutColumns(input.content), input.reason, input.content);
    return finish(changed, 'correct', { reason: input.reason });
  }

  async function voidRecord(input: Act & { reason: string }) {
    const callout = await begin(input);
    const changed = await store.change(
      callout,
      'void',
      { isVoid: true, voidReason: input.reason },
      input.reason,
      contentOf(callout),
    );
    return finish(changed, 'void', { reason: input.reason });
  }

  return { read, record, correct, voidRecord, list: queries.list, all: queries.all, count: queries.count };
}
