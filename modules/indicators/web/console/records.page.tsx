import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Skeleton, Tag } from 'antd';
import { cutText, type IndicatorTable, isBase, type RecordRow } from '#modules/indicators/contract';
import { type Scheme, schemes } from '#platform/shared/fact.ts';
import { type Column, numberWords } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { useListState } from '#platform/web/components/list-state.ts';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords, dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams, useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { ChangeText, ValueText } from '../figure-words.tsx';
import { indicatorsApi } from '../indicators.client.ts';
import '../indicators.css';
import { daysOf, readPeriod } from '../period-choice.ts';
import { schemeLabel, spanWords, unitWords, valueWords } from '../words.ts';

type Cell = IndicatorTable['rows'][number]['cells'][number];
type Part = 'NUMERATOR' | 'DENOMINATOR';
const limit = 50;
const partNumber = (n: number) => valueWords(n, Number.isInteger(n) ? 0 : 2);

/** How the records below make the number above. */
function Reckoning(props: {
  table: IndicatorTable;
  cell: Cell;
  total: number | undefined;
  isEstimate: boolean;
  part: Part;
  /** Only a group of the records is listed. */
  isCut: boolean;
}) {
  const { table, cell, total, part } = props;
  const [indicator] = table.indicators;
  if (!indicator) return null;
  const factor = Number(indicator.factor.toPrecision(6));
  const isPlain = indicator.denominator === undefined;
  const isSum = indicator.numerator.aggregate === 'SUM';
  const hidden =
    part === 'NUMERATOR' && !props.isCut && total !== undefined && !props.isEstimate && cell.state !== 'PUBLISHED'
      ? cell.records - total
      : 0;
  return (
    <p className="reckoning">
      <ValueText figure={cell} indicator={indicator} hasUnit />
      <span className="soft">
        {isPlain && factor === 1 ? (
          // The figure is the count or the sum itself.
          isSum ? (
            t('＝ {n} 条记录之和', { n: numberWords(cell.records) })
          ) : (
            t('＝ {n} 条记录', { n: numberWords(cell.records) })
          )
        ) : (
          <>
            {`＝ ${partNumber(cell.numerator)}`}
            {!isPlain && ` ÷ ${cell.denominator === null ? t('未报送') : partNumber(cell.denominator)}`}
            {factor !== 1 && ` × ${factor}`}
            {isSum && t('（分子为 {n} 条记录之和）', { n: numberWords(cell.records) })}
          </>
        )}
      </span>
      <span className="reckoning-change">
        {t('同比')}{' '}
        <ChangeText
          change={cell.overYear}
          indicator={indicator}
          base={t('去年同期')}
          now={cell}
          before={cell.yearBefore}
        />
      </span>
      {hidden > 0 && (
        <span className="reckoning-hidden">
          {t('您的岗位可查看其中 {n} 条，另有 {m} 条不在您的查看范围内', { n: total ?? 0, m: hidden })}
        </span>
      )}
    </p>
  );
}

const codeWords = (value: RecordRow['shown'][string] | undefined, values: Record<string, string>) => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? t('是') : t('否');
  return values[String(value)] ? t(values[String(value)] ?? '') : value;
};

const withUnit = (label: string, unit: string | null) =>
  unit ? t('{label}（{unit}）', { label: t(label), unit: unitWords(unit) }) : t(label);

/** The records behind one figure: as many as it counts, each leading to its file. */
export default function RecordsPage() {
  const { id = '' } = useRecordParams();
  const search = useSearch();
  const setSearch = useSetSearch();
  const scope = useScope();
  const state = useListState(limit);
  const today = dayOf(new Date());
  const asked = readPeriod(`${search.from}..${search.to}`, today);
  const regionCode = search.regionCode ?? scope;
  const scheme: Scheme = schemes.find((one) => one === search.scheme) ?? 'OWN';
  const part: Part = search.part === 'DENOMINATOR' ? 'DENOMINATOR' : 'NUMERATOR';
  const figure = { regionCode, from: asked.from, to: asked.to, scheme };
  const table = useQuery({
    ...indicatorsApi.table.queryOptions({ input: { ids: [id], ...figure } }),
    placeholderData: keepPreviousData,
  });
  const cut = search.cut ? search.cut.split(';') : [];
  const recordsOf = (cursor: string | undefined) =>
    indicatorsApi.records.queryOptions({ input: { id, part, cut, ...figure, limit, ...(cursor ? { cursor } : {}) } });
  // The same request as the list's own: its answer says which columns there are.
  const records = useQuery({ ...recordsOf(state.cursor), placeholderData: keepPreviousData });

  const [indicator] = table.data?.indicators ?? [];
  const cell = table.data?.rows[0]?.cells[0];
  const page = records.data;
  const back = `/indicators?${new URLSearchParams({ period: daysOf(asked.from, asked.to).text, ...(scheme === 'OWN' ? {} : { scheme }) })}`;
  if (table.error)
    return (
      <>
        <PageHeader title={t('指标背后的记录')} />
        <ErrorSentence error={table.error} retry={() => void table.refetch()} />
      </>
    );
  if (!table.data || !indicator || !cell) return <Skeleton active paragraph={{ rows: 12 }} />;
  const { numerator, denominator } = indicator;
  const hasTwoParts = denominator !== undefined && !isBase(denominator);
  const isPlaces = (part === 'DENOMINATOR' && hasTwoParts ? denominator : numerator).aggregate === 'PLACES';

  const columns: Column<RecordRow>[] = [
    {
      key: 'name',
      title: page?.columns.some(({ name }) => name === 'number') ? t('编号') : t('单位（场所）'),
      priority: 1,
      value: (row) => String(row.shown.number ?? row.premisesName ?? row.regionName ?? t('未登记单位')),
    },
    { key: 'region', title: t('地区'), width: 132, priority: 1, value: (row) => row.regionName },
    { key: 'day', title: page ? t(page.dateLabel) : t('日期'), kind: 'date', width: 116, priority: 1 },
    ...(page?.columns ?? [])
      // What is added up stands in a column of its own.
      .filter(({ name, label }) => name !== 'number' && label !== page?.valueLabel)
      .map(
        ({ name, label, unit, values }): Column<RecordRow> => ({
          key: name,
          title: withUnit(label, unit),
          ...(page?.items.some((row) => typeof row.shown[name] === 'number') && Object.keys(values).length === 0
            ? { kind: 'number' as const, width: 116 }
            : { width: 148 }),
          value: (row) => codeWords(row.shown[name], values),
        }),
      ),
    ...(page?.valueLabel
      ? [
          {
            key: 'value',
            title: withUnit(page.valueLabel, page.valueUnit),
            kind: 'number' as const,
            width: 124,
            priority: 1 as const,
          },
        ]
      : []),
  ];
  return (
    <div className="records-page">
      <p className="detail-back no-print">
        <RecordLink to={back}>{t('指标')}</RecordLink>
      </p>
      <PageHeader title={t(indicator.label)} count={`${table.data.regionName} · ${spanWords(table.data.period)}`} />
      <Reckoning
        table={table.data}
        cell={cell}
        total={page?.total}
        isEstimate={page?.isEstimate ?? false}
        part={part}
        isCut={cut.length > 0}
      />
      {cut.length > 0 && page && (
        <p className="records-cuts">
          {t('其中')}
          {page.cuts.map(({ column, code, label, words }) => (
            <Tag
              key={column}
              closable
              onClose={() =>
                setSearch({
                  cut: cut.filter((one) => one !== cutText({ column, code })).join(';') || undefined,
                  cursor: undefined,
                  page: undefined,
                  sel: undefined,
                })
              }
            >
              {`${t(label)}：${t(words)}`}
            </Tag>
          ))}
          {t('共 {n} 条记录', { n: numberWords(page.total) })}
        </p>
      )}
      <details className="records-definition">
        <summary>{t(indicator.words)}</summary>
        <FactGrid
          columns={1}
          facts={[
            { label: t('算法'), value: indicator.formula },
            { label: t('口径'), value: schemeLabel(scheme) },
            { label: t('截止'), value: dateWords(table.data.cutOff) },
            { label: t('依据'), value: indicator.source },
          ]}
        />
      </details>
      {hasTwoParts && (
        <Segmented
          className="records-part no-print"
          value={part}
          options={[
            { value: 'NUMERATOR', label: t('分子 {n}', { n: partNumber(cell.numerator) }) },
            { value: 'DENOMINATOR', label: t('分母 {n}', { n: partNumber(cell.denominator ?? 0) }) },
          ]}
          onChange={(next) =>
            setSearch({
              part: next === 'DENOMINATOR' ? next : undefined,
              cursor: undefined,
              page: undefined,
              sel: undefined,
            })
          }
        />
      )}
      {cell.state === 'PUBLISHED' ? (
        <Empty reason={t('这是已公布的总数，没有逐条记录')} />
      ) : records.error ? (
        <ErrorSentence error={records.error} retry={() => void records.refetch()} />
      ) : (
        <DataList<RecordRow>
          key={`${part} ${cut.join(';')}`}
          isInner
          name={`indicator-records.${id}.${part}`}
          title={t(indicator.label)}
          columns={columns}
          limit={limit}
          rowKey={(row) => `${row.countyCode}-${row.recordId}`}
          open={(row) => row.page}
          query={({ cursor }) => recordsOf(cursor)}
          empty={{ reason: t('期内没有这样的记录') }}
          actions={undefined}
        />
      )}
      {isPlaces && (
        <p className="soft records-foot">
          {t('每家单位（场所）只计一次，所列为其期内最近一条记录（{unit}）', { unit: unitWords(indicator.unit) })}
        </p>
      )}
    </div>
  );
}
