import { type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import type { FindingRule, NilKind } from '../contract/index.ts';
import { stationName } from './fires.queries.ts';

type Readable =
  | 'fires.fire'
  | 'fires.victim'
  | 'fires.callout'
  | 'fires.nilReport'
  | 'fires.findingMark'
  | 'organisations.organisationName';

/** Bodies that turn out and therefore file every month. */
export const filingKinds = ['FIRE_STATION', 'GOV_FULLTIME_TEAM'] as const;

export interface FireFinding {
  id: string;
  countyCode: string;
  number: string | null;
  address: string;
  orgName: string;
  occurredOn: string;
  alarmAt: string | null;
  firstReportedAt: string | null;
  followUpDueAt: string | null;
  finalDueOn: string | null;
  versionCount: number;
  mark: { reason: string; at: string; actor: string } | null;
}

/** Findings about records and months, and what people said about them. */
export function createFindingQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const today = dayOf(work.now);

  /** Records that a rule speaks about. */
  const condition = (rule: FindingRule) => {
    if (rule === 'LATE_INITIAL') return sql<SqlBool>`f.is_late`;
    if (rule === 'LATE_FOLLOW_UP')
      return sql<SqlBool>`f.follow_up_due_at < ${work.now}::timestamptz and f.status in ('SUBMITTED', 'CONFIRMED')`;
    if (rule === 'LATE_FINAL')
      return sql<SqlBool>`f.final_due_on < ${today}::date and f.status in ('SUBMITTED', 'CONFIRMED')`;
    return sql<SqlBool>`f.doubts <> '{}' and ${rule} = any (f.doubts)`;
  };

  const ofRule = (countyCode: string, rule: FindingRule) =>
    db
      .selectFrom('fires.fire as f')
      .leftJoin('organisations.organisationName as o', 'o.id', 'f.orgId')
      .leftJoin('fires.findingMark as m', (join) =>
        join
          .onRef('m.countyCode', '=', 'f.countyCode')
          .onRef('m.subjectId', '=', 'f.id')
          .onRef('m.subjectVersion', '=', 'f.versionCount')
          .on('m.rule', '=', rule),
      )
      .where('f.countyCode', '=', countyCode)
      .where('f.isCounted', '=', true)
      .where(condition(rule));

  const counts = (countyCode: string, from: string, kind: NilKind) =>
    kind === 'FIRES'
      ? sql<{ orgId: string; month: string; count: number }>`
          select org_id, date_trunc('month', occurred_on)::date as month, count(*) as count from fires.fire
          where county_code = ${countyCode} and occurred_on >= ${from}::date and is_counted group by 1, 2`
      : sql<{ orgId: string; month: string; count: number }>`
          select org_id, date_trunc('month', occurred_on)::date as month, count(*) as count from fires.callout
          where county_code = ${countyCode} and occurred_on >= ${from}::date and not is_void group by 1, 2`;

  return {
    /** Rule → reason of the records that a person marked as checked in this version. */
    async marksOf(countyCode: string, subjectId: string, version: number): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('fires.findingMark')
        .select(['rule', 'reason'])
        .where('countyCode', '=', countyCode)
        .where('subjectId', '=', subjectId)
        .where('subjectVersion', '=', version)
        .execute();
      return new Map(rows.map((row) => [row.rule, row.reason]));
    },
    async countOf(countyCode: string, rule: FindingRule): Promise<{ open: number; checked: number }> {
      return ofRule(countyCode, rule)
        .select([
          sql<number>`count(*) filter (where m.id is null)`.as('open'),
          sql<number>`count(*) filter (where m.id is not null)`.as('checked'),
        ])
        .executeTakeFirstOrThrow();
    },
    /** Counts of all oddities of records at once. */
    async doubtCounts(countyCode: string) {
      const { rows } = await sql<{ rule: string; open: number; checked: number }>`
        select d.rule, count(*) filter (where m.id is null) as open, count(*) filter (where m.id is not null) as checked
        from fires.fire f
        cross join lateral unnest(f.doubts) as d(rule)
        left join fires.finding_mark m on m.county_code = f.county_code and m.subject_id = f.id
          and m.subject_version = f.version_count and m.rule = d.rule
        where f.county_code = ${countyCode} and f.doubts <> '{}' and f.is_counted
        group by d.rule`.execute(work.db);
      return rows;
    },
    async list(filter: {
      countyCode: string;
      rule: FindingRule;
      isChecked: boolean;
      cursor?: string | undefined;
      limit: number;
    }): Promise<{ items: FireFinding[]; next: string | null }> {
      const after = decodeCursor(filter.cursor, 2);
      const rows = await ofRule(filter.countyCode, filter.rule)
        .select([
          'f.id',
          'f.countyCode',
          'f.number',
          'f.address',
          stationName.as('orgName'),
          'f.occurredOn',
          'f.alarmAt',
          'f.firstReportedAt',
          'f.followUpDueAt',
          'f.finalDueOn',
          'f.versionCount',
          'm.reason',
          'm.at',
          'm.actor',
        ])
        .where('m.id', filter.isChecked ? 'is not' : 'is', null)
        .$if(after !== undefined, (q) =>
          q.where(sql<SqlBool>`(f.occurred_on, f.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
        )
        .orderBy('f.occurredOn', 'desc')
        .orderBy('f.id', 'desc')
        .limit(filter.limit + 1)
        .execute();
      const items = rows.slice(0, filter.limit).map(({ reason, at, actor, ...row }) => ({
        ...row,
        mark: reason !== null && at !== null && actor !== null ? { reason, at, actor } : null,
      }));
      const last = items.at(-1);
      return { items, next: rows.length > filter.limit && last ? encodeCursor([last.occurredOn, last.id]) : null };
    },
    /** Whole records with their persons, for the words of what is odd about them. */
    async whole(countyCode: string, ids: readonly string[]) {
      if (!ids.length) return [];
      const fires = await db
        .selectFrom('fires.fire')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', 'in', [...ids])
        .execute();
      const victims = Map.groupBy(
        await db
          .selectFrom('fires.victim')
          .selectAll()
          .where('countyCode', '=', countyCode)
          .where('fireId', 'in', [...ids])
          .execute(),
        (victim) => victim.fireId,
      );
      return fires.map((fire) => ({ fire, victims: victims.get(fire.id) ?? [] }));
    },
    /** The record while the rule still speaks about it. */
    one: (countyCode: string, rule: FindingRule, id: string) =>
      ofRule(countyCode, rule)
        .select(['f.id', 'f.regionCode', 'f.versionCount'])
        .where('f.id', '=', id)
        .executeTakeFirst(),
    stationMarks: (countyCode: string) =>
      db
        .selectFrom('fires.findingMark')
        .select(['rule', 'subjectId', 'month', 'subjectVersion', 'reason', 'at', 'actor'])
        .where('countyCode', '=', countyCode)
        .where('month', 'is not', null)
        .execute(),
    stations: (countyCode: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['id', 'name', 'shortName', 'regionCode'])
        .where('kind', 'in', [...filingKinds])
        .where('isActive', '=', true)
        .where('regionCode', '>=', `${countyCode}000000`)
        .where('regionCode', '<=', `${countyCode}999999`)
        // Nil reports of other townships are not seen, so nothing can be said of their stations.
        .where(sql<SqlBool>`starts_with(region_code, ${work.actor.region.length > 6 ? work.actor.region : ''})`)
        .orderBy('regionCode')
        .orderBy('id')
        .execute(),
    /** Counts of each station and month (its first day) from a day on. */
    async monthCounts(countyCode: string, from: string, kind: NilKind) {
      // A station also turns out where its people do not reach: its months count all that it did, whoever asks.
      return work.environment.database.readAsJob(async (db) => (await counts(countyCode, from, kind).execute(db)).rows);
    },
    nils: (countyCode: string, from: string) =>
      db
        .selectFrom('fires.nilReport')
        .select(['orgId', 'month', 'kind'])
        .where('countyCode', '=', countyCode)
        .where('month', '>=', from)
        .execute(),
  };
}
