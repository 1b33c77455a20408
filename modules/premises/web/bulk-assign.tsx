import { useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import type { AssignField, PremisesFilter, PremisesRow } from '#modules/premises/contract';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { AssigneeField } from './assignee-field.tsx';
import { premisesApi } from './premises.client.ts';
import { assignFields } from './premises-words.ts';

export type BulkTarget = { rows: PremisesRow[] } | { filter: PremisesFilter; count: number };
type Values = { field: AssignField; value: string; reason: string };

/** One assignment for the ticked places or for all that the filter finds; says how many before it is done. */
export function BulkAssign({
  target,
  regionCode,
  onClose,
}: {
  target: BulkTarget | undefined;
  regionCode: string;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<string>();
  const count = target ? ('rows' in target ? target.rows.length : target.count) : 0;
  return (
    <>
      {outcome && (
        <p className="bulk-outcome" role="status">
          {outcome}
          <button type="button" className="link-button" onClick={() => setOutcome(undefined)}>
            {t('知道了')}
          </button>
        </p>
      )}
      <FormDrawer<Values>
        isOpen={target !== undefined}
        title={t('分派 {n} 家单位', { n: count })}
        submitLabel={t('分派 {n} 家', { n: count })}
        initial={{ field: 'supervisorOrgId' }}
        width={440}
        consequence={t('每家单位都记入变更记录，原责任机构（人员）自昨天止')}
        onClose={onClose}
        onSubmit={async ({ field, value, reason }) => {
          if (!target) return;
          const done = await premisesApi.assign.call({
            field,
            value,
            reason,
            expectedCount: count,
            ...('rows' in target
              ? { selection: target.rows.map(({ countyCode, id }) => ({ countyCode, id })) }
              : { filter: target.filter }),
          } as never);
          setOutcome(
            done.unchanged > 0
              ? t('已分派 {n} 家；{m} 家原本如此，未变更', { n: done.changed, m: done.unchanged })
              : t('已分派 {n} 家', { n: done.changed }),
          );
          await queries.invalidateQueries({ queryKey: [['premises']] });
        }}
      >
        {(form) => <AssignFields form={form} regionCode={regionCode} />}
      </FormDrawer>
    </>
  );
}

function AssignFields({ form, regionCode }: { form: ReturnType<typeof Form.useForm<Values>>[0]; regionCode: string }) {
  const field = Form.useWatch('field', form) ?? 'supervisorOrgId';
  const label = assignFields().find((one) => one.value === field)?.label ?? '';
  return (
    <>
      <Field name="field" label={t('分派内容')} kind="choice" isRequired options={assignFields()} />
      <Field
        key={field}
        name="value"
        label={label}
        kind="own"
        isRequired
        control={<AssigneeField regionCode={regionCode} field={field} />}
      />
      <Field name="reason" label={t('理由')} kind="long-text" rows={2} max={300} isRequired />
    </>
  );
}
