import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { Difference, FrozenMonth } from '#modules/indicators/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { recordsPath } from '../addresses.ts';
import { indicatorsApi } from '../indicators.client.ts';
import '../indicators.css';
import { schemeLabel, spanWords, unitWords, valueWords } from '../words.ts';

const wholeMonth = (month: string) => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
};

/** What is not as it was when the month was frozen: county first, then its townships. */
function Differences({ countyCode, frozen }: { countyCode: string; frozen: FrozenMonth }) {
  const { month, scheme } = frozen;
  const asked = useQuery(indicatorsApi.differences.queryOptions({ input: { countyCode, month, scheme } }));
  if (asked.error) return <ErrorSentence error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Skeleton active paragraph={{ rows: 4 }} />;
  const { differences } = asked.data;
  if (differences.length === 0) return <Empty compact reason={t('固定以后没有更正：实时数与固定数一致')} />;
  const shown = (one: Difference, value: number | null) =>
    value === null ? t('未报送') : valueWords(value, one.decimals);
  return (
    <table className="base-table">
      <thead>
        <tr>
          <th scope="col">{t('指标')}</th>
          <th scope="col">{t('地区')}</th>
          <th scope="col" className="is-number">
            {t('固定数')}
          </th>
          <th scope="col" className="is-number">
            {t('现在')}
          </th>
          <th scope="col" className="is-number">
            {t('相差')}
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <tr key={`${one.indicatorId} ${one.regionCode}`}>
            <th scope="row">
              {t(one.label)}
              <small className="soft">{unitWords(one.unit)}</small>
            </th>
            <td>{one.name ?? t('全县（市、区）')}</td>
            <td className="is-number">{shown(one, one.frozen)}</td>
            <td className="is-number">
              <RecordLink
                to={recordsPath({ id: one.indicatorId, regionCode: one.regionCode, scheme, ...wholeMonth(month) })}
              >
                {shown(one, one.live)}
              </RecordLink>
            </td>
            <td className="is-number">
              {one.frozen === null || one.live === null
                ? ''
                : `${one.live > one.frozen ? '+' : ''}${valueWords(one.live - one.frozen, one.decimals)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Months({ countyCode }: { countyCode: string }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayFreeze = useMay('indicators.freeze');
  const asked = useQuery(indicatorsApi.frozen.queryOptions({ input: { countyCode } }));
  if (asked.error) return <ErrorSentence error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { items, next } = asked.data;
  const open = items.find((one) => `${one.month} ${one.scheme}` === search.month);
  const freeze = next && mayFreeze && (
    <ActionBar
      allowed={['freeze']}
      acts={[
        {
          key: 'freeze',
          label: t('固定{month}', { month: spanWords(wholeMonth(next)) }),
          isPrimary: items.length === 0,
          consequences: [
            t('按现在的记录固定{month}的全部指标，固定数不再改变；以后的更正会列为差异。', {
              month: spanWords(wholeMonth(next)),
            }),
          ],
          run: async () => {
            await indicatorsApi.freeze.call({ countyCode, month: next, scheme: 'OWN' });
            await queries.invalidateQueries({ queryKey: indicatorsApi.key() });
          },
        },
      ]}
    />
  );
  return (
    <>
      {items.length === 0 ? (
        <Empty reason={t('还没有固定的月份。系统每月13日固定上月，也可以现在固定')} act={freeze || undefined} />
      ) : (
        <>
          {freeze}
          <table className="base-table card frozen-months">
            <thead>
              <tr>
                <th scope="col">{t('月份')}</th>
                <th scope="col">{t('口径')}</th>
                <th scope="col">{t('截止')}</th>
                <th scope="col">{t('固定人')}</th>
                <th scope="col">{t('定义版本')}</th>
                <th scope="col" className="is-number">
                  {t('未报送（项）')}
                </th>
                <th scope="col">{t('查看')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => {
                const key = `${one.month} ${one.scheme}`;
                return (
                  <tr key={key} className={open === one ? 'is-chosen' : ''}>
                    <th scope="row">{spanWords(wholeMonth(one.month))}</th>
                    <td>{schemeLabel(one.scheme)}</td>
                    <td>{dateWords(one.cutOff)}</td>
                    <td>{one.frozenBy}</td>
                    <td>{one.ruleVersion}</td>
                    <td className="is-number">{one.silent}</td>
                    <td>
                      <Button
                        type="link"
                        size="small"
                        onClick={() => setSearch({ month: open === one ? undefined : key })}
                      >
                        {open === one ? t('收起') : t('差异')}
                      </Button>
                      <RecordLink to={`/indicators?${new URLSearchParams({ period: one.month, basis: 'frozen' })}`}>
                        {t('固定数')}
                      </RecordLink>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
      {open && (
        <section className="section">
          <h2 className="section-title">{t('{month}固定以后的更正', { month: spanWords(wholeMonth(open.month)) })}</h2>
          <Differences countyCode={countyCode} frozen={open} />
        </section>
      )}
    </>
  );
}

/** Months whose figures stand as they were counted, and what was corrected since. */
export default function FrozenPage() {
  return (
    <div className="frozen-page">
      <p className="detail-back no-print">
        <RecordLink to="/indicators">{t('指标')}</RecordLink>
      </p>
      <PageHeader title={t('月度固定数据')} count={t('每月固定一次，迟到的更正只列为差异，不改固定数')} />
      <ForCounty>{(countyCode) => <Months key={countyCode} countyCode={countyCode} />}</ForCounty>
    </div>
  );
}
