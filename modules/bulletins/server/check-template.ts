import type { Indicator } from '#modules/indicators/contract';
import type { Facts } from '#modules/indicators/server';
import { AppError } from '#platform/shared/errors.ts';
import { indicatorsOfToken, readSentence, type Sentence, sentencesOf, type Template } from '../contract/index.ts';
import { isLimitable } from './limit.ts';

/** 第2部分第1段第3句 */
const placeWords = (path: string) => {
  const [, section, , paragraph, sentence] = path.split('.').map((part) => Number(part) + 1);
  return `第${section}部分第${paragraph}段第${sentence}句`;
};

/**
 * Refuses a template that could not be written: a brace without its other half, an unknown token, an indicator, list or
 * parameter that is not there, a figure that cannot be limited to classes of places where the template asks for them.
 * @throws AppError `invalid`; `fields` has a sentence for each faulty place (`sections.0.paragraphs.1.2`, `lists.places`)
 */
export function checkTemplate(template: Template, indicators: ReadonlyMap<string, Indicator>, facts: Facts): void {
  const faults: Record<string, string> = {};
  const isLimited = template.parameters.some(({ kind }) => kind === 'PREMISES_TYPES');
  const parameters = new Map(template.parameters.map((one) => [one.id, one]));

  const faultOfIndicator = (id: string): string | undefined => {
    const indicator = indicators.get(id);
    if (!indicator) return `引用了不存在的指标“${id}”，请从指标目录中选择`;
    if (isLimited && !isLimitable(facts, indicator))
      return `中的指标“${indicator.label}”不能按场所类别统计，请换用其他指标，或去掉按场所类别的参数`;
    return undefined;
  };

  const faultOf = (sentence: Sentence): string | undefined => {
    const read = readSentence(sentence.text);
    if ('fault' in read) return read.fault;
    const ids = sentence.when.map((condition) => condition.split(' ')[0] as string);
    for (const token of read.parts) {
      if (typeof token === 'string') continue;
      if (token.kind === 'list' && !Object.hasOwn(template.lists, token.name))
        return `引用了不存在的分项“${token.name}”，请从列表中选择`;
      if ((token.kind === 'parameter' || token.kind === 'target') && !parameters.has(token.name))
        return `引用了不存在的参数“${token.name}”，请从列表中选择`;
      if (token.kind === 'target' && parameters.get(token.name)?.kind !== 'NUMBER')
        return `以“${parameters.get(token.name)?.label}”为目标，须为数值参数`;
      ids.push(...indicatorsOfToken(token));
    }
    for (const id of ids) {
      const fault = faultOfIndicator(id);
      if (fault) return fault;
    }
    return undefined;
  };

  for (const { sentence, path } of sentencesOf(template)) {
    const fault = faultOf(sentence);
    if (fault) faults[path] = `${placeWords(path)}${fault}。`;
  }
  for (const [name, { of, parts }] of Object.entries(template.lists))
    for (const id of [of, ...parts.map((part) => part.id)]) {
      const fault = faultOfIndicator(id);
      if (fault) faults[`lists.${name}`] = `分项“${name}”${fault}。`;
    }
  const title = readSentence(template.title);
  if ('fault' in title) faults.title = `标题${title.fault}。`;
  else if (
    title.parts.some((part) => typeof part !== 'string' && !['period', 'region', 'parameter'].includes(part.kind))
  )
    faults.title = '标题中只能插入统计期、地区和参数。';
  if (parameters.size < template.parameters.length) faults.parameters = '参数的名称重复，请改名。';

  const [first] = Object.values(faults);
  if (first !== undefined) throw new AppError('invalid', first, { fields: faults });
}
