import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { type ReportingSetting, type ReportingSettings, reportingWords } from '#modules/fires/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { fireDataApi } from '../fires.client.ts';
import '../fires.css';

/** Digits of the county, city or province that the scope lies in. */
const prefixOf = (scope: string) =>
  [2, 4, 6].map((end) => scope.slice(0, end)).find((prefix) => prefix.padEnd(12, '0') === scope.padEnd(12, '0')) ??
  scope.slice(0, 6);

type Given = ReportingSettings['settings'][number];

function Standing({
  given,
  value,
  inForce,
}: {
  given: Given;
  value: ReportingSetting;
  inForce: ReportingSettings['inForce'];
}) {
  if (inForce.regionPrefix === given.regionPrefix && inForce.validFrom === value.validFrom)
    return <StateTag tone="verified">{t('现行')}</StateTag>;
  return value.validFrom > dayOf(new Date()) ? (
    <StateTag tone="due">{t('未施行')}</StateTag>
  ) : (
    <StateTag tone="plain">{t('已被替代')}</StateTag>
  );
}

/** One limit a row, one setting a column, the newest first. */
function Settings({ given, inForce }: { given: Given; inForce: ReportingSettings['inForce'] }) {
  return (
    <section className="section">
      <h2 className="section-title">{t(given.regionName)}</h2>
      <div className="fire-versions-frame">
        <table className="fire-table fire-settings">
          <thead>
            <tr>
              <th>{t('时限、界限')}</th>
              {given.values.map((value) => (
                <th key={value.validFrom}>
                  {given.regionPrefix === '00' ? '' : t('自 {day} 起', { day: value.validFrom })}{' '}
                  <Standing given={given} value={value} inForce={inForce} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reportingWords.map(({ key, label, source }) => (
              <tr key={key}>
                <th scope="row">{t(label)}</th>
                {given.values.map((value) => (
                  <td key={value.validFrom}>
                    {value[key]} {given.regionPrefix === '00' && <small className="soft">{source}</small>}
                  </td>
                ))}
              </tr>
            ))}
            {given.regionPrefix !== '00' && (
              <tr>
                <th scope="row">{t('依据')}</th>
                {given.values.map((value) => (
                  <td key={value.validFrom}>{value.source}</td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Times of reporting and limits of the data checks: dated, with their source, by division. */
export default function FireSettingsPage() {
  const queries = useQueryClient();
  const regionPrefix = prefixOf(useScope());
  const [isOpen, setOpen] = useState(false);
  const query = useQuery(fireDataApi.settings.queryOptions({ input: { regionPrefix } }));
  const today = dayOf(new Date());
  const current = query.data?.settings
    .find((given) => given.regionPrefix === query.data.inForce.regionPrefix)
    ?.values.find(({ validFrom }) => validFrom === query.data.inForce.validFrom);
  return (
    <>
      <PageHeader
        title={t('火灾报送时限')}
        note={t('初报、续报、终报的时限和数据核查的界限；按火灾发生之日施行的计算')}
        actions={
          <Button type="primary" disabled={!query.data} onClick={() => setOpen(true)}>
            {t('设定新时限')}
          </Button>
        }
      />
      <ErrorSentence error={query.error} retry={() => void query.refetch()} />
      {query.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {query.data?.settings.toReversed().map((given) => (
        <Settings key={given.regionPrefix} given={given} inForce={query.data.inForce} />
      ))}
      <FormDrawer<ReportingSetting>
        isOpen={isOpen}
        title={t('设定火灾报送时限')}
        draftKey={`fire-settings.${regionPrefix}`}
        initial={{ ...current, validFrom: today, source: '' }}
        submitLabel={t('设定')}
        consequence={t('自施行日起发生的火灾按新时限；以前的火灾不变')}
        onClose={() => setOpen(false)}
        onSubmit={async (values) => {
          await fireDataApi.set.call({ ...values, regionPrefix });
          await queries.invalidateQueries({ queryKey: fireDataApi.key() });
        }}
      >
        <Field name="validFrom" label={t('施行日期')} kind="day" isRequired earliest={today} />
        <FieldGrid>
          {reportingWords.map(({ key, label }) => (
            <Field key={key} name={key} label={t(label)} kind="number" min={0} isRequired />
          ))}
        </FieldGrid>
        <Field name="source" label={t('依据文件')} isRequired max={200} placeholder={t('文件名称和文号')} />
      </FormDrawer>
    </>
  );
}
