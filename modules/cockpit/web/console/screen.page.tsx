import { CloseOutlined } from '@ant-design/icons';
import { type CSSProperties, useEffect, useMemo } from 'react';
import { fireIndicators, hazardIndicators, type LeaderView } from '#modules/cockpit/contract';
import { spanWords } from '#modules/indicators/web';
import { ChartLookProvider, screenLook } from '#platform/web/components/chart-look.ts';
import { numberWords } from '#platform/web/components/columns.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { Trend } from '#platform/web/components/trend.tsx';
import { dayOf, monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { stringifySearch, useGo, useSearch } from '#platform/web/search.ts';
import { FlowMonths } from '../flow-months.tsx';
import { noTaskWords } from '../key-tasks.tsx';
import { LiveSign, timeWords } from '../live-sign.tsx';
import { Pages } from '../pages.tsx';
import { indicatorOf, standingsOf } from '../place-standing.ts';
import { ScreenPlaces } from '../screen-places.tsx';
import { ScreenTile } from '../screen-tile.tsx';
import '../screen.css';
import { StandingMap } from '../standing-map.tsx';
import { useKeyTasks } from '../use-key-tasks.ts';
import { useLeaderView } from '../use-leader-view.ts';
import { useNow, useScreen } from '../use-screen.ts';

function Clock() {
  const now = useNow();
  return (
    <time className="screen-clock">
      {dayOf(now)} {timeWords(now)}
    </time>
  );
}

function Tasks(props: { view: LeaderView; scope: string; today: string; isWide: boolean }) {
  const { view, scope, today, isWide } = props;
  const tasks = useKeyTasks(scope, today, view.table);
  return (
    <section className="screen-panel screen-tasks">
      <h2>{t('重点事项')}</h2>
      {!tasks?.length && <p>{noTaskWords(tasks)}</p>}
      <Pages items={tasks ?? []} size={isWide ? 6 : 8}>
        {(shown) => (
          <ul>
            {shown.map((task) => (
              <li key={task.key}>
                <RecordLink to={task.opens} className={`is-${task.tone}`}>
                  <span>{task.words}</span>
                  {isWide && <small>{task.oldest}</small>}
                  <b>{numberWords(task.count)}</b>
                </RecordLink>
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </section>
  );
}

function FireMonths({ months, height }: { months: LeaderView['months']; height: number }) {
  const periods = useMemo(() => months.map(({ month }) => monthWords(Number(month.slice(5)))), [months]);
  const values = useMemo(() => months.map(({ values: held }) => held.fireCount ?? null), [months]);
  return (
    <section className="screen-panel">
      <h2>{t('火灾起数（近13个月）')}</h2>
      <Trend periods={periods} values={values} unit={t('起（单位）')} name={t('火灾起数')} height={height} />
    </section>
  );
}

/** The leader's view for a wall: the whole window, readable at five metres, everything still opens. */
export default function ScreenPage() {
  const { scope, today, live, view } = useLeaderView();
  const { unit, isWide } = useScreen();
  const search = useSearch();
  const go = useGo();
  const look = useMemo(() => screenLook(28 * unit), [unit]);
  const back = `/cockpit${stringifySearch({ period: search.period, by: search.by, scheme: search.scheme })}`;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && go(back);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [go, back]);

  const { data } = view;
  const table = data?.table;
  const indicator = table && indicatorOf(table, search.by, 'hazardOverdue');
  const standings = useMemo(() => (table && indicator ? standingsOf(table, indicator) : []), [table, indicator]);
  return (
    <div className={isWide ? 'big-screen is-wide' : 'big-screen'} style={{ '--u': `${unit}px` } as CSSProperties}>
      <header>
        <h1>{t('{name}消防安全态势', { name: table?.regionName ?? '' })}</h1>
        <span>{table ? spanWords(table.period) : ''}</span>
        <LiveSign state={live} updatedAt={view.dataUpdatedAt} />
        <Clock />
        <RecordLink to={back} className="screen-leave" title={t('退出大屏（Esc）')}>
          <CloseOutlined aria-label={t('退出大屏（Esc）')} />
        </RecordLink>
      </header>
      {view.error ? <ErrorSentence error={view.error} retry={() => void view.refetch()} /> : null}
      {data && table && indicator && (
        <ChartLookProvider value={look}>
          <main>
            <div className="screen-column">
              <section className="screen-tiles">
                {fireIndicators.map((id) => (
                  <ScreenTile key={id} table={table} id={id} />
                ))}
              </section>
              <Tasks view={data} scope={scope} today={today} isWide={isWide} />
              {isWide && <FireMonths months={data.months} height={200 * unit} />}
            </div>
            <div className="screen-column is-middle">
              <section className="screen-panel screen-map">
                <StandingMap
                  regionCode={table.regionCode}
                  standings={standings}
                  indicator={indicator}
                  height={(isWide ? 440 : 420) * unit}
                />
              </section>
              <section className="screen-panel">
                <h2>{t('隐患新增、销案与存量')}</h2>
                <FlowMonths view={data} height={(isWide ? 320 : 280) * unit} />
              </section>
            </div>
            <div className="screen-column">
              <section className="screen-tiles">
                {hazardIndicators.map((id) => (
                  <ScreenTile key={id} table={table} id={id} />
                ))}
              </section>
              <section className="screen-panel">
                <h2>{t(indicator.label)}</h2>
                <ScreenPlaces standings={standings} size={isWide ? 24 : 9} />
              </section>
            </div>
          </main>
        </ChartLookProvider>
      )}
    </div>
  );
}
