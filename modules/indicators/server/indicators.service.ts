import { countyCodesIn } from '#modules/regions/server';
import type { Actor, Environment, Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import {
  type Breakdown,
  type Change,
  type Cut,
  compare,
  type Figure,
  type Indicator,
  type IndicatorRow,
  type IndicatorTable,
  isBase,
  type Level,
  monthOf,
  monthsBetween,
  type Period,
  periodBefore,
  periodWords,
  rankOf,
  schemeWords,
  shareOf,
  untilToday,
  yearBefore,
} from '../contract/index.ts';
import { createBaseQueries } from './bases.queries.ts';
import { countGroups, type Grouping, groupingOf, groupWords } from './breakdown.queries.ts';
import { checkDefinition } from './check-definition.ts';
import { formulaOf } from './describe.ts';
import { type Cell, evaluate, isLevelOf, levelBelow } from './evaluate.ts';
import { createIndicatorQueries, type HeldIndicator } from './indicators.queries.ts';
import { createIndicatorStore } from './indicators.store.ts';
import { digitsOf, type Facts, factOf } from './measure.queries.ts';
import { prefixWithinReach } from './reach.ts';
import { recordsBehind } from './records.queries.ts';
import { differencesSince, evaluateFrozen } from './snapshots.service.ts';

/** Day from which the rule of 2025 is in force (消防〔2025〕17号). */
const ruleChange = '2025-05-01';

export interface Asked {
  regionCode?: string | undefined;
  from: string;
  to: string;
  scheme: Scheme;
}

export function createIndicatorService(facts: Facts) {
  const shown = (held: HeldIndicator, actor: Pick<Actor, 'region' | 'permissions'>): IndicatorRow => ({
    ...held.indicator,
    regionPrefix: held.regionPrefix,
    version: held.version,
    isActive: held.isActive,
    formula: formulaOf(facts, held.indicator),
    mayEdit: held.regionPrefix === actor.region && actor.permissions.has('indicators.define'),
  });

  async function wanted(work: Pick<Work, 'db'>, reach: string, ids: readonly string[]): Promise<HeldIndicator[]> {
    const held = new Map((await createIndicatorQueries(work).all(reach)).map((one) => [one.indicator.id, one]));
    return ids.map((id) => {
      const found = held.get(id);
      if (!found) throw new AppError('invalid', `没有指标“${id}”，请从指标目录中选择。`, { fields: { ids: id } });
      return found;
    });
  }

  const comparisonOf = (indicator: Indicator, baseWord: string, now: Figure, before: Figure): Change =>
    compare(now, before, {
      unit: indicator.unit,
      decimals: indicator.decimals,
      better: indicator.better,
      baseWord,
      isRate: indicator.denominator !== undefined && /%/.test(indicator.unit),
    });

  type AskedTable = Asked & {
    ids: readonly string[];
    level?: Level | undefined;
    basis?: 'LIVE' | 'FROZEN' | undefined;
  };

  /** A table of indicators by place, each with the same days of the year before and the period before. */
  const table = async (environment: Environment, actor: Actor, asked: AskedTable): Promise<IndicatorTable> =>
    (await tableWith(environment, actor, asked, [])).table;

  /** The table, and the figures of the whole in further periods, counted in the same reads. */
  async function tableWith(
    environment: Environment,
    actor: Actor,
    asked: AskedTable,
    further: readonly Period[],
  ): Promise<{ table: IndicatorTable; further: (id: string, index: number) => Cell }> {
    const prefix = prefixWithinReach(actor.region, asked.regionCode);
    const level = asked.level ?? levelBelow(prefix);
    if (!isLevelOf(prefix, level))
      throw new AppError('invalid', '所选层级高于所选区划，请重新选择。', { fields: { level: '层级过高' } });
    const today = dayOf(environment.now());
    // Of a running period what has passed of it is counted, and compared with as much of the year before.
    const period = untilToday(asked, today);
    const periods: Period[] = [period, yearBefore(period), periodBefore(period), ...further];
    return environment.database.asJob(async (db) => {
      const held = await wanted({ db }, actor.region, asked.ids);
      const indicators = held.map(({ indicator }) => indicator);
      const question = { indicators, prefix, level, periods, scheme: asked.scheme, today };
      const frozen = asked.basis === 'FROZEN' ? await evaluateFrozen({ db }, question) : undefined;
      if (frozen && !frozen.cutOff)
        throw new AppError('conflict', `${periodWords(period)}的数据还没有固定，请先固定，或改看实时数据。`);
      const evaluation = frozen ?? (await evaluate({ db }, facts, question));
      const regionCode = prefix.padEnd(12, '0');
      const regionName = (await createBaseQueries({ db }).names([regionCode])).get(regionCode) ?? prefix;
      const places = evaluation.places.filter(({ code }) => code !== prefix || digitsOf[level] === prefix.length);
      const ranks = indicators.map((indicator) =>
        rankOf(places, ({ code }) => evaluation.cell(indicator, 0, code).value, indicator.better),
      );
      const row = (name: string, code: string | undefined, place?: (typeof places)[number]) => ({
        regionCode: code === undefined ? null : code.padEnd(12, '0'),
        name,
        cells: indicators.map((indicator, i) => {
          const at = (index: number): Cell => evaluation.cell(indicator, index, code);
          const now = at(0);
          const isSum = indicator.denominator === undefined && indicator.numerator.aggregate !== 'PLACES';
          return {
            ...now,
            yearBefore: at(1),
            periodBefore: at(2),
            overYear: comparisonOf(indicator, '去年同期', now, at(1)),
            overPeriod: comparisonOf(indicator, '上期', now, at(2)),
            share: isSum ? shareOf(now.numerator, evaluation.cell(indicator, 0).numerator) : null,
            rank: place ? (ranks[i]?.get(place) ?? null) : null,
          };
        }),
      });
      const words = (one: Period) => ({ ...one, words: periodWords(one) });
      const table: IndicatorTable = {
        regionCode,
        regionName,
        level,
        period: words(period),
        yearBefore: words(periods[1] as Period),
        periodBefore: words(periods[2] as Period),
        scheme: asked.scheme,
        schemeWords: schemeWords[asked.scheme],
        note: noteOf(indicators, periods, asked.scheme),
        basis: asked.basis ?? 'LIVE',
        cutOff: frozen?.cutOff ?? environment.now().toISOString(),
        indicators: held.map((one) => shown(one, actor)),
        rows: [row(regionName, undefined), ...places.map((place) => row(place.name, place.code, place))],
      };
      return {
        table,
        further: (id, index) => {
          const indicator = indicators.find((one) => one.id === id);
          if (!indicator) throw new Error(`${id} is not in the table`);
          return evaluation.cell(indicator, 3 + index);
        },
      };
    });
  }

  /** What must be said when figures from before and after the change of the rule stand side by side. */
  function noteOf(indicators: readonly Indicator[], periods: readonly Period[], scheme: Scheme): string | null {
    const judged = indicators.some(({ numerator }) => {
      const fact = factOf(facts, numerator.fact);
      const names = [numerator.value, ...numerator.where.map(({ column }) => column)];
      return names.some((name) => name !== undefined && fact.columns[name]?.byScheme !== undefined);
    });
    const isAcross = periods.some(({ from }) => from < ruleChange) && periods.some(({ to }) => to >= ruleChange);
    if (!judged || !isAcross) return null;
    return scheme === 'OWN'
      ? '比较期跨2025年5月1日《火灾统计管理规定》施行之日：死亡计算时限由7日改为30日，等级损失标准和轻微火灾口径不同。可选择统一口径比较。'
      : `两期均${schemeWords[scheme].replace('统一', '')}计算。`;
  }

  async function series(
    environment: Environment,
    actor: Actor,
    asked: { id: string; regionCode?: string | undefined; firstMonth: string; lastMonth: string; scheme: Scheme },
  ) {
    if (asked.lastMonth < asked.firstMonth)
      throw new AppError('invalid', '截止月份早于起始月份，请重新选择。', { fields: { lastMonth: '早于起始月份' } });
    const months = monthsBetween(asked.firstMonth, asked.lastMonth);
    if (months.length > 240)
      throw new AppError('invalid', '一次最多查看240个月，请缩短时段。', { fields: { lastMonth: '时段过长' } });
    const prefix = prefixWithinReach(actor.region, asked.regionCode);
    return environment.database.asJob(async (db) => {
      const [held] = await wanted({ db }, actor.region, [asked.id]);
      const { indicator } = held as HeldIndicator;
      const today = dayOf(environment.now());
      const periods = months
        .map((month) => untilToday(monthOf(month), today))
        .flatMap((period) => [period, yearBefore(period)]);
      const evaluation = await evaluate({ db }, facts, {
        indicators: [indicator],
        prefix,
        level: levelBelow(prefix),
        periods,
        scheme: asked.scheme,
        today,
      });
      return {
        indicator: shown(held as HeldIndicator, actor),
        points: months.map((month, i) => ({
          month,
          ...evaluation.cell(indicator, 2 * i),
          yearBefore: evaluation.cell(indicator, 2 * i + 1),
        })),
      };
    });
  }

  /** The records behind a figure, guarded: as many as the figure counts, for who may see them. */
  async function records(
    work: Work,
    asked: Asked & {
      id: string;
      part: 'NUMERATOR' | 'DENOMINATOR';
      cut: readonly Cut[];
      cursor?: string | undefined;
      limit: number;
    },
  ) {
    const [held] = await wanted(work, work.actor.region, [asked.id]);
    const { indicator } = held as HeldIndicator;
    const measure = asked.part === 'NUMERATOR' ? indicator.numerator : indicator.denominator;
    if (!measure || isBase(measure))
      throw new AppError('invalid', '分母取自统计年鉴，没有逐条记录。', { fields: { part: '没有记录' } });
    const fact = factOf(facts, measure.fact);
    work.must(fact.permission);
    const period = untilToday(asked, dayOf(work.now));
    const prefix = prefixWithinReach(work.actor.region, asked.regionCode);
    const { scheme, cut: cuts } = asked;
    const page = await recordsBehind(work, facts, { measure, prefix, period, scheme, cuts }, asked);
    return {
      ...page,
      cuts: cuts.map(({ column, code }) => {
        const grouping = groupingOf(fact, measure, column, scheme);
        return { column, code, label: grouping.label, words: groupWords(grouping, code) };
      }),
      fact: { label: fact.label, unit: fact.unit },
      columns: Object.entries(fact.columns)
        .filter(([, column]) => column.isShown)
        .map(([name, { label, unit = null, values = {} }]) => ({ name, label, unit, values })),
      valueLabel: measure.aggregate === 'SUM' ? (fact.columns[measure.value ?? '']?.label ?? null) : null,
      valueUnit: fact.columns[measure.value ?? '']?.unit ?? null,
      periodWords: periodWords(period),
      dateLabel: fact.dates[measure.date] ?? '日期',
    };
  }

  /** A figure taken apart by one or two columns of its records, with the same days of the year before. */
  async function breakdown(
    environment: Environment,
    actor: Actor,
    asked: Asked & { id: string; by: readonly string[] },
  ): Promise<Breakdown> {
    const prefix = prefixWithinReach(actor.region, asked.regionCode);
    const period = untilToday(asked, dayOf(environment.now()));
    const periods = [period, yearBefore(period)] as const;
    return environment.database.asJob(async (db) => {
      const [held] = await wanted({ db }, actor.region, [asked.id]);
      const { indicator } = held as HeldIndicator;
      const { numerator: measure, denominator, factor } = indicator;
      const fact = factOf(facts, measure.fact);
      if (denominator || measure.aggregate === 'PLACES')
        throw new AppError(
          'invalid',
          `“${indicator.label}”是${denominator ? '比率' : '去重的家数'}，各组相加不等于总数，不能分组。请选择数量指标。`,
          { fields: { id: '不能分组' } },
        );
      const groupings = asked.by.map((name) => groupingOf(fact, measure, name, asked.scheme));
      const groups = await countGroups(db, {
        fact,
        measure,
        groupings,
        scope: { counties: await countyCodesIn({ db }, prefix), prefix },
        periods,
        scheme: asked.scheme,
      });
      const rows = groups.map(({ codes, counts: [now, before] }) => ({
        codes,
        labels: codes.map((code, i) => groupWords(groupings[i] as Grouping, code)),
        value: (now?.value ?? 0) * factor,
        records: now?.records ?? 0,
        yearBefore: (before?.value ?? 0) * factor,
      }));
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
      const regionCode = prefix.padEnd(12, '0');
      const words = (one: Period) => ({ ...one, words: periodWords(one) });
      return {
        indicator: shown(held as HeldIndicator, actor),
        regionCode,
        regionName: (await createBaseQueries({ db }).names([regionCode])).get(regionCode) ?? prefix,
        by: groupings.map(({ name, label, values }) => ({
          name,
          label,
          values: Object.entries(values).map(([code, label]) => ({ code, label })),
        })),
        period: words(period),
        yearBefore: words(periods[1]),
        scheme: asked.scheme,
        note: noteOf([indicator], periods, asked.scheme),
        cutOff: environment.now().toISOString(),
        total: {
          value: sum(({ value }) => value),
          records: sum(({ records }) => records),
          yearBefore: sum((row) => row.yearBefore),
        },
        rows: rows.sort((a, b) => b.value - a.value || b.yearBefore - a.yearBefore),
      };
    });
  }

  /** Counts a definition over this year and opens it: what cannot be counted or opened is no indicator. */
  async function tryOut(work: Work, indicator: Indicator) {
    const today = dayOf(work.now);
    const period = { from: `${today.slice(0, 4)}-01-01`, to: today };
    const prefix = prefixWithinReach(work.actor.region, undefined);
    const question = { indicators: [indicator], prefix, level: levelBelow(prefix), periods: [period], today };
    const cell = (await evaluate(work, facts, { ...question, scheme: 'OWN' })).cell(indicator, 0);
    const measure = indicator.numerator;
    const asked = { measure, prefix, period, scheme: 'OWN' as const };
    const { total, isEstimate } = await recordsBehind(work, facts, asked, { limit: 1 });
    const problem =
      cell.state === 'NOTHING'
        ? { field: 'denominator', sentence: '分母在本辖区本年没有任何记录，算不出比率。请改选分母。' }
        : total !== cell.records && !isEstimate
          ? {
              field: 'numerator',
              sentence: `指标数为${cell.records}，能打开的记录为${total}，两者不一致，不能定义。请检查条件。`,
            }
          : undefined;
    return { cell, opened: total, period, problem };
  }

  async function preview(work: Work, part: Pick<Indicator, 'numerator' | 'denominator' | 'factor' | 'unit'>) {
    const indicator: Indicator = {
      ...part,
      id: 'preview',
      label: '试算',
      group: '试算',
      decimals: 0,
      better: 'NEITHER',
      words: '尚未保存的指标',
      source: '试算',
    };
    checkDefinition(facts, indicator);
    const { cell, opened, period, problem } = await tryOut(work, indicator);
    return {
      ...cell,
      opened,
      formula: formulaOf(facts, indicator),
      period: { ...period, words: periodWords(period) },
      problem: problem?.sentence ?? null,
    };
  }

  /** Defines an indicator for the own division; refused unless it can be counted and its records opened. */
  async function define(
    work: Work,
    { version, ...input }: Indicator & { version?: number | undefined },
  ): Promise<IndicatorRow> {
    checkDefinition(facts, input);
    const { region, name } = work.actor;
    const queries = createIndicatorQueries(work);
    const store = createIndicatorStore(work);
    const held = await queries.find(region, input.id);
    if (held && held.regionPrefix !== region)
      throw new AppError(
        'conflict',
        `“${held.indicator.label}”是上级统一定义的指标，不能修改。请换一个编号另行定义。`,
        {
          fields: { id: '编号已被使用' },
        },
      );
    const { problem } = await tryOut(work, input);
    if (problem) throw new AppError('invalid', problem.sentence, { fields: { [problem.field]: problem.sentence } });
    if (!held) await store.add(region, input, name);
    else if (
      !(await store.change(region, input.id, version ?? held.version, { definition: input, isActive: true }, name))
    )
      throw new AppError('conflict', '该指标已被他人修改，请刷新后重试。');
    work.audit(
      'indicators.define',
      { kind: 'indicator', id: input.id },
      { before: held?.indicator ?? null, after: input },
    );
    return shown((await queries.find(region, input.id)) as HeldIndicator, work.actor);
  }

  async function retire(work: Work, input: { id: string; version: number; reason: string }): Promise<IndicatorRow> {
    const queries = createIndicatorQueries(work);
    const held = await queries.find(work.actor.region, input.id);
    if (!held) throw new AppError('not_found', '没有这个指标。');
    if (held.regionPrefix !== work.actor.region) throw new AppError('conflict', '上级统一定义的指标不能停用。');
    if (
      !(await createIndicatorStore(work).change(
        held.regionPrefix,
        input.id,
        input.version,
        { isActive: false },
        work.actor.name,
      ))
    )
      throw new AppError('conflict', '该指标已被他人修改，请刷新后重试。');
    work.audit('indicators.retire', { kind: 'indicator', id: input.id }, { reason: input.reason });
    return shown((await queries.find(work.actor.region, input.id)) as HeldIndicator, work.actor);
  }

  /** What was corrected after a month was frozen, in every indicator that the division uses. */
  const differences = (
    environment: Environment,
    actor: Actor,
    input: { countyCode: string; month: string; scheme: Scheme },
  ) =>
    environment.database.asJob(async (db) => {
      const held = await createIndicatorQueries({ db }).all(actor.region);
      const indicators = held.filter(({ isActive }) => isActive).map(({ indicator }) => indicator);
      return differencesSince({ db }, facts, { ...input, today: dayOf(environment.now()), indicators });
    });

  return {
    differences,
    /** Every indicator in use of a reach, with its formula in words. */
    catalogue: async (work: Pick<Work, 'db'>, reach: string) =>
      (await createIndicatorQueries(work).all(reach))
        .filter(({ isActive }) => isActive)
        .map(({ indicator }) => ({ ...indicator, formula: formulaOf(facts, indicator) })),
    list: async (work: Work) =>
      (await createIndicatorQueries(work).all(work.actor.region)).map((one) => shown(one, work.actor)),
    facts: () =>
      [...facts.values()].map(({ id, label, unit, dates, columns }) => ({
        id,
        label,
        unit,
        dates: Object.entries(dates).map(([name, label]) => ({ name, label })),
        columns: Object.entries(columns).map(([name, column]) => ({
          name,
          label: column.label,
          kind: column.kind,
          unit: column.unit ?? null,
          values: Object.entries(column.values ?? {}).map(([code, label]) => ({ code, label })),
        })),
      })),
    table,
    tableWith,
    series,
    breakdown,
    records,
    preview,
    define,
    retire,
  };
}
export type IndicatorService = ReturnType<typeof createIndicatorService>;
