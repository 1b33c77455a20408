import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import type { IndicatorTable } from '#modules/indicators/contract';
import { type Scheme, schemes } from '#platform/shared/fact.ts';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { ToneIcon } from '#platform/web/components/tone-icon.tsx';
import { dateWords, dayOf } from '#platform/web/days.ts';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { queryOf } from '#platform/web/query-text.ts';
import { useRemembered } from '#platform/web/remembered.ts';
import { stringifySearch, useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { levelsBelow } from '../addresses.ts';
import { type Beside, beside } from '../by-region.tsx';
import { ComparedPeriods, ComparedPlaces } from '../comparisons.tsx';
import '../indicators.css';
import { groupsOf, mostAtOnce, readSet, writeSet } from '../indicator-set.ts';
import { indicatorsApi } from '../indicators.client.ts';
import { readPeriod } from '../period-choice.ts';
import { PeriodChooser } from '../period-chooser.tsx';
import { SetChooser } from '../set-chooser.tsx';
import { TrendDrawer } from '../trend-drawer.tsx';
import { levelWords, schemeLabel, spanWords } from '../words.ts';

/** What a person reads by habit; a link from a colleague goes before it. */
type Habit = { set?: string; view?: string; beside?: string };

const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | undefined =>
  all.find((one) => one === text);

const besideWords = (one: Beside) => ({ share: t('附占比、位次'), year: t('附同比'), none: t('只看数值') })[one];

/** What must be said of the rules where the period or its base reaches over their change. */
function RuleNote({ table, onScheme }: { table: IndicatorTable; onScheme: (scheme: Scheme) => void }) {
  if (!table.note) return null;
  return (
    <p className="rule-note">
      <ToneIcon tone="due" />
      <span>
        {table.scheme === 'OWN' ? t(table.note) : t('两期{scheme}计算。', { scheme: schemeLabel(table.scheme) })}
      </span>
      {table.scheme === 'OWN' && (
        <button type="button" className="link-button no-print" onClick={() => onScheme('2025')}>
          {t('统一口径比较')}
        </button>
      )}
    </p>
  );
}

export default function IndicatorsPage() {
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const mayDefine = useMay('indicators.define');
  const [habit, setHabit] = useRemembered<Habit>(`indicators.${useSession().account.id}`, {});
  const [failure, setFailure] = useState<unknown>();
  const [isExporting, setExporting] = useState(false);
  const today = dayOf(new Date());
  const period = readPeriod(search.period, today);
  const hasPeriodBefore = period.kind !== 'toDate';
  const scheme = oneOf(schemes, search.scheme) ?? 'OWN';
  const levels = levelsBelow(scope);
  const view = levels.length > 0 && (search.view ?? habit.view) === 'places' ? 'places' : 'one';
  const level = oneOf(levels, search.level) ?? levels[0];
  const under = oneOf(beside, search.with ?? habit.beside) ?? 'share';

  const catalogue = useQuery({ ...indicatorsApi.list.queryOptions(), staleTime: 60_000 });
  const groups = groupsOf(catalogue.data ?? []);
  const ids = readSet(search.set ?? habit.set, groups).slice(0, mostAtOnce);
  // Frozen figures are of whole months.
  const isFrozen = search.basis === 'frozen' && period.to === period.lastDay && period.kind !== 'days';
  const input = {
    ids,
    regionCode: scope,
    basis: isFrozen ? ('FROZEN' as const) : ('LIVE' as const),
    from: period.from,
    to: period.to,
    scheme,
    ...(view === 'places' && level ? { level } : {}),
  };
  const asked = useQuery({
    ...indicatorsApi.table.queryOptions({ input }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const table = asked.data;
  const error = catalogue.error ?? asked.error;

  const choose = (change: Habit & { level?: string | undefined }) => {
    const { beside: shown, level: chosenLevel, ...rest } = change;
    setHabit({ ...habit, ...rest, ...(shown ? { beside: shown } : {}) });
    setSearch({
      ...rest,
      ...(shown ? { with: shown } : {}),
      ...('level' in change ? { level: chosenLevel } : {}),
      sort: change.set ? undefined : search.sort,
    });
  };
  // The address says all that is shown, so that it can be passed on.
  // On the way to another screen its address is already there while this one still stands.
  const isHere = useRouterState({ select: ({ location }) => location.pathname === '/indicators' });
  const isBare = isHere && !search.set && ids.length > 0;
  const set = ids.length > 0 ? writeSet(new Set(ids), groups) : undefined;
  useEffect(() => {
    if (isBare) setSearch({ set, view, with: view === 'places' ? under : undefined }, { replace: true });
  }, [isBare, set, view, under, setSearch]);

  const exportNow = async () => {
    setExporting(true);
    setFailure(undefined);
    try {
      await download(`/api/indicators/export?${queryOf(input)}`, `${t('指标')}-${today}.xlsx`);
    } catch (refused) {
      setFailure(refused);
    } finally {
      setExporting(false);
    }
  };

  const pathOf = (code: string) => {
    const { set: chosen, view: way, period: when, scheme: rule, with: shown } = search;
    return `/indicators${stringifySearch({ set: chosen, view: way, period: when, scheme: rule, with: shown, scope: code })}`;
  };

  return (
    <div className="indicators-page">
      <PageHeader
        title={t('指标')}
        count={table ? `${table.regionName} · ${spanWords(table.period)}` : ' '}
        actions={
          <>
            <RecordLink to="/indicators/frozen" className="header-link">
              {t('月度固定数据')}
            </RecordLink>
            <RecordLink to="/indicators/bases" className="header-link">
              {t('人口与经济')}
            </RecordLink>
            {mayDefine && (
              <RecordLink to="/indicators/define" className="header-link">
                {t('本地指标')}
              </RecordLink>
            )}
            <Button
              icon={<DownloadOutlined />}
              loading={isExporting}
              disabled={!table}
              onClick={() => void exportNow()}
            >
              {t('导出')}
            </Button>
          </>
        }
      />
      <div className="indicator-bar no-print">
        <PeriodChooser period={period} today={today} onChange={(next) => setSearch({ period: next.text })} />
        {levels.length > 0 && (
          <Segmented
            value={view}
            options={[
              { value: 'one', label: t('本地区') },
              { value: 'places', label: t('各地区比较') },
            ]}
            onChange={(next) => choose({ view: next })}
          />
        )}
        {view === 'places' && (
          <>
            {levels.length > 1 && level && (
              <Select
                aria-label={t('比较层级')}
                value={level}
                popupMatchSelectWidth={false}
                options={levels.map((one) => ({ value: one, label: levelWords(one) }))}
                onChange={(next) => choose({ level: next === levels[0] ? undefined : next })}
              />
            )}
            <Select
              aria-label={t('数值旁显示')}
              value={under}
              popupMatchSelectWidth={false}
              options={beside.map((one) => ({ value: one, label: besideWords(one) }))}
              onChange={(next) => choose({ beside: next })}
            />
          </>
        )}
        {(isFrozen || (period.to === period.lastDay && period.kind !== 'days')) && (
          <Segmented
            value={isFrozen ? 'frozen' : 'live'}
            options={[
              { value: 'live', label: t('实时数') },
              { value: 'frozen', label: t('固定数') },
            ]}
            onChange={(next) => setSearch({ basis: next === 'frozen' ? next : undefined })}
          />
        )}
        <Select
          className="scheme-choice"
          aria-label={t('口径')}
          value={scheme}
          popupMatchSelectWidth={false}
          options={schemes.map((one) => ({ value: one, label: schemeLabel(one) }))}
          onChange={(next) => setSearch({ scheme: next === 'OWN' ? undefined : next })}
        />
      </div>
      {groups.length > 0 && (
        <SetChooser groups={groups} ids={ids} onChange={(next) => choose({ set: writeSet(next, groups) })} />
      )}
      {failure ? <ErrorSentence error={failure} /> : null}
      {error ? (
        <ErrorSentence error={error} retry={() => void (catalogue.error ? catalogue : asked).refetch()} />
      ) : null}
      {!table && !error && <Skeleton active paragraph={{ rows: 14 }} />}
      {table && (
        <div className={asked.isPlaceholderData ? 'is-stale' : ''}>
          <RuleNote table={table} onScheme={(next) => setSearch({ scheme: next })} />
          <p className="indicator-bases">
            <span>
              {table.basis === 'FROZEN'
                ? t('固定数，截止 {at}', { at: dateWords(table.cutOff) })
                : t('截止 {at}', { at: dateWords(table.cutOff) })}
            </span>
            <span>{t('同比：{span}', { span: spanWords(table.yearBefore) })}</span>
            {hasPeriodBefore && view === 'one' && (
              <span>{t('环比：{span}', { span: spanWords(table.periodBefore) })}</span>
            )}
          </p>
          {view === 'one' ? (
            <ComparedPeriods
              table={table}
              today={today}
              hasPeriodBefore={hasPeriodBefore}
              onTrend={(id) => setSearch({ trend: id })}
            />
          ) : (
            <ComparedPlaces
              table={table}
              sort={search.sort}
              beside={under}
              levelName={levelWords(table.level)}
              onSort={(sort) => setSearch({ sort }, { replace: true })}
              onTrend={(id) => setSearch({ trend: id })}
              placePath={pathOf}
            />
          )}
          {search.trend && (
            <TrendDrawer
              table={table}
              id={search.trend}
              today={today}
              months={search.months}
              onMonths={(months) => setSearch({ months }, { replace: true })}
              onClose={() => setSearch({ trend: undefined, months: undefined })}
            />
          )}
        </div>
      )}
    </div>
  );
}
