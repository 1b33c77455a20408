import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatePicker, Segmented, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { hazardRecords, type Overview, type OverviewType } from '#modules/cockpit/contract';
import { ledgerPath } from '#modules/hazards/web';
import { typeName } from '#modules/premises/contract';
import { numberWords } from '#platform/web/components/columns.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Figure, FigureRow } from '#platform/web/components/figure.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StockFlow } from '#platform/web/components/stock-flow.tsx';
import { dayOf, monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useSession } from '#platform/web/session.ts';
import { cockpitApi } from '../cockpit.client.ts';
import { CountTable } from '../count-table.tsx';
import '../cockpit.css';
import { isWithinCounty, type OverviewRecords, recordsOf } from '../overview-records.ts';
import { periodChoices, readPeriod } from '../periods.ts';
import { PlaceTable } from '../place-table.tsx';

const rateOf = (part: number, whole: number) => (whole > 0 ? (part / whole) * 100 : null);
const percent = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

type Part = { overview: Overview; records: OverviewRecords };

function Figures({ overview, records }: Part) {
  const { figures, today } = overview;
  const unit = t('条');
  const { from, to } = records.period;
  const span = t('{from} 至 {to}', { from, to });
  const rate = rateOf(figures.fixedOnTime, figures.due);
  const rateBefore = rateOf(figures.fixedOnTimeYearBefore, figures.dueYearBefore);
  const stocks = overview.months.map((month) => month.stock);
  const seen = (value: number) => (overview.hasHazards ? value : null);
  return (
    <FigureRow>
      <Figure
        label={t('逾期未改')}
        value={seen(figures.overdue)}
        unit={unit}
        {...(figures.overdue > 0 ? { tone: 'overdue' as const } : {})}
        definition={t('整改期限已过、尚未有人确认整改的隐患，截至 {today}', { today })}
        opens={records.hazards('overdue', hazardRecords.overdue())}
      />
      <Figure
        label={t('隐患存量')}
        value={seen(figures.stock)}
        unit={unit}
        history={overview.hasHazards ? stocks : []}
        changes={
          overview.hasHazards
            ? [{ label: t('较上月末'), by: figures.stock - (overview.months.at(-2)?.stock ?? 0), unit, better: 'less' }]
            : []
        }
        definition={t('尚未销案的全部隐患，截至 {today}', { today })}
        opens={records.hazards('stock', hazardRecords.stock())}
      />
      <Figure
        label={t('新增隐患')}
        value={seen(figures.found)}
        unit={unit}
        changes={[
          { label: t('同比'), by: figures.foundYearBefore > 0 ? figures.found - figures.foundYearBefore : null, unit },
        ]}
        definition={t('发现日期在 {span} 的隐患，含当场改正', { span })}
        opens={records.hazards('found', hazardRecords.found(records.period))}
      />
      <Figure
        label={t('销案隐患')}
        value={seen(figures.closed)}
        unit={unit}
        changes={[
          {
            label: t('同比'),
            by: figures.closedYearBefore > 0 ? figures.closed - figures.closedYearBefore : null,
            unit,
            better: 'more',
          },
        ]}
        definition={t('销案日期在 {span} 的隐患，含当场改正和其他方式销案', { span })}
        opens={records.hazards('closed', hazardRecords.closed(records.period))}
      />
      <Figure
        label={t('按期整改率')}
        value={rate}
        unit="%"
        decimals={1}
        changes={[
          {
            label: t('同比'),
            by: rate !== null && rateBefore !== null ? percent(rate - rateBefore) : null,
            unit: t('个百分点'),
            better: 'more',
          },
        ]}
        definition={
          <>
            {t('整改期限在 {span} 届满的 {due} 条中，复查确认已整改且未曾复查不合格的 {n} 条', {
              span,
              due: figures.due,
              n: figures.fixedOnTime,
            })}
            <br />
            {records.isCounty ? t('点击查看期限届满的隐患') : t('点击按县（市、区）比较')}
          </>
        }
        opens={records.hazards('kept', hazardRecords.due(records.period, today))}
      />
      <Figure
        label={t('检查走访')}
        value={figures.visits}
        unit={t('次')}
        changes={[
          {
            label: t('同比'),
            by: figures.visitsYearBefore > 0 ? figures.visits - figures.visitsYearBefore : null,
            unit: t('次'),
          },
        ]}
        definition={t('{span} 完成的行政检查和安全走访，不含单位自查和未能进入', { span })}
        opens={records.visits()}
      />
    </FigureRow>
  );
}

/** How much of the registry somebody has seen; what nobody has seen is hatched, never green. */
function Coverage({ overview, records }: Part) {
  const { premises, neverVisited } = overview.figures;
  const share = rateOf(neverVisited, premises);
  if (premises === 0) return <Empty compact reason={t('本辖区还没有登记单位，请先登记或导入')} />;
  return (
    <div className="coverage">
      <div
        className="coverage-bar"
        role="img"
        aria-label={t('从未检查 {n} 家，共 {m} 家', { n: neverVisited, m: premises })}
      >
        <span className="coverage-seen" style={{ width: `${100 - (share ?? 0)}%` }} />
        <span className="coverage-never" style={{ width: `${share ?? 0}%` }} />
      </div>
      <dl>
        <div>
          <dt>{t('在用单位')}</dt>
          <dd>
            <RecordLink to={records.premises()}>{t('{n} 家', { n: numberWords(premises) })}</RecordLink>
          </dd>
        </div>
        <div>
          <dt>
            <i className="coverage-key is-seen" />
            {t('有过检查走访')}
          </dt>
          <dd>{t('{n} 家', { n: numberWords(premises - neverVisited) })}</dd>
        </div>
        <div>
          <dt>
            <i className="coverage-key is-never" />
            {t('从未检查')}
          </dt>
          <dd>
            <RecordLink to={records.premises({ isNever: true })}>
              {t('{n} 家', { n: numberWords(neverVisited) })}
            </RecordLink>
            {share !== null && <span className="soft">{`${share.toFixed(1)}%`}</span>}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function TypeTable({ overview, records }: Part) {
  const { period } = records;
  const hazards = (filter: Parameters<typeof ledgerPath>[0]) =>
    records.isCounty ? (row: OverviewType) => ledgerPath({ ...filter, premisesType: [row.type] }) : undefined;
  return (
    <CountTable<OverviewType>
      name="by-type"
      title={t('按场所类别')}
      nameTitle={t('场所类别')}
      rows={overview.types}
      rowKey={(row) => row.type}
      rowName={(row) => t(typeName(row.type))}
      defaultSort="stock"
      columns={[
        {
          key: 'overdue',
          title: t('逾期（条）'),
          tone: 'overdue',
          value: (row) => row.overdue,
          opens: hazards(hazardRecords.overdue()),
        },
        { key: 'stock', title: t('存量（条）'), value: (row) => row.stock, opens: hazards(hazardRecords.stock()) },
        {
          key: 'found',
          title: t('新增（条）'),
          value: (row) => row.found,
          opens: hazards(hazardRecords.found(period)),
        },
        {
          key: 'closed',
          title: t('销案（条）'),
          value: (row) => row.closed,
          opens: hazards(hazardRecords.closed(period)),
        },
        {
          key: 'premises',
          title: t('在用单位（家）'),
          value: (row) => row.premises,
          opens: (row) => records.premises({ type: row.type }),
        },
        {
          key: 'never',
          title: t('从未检查（家）'),
          tone: 'unknown',
          value: (row) => row.neverVisited,
          opens: (row) => records.premises({ type: row.type, isNever: true }),
        },
      ]}
    />
  );
}

const monthPeriod = (month: string) => {
  const { foundFrom = '', foundTo = '' } = hazardRecords.foundIn(month);
  return `${foundFrom}..${foundTo}`;
};
const monthOf = (month: string) => monthWords(Number(month.slice(5)));

export default function OverviewPage() {
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const today = dayOf(new Date());
  const period = readPeriod(search.period, today);
  const choices = periodChoices(today);
  const overview = useQuery({
    ...cockpitApi.overview.queryOptions({ input: { regionCode: scope, from: period.from, to: period.to } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const { data } = overview;
  const pick = (key: string | undefined) => setSearch({ period: key === 'month' ? undefined : key });
  const isCounty = data !== undefined && isWithinCounty(data);
  const records = data && recordsOf(data, search.period);
  const points = (data?.months ?? []).map((month, i) => ({
    period:
      i === 0 || month.month.endsWith('-01')
        ? `${month.month.slice(0, 4)}\n${monthOf(month.month)}`
        : monthOf(month.month),
    added: data?.hasHazards ? month.found : null,
    removed: data?.hasHazards ? month.closed : null,
    stock: data?.hasHazards ? month.stock : null,
  }));
  // Somebody who answers for a village sees the village's figures, whatever wider division is named above them.
  const own = useSession().actor;
  // A sector department counts the premises of its own industry.
  const isSector = own.role === 'DEPT_USER';
  const isVillage = !own.regionCode.endsWith('000');
  const openMonth = (label: string, part: 'added' | 'removed' | 'stock') => {
    const month = data?.months[points.findIndex((point) => point.period === label)]?.month;
    if (!month || !data) return;
    // A sum has no list of its own: the month becomes the period, and the table compares the parts.
    if (!isCounty) return pick(monthPeriod(month));
    const filter =
      part === 'added'
        ? hazardRecords.foundIn(month)
        : part === 'removed'
          ? hazardRecords.closedIn(month)
          : hazardRecords.stockAt(month, data.today);
    go(ledgerPath(filter));
  };
  return (
    <div className="overview">
      <PageHeader
        title={t('总览')}
        count={
          data ? t('{name}，截至 {day}', { name: isVillage ? own.regionName : data.regionName, day: data.today }) : ' '
        }
        actions={
          <div className="overview-period">
            <Segmented
              options={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
              value={period.key}
              onChange={pick}
            />
            <DatePicker.RangePicker
              allowClear={false}
              aria-label={t('统计时段')}
              value={[dayjs(period.from), dayjs(period.to)]}
              onChange={(range) => {
                const [from, to] = [range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD')];
                if (from && to) pick(`${from}..${to}`);
              }}
            />
          </div>
        }
      />
      {overview.error ? <ErrorSentence error={overview.error} retry={() => void overview.refetch()} /> : null}
      {!data && !overview.error && <Skeleton active paragraph={{ rows: 12 }} />}
      {data && records && (
        <div className={overview.isPlaceholderData ? 'is-stale' : ''}>
          <Figures overview={data} records={records} />
          {!isCounty && (
            <>
              <p className="overview-note soft">
                {t('以下为各县（市、区）合计；点地区名称看该地区总览，点数字看记录')}
              </p>
              <PlaceTable overview={data} records={records} />
            </>
          )}
          <div className={isCounty ? 'overview-pair' : 'overview-pair section'}>
            <section className="card overview-card">
              <StockFlow
                title={t('隐患新增、销案与存量（近13个月）')}
                points={points}
                unit={t('条')}
                labels={{ added: t('新增'), removed: t('销案'), stock: t('月末存量') }}
                height={264}
                onPick={openMonth}
              />
            </section>
            <section className="card overview-card">
              <h2 className="section-title">{isSector ? t('检查覆盖（本行业单位）') : t('检查覆盖')}</h2>
              <Coverage overview={data} records={records} />
            </section>
          </div>
          {data.level === 'COUNTY' && <PlaceTable overview={data} records={records} />}
          <TypeTable overview={data} records={records} />
        </div>
      )}
    </div>
  );
}
