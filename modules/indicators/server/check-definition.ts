import { AppError } from '#platform/shared/errors.ts';
import { type Indicator, isBase, type Measure } from '../contract/index.ts';
import { type Facts, factOf } from './measure.queries.ts';

const refuse = (field: string, message: string): never => {
  throw new AppError('invalid', message, { fields: { [field]: message } });
};

/** Every name is published, every comparison fits its column: what passes can be counted and opened. */
function checkMeasure(facts: Facts, field: 'numerator' | 'denominator', measure: Measure) {
  const fact = factOf(facts, measure.fact);
  for (const day of [measure.date, measure.until])
    if (day !== undefined && !Object.hasOwn(fact.dates, day))
      refuse(field, `“${fact.label}”没有名为“${day}”的日期，可选：${Object.values(fact.dates).join('、')}。`);
  if (measure.aggregate === 'SUM') {
    const column = fact.columns[measure.value ?? ''];
    if (column?.kind !== 'NUMBER') refuse(field, `求和须选择“${fact.label}”的一个数值项。`);
  } else if (measure.value !== undefined) refuse(field, '计数不需要数值项，请去掉，或改为求和。');
  if (measure.aggregate === 'PLACES' && measure.until)
    refuse(field, '按单位去重只用于期内发生的记录，不能用于期末存量。');
  for (const condition of measure.where) {
    const column = fact.columns[condition.column];
    if (!column) return refuse(field, `“${fact.label}”没有名为“${condition.column}”的数据项，请从列表中选择。`);
    const fits = {
      CODE: ['in', 'notIn', 'known'],
      NUMBER: ['atLeast', 'atMost', 'known'],
      FLAG: ['true', 'false', 'known'],
    }[column.kind];
    if (!fits.includes(condition.is)) refuse(field, `“${column.label}”不能这样比较，请重新选择条件。`);
    if ((condition.is === 'in' || condition.is === 'notIn') && column.values) {
      const unknown = condition.values.find((code) => !Object.hasOwn(column.values ?? {}, code));
      if (unknown !== undefined) refuse(field, `“${column.label}”没有代码“${unknown}”，请从列表中选择。`);
    }
  }
}

/** @throws AppError `invalid` with the field and what to do */
export function checkDefinition(facts: Facts, indicator: Indicator) {
  checkMeasure(facts, 'numerator', indicator.numerator);
  const { denominator } = indicator;
  if (denominator && !isBase(denominator)) checkMeasure(facts, 'denominator', denominator);
  if (!denominator && /%|‰|\//.test(indicator.unit))
    refuse('denominator', `单位“${indicator.unit}”是比率，须选择分母。`);
}
