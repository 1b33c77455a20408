import { useQuery } from '@tanstack/react-query';
import { Empty } from '#platform/web/components/empty.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { CrossTable, type Line } from '../cross-table.tsx';
import { crossedOf, linesOf } from '../lines.ts';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

const columns = ['minutes_to_alarm', 'facility_state'];
/** A rate of fewer fires or deaths says little: one house more would turn it over. */
const [fewFires, fewDeaths] = [30, 5];

/** Deaths by the time until somebody called and by what the facilities did. */
export function AlarmAndFacilities({ question: page, about }: { question: Question; about: string }) {
  const [fires, deaths] = [
    { ...page, id: 'fireCount' },
    { ...page, id: 'deathCount' },
  ];
  const asked = useQuery(breakdownOf(fires, columns));
  const dead = useQuery(breakdownOf(deaths, columns));
  const body = () => {
    if (!asked.data || !dead.data || asked.data.rows.length === 0)
      return <Empty compact reason={t('期内没有这样的记录')} />;
    const firesAt = crossedOf(asked.data);
    const deadAt = crossedOf(dead.data);
    const cuts = (row: Line | undefined, column: Line | undefined) => [
      ...(row ? [cutOf('minutes_to_alarm', row.code)] : []),
      ...(column ? [cutOf('facility_state', column.code)] : []),
    ];
    const rate = (row: Line | undefined, column: Line | undefined) => {
      const n = firesAt(row, column);
      return n === 0 ? 0 : (deadAt(row, column) / n) * 100;
    };
    const isFew = (row: Line | undefined, column: Line | undefined) =>
      firesAt(row, column) < fewFires || deadAt(row, column) < fewDeaths;
    return (
      <CrossTable
        corner={t('起火至报警')}
        rows={linesOf(asked.data, 0)}
        columns={linesOf(asked.data, 1).filter((column) => firesAt(undefined, column) > 0)}
        value={rate}
        tint={(row, column) => (isFew(row, column) ? 0 : rate(row, column))}
        path={(row, column) => partPath(fires, ...cuts(row, column))}
        format={(value) => value.toFixed(1)}
        content={(row, column) => {
          const [n, died] = [firesAt(row, column), deadAt(row, column)];
          if (n === 0) return <span className="cross-nothing" title={t('没有这样的火灾')} />;
          const isSmall = isFew(row, column);
          return (
            <span className={isSmall ? 'alarm-cell is-few' : 'alarm-cell'}>
              <strong title={isSmall ? t('基数小，仅供参考') : undefined}>
                {died === 0 ? '0' : rate(row, column).toFixed(1)}
                {isSmall && <i>{t('小')}</i>}
              </strong>
              <span>
                {died > 0 ? (
                  <RecordLink to={partPath(deaths, ...cuts(row, column))}>{t('亡{n}', { n: died })}</RecordLink>
                ) : (
                  t('亡{n}', { n: 0 })
                )}
                {' / '}
                <RecordLink to={partPath(fires, ...cuts(row, column))}>{t('{n}起', { n })}</RecordLink>
              </span>
            </span>
          );
        }}
      />
    );
  };
  return (
    <AnalysisCard
      isWide
      title={t('报警快慢、消防设施与死亡')}
      about={about}
      asked={asked.error ? asked : dead.data ? asked : dead}
      foot={t(
        '大字为每百起火灾死亡人数；火灾不足{fires}起或死亡不足{deaths}人的标“小”，基数小，一两起就会改变，只作参考，不作比较。',
        {
          fires: fewFires,
          deaths: fewDeaths,
        },
      )}
    >
      {body()}
    </AnalysisCard>
  );
}
