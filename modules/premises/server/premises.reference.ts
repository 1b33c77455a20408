import { v5 as uuidv5 } from 'uuid';
import data from '#db/reference/premises/premises.json' with { type: 'json' };
import scope from '#db/reference/premises/scope.json' with { type: 'json' };
import type { ReferenceData } from '#platform/server/module.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { adminLevelRank, industryNames, premisesTypes } from '../contract/index.ts';

const namespace = '5b1d0c5e-7a55-5c8e-9d3f-2f6f0a1c7e11';
/** The same row has the same id in every installation, so that a new edition corrects it in place. */
const idOf = (...key: (string | number)[]) => uuidv5(key.join(' '), namespace);

/** 公安部令第61号 came into force on that day, and the thresholds of 公通字〔2001〕97号 with it. */
const validFrom = '2002-05-01';
const nation = '00';

const categories = new Map<string, string>();
for (const row of data.keyUnitCriteria) if (row.catZh) categories.set(row.cat, row.catZh);

const criteria = scope.criteria.map((about, i) => {
  const row = data.keyUnitCriteria[i];
  if (row?.objectZh !== about.object || row.cat !== about.category)
    throw new Error(`scope.json does not follow premises.json at criterion ${about.no}`);
  const isLevel = row.metric === 'adminLevel';
  return {
    id: idOf('criterion', about.no),
    regionPrefix: nation,
    category: row.cat,
    categoryName: categories.get(row.cat) ?? '',
    types: about.types,
    kinds: about.kinds && JSON.stringify(about.kinds),
    object: row.objectZh,
    metric: row.metric,
    operator: row.op,
    threshold: isLevel
      ? (adminLevelRank(row.value) ?? null)
      : row.value === 'true'
        ? 1
        : Number.isFinite(Number(row.value))
          ? Number(row.value)
          : null,
    thresholdText: isLevel
      ? '县级'
      : row.unit
        ? `${row.value} ${row.unit.replace('m²', '㎡')}`
        : row.metric === 'local'
          ? row.value
          : null,
    unit: row.unit,
    source: row.source,
    needsCheck: about.needsCheck,
    validFrom,
  };
});

const smallPlaces = new Map(data.smallPlaces.map((row) => [row.id, row]));
const limits = scope.limits.map((limit) => ({
  id: idOf('limit', limit.kind, limit.types.join(), limit.metric),
  regionPrefix: nation,
  kind: limit.kind,
  name: smallPlaces.get(limit.kind)?.zh ?? limit.kind,
  types: limit.types,
  metric: limit.metric,
  threshold: limit.value,
  unit: limit.unit,
  unlessUnknown: limit.unlessUnknown ?? false,
  needsCheck: true,
  source: '各地通行文本（无全国统一界定）[需核]',
  validFrom,
}));

/** `PUBLIC_SECURITY,COMMERCE`: the first leads. Classes without a department of their own (按业态) get none. */
const assignments = data.premisesTypes.flatMap((row) => {
  const ids = (row.industryDept ?? '')
    .split(',')
    .map((id) => (id === '机关事务' ? 'GOV_AFFAIRS' : id))
    .filter((id) => id in industryNames);
  const [leadIndustry, ...coIndustries] = ids;
  return leadIndustry
    ? [
        {
          id: idOf('industry', row.id),
          regionPrefix: nation,
          premisesType: row.id,
          leadIndustry,
          coIndustries,
          documentNo: null,
          validFrom,
        },
      ]
    : [];
});

async function load(work: Work) {
  const db = tablesOf<
    'premises.premisesType' | 'premises.keyUnitCriterion' | 'premises.smallPlaceLimit' | 'premises.industryAssignment'
  >(work);
  await db
    .insertInto('premises.premisesType')
    .values(
      premisesTypes.map((type, sort) => ({
        id: type.id,
        name: type.name,
        class: type.class,
        isPublicAssembly: type.isPublicAssembly,
        isCrowded: type.isCrowded,
        sort,
        note: type.note,
      })),
    )
    .onConflict((on) =>
      on.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        class: eb.ref('excluded.class'),
        isPublicAssembly: eb.ref('excluded.isPublicAssembly'),
        isCrowded: eb.ref('excluded.isCrowded'),
        sort: eb.ref('excluded.sort'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
  await db
    .insertInto('premises.keyUnitCriterion')
    .values(criteria)
    .onConflict((on) =>
      on.column('id').doUpdateSet((eb) => ({
        categoryName: eb.ref('excluded.categoryName'),
        types: eb.ref('excluded.types'),
        kinds: eb.ref('excluded.kinds'),
        object: eb.ref('excluded.object'),
        metric: eb.ref('excluded.metric'),
        operator: eb.ref('excluded.operator'),
        threshold: eb.ref('excluded.threshold'),
        thresholdText: eb.ref('excluded.thresholdText'),
        unit: eb.ref('excluded.unit'),
        source: eb.ref('excluded.source'),
        needsCheck: eb.ref('excluded.needsCheck'),
      })),
    )
    .execute();
  await db
    .insertInto('premises.smallPlaceLimit')
    .values(limits)
    .onConflict((on) =>
      on.column('id').doUpdateSet((eb) => ({
        threshold: eb.ref('excluded.threshold'),
        unlessUnknown: eb.ref('excluded.unlessUnknown'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute();
  await db
    .insertInto('premises.industryAssignment')
    .values(assignments)
    .onConflict((on) =>
      on.column('id').doUpdateSet((eb) => ({
        leadIndustry: eb.ref('excluded.leadIndustry'),
        coIndustries: eb.ref('excluded.coIndustries'),
      })),
    )
    .execute();
}

/** Classes of premises, key-unit criteria, limits of the nine small places, default departments; the nation's rows. */
export const premisesReference: ReferenceData = { edition: 'premises 2026-11-22', load };
