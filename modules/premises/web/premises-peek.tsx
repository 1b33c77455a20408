import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { PremisesRow } from '#modules/premises/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { Completeness } from './completeness.tsx';
import { DutyHolders } from './duty-holders.tsx';
import { premisesApi } from './premises.client.ts';
import { industryWords, PremisesFlags } from './premises-flags.tsx';
import { typesWords } from './premises-words.ts';

/** A place beside the list: what it is, who answers for it, what its file lacks. */
export function PremisesPeek({ row }: { row: Pick<PremisesRow, 'countyCode' | 'id'> }) {
  const query = useQuery(premisesApi.get.queryOptions({ input: { countyCode: row.countyCode, id: row.id } }));
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const file = query.data;
  return (
    <div className="premises-peek">
      <h2>{file.name}</h2>
      <PremisesFlags row={file} />
      {file.proposal && <p className="premises-proposal">{file.proposal.reason}</p>}
      <FactGrid
        columns={1}
        facts={[
          { label: t('场所类别'), value: typesWords(file.types) },
          { label: t('详细地址'), value: `${file.townshipName} ${file.address}` },
          { label: t('行业主管部门'), value: industryWords(file.industry) },
          { label: t('列管机构'), value: file.supervisorName },
          { label: t('档案完整率'), value: <Completeness percent={file.completeness} /> },
          ...(file.missing.length > 0
            ? [{ label: t('待补'), value: file.missing.map((one) => t(one.label)).join(t('、')) }]
            : []),
        ]}
      />
      <DutyHolders file={file} isPeek />
    </div>
  );
}
