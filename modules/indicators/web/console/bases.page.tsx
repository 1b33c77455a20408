import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { BaseKind, type BaseRow, baseWords } from '#modules/indicators/contract';
import { numberWords } from '#platform/web/components/columns.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords, dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { indicatorsApi } from '../indicators.client.ts';
import '../indicators.css';
import { unitWords } from '../words.ts';

/** Values of a year as they are typed; what is not here is as it was. */
type Typed = Record<string, number | null>;

function Place(props: {
  row: BaseRow;
  unit: string;
  typed: Typed;
  onType: ((value: number | null) => void) | undefined;
}) {
  const { row, unit, typed, onType } = props;
  const value = row.regionCode in typed ? (typed[row.regionCode] ?? null) : row.value;
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td className="is-number">
        {onType ? (
          <InputNumber<number>
            aria-label={t('{name}（{unit}）', { name: row.name, unit: unitWords(unit) })}
            className="base-value"
            controls={false}
            min={0}
            value={value}
            placeholder={
              row.earlier
                ? t('沿用{year}年 {value}', { year: row.earlier.year, value: numberWords(row.earlier.value) })
                : t('未录入')
            }
            formatter={(shown) => (shown === undefined || `${shown}` === '' ? '' : numberWords(Number(shown)))}
            parser={(text) => Number((text ?? '').replace(/[,，\s]/g, '')) || 0}
            onChange={onType}
          />
        ) : value === null ? (
          <span className="value-unreported">
            {row.earlier
              ? t('沿用{year}年 {value}', { year: row.earlier.year, value: numberWords(row.earlier.value) })
              : t('未录入')}
          </span>
        ) : (
          numberWords(value)
        )}
      </td>
      <td className="base-source">{row.source}</td>
      <td className="soft base-changed">
        {row.changedAt && t('{name} · {at}', { name: row.changedBy ?? '', at: dateWords(row.changedAt) })}
      </td>
    </tr>
  );
}

/** People and product by division and year: what rates are divided by; entered from one source at a time. */
export default function BasesPage() {
  const scope = useScope();
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const mayEnter = useMay('indicators.define');
  const thisYear = Number(dayOf(new Date()).slice(0, 4));
  const year = Number(search.year) || thisYear - 1;
  const kind = BaseKind.safeParse(search.kind).data ?? 'POPULATION';
  const input = { kind, year, regionCode: scope };
  const asked = useQuery({ ...indicatorsApi.bases.queryOptions({ input }), placeholderData: keepPreviousData });
  const [typed, setTyped] = useState<Typed>({});
  const [source, setSource] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const rows = asked.data?.rows ?? [];
  const changed = rows.filter(({ regionCode, value }) => regionCode in typed && typed[regionCode] !== value);
  const told = source || (rows.find((row) => row.source)?.source ?? '');
  const turn = (change: Record<string, string>) => {
    setTyped({});
    setFailure(undefined);
    setSearch(change);
  };
  const save = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      await indicatorsApi.setBases.call({
        kind,
        year,
        source: told,
        values: changed.map(({ regionCode }) => ({ regionCode, value: typed[regionCode] || null })),
      });
      await queries.invalidateQueries({ queryKey: indicatorsApi.key() });
      setTyped({});
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className="bases-page">
      <p className="detail-back no-print">
        <RecordLink to="/indicators">{t('指标')}</RecordLink>
      </p>
      <PageHeader
        title={t('人口与经济')}
        count={asked.data ? t('{name} · 每万人、每亿元等比率的分母', { name: asked.data.regionName }) : ' '}
      />
      <div className="indicator-bar">
        <Segmented
          value={kind}
          options={BaseKind.options.map((one) => ({ value: one, label: t(baseWords[one]) }))}
          onChange={(next) => turn({ kind: next })}
        />
        <Select
          aria-label={t('年份')}
          value={year}
          options={Array.from({ length: 12 }, (_, i) => thisYear - i).map((one) => ({
            value: one,
            label: t('{year}年', { year: one }),
          }))}
          onChange={(next) => turn({ year: String(next) })}
        />
      </div>
      {asked.error ? <ErrorSentence error={asked.error} retry={() => void asked.refetch()} /> : null}
      {!asked.data && !asked.error && <Skeleton active paragraph={{ rows: 10 }} />}
      {asked.data && (
        <form
          className={asked.isPlaceholderData ? 'is-stale' : ''}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <table className="base-table card">
            <thead>
              <tr>
                <th scope="col">{t('地区')}</th>
                <th scope="col" className="is-number">
                  {t('{label}（{unit}）', { label: t(baseWords[kind]), unit: unitWords(asked.data.unit) })}
                </th>
                <th scope="col">{t('来源')}</th>
                <th scope="col">{t('录入')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Place
                  key={row.regionCode}
                  row={row}
                  unit={asked.data.unit}
                  typed={typed}
                  onType={mayEnter ? (value) => setTyped({ ...typed, [row.regionCode]: value }) : undefined}
                />
              ))}
            </tbody>
          </table>
          {failure ? <ErrorSentence error={failure} /> : null}
          {mayEnter && (
            <div className="base-acts">
              <Input
                aria-label={t('来源')}
                value={source}
                maxLength={200}
                placeholder={told || t('来源，如：海宁市2025年国民经济和社会发展统计公报')}
                onChange={(event) => setSource(event.target.value)}
              />
              <Button type="primary" htmlType="submit" loading={isSaving} disabled={changed.length === 0 || !told}>
                {changed.length > 0 ? t('保存 {n} 个地区', { n: changed.length }) : t('保存')}
              </Button>
              <span className="soft">
                {changed.length > 0 && !told
                  ? t('请写明来源')
                  : t('当年未录入的沿用最近一年；一年也没有的，比率显示“未报送”')}
              </span>
            </div>
          )}
        </form>
      )}
    </div>
  );
}
