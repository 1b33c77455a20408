import type { Indicator, Period } from '#modules/indicators/contract';
import { compare, numberWords, percentWords, periodWords, round } from '#modules/indicators/contract';
import type { Cell, Evaluation } from '#modules/indicators/server';
import { AppError } from '#platform/shared/errors.ts';
import type { Block, BoundFigure, BulletinText, Piece, Sentence, Template } from '../contract/index.ts';

export interface Material {
  evaluation: Evaluation;
  indicators: ReadonlyMap<string, Indicator & { formula: string }>;
  regionCode: string;
  region: string;
  /** The period, the same days a year before, the period before. */
  periods: readonly [Period, Period, Period];
}

class Missing extends Error {}

/**
 * Writes a bulletin from its template: sentences whose figures are missing are left out or say so, conditions choose
 * between sentences, and every figure in the text carries where it comes from.
 * @throws AppError where the template names no such indicator
 */
export function compose(template: Template, material: Material): BulletinText {
  const { evaluation, indicators, regionCode, region, periods } = material;
  const figures: Record<string, BoundFigure> = {};
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

  let count = 0;
  const bind = (figure: BoundFigure): Piece => {
    count += 1;
    figures[`f${count}`] = figure;
    return { figure: `f${count}`, text: figure.text };
  };
  const base = (indicator: Indicator & { formula: string }, cell: Cell): Omit<BoundFigure, 'text' | 'aspect'> => ({
    indicator: indicator.id,
    label: indicator.label,
    value: cell.value === null ? null : round(cell.value, Math.max(indicator.decimals, 2)),
    unit: indicator.unit,
    state: cell.state,
    regionCode,
    region,
    period: periods[0],
    base: null,
    records: cell.records,
    formula: indicator.formula,
  });

  const value = (id: string, withUnit: boolean): Piece => {
    const indicator = indicatorOf(id);
    const cell = cellOf(id);
    if (cell.value === null) throw new Missing(indicator.label);
    return bind({
      ...base(indicator, cell),
      aspect: 'VALUE',
      text: `${shown(indicator, cell.value)}${withUnit ? indicator.unit : ''}`,
    });
  };
  const change = (id: string, index: 1 | 2): Piece => {
    const indicator = indicatorOf(id);
    const cell = cellOf(id);
    const before = cellOf(id, index);
    if (cell.value === null || before.value === null) throw new Missing(indicator.label);
    const { words } = compare(cell, before, {
      unit: indicator.unit,
      decimals: indicator.decimals,
      better: indicator.better,
      percentDecimals: template.changeDecimals,
      baseWord: index === 1 ? '去年同期' : '上期',
      isProse: true,
      isRate: indicator.denominator !== undefined && indicator.unit.includes('%'),
    });
    return bind({
      ...base(indicator, cell),
      aspect: index === 1 ? 'YEAR' : 'PERIOD',
      text: words,
      base: { value: before.value, indicator: id, period: periods[index] },
    });
  };
  const share = (wholeId: string, partId: string): Piece => {
    const part = indicatorOf(partId);
    const cell = cellOf(partId);
    const whole = cellOf(wholeId);
    if (cell.value === null || !whole.value) throw new Missing(part.label);
    return bind({
      ...base(part, cell),
      aspect: 'SHARE',
      text: `${percentWords((cell.value / whole.value) * 100, template.shareDecimals)}%`,
      base: { value: whole.value, indicator: wholeId, period: periods[0] },
    });
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
      bind({
        ...base(indicator, cell),
        aspect: 'RANK',
        regionCode: place.code.padEnd(12, '0'),
        region: place.name,
        text: `${shown(indicator, cell.value as number)}${indicator.unit}`,
      }),
    ]);
  };

  const token = (words: string): Piece[] => {
    if (words === 'period') return [periodWords(periods[0])];
    if (words === 'lastPeriod') return [periodWords(periods[2])];
    if (words === 'region') return [region];
    const [head = '', part] = words.split(':');
    if (head === 'list') return list(part ?? '');
    if (head === 'rank') return rank(part ?? '');
    const [id = '', aspect] = head.split('.');
    switch (aspect) {
      case undefined:
        return [value(id, true)];
      case 'value':
        return [value(id, false)];
      case 'year':
        return [change(id, 1)];
      case 'period':
        return [change(id, 2)];
      case 'share':
        return [share(id, part ?? '')];
      default:
        throw new AppError('invalid', `模板“${template.name}”中的“{${words}}”无法识别，请修改模板。`);
    }
  };

  const holds = (condition: string): boolean => {
    const [id = '', sign, limit] = condition.split(' ');
    const { value: found } = cellOf(id);
    if (found === null) return false;
    const number = Number(limit);
    return sign === '>' ? found > number : sign === '<' ? found < number : found === number;
  };

  function write({ text, when, otherwise }: Sentence): Piece[] {
    if (!when.every(holds)) return [];
    const before = count;
    try {
      return text.split(/\{([^{}]+)\}/g).flatMap((words, i) => (i % 2 ? token(words) : words ? [words] : []));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      // Figures of a sentence that is not written are not figures of the bulletin.
      for (; count > before; count -= 1) delete figures[`f${count}`];
      return otherwise ? [otherwise] : [];
    }
  }

  const joined = (pieces: readonly Piece[]): Piece[] =>
    pieces.reduce<Piece[]>((all, piece) => {
      const last = all.at(-1);
      if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
      else all.push(piece);
      return all;
    }, []);

  const blocks = template.sections.flatMap(({ heading, paragraphs }): Block[] => {
    const written = paragraphs
      .map((sentences) => joined(sentences.flatMap(write)))
      .filter((pieces) => pieces.length > 0)
      .map((pieces): Block => ({ kind: 'PARAGRAPH', pieces }));
    if (!written.length) return [];
    return [...(heading ? [{ kind: 'HEADING' as const, pieces: [heading] }] : []), ...written];
  });
  const title = template.title.replaceAll('{region}', region).replaceAll('{period}', periodWords(periods[0]));
  return { title, blocks, figures };
}
