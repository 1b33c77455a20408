import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { useGo, useRecordParams } from '#platform/web/search.ts';
import { premisesApi } from '../premises.client.ts';
import { premisesPath } from '../premises-words.ts';

/** Where a scanned sticker leads: the file of the place. */
export default function ByCodePage() {
  const { county = '', code = '' } = useRecordParams();
  const go = useGo();
  const found = useQuery(premisesApi.byCode.queryOptions({ input: { countyCode: county, code } }));
  useEffect(() => {
    if (found.data) go(premisesPath(found.data), { replace: true });
  }, [found.data, go]);
  return found.error ? <ErrorSentence error={found.error} /> : <Skeleton active />;
}
