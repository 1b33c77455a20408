import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type PublishedMeasure, type PublishedTotal, publishedMeasures } from '#modules/fires/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { fireDataApi } from './fires.client.ts';

type Values = {
  regionCode: string;
  fromOn: string;
  toOn: string;
  measure: PublishedMeasure;
  value: number;
  sourceDocument: string;
};

const measures = Object.entries(publishedMeasures).map(([value, { label, unit }]) => ({
  value,
  label: `${t(label)}（${t(unit)}）`,
}));

function Row({ total, mayWithdraw }: { total: PublishedTotal; mayWithdraw: boolean }) {
  const queries = useQueryClient();
  const { label, unit } = publishedMeasures[total.measure];
  return (
    <tr>
      <td>{total.regionName}</td>
      <td>{t('{from} 至 {to}', { from: total.fromOn, to: total.toOn })}</td>
      <td>{t(label)}</td>
      <td className="is-number">
        {total.value.toLocaleString('zh-CN')} {t(unit)}
      </td>
      <td>
        <StateTag tone="plain">{t('公布数')}</StateTag> {total.sourceDocument}
      </td>
      <td>
        {mayWithdraw && (
          <ActionBar
            allowed={['withdraw']}
            acts={[
              {
                key: 'withdraw',
                label: t('撤回'),
                reason: 'required',
                run: async ({ reason }) => {
                  await fireDataApi.withdrawTotal.call({ id: total.id, reason: String(reason ?? '') });
                  await queries.invalidateQueries({ queryKey: fireDataApi.totals.key() });
                },
              },
            ]}
          />
        )}
      </td>
    </tr>
  );
}

/** Totals of years without records, always told apart from counts of records. */
export function PublishedTotals({ regionCode }: { regionCode: string }) {
  const queries = useQueryClient();
  const mayEnter = useMay('fires.publishTotals');
  const [isOpen, setOpen] = useState(false);
  const totals = useQuery(fireDataApi.totals.queryOptions({ input: { regionCode } }));
  const latest = dayOf(new Date());
  return (
    <section className="section">
      <h2 className="section-title">
        {t('公布数（没有逐条记录的年份）')}
        {mayEnter && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('录入公布数')}
          </Button>
        )}
      </h2>
      <ErrorSentence error={totals.error} retry={() => void totals.refetch()} />
      {totals.data?.totals.length === 0 && (
        <Empty compact reason={t('还没有录入；可录入统计年鉴、通报等公布的往年合计，与记录分开标明')} />
      )}
      {totals.data && totals.data.totals.length > 0 && (
        <div className="fire-versions-frame">
          <table className="fire-table">
            <thead>
              <tr>
                <th>{t('区划')}</th>
                <th>{t('期间')}</th>
                <th>{t('数据项')}</th>
                <th className="is-number">{t('数值')}</th>
                <th>{t('来源')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {totals.data.totals.map((total) => (
                <Row key={total.id} total={total} mayWithdraw={mayEnter} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <FormDrawer<Values>
        isOpen={isOpen}
        title={t('录入公布数')}
        draftKey="fires.published-total"
        initial={{ regionCode }}
        submitLabel={t('录入')}
        onClose={() => setOpen(false)}
        onSubmit={async (values, id) => {
          await fireDataApi.addTotal.call({ ...values, id });
          await queries.invalidateQueries({ queryKey: fireDataApi.totals.key() });
        }}
      >
        <FieldGrid>
          <Field name="regionCode" label={t('区划')} kind="own" isRequired isWide control={<RegionField />} />
          <Field name="fromOn" label={t('起日')} kind="day" isRequired latest={latest} />
          <Field name="toOn" label={t('止日')} kind="day" isRequired latest={latest} />
          <Field name="measure" label={t('数据项')} kind="choice" isRequired options={measures} />
          <Field name="value" label={t('数值')} kind="number" isRequired decimals={2} />
          <Field
            name="sourceDocument"
            label={t('来源文件')}
            isRequired
            isWide
            max={300}
            placeholder={t('如：海宁市统计年鉴 2015，第 312 页')}
          />
        </FieldGrid>
      </FormDrawer>
    </section>
  );
}
