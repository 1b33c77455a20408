import type { Cut, Indicator, Period } from '#modules/indicators/contract';
import { compare, numberWords, percentWords, periodWords, round } from '#modules/indicators/contract';
import type { Cell, Evaluation } from '#modules/indicators/server';
import { AppError } from '#platform/shared/errors.ts';
import type { BoundFigure, GivenParameters, Piece, Template, Token } from '../contract/index.ts';
import { parameterWords } from './parameters.ts';

export interface Material {
  evaluation: Evaluation;
  /** As they were counted, limited to the classes that were asked for. */
  indicators: ReadonlyMap<string, Indicator & { formula: string }>;
  regionCode: string;
  region: string;
  /** The period, the same days a year before, the period before. */
  periods: readonly [Period, Period, Period];
  parameters: GivenParameters;
  /** What an indicator counts, in words: 火灾. */
  factLabel(id: string): string;
  /** What every figure was limited to. */
  cuts: readonly Cut[];
}

/** A figure that a sentence needs is not there. */
export class Missing extends Error {}

/**
 * Fills the tokens of a template in; every figure carries where it comes from.
 * @throws Missing where there is nothing to fill in, AppError where the template names what does not exist
 */
export function createFigures(template: Template, material: Material) {
  const { evaluation, indicators, regionCode, region, periods, parameters, cuts } = material;
  const figures: Record<string, BoundFigure> = {};
  let count = 0;

  const indicatorOf = (id: string) => {
    const found = indicators.get(id);
    if (!found)
      throw new AppError('invalid', `模板“${template.name}”引用了不存在的指标“${id}”，请修改模板。`, {
        fields: { template: id },
      });
    return found;
  };
  const cellOf = (id: string, period = 0, place?: string): Cell => evaluation.cell(indicatorOf(id), period, place);
  const shown = (indicator: Indicator, value: number) => numberWords(value, indicator.decimals);
  /** With its unit, money of a hundred million and more in 亿元: 1.13亿元, not 11300万元. */
  const said = (indicator: Indicator, value: number) =>
    indicator.unit === '万元' && value >= 10_000
      ? `${numberWords(value / 10_000, 4)}亿元`
      : `${shown(indicator, value)}${indicator.unit}`;

  const bind = (
    indicator: Indicator & { formula: string },
    cell: Cell,
    own: Pick<BoundFigure, 'aspect' | 'text'> & Partial<BoundFigure>,
  ): Piece => {
    count += 1;
    figures[`f${count}`] = {
      indicator: indicator.id,
      label: indicator.label,
      value: cell.value === null ? null : round(cell.value, Math.max(indicator.decimals, 2)),
      unit: indicator.unit,
      state: cell.state,
      regionCode,
      region,
      period: periods[0],
      base: null,
      cuts: [...cuts],
      records: cell.records,
      formula: indicator.formula,
      ...own,
    };
    return { figure: `f${count}`, text: own.text };
  };

  const value = (id: string, hasUnit: boolean): Piece => {
    const indicator = indicatorOf(id);
    const cell = cellOf(id);
    if (cell.value === null) throw new Missing(indicator.label);
    return bind(indicator, cell, {
      aspect: 'VALUE',
      text: hasUnit ? said(indicator, cell.value) : shown(indicator, cell.value),
    });
  };
  const change = (id: string, over: 'year' | 'period'): Piece => {
    const index = over === 'year' ? 1 : 2;
    const indicator = indicatorOf(id);
    const cell = cellOf(id);
    const before = cellOf(id, index);
    if (cell.value === null || before.value === null) throw new Missing(indicator.label);
    const { words } = compare(cell, before, {
      unit: indicator.unit,
      decimals: indicator.decimals,
      better: indicator.better,
      percentDecimals: template.changeDecimals,
      baseWord: over === 'year' ? '去年同期' : '上期',
      isProse: true,
      isRate: indicator.denominator !== undefined && indicator.unit.includes('%'),
    });
    return bind(indicator, cell, {
      aspect: over === 'year' ? 'YEAR' : 'PERIOD',
      text: words,
      base: { value: before.value, indicator: id, period: periods[index] },
    });
  };
  const partOf = (indicator: Indicator & { formula: string }, cell: Cell, base: BoundFigure['base'], whole: number) =>
    bind(indicator, cell, {
      aspect: base?.indicator ? 'SHARE' : 'TARGET',
      text: `${percentWords(((cell.value as number) / whole) * 100, template.shareDecimals)}%`,
      base,
    });
  const share = (wholeId: string, partId: string): Piece => {
    const part = indicatorOf(partId);
    const cell = cellOf(partId);
    const { value: whole } = cellOf(wholeId);
    if (cell.value === null || !whole) throw new Missing(part.label);
    return partOf(part, cell, { value: whole, indicator: wholeId, period: periods[0] }, whole);
  };
  const target = (id: string, name: string): Piece => {
    const indicator = indicatorOf(id);
    const cell = cellOf(id);
    const aim = Number(parameters[name]);
    if (cell.value === null || !aim) throw new Missing(indicator.label);
    return partOf(indicator, cell, { value: aim, indicator: '', period: periods[0] }, aim);
  };
  const list = (name: string): Piece[] => {
    const found = template.lists[name];
    if (!found) throw new AppError('invalid', `模板“${template.name}”没有名为“${name}”的分项，请修改模板。`);
    const parts = found.parts
      .map((part) => ({ ...part, cell: cellOf(part.id) }))
      .filter(({ cell }) => (cell.value ?? 0) > 0)
      .sort((a, b) => (b.cell.value ?? 0) - (a.cell.value ?? 0))
      .slice(0, found.top);
    if (!parts.length) throw new Missing(name);
    return parts.flatMap(({ id, label }, i) => [
      `${i ? '；' : ''}${label}`,
      value(id, true),
      '，占',
      share(found.of, id),
    ]);
  };
  const rank = (id: string): Piece[] => {
    const indicator = indicatorOf(id);
    const rows = evaluation.places
      .map((place) => ({ place, cell: cellOf(id, 0, place.code) }))
      .filter(({ cell }) => (cell.value ?? 0) > 0)
      .sort((a, b) => (b.cell.value ?? 0) - (a.cell.value ?? 0))
      .slice(0, 3);
    if (rows.length < 2) throw new Missing(indicator.label);
    return rows.flatMap(({ place, cell }, i) => [
      `${i ? '、' : ''}${place.name}`,
      bind(indicator, cell, {
        aspect: 'RANK',
        regionCode: place.code.padEnd(12, '0'),
        region: place.name,
        text: said(indicator, cell.value as number),
      }),
    ]);
  };

  return {
    figures,
    fill(token: Token): Piece[] {
      switch (token.kind) {
        case 'period':
          return [periodWords(periods[0])];
        case 'lastPeriod':
          return [periodWords(periods[2])];
        case 'region':
          return [region];
        case 'parameter': {
          const words = parameterWords(template, parameters, token.name);
          if (words === undefined) throw new Missing(token.name);
          return [words];
        }
        case 'list':
          return list(token.name);
        case 'rank':
          return rank(token.id);
        case 'figure':
          return [value(token.id, token.hasUnit)];
        case 'change':
          return [change(token.id, token.over)];
        case 'share':
          return [share(token.id, token.part)];
        case 'target':
          return [target(token.id, token.name)];
      }
    },
    /** `fireCount > 0`. @throws Missing where the figure is not known */
    holds(condition: string): boolean {
      const [id = '', sign, limit] = condition.split(' ');
      const { value: found } = cellOf(id);
      if (found === null) throw new Missing(id);
      const number = Number(limit);
      return sign === '>' ? found > number : sign === '<' ? found < number : found === number;
    },
    /** Figures filled in so far; `takeBack` forgets those after such a mark. */
    mark: () => count,
    takeBack(mark: number) {
      for (; count > mark; count -= 1) delete figures[`f${count}`];
    },
    cellOf,
  };
}
export type Figures = ReturnType<typeof createFigures>;
