import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ComponentType, Suspense } from 'react';
import { fireFact } from '#modules/fires/contract';
import { indicatorsApi, PeriodChooser, readPeriod, schemeLabel, spanWords, useSeen } from '#modules/indicators/web';
import { schemes } from '#platform/shared/fact.ts';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import '../analysis.css';
import { AnalysisTabs } from '../analysis-tabs.tsx';
import { breakdownOf, type Question } from '../question.ts';
import { AlarmAndFacilities } from '../sections/alarm-and-facilities.tsx';
import { ByAreaType } from '../sections/by-area.tsx';
import { ByCause, ByPlace } from '../sections/by-column.tsx';
import { ByHour } from '../sections/by-hour.tsx';
import { ByMonth } from '../sections/by-month.tsx';
import { ByRegion } from '../sections/by-region.tsx';
import { Changes } from '../sections/changes.tsx';
import { Victims } from '../sections/victims.tsx';

const first = ['fireCount', 'deathCount', 'injuryCount', 'directLoss'];
type Section = ComponentType<{ question: Question; about: string }>;
const sections: { key: string; isWide?: boolean; Section: Section }[] = [
  { key: 'changes', isWide: true, Section: Changes },
  { key: 'place', Section: ByPlace },
  { key: 'cause', Section: ByCause },
  { key: 'hour', isWide: true, Section: ByHour },
  { key: 'month', isWide: true, Section: ByMonth },
  { key: 'area', Section: ByAreaType },
  { key: 'victims', Section: Victims },
  { key: 'region', isWide: true, Section: ByRegion },
  { key: 'alarm', isWide: true, Section: AlarmAndFacilities },
];

/** A section asks for its figures when it comes near the screen. */
function WhenSeen({ isWide, Section, ...shown }: (typeof sections)[number] & { question: Question; about: string }) {
  const [ref, isSeen] = useSeen<HTMLDivElement>();
  return (
    <div ref={ref} className={isWide ? 'analysis-place is-wide' : 'analysis-place'}>
      {isSeen && <Section question={shown.question} about={shown.about} />}
    </div>
  );
}

/** Where, when, why and to whom it burned in a period. */
export default function AnalysisPage() {
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const today = dayOf(new Date());
  const period = readPeriod(search.period, today);
  const scheme = schemes.find((one) => one === search.scheme) ?? 'OWN';
  const catalogue = useQuery({ ...indicatorsApi.list.queryOptions(), staleTime: 60_000 });
  // Of the fires themselves, and what can be added up.
  const offered = (catalogue.data ?? []).filter(
    ({ isActive, denominator, numerator }) =>
      isActive && !denominator && numerator.fact === fireFact.id && numerator.aggregate !== 'PLACES',
  );
  const id = offered.find((one) => one.id === search.id)?.id ?? 'fireCount';
  const question = { id, regionCode: scope, from: period.from, to: period.to, scheme };
  // The first section asks the same: one request.
  const place = useQuery(breakdownOf(question, ['place']));
  const told = place.data;
  const rank = (one: string) => (first.includes(one) ? first.indexOf(one) : first.length);
  const about = told ? `${told.regionName} · ${spanWords(told.period)} · ${t(told.indicator.label)}` : '';
  return (
    <div className="analysis-page">
      <AnalysisTabs current="analysis" />
      <PageHeader title={t('火灾分析')} count={told ? `${told.regionName} · ${spanWords(told.period)}` : ' '} />
      <div className="analysis-bar no-print">
        <Suspense fallback={<span className="analysis-period" />}>
          <PeriodChooser period={period} today={today} onChange={(next) => setSearch({ period: next.text })} />
        </Suspense>
        <Select
          aria-label={t('指标')}
          className="analysis-indicator"
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={offered.length ? id : undefined}
          loading={catalogue.isPending}
          options={[...offered]
            .sort((a, b) => rank(a.id) - rank(b.id))
            .map((one) => ({ value: one.id, label: t(one.label) }))}
          onChange={(next) => setSearch({ id: next === 'fireCount' ? undefined : next })}
        />
        <Select
          className="analysis-scheme"
          aria-label={t('口径')}
          value={scheme}
          popupMatchSelectWidth={false}
          options={schemes.map((one) => ({ value: one, label: schemeLabel(one) }))}
          onChange={(next) => setSearch({ scheme: next === 'OWN' ? undefined : next })}
        />
      </div>
      <ErrorSentence error={catalogue.error ?? place.error} retry={() => void place.refetch()} />
      {told?.note && <p className="analysis-note">{t(told.note)}</p>}
      {!place.error && (
        <div className="analysis-grid">
          {sections.map((section) => (
            <WhenSeen {...section} key={section.key} question={question} about={about} />
          ))}
        </div>
      )}
    </div>
  );
}
