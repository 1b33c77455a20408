import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from './organisations.client.ts';

const regionsApi = createApi(regionsContract, 'regions');

type Control<Value extends string | null = string | null> = {
  id?: string;
  value?: Value;
  onChange?: (value: string | null) => void;
};

function Found(
  props: Control & {
    options: { value: string; label: string }[];
    isLoading: boolean;
    onSearch: (words: string) => void;
    isOptional?: boolean;
    placeholder: string;
  },
) {
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      value={props.value ?? null}
      onChange={(value: string | null) => props.onChange?.(value ?? null)}
      showSearch={{ filterOption: false, onSearch: props.onSearch }}
      allowClear={props.isOptional ?? false}
      loading={props.isLoading}
      placeholder={props.placeholder}
      options={props.options}
      notFoundContent={props.isLoading ? t('正在查找') : t('没有找到，请换一个名称')}
    />
  );
}

/** A body of the own division or above it, found by name; `known` is the one already chosen. */
export function OrganisationSelect(
  props: Control & { known?: { id: string; name: string } | undefined; kind?: string[]; isOptional?: boolean },
) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words);
  const found = useQuery(
    organisationsApi.list.queryOptions({
      input: {
        includeAbove: true,
        isActive: true,
        limit: 50,
        ...(search ? { search } : {}),
        ...(props.kind ? { kind: props.kind } : {}),
      },
    }),
  );
  const options = (found.data?.items ?? []).map((row) => ({ value: row.id, label: row.name }));
  if (props.known && !search && !options.some((one) => one.value === props.known?.id))
    options.unshift({ value: props.known.id, label: props.known.name });
  return (
    <Found
      {...props}
      options={options}
      isLoading={found.isFetching}
      onSearch={setWords}
      placeholder={t('输入机构名称查找')}
    />
  );
}

/** A person of the own division, found by name. */
export function PersonSelect(props: Control) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words);
  const found = useQuery(organisationsApi.people.queryOptions({ input: { limit: 50, ...(search ? { search } : {}) } }));
  const options = (found.data?.items ?? []).map((person) => ({
    value: person.id,
    label: [
      person.name,
      person.posts[0] ? `${person.posts[0].orgName} · ${person.posts[0].title}` : t('未任职'),
      person.phone,
    ]
      .filter(Boolean)
      .join('　'),
  }));
  return (
    <Found
      {...props}
      options={options}
      isLoading={found.isFetching}
      onSearch={setWords}
      placeholder={t('输入姓名查找')}
    />
  );
}

/** An active grid of a division. */
export function GridSelect(props: Control & { regionCode: string; known?: { id: string; name: string } | undefined }) {
  const [words, setWords] = useState('');
  const search = useDeferredValue(words);
  const found = useQuery(
    regionsApi.grids.queryOptions({
      input: { regionCode: props.regionCode, isActive: true, limit: 50, ...(search ? { search } : {}) },
    }),
  );
  const options = (found.data?.items ?? []).map((grid) => ({
    value: grid.id,
    label: `${grid.name}（${grid.regionName}）`,
  }));
  if (props.known && !search && !options.some((one) => one.value === props.known?.id))
    options.unshift({ value: props.known.id, label: props.known.name });
  return (
    <Found
      {...props}
      isOptional
      options={options}
      isLoading={found.isFetching}
      onSearch={setWords}
      placeholder={t('输入网格名称或编码查找')}
    />
  );
}
