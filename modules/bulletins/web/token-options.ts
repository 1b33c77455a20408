import { type Template, type Token, tokenWords } from '#modules/bulletins/contract';
import type { IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { listLabel } from './token-words.ts';

export interface TokenOption {
  value: string;
  label: string;
  children?: TokenOption[];
}

const option = (token: Token, label: string): TokenOption => ({ value: tokenWords(token), label });

/** Whole figures that a part can be a share of: counts of the same records, in the same unit. */
const wholesOf = (part: IndicatorRow, all: readonly IndicatorRow[]) =>
  all.filter(
    (one) =>
      one.id !== part.id &&
      !one.denominator &&
      one.unit === part.unit &&
      one.numerator.fact === part.numerator.fact &&
      one.numerator.where.length <= part.numerator.where.length,
  );

function waysOf(indicator: IndicatorRow, all: readonly IndicatorRow[], { parameters }: Pick<Template, 'parameters'>) {
  const { id } = indicator;
  const wholes = indicator.denominator ? [] : wholesOf(indicator, all);
  const targets = parameters.filter(({ kind }) => kind === 'NUMBER');
  return [
    option({ kind: 'figure', id, hasUnit: true }, t('数值（带单位）')),
    option({ kind: 'figure', id, hasUnit: false }, t('数值（仅数字）')),
    option({ kind: 'change', id, over: 'year' }, t('同比')),
    option({ kind: 'change', id, over: 'period' }, t('环比')),
    option({ kind: 'rank', id }, t('前三的地区')),
    ...(wholes.length
      ? [
          {
            value: `${id}.share`,
            label: t('占比'),
            children: wholes.map((whole) =>
              option({ kind: 'share', id: whole.id, part: id }, t('占{whole}', { whole: t(whole.label) })),
            ),
          },
        ]
      : []),
    ...targets.map((target) =>
      option({ kind: 'target', id, name: target.id }, t('占{whole}', { whole: t(target.label) })),
    ),
  ];
}

/** What can be inserted in a title. */
export const titleOptions = ({ parameters }: Pick<Template, 'parameters'>): TokenOption[] => [
  option({ kind: 'period' }, t('统计期')),
  option({ kind: 'region' }, t('地区名')),
  ...parameters.map(({ id, label }) => option({ kind: 'parameter', name: id }, t(label))),
];

/** What can be inserted in a sentence; the value of a leaf is the token. */
export function tokenOptions(
  indicators: readonly IndicatorRow[],
  template: Pick<Template, 'parameters' | 'lists'>,
): TokenOption[] {
  const lists = Object.keys(template.lists);
  return [
    {
      value: 'common',
      label: t('统计期和地区'),
      children: [
        option({ kind: 'period' }, t('统计期')),
        option({ kind: 'lastPeriod' }, t('上期')),
        option({ kind: 'region' }, t('地区名')),
      ],
    },
    ...(template.parameters.length
      ? [
          {
            value: 'parameters',
            label: t('起草时填写的参数'),
            children: template.parameters.map(({ id, label }) => option({ kind: 'parameter', name: id }, t(label))),
          },
        ]
      : []),
    ...(lists.length
      ? [
          {
            value: 'lists',
            label: t('分项'),
            children: lists.map((name) =>
              option({ kind: 'list', name }, t('分项：{name}', { name: listLabel(name, template.lists) })),
            ),
          },
        ]
      : []),
    ...[...Map.groupBy(indicators, ({ group }) => group)].map(([group, own]) => ({
      value: `group ${group}`,
      label: t(group),
      children: own.map((indicator) => ({
        value: indicator.id,
        label: t(indicator.label),
        children: waysOf(indicator, indicators, template),
      })),
    })),
  ];
}
