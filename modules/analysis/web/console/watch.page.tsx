import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { ratePhrase, type Watch } from '#modules/analysis/contract';
import { spanWords } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { countyOf, townshipOf } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { useSession } from '#platform/web/session.ts';
import { AlertList } from '../alert-list.tsx';
import '../analysis.css';
import { analysisApi } from '../analysis.client.ts';
import { AnalysisTabs } from '../analysis-tabs.tsx';
import { say } from '../say.ts';
import { WatchRulesForm } from '../watch-rules-form.tsx';
import { WatchWeeks } from '../watch-weeks.tsx';

/** What is watched, by which rules, and how often they err. */
function Rules({ watch }: { watch: Watch }) {
  const { rules, rate, kinds } = watch;
  return (
    <section className="watch-rules card">
      <p>
        {t(
          '每周一凌晨，把各县（市、区）全部火灾、各大类和各类场所（共{kinds}项）近{weeks}周的火灾与前{years}年同一周及前后各{around}周比较；偶然达到的可能性低于{threshold}%的，列为提示，由人核实。',
          {
            kinds,
            weeks: rules.weeks,
            years: rules.years,
            around: rules.weeksAround,
            threshold: Number((rules.threshold * 100).toPrecision(2)),
          },
        )}
      </p>
      {rate.tried > 0 && <p>{say(ratePhrase(rate, kinds))}</p>}
      <p className="soft">
        {t('参数：{region}，自{day}施行，{source}', {
          region: t(rules.regionName),
          day: rules.validFrom,
          source: rules.source,
        })}{' '}
        {rules.needsCheck && <StateTag tone="unknown">{t('需核')}</StateTag>}
      </p>
    </section>
  );
}

/** The counties of a province or prefecture and how they stand. */
function Counties({ watch }: { watch: Watch }) {
  return (
    <section className="analysis-card card">
      <header>
        <h2>{t('各县（市、区）')}</h2>
      </header>
      <table className="watch-counties">
        <thead>
          <tr>
            <th scope="col">{t('县（市、区）')}</th>
            <th scope="col" className="is-number">
              {t('待核实')}
            </th>
            <th scope="col" className="is-number">
              {t('已核实')}
            </th>
            <th scope="col">{t('可比年数')}</th>
            <th scope="col">{t('最近计算')}</th>
          </tr>
        </thead>
        <tbody>
          {watch.counties.map((county) => (
            <tr key={county.countyCode}>
              <th scope="row">
                <RecordLink to={`/analysis/watch?scope=${county.countyCode.padEnd(12, '0')}`}>{county.name}</RecordLink>
              </th>
              <td className="is-number">{county.open}</td>
              <td className="is-number">{county.checked}</td>
              <td>
                {county.years < watch.rules.leastYears ? (
                  <StateTag tone="unknown">{t('数据不足（{n}年）', { n: county.years })}</StateTag>
                ) : (
                  county.years
                )}
              </td>
              <td>{dateWords(county.countedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function WatchOf({ regionCode }: { regionCode: string }) {
  const queries = useQueryClient();
  const [isSetting, setSetting] = useState(false);
  const [isCounting, setCounting] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const asked = useQuery({ ...analysisApi.watch.queryOptions({ input: { regionCode } }), staleTime: 60_000 });
  const watch = asked.data;
  const county = countyOf(regionCode);
  const countedAt = watch?.counties
    .map((one) => one.countedAt)
    .sort()
    .at(-1);
  const recount = async () => {
    setCounting(true);
    setFailure(undefined);
    try {
      await analysisApi.recount.call({ regionCode });
      await queries.invalidateQueries({ queryKey: analysisApi.key() });
    } catch (refused) {
      setFailure(refused);
    } finally {
      setCounting(false);
    }
  };
  return (
    <>
      <PageHeader
        title={t('每周监测')}
        count={watch ? `${watch.regionName} · ${t('截至 {week}', { week: spanWords(watch.lastWeek) })}` : ' '}
        note={watch && (countedAt ? t('最近计算 {at}', { at: dateWords(countedAt) }) : t('还没有监测过'))}
        actions={
          watch && (
            <>
              {watch.maySet && <Button onClick={() => setSetting(true)}>{t('设定参数')}</Button>}
              {watch.mayCheck && (
                <Button type="primary" loading={isCounting} onClick={() => void recount()}>
                  {t('立即监测')}
                </Button>
              )}
            </>
          )
        }
      />
      <ErrorSentence error={failure ?? asked.error} retry={() => void asked.refetch()} />
      {!watch && !asked.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {watch && (
        <>
          <Rules watch={watch} />
          {watch.counties.length === 0 ? (
            <Empty reason={t('还没有监测过；每周一凌晨自动监测，也可立即监测')} />
          ) : (
            <AlertList hasCounties={!county} />
          )}
          <div className="section">
            {county ? (
              <WatchWeeks countyCode={county} about={watch.regionName} />
            ) : (
              watch.counties.length > 0 && <Counties watch={watch} />
            )}
          </div>
          {isSetting && (
            <WatchRulesForm
              watch={watch}
              regionPrefix={county ?? regionCode.slice(0, regionCode.endsWith('0000000000') ? 2 : 4)}
              onClose={() => setSetting(false)}
            />
          )}
        </>
      )}
    </>
  );
}

/** Which weeks were unusual, by the own years of each county. */
export default function WatchPage() {
  const scope = useScope();
  const { actor } = useSession();
  const isBelow = townshipOf(actor.regionCode) !== undefined;
  const county = countyOf(scope);
  return (
    <div className="analysis-page">
      <AnalysisTabs current="watch" />
      {isBelow ? (
        <>
          <PageHeader title={t('每周监测')} />
          <Empty reason={t('每周监测以县（市、区）为单位，乡镇（街道）火灾太少，按周看不出规律；可看火灾分析')} />
        </>
      ) : (
        <WatchOf regionCode={county ? county.padEnd(12, '0') : scope} />
      )}
    </div>
  );
}
