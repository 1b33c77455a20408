import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { hazardsApi } from './hazards.client.ts';

/** A person of the own body who may look after a hazard. */
export function HandlerPicker(props: { value?: string; onChange?: (value: string) => void; id?: string }) {
  const people = useQuery(hazardsApi.handlers.queryOptions());
  return (
    <>
      <Select
        {...props}
        className="field-full"
        loading={people.isPending}
        placeholder={t('请选择')}
        showSearch={{ optionFilterProp: 'label' }}
        options={(people.data ?? []).map(({ personId, name, title }) => ({
          value: personId,
          label: `${name}（${title}）`,
        }))}
      />
      <ErrorSentence error={people.error} retry={() => void people.refetch()} />
    </>
  );
}
