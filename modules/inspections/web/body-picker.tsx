import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { organisationsContract } from '#modules/organisations/contract';
import { createApi } from '#platform/web/api.ts';
import { t } from '#platform/web/i18n/i18n.ts';

const organisationsApi = createApi(organisationsContract, 'organisations');

export type BodyPickerProps = {
  value?: string;
  onChange?: (id: string) => void;
  id?: string;
  countyCode: string;
  /** Not offered: nobody hands a hazard to itself. */
  exceptId?: string | null;
};

/** Picks a body of the county or above it by name; the value is its id. */
export function BodyPicker(props: BodyPickerProps) {
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const bodies = useQuery({
    ...organisationsApi.list.queryOptions({
      input: {
        regionCode: `${props.countyCode}000000`,
        includeAbove: true,
        isActive: true,
        limit: 50,
        ...(asked ? { search: asked } : {}),
      },
    }),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('输入机构名称查找')}
      notFoundContent={
        bodies.error ? t('机构名单未能载入，请稍后再试') : bodies.isFetching ? t('正在查找') : t('没有相符的机构')
      }
      value={props.value ?? null}
      loading={bodies.isFetching}
      options={(bodies.data?.items ?? [])
        .filter((body) => body.id !== props.exceptId)
        .map((body) => ({ value: body.id, label: body.name }))}
      onChange={(id) => id && props.onChange?.(id)}
    />
  );
}
