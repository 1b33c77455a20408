import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { Template } from '#modules/bulletins/contract';
import { toApiError } from '#platform/web/api.ts';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { BulletinSheet } from './bulletin-sheet.tsx';
import { bulletinsApi } from './bulletins.client.ts';
import { givenParameters, ParameterFields, type ParameterValues } from './parameter-fields.tsx';

const day = 'YYYY-MM-DD';

/** What the template would say, with real figures of a period that is chosen here. */
export function TemplatePreview(props: { template: Template; onFaults: (faults: Record<string, string>) => void }) {
  const { template, onFaults } = props;
  const scope = useScope();
  const today = dayOf(new Date());
  const [span, setSpan] = useState({ from: `${today.slice(0, 4)}-01-01`, to: today });
  const [form] = Form.useForm<{ parameters: ParameterValues }>();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (given: Record<string, string>) =>
      bulletinsApi.tryTemplate.call({
        template,
        ...span,
        scheme: 'OWN',
        parameters: given,
        ...(scope ? { regionCode: scope } : {}),
      }),
    onSuccess: () => onFaults({}),
    onError: (failure) => onFaults(toApiError(failure).fields),
  });
  const write = () => mutate(givenParameters(form.getFieldsValue().parameters));
  // What is open is shown written at once; later only by the button, because every writing counts records.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the opening writes by itself
  useEffect(() => {
    if (template.parameters.every(({ isRequired }) => !isRequired)) write();
  }, []);
  return (
    <aside className="template-preview">
      <div className="template-preview-head">
        <h3>{t('用真实数据试写')}</h3>
        <DatePicker.RangePicker
          size="small"
          allowClear={false}
          maxDate={dayjs(today)}
          value={[dayjs(span.from), dayjs(span.to)]}
          onChange={(days) => {
            const [from, to] = days ?? [];
            if (from && to) setSpan({ from: from.format(day), to: to.format(day) });
          }}
        />
        <Button size="small" type="primary" loading={isPending} onClick={write}>
          {t('试写')}
        </Button>
      </div>
      {template.parameters.length > 0 && (
        <Form form={form} layout="vertical" className="template-preview-parameters">
          <ParameterFields parameters={template.parameters} />
        </Form>
      )}
      {error && <ErrorSentence error={error} />}
      {data && !error && <BulletinSheet text={data} scheme="OWN" cutOff={new Date().toISOString()} />}
      {!data && !error && <p className="soft">{t('选好统计期，点“试写”，这里显示按现在的模板写出的通报')}</p>}
    </aside>
  );
}
