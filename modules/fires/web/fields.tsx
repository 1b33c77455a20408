import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useDeferredValue, useState } from 'react';
import { t } from '#platform/web/i18n/i18n.ts';
import { firesApi, organisationsApi, premisesApi } from './fires.client.ts';

type Control = { id?: string; value?: string | null; onChange?: (value: string | null) => void };

/** An instant to the minute; the value is ISO 8601. */
export function MomentField(props: Control) {
  return (
    <DatePicker
      className="field-full"
      {...(props.id ? { id: props.id } : {})}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      maxDate={dayjs()}
      value={props.value ? dayjs(props.value) : null}
      onChange={(value: Dayjs | null) => props.onChange?.(value ? value.toISOString() : null)}
    />
  );
}

/** The station that reports: stations and the brigade of the county. */
export function StationField(props: Control & { countyCode: string }) {
  const bodies = useQuery({
    ...organisationsApi.list.queryOptions({
      input: {
        regionCode: `${props.countyCode}000000`,
        isActive: true,
        kind: ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'],
        limit: 100,
      },
    }),
    staleTime: 300_000,
  });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('请选择')}
      loading={bodies.isFetching}
      value={props.value ?? null}
      options={(bodies.data?.items ?? []).map((body) => ({ value: body.id, label: body.name }))}
      onChange={(id) => props.onChange?.(id ?? null)}
      notFoundContent={bodies.isFetching ? t('正在查找') : t('没有消防站，请管理员先登记')}
    />
  );
}

function Found(
  props: Control & {
    options: { value: string; label: string }[];
    isLoading: boolean;
    onSearch: (words: string) => void;
    placeholder: string;
    nothing: string;
  },
) {
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: props.onSearch }}
      placeholder={props.placeholder}
      loading={props.isLoading}
      options={props.options}
      value={props.value ?? null}
      onChange={(value) => props.onChange?.(value ?? null)}
      notFoundContent={props.nothing}
    />
  );
}

/** The choices with the one that is chosen already, which need not be among those found. */
const withKnown = (options: { value: string; label: string }[], known: { id: string; name: string } | undefined) =>
  known && !options.some(({ value }) => value === known.id)
    ? [{ value: known.id, label: known.name }, ...options]
    : options;

/** A registered place of the county, found by name or address; `known` is the one already chosen. */
export function PremisesField(
  props: Control & { countyCode: string; known?: { id: string; name: string } | undefined },
) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const found = useQuery({
    ...premisesApi.list.queryOptions({ input: { search, limit: 10, regionCode: `${props.countyCode}000000` } }),
    enabled: search !== '',
  });
  const options = (search ? (found.data?.items ?? []) : []).map((row) => ({
    value: row.id,
    label: `${row.name}（${row.address}）`,
  }));
  return (
    <Found
      {...props}
      options={withKnown(options, props.known)}
      isLoading={found.isFetching}
      onSearch={setWords}
      placeholder={t('输入单位名称或地址查找')}
      nothing={search ? t('没有找到') : t('输入单位名称或地址查找')}
    />
  );
}

/** A fire of the county, the latest first, found by number or address; `known` is the one already chosen. */
export function FireField(props: Control & { countyCode: string; known?: { id: string; name: string } | undefined }) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const found = useQuery(
    firesApi.list.queryOptions({ input: { countyCode: props.countyCode, limit: 20, ...(search ? { search } : {}) } }),
  );
  const options = (found.data?.items ?? []).map((row) => ({
    value: row.id,
    label: `${row.occurredOn} ${row.address}${row.number ? `（${row.number}）` : ''}`,
  }));
  return (
    <Found
      {...props}
      options={withKnown(options, props.known)}
      isLoading={found.isFetching}
      onSearch={setWords}
      placeholder={t('输入火灾编号或地址查找')}
      nothing={found.isFetching ? t('正在查找') : t('没有找到')}
    />
  );
}
