import { useQuery } from '@tanstack/react-query';
import type { BulletinDetail, BulletinRow } from '#modules/bulletins/contract';
import { schemeWords } from '#modules/indicators/contract';
import { schemes } from '#platform/shared/fact.ts';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { bulletinsApi } from './bulletins.client.ts';

type Values = { templateId: string; from: string; to: string; scheme: BulletinRow['scheme'] };

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
      onSubmit={async (values, id) =>
        props.onDone(await bulletinsApi.draft.call({ ...values, id, ...(scope ? { regionCode: scope } : {}) }))
      }
    >
      <Field
        kind="choice"
        name="templateId"
        label={t('模板')}
        isRequired
        options={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: t(name) }))}
      />
      <Field kind="day" name="from" label={t('统计期第一天')} isRequired latest={today} />
      <Field kind="day" name="to" label={t('统计期最后一天')} isRequired latest={today} />
      <Field
        kind="choice"
        name="scheme"
        label={t('口径')}
        isRequired
        options={schemes.map((scheme) => ({ value: scheme, label: t(schemeWords[scheme]) }))}
      />
    </FormDrawer>
  );
}
