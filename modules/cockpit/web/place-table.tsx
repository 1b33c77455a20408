import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { hazardRecords, type Overview } from '#modules/cockpit/contract';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRegions } from '#platform/web/regions.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { CountTable } from './count-table.tsx';
import type { OverviewRecords } from './overview-records.ts';
import { byPrefecture, type PlaceRow } from './prefectures.ts';

/** Nothing was ever registered there: a zero would be no statement. */
const isSilent = (row: PlaceRow) => row.premises + row.stock + row.found + row.closed + row.due + row.visits === 0;

/** Who is lagging and where: every number opens its records, every name its own overview. */
export function PlaceTable({ overview, records }: { overview: Overview; records: OverviewRecords }) {
  const { period } = records;
  const regions = useRegions();
  const search = useSearch();
  const setSearch = useSetSearch();
  const place = useRef<HTMLDivElement>(null);
  const isProvince = overview.level === 'PROVINCE';
  const prefectures = useQuery({
    queryKey: ['regions', 'children', overview.regionCode],
    queryFn: () => regions?.children(overview.regionCode) ?? [],
    enabled: isProvince && Boolean(regions),
    staleTime: 600_000,
  });
  const rows = useMemo(
    () => (isProvince ? byPrefecture(overview.places, prefectures.data ?? []) : overview.places) as PlaceRow[],
    [isProvince, overview.places, prefectures.data],
  );
  const isWanted = search.show === 'places';
  useEffect(() => {
    if (!isWanted) return;
    place.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    setSearch({ show: undefined }, { replace: true });
  }, [isWanted, setSearch]);

  return (
    <div ref={place} className="overview-places">
      <CountTable<PlaceRow>
        name="by-place"
        title={records.isCounty ? t('按乡镇（街道）') : t('按县（市、区）')}
        nameTitle={records.isCounty ? t('乡镇（街道）') : isProvince ? t('市、县（市、区）') : t('县（市、区）')}
        rows={rows}
        rowKey={(row) => row.code}
        rowName={(row) => <RecordLink to={records.overview(row)}>{row.name}</RecordLink>}
        isMissing={isSilent}
        defaultSort="overdue"
        columns={[
          {
            key: 'overdue',
            title: t('逾期（条）'),
            tone: 'overdue',
            value: (row) => row.overdue,
            opens: (row) => records.hazards('overdue', hazardRecords.overdue(), row),
          },
          {
            key: 'stock',
            title: t('存量（条）'),
            value: (row) => row.stock,
            opens: (row) => records.hazards('stock', hazardRecords.stock(), row),
          },
          {
            key: 'found',
            title: t('新增（条）'),
            value: (row) => row.found,
            opens: (row) => records.hazards('found', hazardRecords.found(period), row),
          },
          {
            key: 'closed',
            title: t('销案（条）'),
            value: (row) => row.closed,
            opens: (row) => records.hazards('closed', hazardRecords.closed(period), row),
          },
          {
            key: 'kept',
            title: t('按期整改率（%）'),
            isRate: true,
            none: t('没有期限届满的隐患'),
            value: (row) => (row.due > 0 ? (row.fixedOnTime / row.due) * 100 : null),
            opens: (row) => records.hazards('kept', hazardRecords.due(period, overview.today), row),
          },
          {
            key: 'visits',
            title: t('检查走访（次）'),
            value: (row) => row.visits,
            opens: (row) => records.visits(row),
          },
          {
            key: 'premises',
            title: t('在用单位（家）'),
            value: (row) => row.premises,
            opens: (row) => records.premises({ row }),
          },
          {
            key: 'never',
            title: t('从未检查（家）'),
            tone: 'unknown',
            value: (row) => row.neverVisited,
            opens: (row) => records.premises({ row, isNever: true }),
          },
        ]}
      />
    </div>
  );
}
