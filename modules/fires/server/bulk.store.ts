import { expectGrowth } from '#platform/server/database.ts';
import { insertRecords } from '#platform/server/recordset.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import {
  type CalloutContent,
  type FireContent,
  type FireFigures,
  figuresOf,
  type ReportingRules,
  type ReportStage,
  reportingDefaults,
} from '../contract/index.ts';
import { calloutColumns, doubtIds, duesOf, factColumns, isLateReport, victimRows } from './fire-row.ts';
import { createFireStore, fireNumber } from './fires.store.ts';

const fireColumns = {
  countyCode: 'text',
  id: 'uuid',
  regionCode: 'text',
  number: 'text',
  status: 'text',
  stage: 'text',
  occurredOn: 'date',
  hour: 'smallint',
  weekday: 'smallint',
  ignitedAt: 'timestamptz',
  alarmAt: 'timestamptz',
  arrivedAt: 'timestamptz',
  extinguishedAt: 'timestamptz',
  minutesToAlarm: 'integer',
  minutesToArrival: 'integer',
  address: 'text',
  lng: 'float8',
  lat: 'float8',
  orgId: 'uuid',
  premisesId: 'uuid',
  premisesType: 'text',
  place: 'text',
  placeGroup: 'text',
  areaType: 'text',
  cause: 'text',
  causeDetail: 'text',
  causeStage: 'text',
  ignitionSource: 'text',
  firstItem: 'text',
  burnedArea: 'numeric',
  buildingHeight: 'numeric',
  storeys: 'integer',
  fireFloor: 'integer',
  structure: 'text',
  fireResistance: 'text',
  households: 'integer',
  reportedDeaths: 'integer',
  reportedSerious: 'integer',
  reportedMinor: 'integer',
  deaths: 'integer',
  deathsInWeek: 'integer',
  deathsInMonth: 'integer',
  seriousInjuries: 'integer',
  minorInjuries: 'integer',
  lossYuan: 'numeric',
  disposalYuan: 'numeric',
  casualtyYuan: 'numeric',
  economicLossYuan: 'numeric',
  grade: 'text',
  gradeOld: 'text',
  gradeNew: 'text',
  accidentGrade: 'text',
  facilities: 'jsonb',
  facilityState: 'text',
  responsibility: 'text',
  mediaImpact: 'text',
  synopsis: 'text',
  caseNumber: 'text',
  doubts: 'text[]',
  followUpDueAt: 'timestamptz',
  finalDueOn: 'date',
  firstReportedAt: 'timestamptz',
  isLate: 'boolean',
  finalizedAt: 'timestamptz',
  confirmedAt: 'timestamptz',
  confirmedBy: 'text',
  versionCount: 'smallint',
  enteredBy: 'uuid',
  enteredByName: 'text',
  submittedBy: 'uuid',
  submittedByName: 'text',
  source: 'text',
  sourceRef: 'text',
  createdAt: 'timestamptz',
  changedAt: 'timestamptz',
} as const;

const victimColumns = {
  countyCode: 'text',
  id: 'uuid',
  fireId: 'uuid',
  regionCode: 'text',
  sex: 'text',
  age: 'smallint',
  states: 'text[]',
  outcome: 'text',
  countedOutcome: 'text',
  diedOn: 'date',
  deathCause: 'text',
} as const;

const versionColumns = {
  countyCode: 'text',
  id: 'uuid',
  fireId: 'uuid',
  regionCode: 'text',
  seq: 'smallint',
  stage: 'text',
  isCorrection: 'boolean',
  at: 'timestamptz',
  accountId: 'uuid',
  actor: 'text',
  image: 'jsonb',
} as const;

const eventColumns = {
  countyCode: 'text',
  id: 'uuid',
  fireId: 'uuid',
  regionCode: 'text',
  action: 'text',
  fromStatus: 'text',
  toStatus: 'text',
  at: 'timestamptz',
  accountId: 'uuid',
  actor: 'text',
} as const;

const calloutColumnTypes = {
  countyCode: 'text',
  id: 'uuid',
  regionCode: 'text',
  kind: 'text',
  occurredOn: 'date',
  hour: 'smallint',
  weekday: 'smallint',
  alarmAt: 'timestamptz',
  turnoutAt: 'timestamptz',
  arrivedAt: 'timestamptz',
  leftAt: 'timestamptz',
  turnoutSeconds: 'integer',
  arrivalSeconds: 'integer',
  orgId: 'uuid',
  vehicles: 'integer',
  people: 'integer',
  rescued: 'integer',
  evacuated: 'integer',
  savedYuan: 'numeric',
  fireId: 'uuid',
  premisesId: 'uuid',
  address: 'text',
  lng: 'float8',
  lat: 'float8',
  note: 'text',
  enteredBy: 'uuid',
  enteredByName: 'text',
  source: 'text',
  sourceRef: 'text',
  createdAt: 'timestamptz',
  changedAt: 'timestamptz',
} as const;

const nilColumns = {
  countyCode: 'text',
  id: 'uuid',
  regionCode: 'text',
  orgId: 'uuid',
  month: 'date',
  kind: 'text',
  at: 'timestamptz',
  accountId: 'uuid',
  actor: 'text',
} as const;

interface Signed {
  accountId: string;
  /** As it is written into versions and events: `王强（许村站）`. */
  name: string;
}

export interface BulkFire {
  id?: string;
  content: FireContent;
  /** Kind of its one version; FINAL unless said otherwise. */
  stage?: ReportStage;
  /** CONFIRMED (with a number) unless said otherwise. */
  status?: 'SUBMITTED' | 'CONFIRMED';
  reportedAt: string;
  /** When it was confirmed; `reportedAt` unless said otherwise. */
  confirmedAt?: string;
  premisesType?: string | null;
  reporter: Signed;
  reviewer?: Signed;
  sourceRef?: string;
  /** Reported in its time, whenever it came into this system. */
  isOnTime?: boolean;
}

export interface BulkCallout {
  id?: string;
  content: CalloutContent;
  by: Signed;
  sourceRef?: string;
}

/**
 * Writes thousands of fires, call-outs and nil reports of one county at once, each fire with its version and events:
 * for imports, demo worlds and benchmarks. What was told is computed and graded as if it had been entered; nothing is
 * validated here.
 */
export function createFireBulkStore(
  work: Work,
  countyCode: string,
  source: 'IMPORT' | 'DEMO',
  rulesOn: (day: string) => ReportingRules = () => reportingDefaults,
) {
  const db = tablesOf<
    'fires.fire' | 'fires.victim' | 'fires.fireVersion' | 'fires.fireEvent' | 'fires.callout' | 'fires.nilReport'
  >(work);
  const store = createFireStore(work);
  /** First of the numbers that the confirmed rows of each year get, in the order given. */
  async function firstNumbers(rows: readonly BulkFire[], figures: readonly FireFigures[]) {
    const perYear = new Map<number, number>();
    rows.forEach((row, i) => {
      if (row.status === 'SUBMITTED') return;
      const year = Number(figures[i]?.occurredOn.slice(0, 4));
      perYear.set(year, (perYear.get(year) ?? 0) + 1);
    });
    const next = new Map<number, number>();
    for (const [year, count] of [...perYear].sort(([a], [b]) => a - b))
      next.set(year, (await store.nextNumber(countyCode, year, count)) - count + 1);
    return next;
  }

  return {
    /** @returns the ids, in the order given */
    async addFires(rows: readonly BulkFire[]): Promise<string[]> {
      await expectGrowth(work.db);
      const computed = rows.map((row) => figuresOf(row.content));
      const numbers = await firstNumbers(rows, computed);
      const fires: object[] = [];
      const victims: object[] = [];
      const versions: object[] = [];
      const events: object[] = [];
      for (const [i, row] of rows.entries()) {
        const { content, stage = 'FINAL', status = 'CONFIRMED', reportedAt, reporter } = row;
        const figures = computed[i] as FireFigures;
        const rules = rulesOn(figures.occurredOn);
        const key = { countyCode, id: row.id ?? work.newId(), regionCode: content.regionCode };
        const year = Number(figures.occurredOn.slice(0, 4));
        const seq = numbers.get(year) ?? 0;
        const isConfirmed = status === 'CONFIRMED';
        if (isConfirmed) numbers.set(year, seq + 1);
        const confirmedAt = isConfirmed ? (row.confirmedAt ?? reportedAt) : null;
        const reviewer = row.reviewer ?? reporter;
        const isFinal = stage === 'FINAL';
        fires.push({
          ...factColumns(content, figures, row.premisesType ?? null),
          ...duesOf(content, figures, { status, stage, isFinal }, rules),
          ...key,
          number: isConfirmed ? fireNumber(countyCode, year, seq) : null,
          status,
          stage,
          doubts: doubtIds(content, figures, stage, rules),
          firstReportedAt: reportedAt,
          isLate: !row.isOnTime && isLateReport(content, reportedAt, rules),
          finalizedAt: isFinal ? reportedAt : null,
          confirmedAt,
          confirmedBy: isConfirmed ? reviewer.name : null,
          versionCount: 1,
          enteredBy: reporter.accountId,
          enteredByName: reporter.name,
          submittedBy: reporter.accountId,
          submittedByName: reporter.name,
          source,
          sourceRef: row.sourceRef ?? null,
          createdAt: reportedAt,
          changedAt: confirmedAt ?? reportedAt,
        });
        victims.push(...victimRows(key, figures.occurredOn, content.victims));
        const of = { countyCode, fireId: key.id, regionCode: key.regionCode };
        versions.push({
          ...of,
          id: work.newId(),
          seq: 1,
          stage,
          isCorrection: false,
          at: reportedAt,
          accountId: reporter.accountId,
          actor: reporter.name,
          image: { content, figures },
        });
        const event = (action: string, fromStatus: string | null, toStatus: string, at: string, by: Signed) =>
          events.push({
            ...of,
            id: work.newId(),
            action,
            fromStatus,
            toStatus,
            at,
            accountId: by.accountId,
            actor: by.name,
          });
        event('submit', null, 'SUBMITTED', reportedAt, reporter);
        if (confirmedAt) event('confirm', 'SUBMITTED', 'CONFIRMED', confirmedAt, reviewer);
      }
      await insertRecords(db, 'fires.fire', fireColumns, fires);
      await insertRecords(db, 'fires.victim', victimColumns, victims);
      await insertRecords(db, 'fires.fire_version', versionColumns, versions);
      await insertRecords(db, 'fires.fire_event', eventColumns, events);
      return fires.map((fire) => (fire as { id: string }).id);
    },
    async addCallouts(rows: readonly BulkCallout[]): Promise<string[]> {
      await expectGrowth(work.db);
      const callouts = rows.map(({ id, content, by, sourceRef }) => ({
        ...calloutColumns(content),
        countyCode,
        id: id ?? work.newId(),
        enteredBy: by.accountId,
        enteredByName: by.name,
        source,
        sourceRef: sourceRef ?? null,
        createdAt: content.leftAt ?? content.alarmAt,
        changedAt: content.leftAt ?? content.alarmAt,
      }));
      await insertRecords(db, 'fires.callout', calloutColumnTypes, callouts);
      return callouts.map(({ id }) => id);
    },
    async addNils(
      rows: readonly {
        orgId: string;
        regionCode: string;
        month: string;
        kind: 'FIRES' | 'CALLOUTS';
        at: string;
        by: Signed;
      }[],
    ) {
      await insertRecords(
        db,
        'fires.nil_report',
        nilColumns,
        rows.map(({ by, ...row }) => ({
          ...row,
          countyCode,
          id: work.newId(),
          accountId: by.accountId,
          actor: by.name,
        })),
      );
    },
  };
}
export type FireBulkStore = ReturnType<typeof createFireBulkStore>;
