import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { t } from '#platform/web/i18n/i18n.ts';
import { premisesApi } from './premises.client.ts';

/** The building that a tenant is in, found by its name or address, as a field of a form. */
export function BuildingField(props: {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  regionCode: string;
  ownId: string | undefined;
  current?: string | null;
}) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const found = useQuery({
    ...premisesApi.list.queryOptions({
      input: {
        search,
        limit: 10,
        ...(props.regionCode ? { regionCode: `${props.regionCode.slice(0, 6)}000000` } : {}),
      },
    }),
    enabled: search !== '',
  });
  const options = (found.data?.items ?? [])
    .filter((row) => row.id !== props.ownId)
    .map((row) => ({ value: row.id, label: `${row.name}（${row.address}）` }));
  if (props.value && props.current && !search) options.unshift({ value: props.value, label: props.current });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('输入建筑名称或地址查找')}
      loading={found.isFetching}
      options={options}
      value={props.value ?? null}
      onChange={(value) => props.onChange?.(value ?? null)}
      notFoundContent={search ? t('没有找到，请先登记该建筑') : t('输入建筑名称或地址查找')}
    />
  );
}
