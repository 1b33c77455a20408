import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import {
  type Certificate,
  certificateState,
  type Delegation,
  industryLabel,
  isInForce,
  isUsable,
  kindLabel,
  maskIdNumber,
  maskPhone,
  type OrganisationRow,
  type Person,
  type Post,
  powerLabel,
  type Role,
  roles,
  type Tenure,
} from '../contract/index.ts';
import type { OrganisationTables } from './organisations.store.ts';

type Readable = OrganisationTables | 'organisations.heldPost' | 'regions.division' | 'regions.gridName';

export interface OrganisationScope {
  /** Division prefix. */
  prefix: string;
  search?: string | undefined;
  kind?: readonly string[] | undefined;
  industry?: readonly string[] | undefined;
  isActive?: boolean | undefined;
  includeAbove?: boolean | undefined;
  hasEmptyPost?: boolean | undefined;
}

const countLimit = 10_000;
const historyLimit = 200;
const roleLabel = (role: string) => (role in roles ? roles[role as Role].label : role);

/** Read models for screens; personal data leaves here masked. */
export function createOrganisationQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const day = dayOf(work.now);

  const emptyPost = sql<boolean>`exists (select from organisations.post p where p.org_id = o.id and p.is_active and p.is_required
    and not exists (select from organisations.tenure t where t.post_id = p.id and t.from_on <= ${day}::date and (t.to_on is null or t.to_on >= ${day}::date)))`;

  const scoped = (scope: OrganisationScope) =>
    db
      .selectFrom('organisations.organisation as o')
      .where((eb) => {
        const within = sql<boolean>`starts_with(o.region_prefix, ${scope.prefix})`;
        return scope.includeAbove
          ? eb.or([within, sql<boolean>`starts_with(${scope.prefix}, o.region_prefix)`])
          : within;
      })
      .$if(scope.isActive !== undefined, (q) => q.where('o.isActive', '=', scope.isActive as boolean))
      .$if(!!scope.kind?.length, (q) => q.where('o.kind', 'in', [...(scope.kind ?? [])]))
      .$if(!!scope.industry?.length, (q) => q.where('o.industry', 'in', [...(scope.industry ?? [])]))
      .$if(!!scope.search, (q) =>
        q.where((eb) =>
          eb.or([
            eb(sql`strpos(o.name, ${scope.search ?? ''})`, '>', 0),
            eb(sql`strpos(o.short_name, ${scope.search ?? ''})`, '>', 0),
          ]),
        ),
      )
      .$if(scope.hasEmptyPost === true, (q) => q.where(emptyPost));

  const columns = [
    'o.id',
    'o.name',
    'o.shortName',
    'o.kind',
    'o.industry',
    'o.regionCode',
    'd.name as regionName',
    'o.parentId',
    'o.isActive',
  ] as const;

  /** How many posts each body has, how many are held today, and how many required ones are not. */
  async function postCounts(ids: readonly string[]) {
    if (!ids.length) return new Map<string, { posts: number; heldPosts: number; emptyPosts: number }>();
    const held = sql`exists (select from organisations.tenure t where t.post_id = post.id and t.from_on <= ${day}::date and (t.to_on is null or t.to_on >= ${day}::date))`;
    const rows = await db
      .selectFrom('organisations.post')
      .select([
        'orgId',
        sql<number>`count(*)`.as('posts'),
        sql<number>`count(*) filter (where ${held})`.as('heldPosts'),
        sql<number>`count(*) filter (where is_required and not ${held})`.as('emptyPosts'),
      ])
      .where('orgId', 'in', [...ids])
      .where('isActive', '=', true)
      .groupBy('orgId')
      .execute();
    return new Map(rows.map(({ orgId, ...counts }) => [orgId, counts]));
  }

  async function withCounts<T extends { id: string; kind: string; industry: string | null }>(rows: readonly T[]) {
    const counts = await postCounts(rows.map((row) => row.id));
    return rows.map((row) => ({
      ...row,
      kindLabel: kindLabel(row.kind),
      industryLabel: row.industry && industryLabel(row.industry),
      ...(counts.get(row.id) ?? { posts: 0, heldPosts: 0, emptyPosts: 0 }),
    }));
  }

  const certificateOf = (row: Omit<Certificate, 'state'>): Certificate => ({
    ...row,
    state: certificateState(row, day),
  });

  async function certificates(personIds: readonly string[]): Promise<Certificate[]> {
    if (!personIds.length) return [];
    const rows = await db
      .selectFrom('organisations.certificate as c')
      .innerJoin('organisations.person as h', 'h.id', 'c.personId')
      .select([
        'c.id',
        'c.personId',
        'h.name as personName',
        'c.kind',
        'c.number',
        'c.issuer',
        'c.validFrom',
        'c.validTo',
        'c.revokedOn',
        'c.revokeReason',
      ])
      .where('c.personId', 'in', [...personIds])
      .orderBy('h.name')
      .orderBy('c.validTo', 'desc')
      .execute();
    return rows.map(certificateOf);
  }

  async function people(
    rows: readonly {
      id: string;
      name: string;
      regionPrefix: string;
      phone: string | null;
      idNumber: string | null;
      version: number;
    }[],
  ): Promise<Person[]> {
    const ids = rows.map((row) => row.id);
    if (!ids.length) return [];
    const held = await db
      .selectFrom('organisations.heldPost')
      .select(['personId', 'postId', 'title', 'orgId', 'orgName'])
      .where('personId', 'in', ids)
      .where('fromOn', '<=', day)
      .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
      .orderBy('orgName')
      .execute();
    const owned = await certificates(ids);
    return rows.map((row) => {
      const own = owned.filter((one) => one.personId === row.id);
      const best = own.find((one) => isUsable(one.state)) ?? own[0];
      return {
        ...row,
        phone: row.phone && maskPhone(row.phone),
        idNumber: row.idNumber && maskIdNumber(row.idNumber),
        posts: held.filter((one) => one.personId === row.id).map(({ personId: _, ...post }) => post),
        certificate: best ? { number: best.number, validTo: best.validTo, state: best.state } : null,
      };
    });
  }

  const personColumns = ['id', 'name', 'regionPrefix', 'phone', 'idNumber', 'version'] as const;
  const peopleIn = (prefix: string, search: string | undefined) =>
    db
      .selectFrom('organisations.person')
      .where(sql<boolean>`starts_with(region_prefix, ${prefix})`)
      .$if(!!search, (q) => q.where(sql<boolean>`strpos(name, ${search ?? ''}) > 0`));

  return {
    async list(
      scope: OrganisationScope & { after?: { regionCode: string; id: string } | undefined; limit: number },
    ): Promise<OrganisationRow[]> {
      const rows = await scoped(scope)
        .innerJoin('regions.division as d', 'd.code', 'o.regionCode')
        .select(columns)
        .$if(!!scope.after, (q) =>
          q.where(
            sql<boolean>`(o.region_code, o.id) > (${scope.after?.regionCode ?? ''}, ${scope.after?.id ?? null}::uuid)`,
          ),
        )
        .orderBy('o.regionCode')
        .orderBy('o.id')
        .limit(scope.limit)
        .execute();
      return withCounts(rows);
    },

    async count(scope: OrganisationScope) {
      const counted = scoped(scope)
        .select('o.id')
        .limit(countLimit + 1);
      const { n } = await db
        .selectFrom(counted.as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return { total: Math.min(n, countLimit), isEstimate: n > countLimit };
    },

    /** Children of a body, or the top of a division: bodies whose superior lies outside it. */
    async tree(at: { parentId: string } | { prefix: string }) {
      const rows = await db
        .selectFrom('organisations.organisation as o')
        .innerJoin('regions.division as d', 'd.code', 'o.regionCode')
        .leftJoin('organisations.organisation as above', 'above.id', 'o.parentId')
        .select([
          ...columns,
          sql<boolean>`exists (select from organisations.organisation c where c.parent_id = o.id)`.as('hasChildren'),
        ])
        .where((eb) =>
          'parentId' in at
            ? eb('o.parentId', '=', at.parentId)
            : eb.and([
                sql<boolean>`starts_with(o.region_prefix, ${at.prefix})`,
                eb.or([eb('above.id', 'is', null), sql<boolean>`not starts_with(above.region_prefix, ${at.prefix})`]),
              ]),
        )
        .orderBy('o.regionCode')
        .orderBy('o.id')
        .limit(1000)
        .execute();
      return withCounts(rows);
    },

    async organisation(id: string) {
      const row = await db
        .selectFrom('organisations.organisation as o')
        .innerJoin('regions.division as d', 'd.code', 'o.regionCode')
        .leftJoin('organisations.organisation as above', 'above.id', 'o.parentId')
        .select([
          ...columns,
          'o.regionPrefix',
          'o.version',
          'above.name as parentName',
          'o.paperPrefix',
          'o.uscc',
          'o.address',
          'o.phone',
        ])
        .where('o.id', '=', id)
        .executeTakeFirst();
      return row && (await withCounts([row]))[0];
    },

    async posts(orgId: string): Promise<Post[]> {
      const rows = await db
        .selectFrom('organisations.post as p')
        .leftJoin('regions.gridName as g', (join) =>
          join.on(sql<boolean>`g.county_code = left(p.region_prefix, 6)`).onRef('g.id', '=', 'p.gridId'),
        )
        .leftJoin('regions.division as d', (join) => join.on(sql<boolean>`d.code = rpad(p.region_prefix, 12, '0')`))
        .select([
          'p.id',
          'p.title',
          'p.role',
          'p.regionPrefix',
          'd.name as regionName',
          'p.isRequired',
          'p.isActive',
          'p.version',
          'g.id as gridId',
          'g.code as gridCode',
          'g.name as gridName',
          'g.isActive as gridIsActive',
        ])
        .where('p.orgId', '=', orgId)
        .orderBy('p.isActive', 'desc')
        .orderBy('p.id')
        .execute();
      const tenures = rows.length
        ? await db
            .selectFrom('organisations.tenure as t')
            .innerJoin('organisations.person as h', 'h.id', 't.personId')
            .select(['t.id', 't.postId', 't.personId', 'h.name as personName', 't.fromOn', 't.toOn', 't.handoverNote'])
            .where(
              't.postId',
              'in',
              rows.map((row) => row.id),
            )
            .orderBy('t.fromOn', 'desc')
            .limit(historyLimit * 10)
            .execute()
        : [];
      return rows.map(({ gridId, gridCode, gridName, gridIsActive, regionName, ...row }) => {
        const history: Tenure[] = tenures
          .filter((one) => one.postId === row.id)
          .slice(0, historyLimit)
          .map(({ postId: _, ...one }) => one);
        return {
          ...row,
          roleLabel: roleLabel(row.role),
          regionName: regionName ?? row.regionPrefix,
          grid: gridId
            ? { id: gridId, code: gridCode ?? '', name: gridName ?? '', isActive: gridIsActive ?? false }
            : null,
          holder: history.find((one) => isInForce(one, day)) ?? null,
          history,
        };
      });
    },

    async peopleOf(orgId: string): Promise<Person[]> {
      const rows = await db
        .selectFrom('organisations.person')
        .select(personColumns)
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('organisations.heldPost as h')
            .select('h.personId')
            .where('h.orgId', '=', orgId)
            .where('h.fromOn', '<=', day)
            .where((inner) => inner.or([inner('h.toOn', 'is', null), inner('h.toOn', '>=', day)])),
        )
        .orderBy('name')
        .execute();
      return people(rows);
    },

    certificates,

    async people(input: {
      prefix: string;
      search?: string | undefined;
      after?: { name: string; id: string } | undefined;
      limit: number;
    }): Promise<Person[]> {
      const rows = await peopleIn(input.prefix, input.search)
        .select(personColumns)
        .$if(!!input.after, (q) =>
          q.where(sql<boolean>`(name, id) > (${input.after?.name ?? ''}, ${input.after?.id ?? null}::uuid)`),
        )
        .orderBy('name')
        .orderBy('id')
        .limit(input.limit)
        .execute();
      return people(rows);
    },

    async countPeople(input: { prefix: string; search?: string | undefined }) {
      const counted = peopleIn(input.prefix, input.search)
        .select('id')
        .limit(countLimit + 1);
      const { n } = await db
        .selectFrom(counted.as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return { total: Math.min(n, countLimit), isEstimate: n > countLimit };
    },

    async delegations(orgId: string): Promise<Delegation[]> {
      const rows = await db
        .selectFrom('organisations.delegation')
        .select(['id', 'action', 'legalBasis', 'documentNo', 'fromOn', 'toOn'])
        .where('orgId', '=', orgId)
        .orderBy('fromOn', 'desc')
        .orderBy('action')
        .execute();
      return rows.map((row) => ({ ...row, actionLabel: powerLabel(row.action), isInForce: isInForce(row, day) }));
    },

    async members(committeeId: string) {
      const rows = await db
        .selectFrom('organisations.membership as m')
        .innerJoin('organisations.organisation as o', 'o.id', 'm.memberId')
        .select([
          'm.id',
          'm.memberId',
          'o.name as memberName',
          'o.kind',
          'o.industry',
          'm.position',
          'm.fromOn',
          'm.toOn',
        ])
        .where('m.committeeId', '=', committeeId)
        .orderBy('m.fromOn')
        .orderBy('m.id')
        .execute();
      return rows.map(({ kind, industry, ...row }) => ({
        ...row,
        kindLabel: industry ? industryLabel(industry) : kindLabel(kind),
        isRunning: isInForce(row, day),
      }));
    },

    async memberOf(orgId: string) {
      const rows = await db
        .selectFrom('organisations.membership as m')
        .innerJoin('organisations.organisation as o', 'o.id', 'm.committeeId')
        .select(['m.id', 'm.committeeId', 'o.name as committeeName', 'm.position', 'm.fromOn', 'm.toOn'])
        .where('m.memberId', '=', orgId)
        .orderBy('m.fromOn')
        .execute();
      return rows.filter((row) => isInForce(row, day)).map(({ toOn: _, ...row }) => row);
    },
  };
}

/**
 * Whether the installation also serves places beyond a reach: bodies stand elsewhere than in it or above it. Read as the
 * job role, since the guard would show the reach alone.
 */
export async function servesBeyond(work: Work, reach: string): Promise<boolean> {
  const row = await tablesOf<'organisations.organisation'>(work)
    .selectFrom('organisations.organisation')
    .select('id')
    .where('isActive', '=', true)
    .where(sql<boolean>`not starts_with(region_prefix, ${reach}) and not starts_with(${reach}, region_prefix)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
