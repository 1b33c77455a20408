import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect } from 'react';
import type { InspectionDetail } from '#modules/inspections/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { useGo, useRecordParams } from '#platform/web/search.ts';
import { Checklist } from '../checklist.tsx';
import { visitPath } from '../inspection-words.ts';
import { inspectionsApi } from '../inspections.client.ts';
import { VisitRecord } from '../visit-record.tsx';

/** Two people fill one visit: each sees what the other saved. */
const watchEvery = 15_000;

export default function InspectionPage() {
  const { county = '', id = '' } = useRecordParams();
  const go = useGo();
  const visit = useQuery({
    ...inspectionsApi.read.queryOptions({ input: { countyCode: county, id } }),
    refetchInterval: (query) => (query.state.data?.status === 'IN_PROGRESS' ? watchEvery : false),
  });
  const data = visit.data as InspectionDetail | undefined;
  const isFilling = data?.status === 'IN_PROGRESS' && data.allowedActions.includes('fill');
  const elsewhere = isFilling && data.kind === 'REINSPECTION' ? visitPath(data) : undefined;
  useEffect(() => {
    if (elsewhere) go(elsewhere, { replace: true });
  }, [elsewhere, go]);
  if (visit.error && !data) return <ErrorSentence error={visit.error} retry={() => void visit.refetch()} />;
  if (!data || elsewhere) return <Skeleton active paragraph={{ rows: 12 }} />;
  return isFilling ? <Checklist key={data.id} visit={data} /> : <VisitRecord visit={data} />;
}
