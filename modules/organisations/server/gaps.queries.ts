import { sql } from 'kysely';
import type { Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { expiringDays, type Gap, type GapKind } from '../contract/index.ts';

/** Counts what depends on posts; premises give theirs when the server is put together. */
export type PostDependants = (work: Work, postIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

interface Row {
  orgId: string;
  orgName: string;
  postId: string | null;
  personId: string | null;
  title: string;
  extra: string | null;
  sinceOn: string | null;
  total: number;
}

const rowsPerKind = 200;
const isRunning = (day: string) => sql`t.from_on <= ${day}::date and (t.to_on is null or t.to_on >= ${day}::date)`;

/** What is missing today in the bodies of a division (prefix), worst first; `counts` counts all, `items` are the first. */
export function createGapQueries(work: Work, dependantsOf?: PostDependants) {
  const day = dayOf(work.now);
  const { db } = work;

  const select: Record<GapKind, (prefix: string, orgId: string | null) => ReturnType<typeof sql<Row>>> = {
    POST_EMPTY: (prefix, orgId) => sql<Row>`
      select o.id as org_id, o.name as org_name, p.id as post_id, null::uuid as person_id, p.title, null as extra,
             (select max(t.to_on) + 1 from organisations.tenure t where t.post_id = p.id) as since_on, count(*) over () as total
      from organisations.post p join organisations.organisation o on o.id = p.org_id and o.is_active
      where p.is_active and p.is_required and starts_with(p.region_prefix, ${prefix}) and (${orgId}::uuid is null or o.id = ${orgId}::uuid)
        and not exists (select from organisations.tenure t where t.post_id = p.id and ${isRunning(day)})
      order by o.region_code, o.id, p.title limit ${rowsPerKind}`,
    CERTIFICATE_INVALID: (prefix, orgId) => certificates(prefix, orgId, sql`until is null or until < ${day}::date`),
    CERTIFICATE_EXPIRING: (prefix, orgId) =>
      certificates(prefix, orgId, sql`until between ${day}::date and ${day}::date + ${expiringDays}::integer`),
    GRID_INACTIVE: (prefix, orgId) => sql<Row>`
      select o.id as org_id, o.name as org_name, p.id as post_id, null::uuid as person_id, p.title, g.name as extra, null::date as since_on, count(*) over () as total
      from organisations.post p join organisations.organisation o on o.id = p.org_id and o.is_active
      join regions.grid_name g on g.county_code = left(p.region_prefix, 6) and g.id = p.grid_id
      where p.is_active and not g.is_active and starts_with(p.region_prefix, ${prefix}) and (${orgId}::uuid is null or o.id = ${orgId}::uuid)
      order by o.region_code, o.id, p.title limit ${rowsPerKind}`,
    COMMITTEE_EMPTY: (prefix, orgId) => sql<Row>`
      select o.id as org_id, o.name as org_name, null::uuid as post_id, null::uuid as person_id, o.name as title, null as extra,
             (select max(t.to_on) + 1 from organisations.membership t where t.committee_id = o.id) as since_on, count(*) over () as total
      from organisations.organisation o
      where o.is_active and o.kind in ('FIRE_SAFETY_COMMITTEE', 'TOWN_FIRE_COMMITTEE') and starts_with(o.region_prefix, ${prefix})
        and (${orgId}::uuid is null or o.id = ${orgId}::uuid)
        and not exists (select from organisations.membership t where t.committee_id = o.id and ${isRunning(day)})
      order by o.region_code, o.id limit ${rowsPerKind}`,
    MEMBER_VACANT: (prefix, orgId) => sql<Row>`
      select m.id as org_id, m.name as org_name, null::uuid as post_id, null::uuid as person_id, m.name as title, c.name as extra,
             null::date as since_on, count(*) over () as total
      from organisations.membership t
      join organisations.organisation m on m.id = t.member_id
      join organisations.organisation c on c.id = t.committee_id and c.is_active
      where ${isRunning(day)} and starts_with(m.region_prefix, ${prefix}) and (${orgId}::uuid is null or m.id = ${orgId}::uuid or c.id = ${orgId}::uuid)
        and not exists (select from organisations.held_post h where h.org_id = m.id and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date))
      order by m.region_code, m.id limit ${rowsPerKind}`,
  };

  /** Holders of enforcing posts by the end of their best certificate; township staff only where powers are delegated. */
  function certificates(prefix: string, orgId: string | null, condition: ReturnType<typeof sql>) {
    return sql<Row>`
      with holder as (
        select h.org_id, h.org_name, h.post_id, h.person_id, h.person_name, h.title, h.region_code,
               (select max(c.valid_to) from organisations.certificate c where c.person_id = h.person_id and c.kind = 'ENFORCEMENT'
                  and c.valid_from <= ${day}::date and (c.revoked_on is null or c.revoked_on > ${day}::date)) as until
        from organisations.held_post h
        where starts_with(h.region_prefix, ${prefix}) and (${orgId}::uuid is null or h.org_id = ${orgId}::uuid)
          and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date)
          and (h.role in ('FIRE_SUPERVISOR', 'FIRE_CHIEF', 'POLICE_USER')
               or h.role = 'TOWN_USER' and exists (select from organisations.delegation t where t.org_id = h.org_id and ${isRunning(day)}))
      )
      select org_id, org_name, post_id, person_id, person_name || '（' || title || '）' as title, until::text as extra,
             case when until < ${day}::date then until + 1 end as since_on, count(*) over () as total
      from holder where ${condition} order by until nulls first, region_code, org_id limit ${rowsPerKind}`;
  }

  const sentence: Record<GapKind, (row: Row) => string> = {
    POST_EMPTY: (row) =>
      row.sinceOn ? `自 ${row.sinceOn} 起无人在任，请登记接任人员。` : '从未有人任职，请登记任职人员。',
    CERTIFICATE_INVALID: (row) =>
      row.extra
        ? `执法证已于 ${row.extra} 到期，不得参加执法检查，请换证后登记。`
        : '没有有效的执法证，不得参加执法检查，请登记证件或调整岗位。',
    CERTIFICATE_EXPIRING: (row) => `执法证 ${row.extra} 到期，请及时换证。`,
    GRID_INACTIVE: (row) => `${row.extra}已停用，请改派网格或停用岗位。`,
    COMMITTEE_EMPTY: () => '没有登记成员单位，请按文件登记。',
    MEMBER_VACANT: (row) => `是${row.extra}的成员单位，但没有人员在岗，请登记联络人员。`,
  };

  return async (prefix: string, options: { kinds?: readonly GapKind[] | undefined; orgId?: string } = {}) => {
    const counts: Partial<Record<GapKind, number>> = {};
    const items: Gap[] = [];
    const kinds = (Object.keys(select) as GapKind[]).filter(
      (kind) => !options.kinds?.length || options.kinds.includes(kind),
    );
    for (const kind of kinds) {
      const { rows } = await select[kind](prefix, options.orgId ?? null).execute(db);
      if (rows[0]) counts[kind] = rows[0].total;
      for (const row of rows)
        items.push({
          kind,
          orgId: row.orgId,
          orgName: row.orgName,
          postId: row.postId,
          personId: row.personId,
          subject: row.title,
          sentence: sentence[kind](row),
          sinceOn: row.sinceOn,
          premises: null,
        });
    }
    const posts = items.flatMap((gap) => gap.postId ?? []);
    // Premises are counted within one county; above it the number stays unknown rather than zero.
    const isCounted = dependantsOf && posts.length > 0 && work.actor.region.length >= 6;
    const dependants = isCounted ? await dependantsOf(work, posts) : undefined;
    return {
      day,
      counts,
      items: dependants
        ? items.map((gap) => (gap.postId ? { ...gap, premises: dependants.get(gap.postId) ?? 0 } : gap))
        : items,
    };
  };
}
