import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { type Finding, type FindingRule, findingRules, nilKinds, reportingWords } from '#modules/fires/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { firesPath } from '../fire-filter.ts';
import { FireTabs } from '../fire-tabs.tsx';
import { firePath } from '../fire-words.ts';
import { fireDataApi } from '../fires.client.ts';
import { PublishedTotals } from '../published-totals.tsx';
import { NilActions } from '../station-months.tsx';
import '../fires.css';

const groups = [
  { id: 'late', title: t('迟报') },
  { id: 'missing', title: t('漏报') },
  { id: 'odd', title: t('异常') },
] as const;

function FindingRow({ finding, countyCode }: { finding: Finding; countyCode: string }) {
  const queries = useQueryClient();
  const mayCheck = useMay('fires.checkData');
  return (
    <li className="fire-finding">
      <div className="fire-finding-what">
        {finding.fire ? (
          <RecordLink to={firePath(finding.fire)}>{finding.title}</RecordLink>
        ) : (
          <strong>{finding.title}</strong>
        )}
        <span>{finding.sentence}</span>
        <small className="soft">
          {finding.fire ? `${finding.day} · ${finding.orgName}` : ''}
          {finding.mark &&
            t('已核查：{reason}（{who}，{at}）', {
              reason: finding.mark.reason,
              who: finding.mark.actor,
              at: dateWords(finding.mark.at),
            })}
        </small>
      </div>
      {mayCheck && !finding.mark && (
        <ActionBar
          allowed={['mark']}
          acts={[
            {
              key: 'mark',
              label: t('标记已核查'),
              reason: 'required',
              run: async ({ reason }) => {
                await fireDataApi.mark.call({
                  countyCode,
                  rule: finding.rule,
                  subjectId: finding.subjectId,
                  month: finding.month,
                  reason: String(reason ?? ''),
                });
                await queries.invalidateQueries({ queryKey: [['fireData']] });
              },
            },
          ]}
        />
      )}
    </li>
  );
}

function Findings({ countyCode, rule }: { countyCode: string; rule: FindingRule }) {
  const [isChecked, setChecked] = useState(false);
  const [limit, setLimit] = useState(10);
  const found = useQuery(fireDataApi.findings.queryOptions({ input: { countyCode, rule, isChecked, limit } }));
  return (
    <section className="section" id="findings">
      <h2 className="section-title">
        {t(findingRules[rule].label)}
        <button type="button" className="link-button" onClick={() => setChecked(!isChecked)}>
          {isChecked ? t('看未核查的') : t('看已核查的')}
        </button>
      </h2>
      <ErrorSentence error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
      {found.data?.items.length === 0 && (
        <Empty compact reason={isChecked ? t('还没有标记为已核查的') : t('没有待核查的问题')} />
      )}
      <ul>
        {found.data?.items.map((finding) => (
          <FindingRow key={`${finding.subjectId} ${finding.month ?? ''}`} finding={finding} countyCode={countyCode} />
        ))}
      </ul>
      {found.data?.next && limit < 200 && (
        <Button onClick={() => setLimit(200)}>{t('共 {n} 条，显示更多', { n: found.data.total })}</Button>
      )}
      {found.data?.next && limit === 200 && rule in findingRules && findingRules[rule].group === 'odd' && (
        <RecordLink to={firesPath({ doubt: rule as never })}>{t('在火灾列表中查看全部')}</RecordLink>
      )}
    </section>
  );
}

function Months({ countyCode }: { countyCode: string }) {
  const months = useQuery(fireDataApi.months.queryOptions({ input: { countyCode } }));
  if (months.error) return <ErrorSentence error={months.error} retry={() => void months.refetch()} />;
  if (!months.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const all = months.data.months;
  const columns = [...new Set(all.map((one) => one.month))].sort();
  const stations = [...new Map(all.map((one) => [one.orgId, one.orgName]))];
  const silent = all.filter((one) => one.missing.length > 0);
  const cell = (count: number, isNil: boolean) =>
    count > 0 ? (
      count
    ) : isNil ? (
      <span className="soft">{t('零报告')}</span>
    ) : (
      <span className="fire-silent">{t('未报送')}</span>
    );
  return (
    <section className="section">
      <h2 className="section-title">
        {t('各站逐月报送')}
        <small className="soft">{t('火灾 / 出警，起')}</small>
      </h2>
      {all.length === 0 ? (
        <Empty compact reason={t('本县（市、区）还没有登记消防站，或还没有到报送的月份')} />
      ) : (
        <div className="fire-versions-frame">
          <table className="fire-table fire-months">
            <thead>
              <tr>
                <th>{t('消防站')}</th>
                {columns.map((month) => (
                  <th key={month} className="is-number">
                    {month.slice(2, 7)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stations.map(([orgId, name]) => (
                <tr key={orgId}>
                  <th scope="row">{name}</th>
                  {columns.map((month) => {
                    const one = all.find((row) => row.orgId === orgId && row.month === month);
                    return (
                      <td key={month} className="is-number">
                        {one ? (
                          <>
                            {cell(one.fires, one.isFiresNil)} / {cell(one.callouts, one.isCalloutsNil)}
                          </>
                        ) : (
                          '—'
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {silent.map((month) => (
        <p key={`${month.orgId} ${month.month}`} className="fire-finding">
          <span>
            {t('{who} {month} 未报送{what}，期限 {day}', {
              who: month.orgName,
              month: month.month.slice(0, 7),
              what: month.missing.map((kind) => t(nilKinds[kind].label)).join('、'),
              day: month.dueOn,
            })}
          </span>
          <NilActions countyCode={countyCode} month={month} />
        </p>
      ))}
    </section>
  );
}

function Limits({ countyCode }: { countyCode: string }) {
  const rules = useQuery(fireDataApi.rules.queryOptions({ input: { countyCode } }));
  if (!rules.data) return null;
  return (
    <details className="fire-limits">
      <summary>{t('本页所用的时限和核查界限')}</summary>
      <p className="soft">
        {t('{who}设定，自 {day} 起：{source}', {
          who: t(rules.data.regionName),
          day: rules.data.validFrom,
          source: t(rules.data.source),
        })}
      </p>
      <dl>
        {reportingWords.map(({ key, label, source }) => (
          <div key={key}>
            <dt>{t(label)}</dt>
            <dd>
              {rules.data.values[key]} <small className="soft">{source}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Data({ countyCode }: { countyCode: string }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const scope = useScope();
  const summary = useQuery(fireDataApi.summary.queryOptions({ input: { countyCode } }));
  const counts = new Map(summary.data?.counts.map((one) => [one.rule, one]));
  const open = [...counts.values()].reduce((sum, one) => sum + one.open, 0);
  const rule = search.rule && search.rule in findingRules ? (search.rule as FindingRule) : undefined;
  return (
    <>
      <FireTabs current="data" />
      <PageHeader
        title={t('数据质量')}
        count={summary.data ? t('待核查 {n} 项', { n: open }) : ' '}
        note={t('迟报、漏报和异常须逐条核查；核查属实的写明理由')}
      />
      <ErrorSentence error={summary.error} retry={() => void summary.refetch()} />
      {summary.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {summary.data && (
        <div className="fire-quality">
          {groups.map((group) => (
            <section key={group.id} className={`is-${group.id}`}>
              <h2 className="section-title">{group.title}</h2>
              <ul>
                {(Object.keys(findingRules) as FindingRule[])
                  .filter((id) => findingRules[id].group === group.id)
                  .map((id) => {
                    const count = counts.get(id);
                    return (
                      <li key={id}>
                        <button
                          type="button"
                          className={rule === id ? 'plain-button fire-rule is-current' : 'plain-button fire-rule'}
                          aria-pressed={rule === id}
                          onClick={() => setSearch({ rule: rule === id ? undefined : id })}
                        >
                          <span>{t(findingRules[id].label)}</span>
                          {count?.checked ? (
                            <small className="soft">{t('已核查 {n}', { n: count.checked })}</small>
                          ) : null}
                          <strong className={count?.open ? 'is-open' : 'is-none'}>{count?.open ?? 0}</strong>
                        </button>
                      </li>
                    );
                  })}
              </ul>
            </section>
          ))}
        </div>
      )}
      {rule && <Findings key={rule} countyCode={countyCode} rule={rule} />}
      <Months countyCode={countyCode} />
      <PublishedTotals regionCode={scope} />
      <Limits countyCode={countyCode} />
    </>
  );
}

export default function FireDataPage() {
  return <ForCounty>{(countyCode) => <Data key={countyCode} countyCode={countyCode} />}</ForCounty>;
}
