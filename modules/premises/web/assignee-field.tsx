import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { AssignField } from '#modules/premises/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { premisesApi } from './premises.client.ts';

/** Body, grid worker, grid or department that a place may be given to, as a field of a form. */
export function AssigneeField(props: {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  regionCode: string;
  field: AssignField;
  /** Name of the value that is set already. */
  current?: string | null;
}) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words.trim());
  const found = useQuery({
    ...premisesApi.assignees.queryOptions({
      input: { regionCode: props.regionCode, field: props.field, ...(search ? { search } : {}) },
    }),
    enabled: props.regionCode !== '',
    staleTime: 60_000,
  });
  const options = (found.data ?? []).map(({ value, label, detail }) => ({
    value,
    label: detail ? `${label}（${detail}）` : label,
  }));
  if (props.value && props.current && !search && !options.some((option) => option.value === props.value))
    options.unshift({ value: props.value, label: props.current });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('请选择')}
      loading={found.isFetching}
      options={options}
      value={props.value ?? null}
      onChange={(value) => props.onChange?.(value ?? null)}
      notFoundContent={found.isFetching ? t('正在查找') : t('没有可选的对象')}
    />
  );
}
