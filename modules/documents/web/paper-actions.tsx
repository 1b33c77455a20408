import { useQueryClient } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { type PaperDetail, paperKinds, type ServiceMethod } from '#modules/documents/contract';
import { type Act, ActionBar } from '#platform/web/components/action-bar.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { documentsApi } from './documents.client.ts';
import { paperName, serviceOptions } from './paper-words.ts';
import { ReviseForm } from './revise-form.tsx';

function Moment(props: { value?: string; onChange?: (value: string | null) => void; id?: string }) {
  return (
    <DatePicker
      className="field-full"
      id={props.id ?? ''}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      maxDate={dayjs()}
      value={props.value ? dayjs(props.value) : null}
      onChange={(value: Dayjs | null) => props.onChange?.(value ? value.toISOString() : null)}
    />
  );
}

/** How, when and to whom one or several papers were served. */
export const serviceFields = (
  <>
    <Field name="method" label={t('送达方式')} kind="choice" isRequired options={serviceOptions} />
    <Field
      name="servedAt"
      label={t('送达时间')}
      kind="own"
      isRequired
      control={<Moment />}
      help={t('整改期限等时限由此起算')}
    />
    <Field name="receiver" label={t('签收人')} isRequired max={40} help={t('留置送达写见证人')} />
    <Field name="note" label={t('备注')} kind="long-text" rows={2} max={500} />
  </>
);

/** What this person may do with a paper now. */
export function PaperActions({ paper, onDone }: { paper: PaperDetail; onDone?: (paper: PaperDetail) => void }) {
  const queries = useQueryClient();
  const [isRevising, setRevising] = useState(false);
  const key = { countyCode: paper.countyCode, id: paper.id, version: paper.version };
  const done = async (next: PaperDetail) => {
    queries.setQueryData(documentsApi.read.queryKey({ input: { countyCode: next.countyCode, id: next.id } }), next);
    await queries.invalidateQueries({ queryKey: documentsApi.list.key() });
    // Hazards move when their order is issued or served.
    await queries.invalidateQueries({ queryKey: [['hazards']] });
    onDone?.(next);
  };
  const name = paperName(paper.kind);
  const isServed = paperKinds[paper.kind].isServed;
  const numbered = t('将编号并签发《{name}》，文号一经使用不可收回。', { name });
  const acts: Act[] = [
    {
      key: 'revise',
      label: t('修改'),
      // What was returned is first changed, then submitted again.
      isPrimary: paper.returnedAt !== null,
      run: () => setRevising(true),
    },
    {
      key: 'submit',
      label: t('送审'),
      isPrimary: paper.returnedAt === null,
      run: async () => done(await documentsApi.submit.call(key)),
    },
    {
      key: 'approve',
      label: t('批准签发'),
      isPrimary: true,
      consequences: [numbered, ...(isServed ? [t('签发后由承办人送达，送达时起算时限。')] : [])],
      run: async () => done(await documentsApi.approve.call(key)),
    },
    {
      key: 'issue',
      label: t('签发'),
      isPrimary: true,
      consequences: [numbered],
      run: async () => done(await documentsApi.issue.call(key)),
    },
    {
      key: 'serve',
      label: t('登记送达'),
      isPrimary: true,
      fields: serviceFields,
      run: async (values) => {
        const { method, servedAt, receiver, note } = values as unknown as {
          method: ServiceMethod;
          servedAt: string;
          receiver: string;
          note?: string;
        };
        await done(await documentsApi.serve.call({ ...key, method, servedAt, receiver, note: note ?? null }));
      },
    },
    {
      key: 'return',
      label: t('退回修改'),
      reason: 'required',
      run: async ({ reason }) => done(await documentsApi.return.call({ ...key, reason: reason ?? '' })),
    },
    {
      key: 'void',
      label: t('作废'),
      isDanger: true,
      reason: 'required',
      consequences: [
        paper.number
          ? t('将作废《{name}》{number}；文号保留不再使用，已起算的时限需重新确定。', { name, number: paper.number })
          : t('将作废这份《{name}》草稿。', { name }),
      ],
      run: async ({ reason }) => done(await documentsApi.void.call({ ...key, reason: reason ?? '' })),
    },
  ];
  return (
    <>
      <ActionBar acts={acts} allowed={paper.allowedActions} />
      <ReviseForm
        paper={paper}
        isOpen={isRevising}
        onClose={() => setRevising(false)}
        onDone={async (next) => {
          await done(next);
        }}
      />
    </>
  );
}
