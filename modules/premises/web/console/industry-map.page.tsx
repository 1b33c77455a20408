import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { type PremisesType, typeName } from '#modules/premises/contract';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { premisesApi } from '../premises.client.ts';
import { industryWords } from '../premises-flags.tsx';
import { industryOptions } from '../premises-words.ts';
import '../premises.css';

type Values = {
  leadIndustry: string;
  coIndustries?: string[];
  documentNo: string;
  validFrom?: string;
  isApplied?: boolean;
};

/** Which department regulates which class of premises; the committee office settles it by document. */
export default function IndustryMapPage() {
  const scope = useScope();
  const queries = useQueryClient();
  const mayEdit = useMay('premises.assignIndustry');
  const [type, setType] = useState<PremisesType>();
  const [outcome, setOutcome] = useState<string>();
  const map = useQuery(premisesApi.industryMap.queryOptions({ input: { regionCode: scope } }));
  const current = map.data?.find((row) => row.premisesType === type);
  const levelWords = (prefix: string | null) =>
    prefix === null
      ? null
      : prefix === '00'
        ? t('国家默认')
        : prefix.length === 2
          ? t('省级文件')
          : prefix.length === 4
            ? t('市级文件')
            : t('本县文件');
  return (
    <>
      <PageHeader title={t('行业主管分工')} note={t('登记单位时按第一个场所类别确定行业主管部门')} />
      <ErrorSentence error={map.error} retry={() => void map.refetch()} />
      {outcome && <p role="status">{outcome}</p>}
      {map.isPending ? (
        <Skeleton active paragraph={{ rows: 12 }} />
      ) : (
        <div className="plain-table industry-table">
          <table>
            <thead>
              <tr>
                <th>{t('场所类别')}</th>
                <th>{t('行业主管部门')}</th>
                <th>{t('配合部门')}</th>
                <th>{t('依据')}</th>
                <th>{t('生效日期')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {(map.data ?? []).map((row) => (
                <tr key={row.premisesType}>
                  <td>{t(typeName(row.premisesType))}</td>
                  <td>
                    {row.leadIndustry ? (
                      <RecordLink to={`/premises?type=${row.premisesType}&industry=${row.leadIndustry}`}>
                        {industryWords(row.leadIndustry)}
                      </RecordLink>
                    ) : (
                      <span className="missing">{t('—「未明确，需发文确定」')}</span>
                    )}
                  </td>
                  <td>{row.coIndustries.map(industryWords).join(t('、'))}</td>
                  <td>{[levelWords(row.regionPrefix), row.documentNo].filter(Boolean).join(' ')}</td>
                  <td>{row.regionPrefix === '00' ? '' : row.validFrom}</td>
                  <td>
                    {mayEdit && (
                      <button
                        type="button"
                        className="link-button"
                        onClick={() => setType(row.premisesType as PremisesType)}
                      >
                        {t('确定')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <FormDrawer<Values>
        isOpen={type !== undefined}
        title={type ? t('确定{type}的主管部门', { type: t(typeName(type)) }) : ''}
        submitLabel={t('确定')}
        initial={{
          ...(current?.leadIndustry ? { leadIndustry: current.leadIndustry } : {}),
          coIndustries: current?.coIndustries ?? [],
        }}
        width={460}
        onClose={() => setType(undefined)}
        onSubmit={async (values) => {
          if (!type) return;
          const { moved } = await premisesApi.setIndustry.call({
            premisesType: type,
            leadIndustry: values.leadIndustry,
            coIndustries: values.coIndustries ?? [],
            documentNo: values.documentNo,
            ...(values.validFrom ? { validFrom: values.validFrom } : {}),
            isApplied: values.isApplied ?? false,
          } as never);
          setOutcome(values.isApplied ? t('已移交 {n} 家单位', { n: moved }) : undefined);
          await queries.invalidateQueries({ queryKey: [['premises']] });
        }}
      >
        <Field name="leadIndustry" label={t('行业主管部门')} kind="choice" isRequired options={industryOptions()} />
        <Field name="coIndustries" label={t('配合部门')} kind="choice" isMany options={industryOptions()} />
        <Field name="documentNo" label={t('文号')} isRequired max={60} placeholder={t('如：海消安〔2026〕5号')} />
        <Field name="validFrom" label={t('生效日期')} kind="day" help={t('不填为今天')} />
        <Field
          name="isApplied"
          label={t('把现有单位一并移交')}
          kind="switch"
          help={t('只移交仍由原主管部门主管的单位，每家记入变更记录')}
        />
      </FormDrawer>
    </>
  );
}
