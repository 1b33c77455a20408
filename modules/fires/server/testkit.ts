import { v7 as uuidv7 } from 'uuid';
import type { Client } from '#app/testing/world.ts';
import {
  type CalloutContent as Callout,
  CalloutContent,
  type FireContent as Fire,
  FireContent,
  Victim,
} from '../contract/index.ts';

/** A complete fire in Xucun, Haining: a home, nobody hurt, 8,000 yuan; what is given replaces it. */
export const fireContent = (orgId: string, given: Partial<Fire> = {}): Fire =>
  FireContent.parse({
    regionCode: '330481101201',
    address: '许村镇庄湾村人民路18号',
    orgId,
    ignitedAt: '2026-11-18T02:10:00.000Z',
    alarmAt: '2026-11-18T02:20:00.000Z',
    arrivedAt: '2026-11-18T02:29:00.000Z',
    place: 'RESIDENCE',
    areaType: 'RURAL',
    cause: 'ELECTRICAL',
    causeStage: 'DETERMINED',
    burnedArea: 12,
    deaths: 0,
    seriousInjuries: 0,
    minorInjuries: 0,
    lossYuan: 8000,
    disposalYuan: 600,
    ...given,
  });

export const victim = (outcome: Victim['outcome'], given: Partial<Victim> = {}): Victim =>
  Victim.parse({ id: uuidv7(), outcome, ...given });

/** A turn-out of the station to a fire in Xucun; what is given replaces it. */
export const calloutContent = (orgId: string, given: Partial<Callout> = {}): Callout =>
  CalloutContent.parse({
    regionCode: '330481101201',
    kind: 'FIRE_FIGHTING',
    orgId,
    alarmAt: '2026-11-18T02:20:00.000Z',
    turnoutAt: '2026-11-18T02:21:00.000Z',
    arrivedAt: '2026-11-18T02:29:00.000Z',
    leftAt: '2026-11-18T03:40:00.000Z',
    vehicles: 2,
    people: 12,
    rescued: 0,
    evacuated: 3,
    savedYuan: 50_000,
    address: '许村镇庄湾村人民路18号',
    ...given,
  });

/** Enters and reports a fire; the final report unless said otherwise. */
export async function reportFire(
  client: Client,
  orgId: string,
  given: Partial<Fire> = {},
  stage: 'INITIAL' | 'FINAL' = 'FINAL',
) {
  const draft = await client.fires.save({ id: uuidv7(), content: fireContent(orgId, given) });
  return client.fires.submit({ countyCode: draft.countyCode, id: draft.id, version: draft.version, stage });
}
