import { useMemo } from 'react';
import type { LeaderView } from '#modules/cockpit/contract';
import { monthOf } from '#modules/indicators/contract';
import { recordsPath } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { StockFlow } from '#platform/web/components/stock-flow.tsx';
import { monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo } from '#platform/web/search.ts';

const parts = { added: 'hazardFound', removed: 'hazardClosed', stock: 'hazardStock' } as const;

/** Hazards that came, went and stayed, over thirteen months; a month opens its records. */
export function FlowMonths(props: { view: LeaderView; title?: string; height: number }) {
  const { months, table } = props.view;
  const go = useGo();
  const points = useMemo(
    () =>
      months.map(({ month, values }, i) => {
        const name = monthWords(Number(month.slice(5)));
        return {
          period: i === 0 || month.endsWith('-01') ? `${month.slice(0, 4)}\n${name}` : name,
          added: values.hazardFound ?? null,
          removed: values.hazardClosed ?? null,
          stock: values.hazardStock ?? null,
        };
      }),
    [months],
  );
  if (points.every(({ stock, added }) => stock === null && added === null))
    return <Empty compact reason={t('近13个月没有报送隐患')} />;
  return (
    <StockFlow
      {...(props.title ? { title: props.title } : {})}
      points={points}
      unit={t('处')}
      labels={{ added: t('新增'), removed: t('销案'), stock: t('月末存量') }}
      height={props.height}
      onPick={(label, part) => {
        const month = months[points.findIndex(({ period }) => period === label)]?.month;
        if (!month) return;
        go(recordsPath({ id: parts[part], regionCode: table.regionCode, ...monthOf(month), scheme: table.scheme }));
      }}
    />
  );
}
