import { exportList } from '#platform/server/export-file.ts';
import type { Work } from '#platform/server/work.ts';
import { type IndicatorTable, round } from '../contract/index.ts';

const stateWords = {
  RECORDED: '',
  PUBLISHED: '公布数',
  UNREPORTED: '未报送',
  NOTHING: '无此项',
  UNFROZEN: '未固定',
} as const;

/** A table as it stands on the screen: one line a place and indicator. */
export async function exportTable(work: Work, table: IndicatorTable): Promise<File> {
  const lines = table.rows.flatMap((row) =>
    row.cells.map((cell, i) => ({ row, cell, indicator: table.indicators[i] })),
  );
  const shown = (value: number | null, decimals = 0) => (value === null ? null : round(value, decimals));
  return exportList(work, {
    name: `指标表-${table.regionName}-${table.period.words}`,
    columns: [
      { header: '地区', kind: 'text', value: ({ row }) => row.name },
      { header: '区划代码', kind: 'text', value: ({ row }) => row.regionCode ?? table.regionCode },
      { header: '指标', kind: 'text', value: ({ indicator }) => indicator?.label },
      { header: '单位', kind: 'text', value: ({ indicator }) => indicator?.unit },
      {
        header: table.period.words,
        kind: 'number',
        value: ({ cell, indicator }) => shown(cell.value, indicator?.decimals),
      },
      { header: '说明', kind: 'text', value: ({ cell }) => stateWords[cell.state] },
      {
        header: `去年同期（${table.yearBefore.words}）`,
        kind: 'number',
        value: ({ cell, indicator }) => shown(cell.yearBefore.value, indicator?.decimals),
      },
      { header: '同比', kind: 'text', value: ({ cell }) => cell.overYear.words },
      {
        header: `上期（${table.periodBefore.words}）`,
        kind: 'number',
        value: ({ cell, indicator }) => shown(cell.periodBefore.value, indicator?.decimals),
      },
      { header: '环比', kind: 'text', value: ({ cell }) => cell.overPeriod.words },
      { header: '占全部的比例（%）', kind: 'number', value: ({ cell }) => shown(cell.share, 1) },
      { header: '位次', kind: 'number', value: ({ cell }) => cell.rank },
      { header: '口径', kind: 'text', value: () => table.schemeWords },
      { header: '算法', kind: 'text', value: ({ indicator }) => indicator?.formula },
    ],
    rows: (async function* () {
      yield* lines;
    })(),
    total: lines.length,
  });
}
