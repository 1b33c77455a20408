import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { CorrectionPeriod } from '#modules/inspections/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { severityWords } from '../inspection-words.ts';
import { inspectionsApi } from '../inspections.client.ts';
import '../inspections.css';

const severities = ['GENERAL', 'SERIOUS', 'CRITICAL'] as const;
type Values = Omit<CorrectionPeriod, 'needsCheck'> & { needsCheck?: boolean };

/** The digits of a division without the empty segments: 330481000000 → 330481. */
const prefixOf = (code: string) =>
  [2, 4, 6, 9, 12].map((end) => code.slice(0, end)).find((prefix) => prefix.padEnd(12, '0') === code) ?? code;

/** Days that are offered for a correction: dated, with their source, by division. */
export default function CorrectionSettingsPage() {
  const queries = useQueryClient();
  const regionPrefix = prefixOf(useScope());
  const [isOpen, setOpen] = useState(false);
  const settings = useQuery(inspectionsApi.correction.queryOptions({ input: { regionPrefix } }));
  const today = dayOf(new Date());
  const inForce = settings.data?.inForce;
  return (
    <>
      <PageHeader
        title={t('改正期限设置')}
        note={t('填写隐患时按此推算期限，检查人员可按改正难易调整')}
        actions={
          <Button type="primary" disabled={!settings.data} onClick={() => setOpen(true)}>
            {t('设定新期限')}
          </Button>
        }
      />
      <ErrorSentence error={settings.error} retry={() => void settings.refetch()} />
      {!settings.data && !settings.error && <Skeleton active paragraph={{ rows: 6 }} />}
      {[...(settings.data?.settings ?? [])].reverse().map((setting) => (
        <section key={setting.regionPrefix} className="section">
          <h2 className="section-title">{setting.regionName}</h2>
          <div className="correction-table">
            <table>
              <thead>
                <tr>
                  <th>{t('施行日期')}</th>
                  {severities.map((severity) => (
                    <th key={severity} className="is-number">
                      {t('{what}（工作日）', { what: severityWords(severity) })}
                    </th>
                  ))}
                  <th className="is-number">{t('须说明理由（超过，日）')}</th>
                  <th>{t('依据')}</th>
                  <th>{t('状态')}</th>
                </tr>
              </thead>
              <tbody>
                {setting.periods.map((period) => {
                  const isInForce =
                    inForce?.regionPrefix === setting.regionPrefix && inForce.validFrom === period.validFrom;
                  return (
                    <tr key={period.validFrom}>
                      <td>{period.validFrom}</td>
                      {severities.map((severity) => (
                        <td key={severity} className="is-number">
                          {period.workdays[severity]}
                        </td>
                      ))}
                      <td className="is-number">{period.reasonBeyondDays}</td>
                      <td>{period.source}</td>
                      <td className="correction-states">
                        {isInForce ? (
                          <StateTag tone="verified">{t('现行')}</StateTag>
                        ) : period.validFrom > today ? (
                          <StateTag tone="due">{t('未施行')}</StateTag>
                        ) : (
                          <StateTag tone="plain">{t('已被替代')}</StateTag>
                        )}
                        {period.needsCheck && <StateTag tone="unknown">{t('需核')}</StateTag>}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <FormDrawer<Values>
        isOpen={isOpen}
        title={t('设定改正期限')}
        draftKey={`correction.${regionPrefix}`}
        initial={{
          validFrom: today,
          ...(inForce ? { workdays: inForce.workdays, reasonBeyondDays: inForce.reasonBeyondDays } : {}),
        }}
        submitLabel={t('设定')}
        consequence={t('自施行日起的检查按新期限推算；已经记录的隐患不变')}
        onClose={() => setOpen(false)}
        onSubmit={async (values) => {
          await inspectionsApi.setCorrection.call({ ...values, regionPrefix, needsCheck: values.needsCheck ?? false });
          await queries.invalidateQueries({ queryKey: [['inspections']] });
        }}
      >
        <Field name="validFrom" label={t('施行日期')} kind="day" isRequired earliest={today} />
        <FieldGrid>
          {severities.map((severity) => (
            <Field
              key={severity}
              name={['workdays', severity]}
              label={severityWords(severity)}
              kind="number"
              unit={t('个工作日')}
              min={1}
              maxValue={250}
              decimals={0}
              isRequired
            />
          ))}
          <Field
            name="reasonBeyondDays"
            label={t('超过多少日须说明理由')}
            kind="number"
            unit={t('个自然日')}
            min={1}
            maxValue={365}
            decimals={0}
            isRequired
          />
        </FieldGrid>
        <Field name="source" label={t('依据文件')} isRequired max={200} placeholder={t('文件名称和文号')} />
        <Field
          name="needsCheck"
          label={t('尚待核对')}
          kind="switch"
          help={t('依据尚未与正式文本核对的，填写隐患时会提示')}
        />
      </FormDrawer>
    </>
  );
}
