import { Form } from 'antd';
import type { OrganisationDetail } from '#modules/organisations/contract';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { organisationsApi } from './organisations.client.ts';
import { OrganisationSelect } from './selects.tsx';
import { industryOptions, kindOptions } from './words.ts';

type Values = {
  regionCode: string;
  parentId?: string | null;
  kind: string;
  industry?: string | null;
  name: string;
  shortName: string;
  paperPrefix?: string;
  uscc?: string;
  address?: string;
  phone?: string;
};

/** New body, or changes of one. */
export function OrganisationForm(props: {
  isOpen: boolean;
  organisation?: OrganisationDetail;
  onDone: (id: string) => Promise<void>;
  onClose: () => void;
}) {
  const { organisation } = props;
  const scope = useScope();
  return (
    <FormDrawer<Values>
      isOpen={props.isOpen}
      title={organisation ? t('修改机构') : t('新建机构')}
      submitLabel={t('保存')}
      {...(organisation ? {} : { draftKey: 'organisation' })}
      initial={
        organisation
          ? {
              regionCode: organisation.regionCode,
              parentId: organisation.parentId,
              kind: organisation.kind,
              industry: organisation.industry,
              name: organisation.name,
              shortName: organisation.shortName,
              paperPrefix: organisation.paperPrefix ?? '',
              uscc: organisation.uscc ?? '',
              address: organisation.address ?? '',
              phone: organisation.phone ?? '',
            }
          : { regionCode: scope }
      }
      onSubmit={async (values, id) => {
        const input = {
          regionCode: values.regionCode,
          parentId: values.parentId ?? null,
          kind: values.kind,
          industry: values.kind === 'INDUSTRY_DEPT' ? (values.industry ?? null) : null,
          name: values.name,
          shortName: values.shortName,
          paperPrefix: values.paperPrefix || null,
          uscc: values.uscc || null,
          address: values.address || null,
          phone: values.phone || null,
        };
        if (organisation)
          await organisationsApi.change.call({
            ...input,
            id: organisation.id,
            isActive: organisation.isActive,
            version: organisation.version,
          });
        else await organisationsApi.add.call({ ...input, id });
        await props.onDone(organisation?.id ?? id);
      }}
      onClose={props.onClose}
    >
      <Field name="name" label={t('全称')} isRequired max={100} />
      <FieldGrid>
        <Field name="shortName" label={t('简称')} isRequired max={40} />
        <Field name="kind" label={t('机构类型')} kind="choice" isRequired options={kindOptions} />
        <Form.Item noStyle shouldUpdate={(before: Values, after: Values) => before.kind !== after.kind}>
          {({ getFieldValue }) =>
            getFieldValue('kind') === 'INDUSTRY_DEPT' && (
              <Field name="industry" label={t('所管行业')} kind="choice" isRequired options={industryOptions} />
            )
          }
        </Form.Item>
        <Field name="regionCode" label={t('辖区')} kind="own" isRequired isWide control={<RegionField />} />
        <Field
          name="parentId"
          label={t('上级机构')}
          kind="own"
          isWide
          control={
            <OrganisationSelect
              isOptional
              known={
                organisation?.parentId ? { id: organisation.parentId, name: organisation.parentName ?? '' } : undefined
              }
            />
          }
        />
        <Field name="paperPrefix" label={t('文号简称')} max={10} help={t('如：海消，用于文书编号')} />
        <Field name="uscc" label={t('统一社会信用代码')} max={18} />
        <Field name="phone" label={t('值班电话')} max={20} />
        <Field name="address" label={t('地址')} isWide max={200} />
      </FieldGrid>
    </FormDrawer>
  );
}
