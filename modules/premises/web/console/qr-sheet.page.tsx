import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PrintFrame } from '#platform/web/components/print-frame.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { premisesApi } from '../premises.client.ts';
import '../premises.css';

/** The sheet that hangs at the door: name, code, and who answers for the place. */
export default function QrSheetPage() {
  const { county = '', id = '' } = useRecordParams();
  const sheet = useQuery(premisesApi.sheet.queryOptions({ input: { countyCode: county, id } }));
  if (sheet.error) return <ErrorSentence error={sheet.error} retry={() => void sheet.refetch()} />;
  if (!sheet.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { data } = sheet;
  return (
    <PrintFrame
      title={t('单位二维码')}
      actions={<RecordLink to={`/premises/${county}/${id}`}>{t('返回档案')}</RecordLink>}
    >
      <div className="qr-sheet">
        <h1>{data.name}</h1>
        <p className="qr-sheet-address">{data.address}</p>
        <img src={`data:image/svg+xml;base64,${btoa(data.svg)}`} alt={data.url} />
        <p className="qr-sheet-code">{data.code}</p>
        <dl>
          {data.holders.map((holder) => (
            <div key={holder.kind}>
              <dt>{t(holder.kind)}</dt>
              <dd>{holder.name}</dd>
            </div>
          ))}
        </dl>
        <p className="qr-sheet-foot">{t('检查人员扫码登录后进入本单位消防档案；发现火灾隐患请拨打 96119')}</p>
      </div>
    </PrintFrame>
  );
}
