import { FullscreenOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Select, Skeleton } from 'antd';
import { Suspense } from 'react';
import { fireIndicators, hazardIndicators, isSilent, type LeaderView, silentPlaces } from '#modules/cockpit/contract';
import {
  ComparedPeriods,
  ComparedPlaces,
  Figure,
  levelWords,
  PeriodChooser,
  schemeLabel,
  spanWords,
} from '#modules/indicators/web';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FigureRow } from '#platform/web/components/figure.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { ToneIcon } from '#platform/web/components/tone-icon.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { stringifySearch, useGo, useSearch, useSetSearch } from '#platform/web/search.ts';
import { FlowMonths } from '../flow-months.tsx';
import { KeyTasks } from '../key-tasks.tsx';
import '../leader-view.css';
import { LiveSign } from '../live-sign.tsx';
import { PlaceEnds } from '../place-ends.tsx';
import { indicatorOf, standingsOf } from '../place-standing.ts';
import { StandingMap } from '../standing-map.tsx';
import { useKeyTasks } from '../use-key-tasks.ts';
import { useLeaderView } from '../use-leader-view.ts';

const first = 'hazardOverdue';
const columns = [
  'hazardOverdue',
  'hazardStock',
  'hazardOnTimeRate',
  'hazardFound',
  'hazardClosed',
  'fireCount',
  'deathCount',
  'directLoss',
  'inspectionCount',
  'placeCoverage',
  'premisesCount',
];

/** The same table with some of its indicators. */
const cut = (table: LeaderView['table'], ids: readonly string[]): LeaderView['table'] => {
  const kept = ids.map((id) => table.indicators.findIndex((one) => one.id === id)).filter((i) => i >= 0);
  const pick = <T,>(all: readonly T[]) => kept.map((i) => all[i] as T);
  return {
    ...table,
    indicators: pick(table.indicators),
    rows: table.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
  };
};

function Tiles({ view, ids, title }: { view: LeaderView; ids: readonly string[]; title: string }) {
  const { table, months } = view;
  return (
    <section className="leader-tiles" aria-label={title}>
      <FigureRow>
        {ids.map((id) => (
          <div key={id} className={`leader-tile is-${id}`}>
            <Figure table={table} id={id} history={months.map(({ values }) => values[id] ?? null)} />
          </div>
        ))}
      </FigureRow>
    </section>
  );
}

export default function CockpitPage() {
  const { scope, today, period, live, view } = useLeaderView();
  const search = useSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const { data } = view;
  const table = data?.table;
  const tasks = useKeyTasks(scope, today, table);
  const indicator = table && indicatorOf(table, search.by, first);
  const standings = table && indicator ? standingsOf(table, indicator) : [];
  const [whole] = table?.rows ?? [];
  const placePath = (code: string) =>
    `/cockpit${stringifySearch({ scope: code, period: search.period, by: search.by, scheme: search.scheme })}`;
  return (
    <div className="leader">
      <PageHeader
        title={t('领导驾驶舱')}
        count={table ? `${table.regionName} · ${spanWords(table.period)}` : ' '}
        note={<LiveSign state={live} updatedAt={view.dataUpdatedAt} />}
        actions={
          <>
            <Suspense>
              <PeriodChooser period={period} today={today} onChange={(next) => setSearch({ period: next.text })} />
            </Suspense>
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('打印')}
            </Button>
            <Button
              icon={<FullscreenOutlined />}
              onClick={() => go(`/cockpit/screen${stringifySearch({ period: search.period, by: search.by })}`)}
            >
              {t('大屏')}
            </Button>
          </>
        }
      />
      {view.error ? <ErrorSentence error={view.error} retry={() => void view.refetch()} /> : null}
      {!data && !view.error && <Skeleton active paragraph={{ rows: 14 }} />}
      {data && table && indicator && (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 14 }} />}>
          <div className={view.isPlaceholderData ? 'is-stale' : ''}>
            {whole && isSilent(table, whole) && (
              <p className="leader-note">
                <ToneIcon tone="unknown" />
                {t('所选时段内没有登记单位、检查、隐患和火灾记录，以下的0不说明情况良好')}
              </p>
            )}
            <div className="leader-figures">
              <Tiles view={data} ids={hazardIndicators} title={t('隐患')} />
              <Tiles view={data} ids={fireIndicators} title={t('火灾')} />
            </div>
            {table.note && (
              <p className="leader-rule">
                {table.scheme === 'OWN'
                  ? t(table.note)
                  : t('两期{scheme}计算。', { scheme: schemeLabel(table.scheme) })}
                <button
                  type="button"
                  className="link-button no-print"
                  onClick={() => setSearch({ scheme: table.scheme === 'OWN' ? '2025' : undefined })}
                >
                  {table.scheme === 'OWN' ? t('统一口径比较') : t('各按当时口径')}
                </button>
              </p>
            )}
            <div className="leader-middle">
              <section className="card leader-card">
                <h2>{t('重点事项')}</h2>
                <KeyTasks tasks={tasks} />
              </section>
              <section className="card leader-card leader-places">
                <header>
                  <h2>{t('各地情况')}</h2>
                  <Select
                    aria-label={t('比较的指标')}
                    className="no-print"
                    value={indicator.id}
                    popupMatchSelectWidth={false}
                    options={table.indicators.map((one) => ({ value: one.id, label: t(one.label) }))}
                    onChange={(id) => setSearch({ by: id === first ? undefined : id }, { replace: true })}
                  />
                </header>
                <div className="leader-map">
                  <StandingMap regionCode={table.regionCode} standings={standings} indicator={indicator} height={300} />
                  <PlaceEnds standings={standings} indicator={indicator} />
                </div>
              </section>
            </div>
            <div className="leader-pair">
              <section className="card leader-card">
                <FlowMonths view={data} title={t('隐患新增、销案与存量（近13个月）')} height={336} />
              </section>
              <section className="leader-periods">
                <ComparedPeriods
                  table={cut(table, [
                    ...fireIndicators,
                    ...hazardIndicators,
                    'hazardFound',
                    'hazardClosed',
                    'inspectionCount',
                  ])}
                  today={today}
                  hasPeriodBefore={period.kind !== 'toDate'}
                />
              </section>
            </div>
            <section className="section">
              <h2 className="section-title">{t('各地区比较')}</h2>
              <ComparedPlaces
                table={cut(table, columns)}
                sort={search.sort ?? `-${first}`}
                beside="share"
                levelName={levelWords(table.level)}
                onSort={(sort) => setSearch({ sort }, { replace: true })}
                silent={{ codes: silentPlaces(table), words: t('未报送：没有登记单位、检查、隐患和火灾') }}
                placePath={placePath}
              />
            </section>
          </div>
        </Suspense>
      )}
    </div>
  );
}
