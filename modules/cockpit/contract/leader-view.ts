import { z } from 'zod';
import { IndicatorTable } from '#modules/indicators/contract';

/** What the leader's view names, in its order: what is wrong first. Everything it shows is one of these indicators. */
export const fireIndicators = ['fireCount', 'deathCount', 'injuryCount', 'directLoss'] as const;
export const hazardIndicators = ['hazardOverdue', 'hazardStock', 'hazardOnTimeRate', 'hazardClosedRate'] as const;
/** What comes, goes and stays, month by month. */
export const flowIndicators = ['hazardFound', 'hazardClosed', 'hazardStock'] as const;
export const leaderIndicators = [
  ...hazardIndicators,
  'hazardStockCritical',
  'hazardFound',
  'hazardClosed',
  ...fireIndicators,
  'inspectionCount',
  'safetyVisitCount',
  'keyUnitCoverage',
  'placeCoverage',
  'premisesCount',
] as const;
export type LeaderIndicator = (typeof leaderIndicators)[number];
/** Those whose course over thirteen months is shown. */
export const monthlyIndicators = [...new Set([...fireIndicators, ...hazardIndicators, ...flowIndicators])];

/** The leader's view: one table of indicators by place, and the last thirteen months of the whole. */
export const LeaderView = z.object({
  table: IndicatorTable,
  months: z.array(
    z.object({
      /** `2026-03` */
      month: z.string(),
      /** By indicator; null where nobody has reported or there is nothing to divide by. */
      values: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
export type LeaderView = z.infer<typeof LeaderView>;

type Table = LeaderView['table'];

/** What shows that anybody is at work in a place. */
const telling = [
  'premisesCount',
  'hazardStock',
  'hazardFound',
  'hazardClosed',
  'inspectionCount',
  'safetyVisitCount',
  'fireCount',
];

/** Nothing was ever registered, seen or found there: its figures are unknown, as a zero would praise who does nothing. */
export const isSilent = ({ indicators }: Pick<Table, 'indicators'>, row: Table['rows'][number]): boolean =>
  indicators.every(({ id }, i) => !telling.includes(id) || !row.cells[i]?.records);

/** Full codes of the places of which nothing is known. */
export const silentPlaces = (table: Table): Set<string> =>
  new Set(table.rows.flatMap((row) => (row.regionCode !== null && isSilent(table, row) ? [row.regionCode] : [])));
