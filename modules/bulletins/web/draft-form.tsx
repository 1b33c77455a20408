import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance } from 'antd';
import type { BulletinDetail, BulletinRow, TemplateRow } from '#modules/bulletins/contract';
import { schemeWords } from '#modules/indicators/contract';
import { schemes } from '#platform/shared/fact.ts';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { bulletinsApi } from './bulletins.client.ts';
import { givenParameters, ParameterFields, type ParameterValues } from './parameter-fields.tsx';

type Values = {
  templateId: string;
  from: string;
  to: string;
  scheme: BulletinRow['scheme'];
  parameters?: ParameterValues;
};

function Asked({ form, templates }: { form: FormInstance<Values>; templates: readonly TemplateRow[] }) {
  const templateId = Form.useWatch('templateId', form);
  const template = templates.find(({ id }) => id === templateId);
  return <ParameterFields parameters={template?.parameters ?? []} />;
}

/** What a new bulletin is about: its template and period. It writes itself when the form is sent. */
export function DraftForm(props: { isOpen: boolean; onClose: () => void; onDone: (made: BulletinDetail) => void }) {
  const scope = useScope();
  const templates = useQuery(bulletinsApi.templates.queryOptions());
  const today = dayOf(new Date());
  return (
    <FormDrawer<Values>
      isOpen={props.isOpen}
      title={t('起草通报')}
      initial={{ templateId: 'FIRE_SITUATION', from: `${today.slice(0, 4)}-01-01`, to: today, scheme: 'OWN' }}
      submitLabel={t('生成')}
      onClose={props.onClose}
      onSubmit={async ({ parameters, ...values }, id) =>
        props.onDone(
          await bulletinsApi.draft.call({
            ...values,
            id,
            parameters: givenParameters(parameters),
            ...(scope ? { regionCode: scope } : {}),
          }),
        )
      }
    >
      {(form) => (
        <>
          <Field
            kind="choice"
            name="templateId"
            label={t('模板')}
            isRequired
            options={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: t(name) }))}
          />
          <Asked form={form} templates={templates.data ?? []} />
          <Field kind="day" name="from" label={t('统计期第一天')} isRequired latest={today} />
          <Field kind="day" name="to" label={t('统计期最后一天')} isRequired latest={today} />
          <Field
            kind="choice"
            name="scheme"
            label={t('口径')}
            isRequired
            options={schemes.map((scheme) => ({ value: scheme, label: t(schemeWords[scheme]) }))}
          />
        </>
      )}
    </FormDrawer>
  );
}
