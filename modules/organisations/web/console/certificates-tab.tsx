import { Button, Table } from 'antd';
import { useState } from 'react';
import type { Certificate } from '#modules/organisations/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from '../organisations.client.ts';
import { certificateTone, certificateWords } from '../words.ts';
import type { TabProps } from './organisation.page.tsx';

type CertificateForm = { personId: string; number: string; issuer: string; validFrom: string; validTo: string };

/** Enforcement certificates of those in post: without a valid one nobody inspects, orders or seals. */
export function CertificatesTab({ organisation, mayEdit, refresh }: TabProps) {
  const [isAdding, setAdding] = useState(false);
  const today = dayOf(new Date());
  return (
    <>
      <div className="tab-head">
        <span className="soft">{t('没有有效执法证的人员不能参加消防监督检查')}</span>
        {mayEdit && organisation.people.length > 0 && <Button onClick={() => setAdding(true)}>{t('登记证件')}</Button>}
      </div>
      <Table<Certificate>
        size="small"
        pagination={false}
        scroll={{ x: 760 }}
        rowKey={(one) => one.id}
        dataSource={organisation.certificates}
        locale={{ emptyText: <Empty reason={t('在任人员没有登记执法证件')} /> }}
        columns={[
          { key: 'person', title: t('姓名'), dataIndex: 'personName', width: 100 },
          { key: 'number', title: t('证号'), dataIndex: 'number' },
          { key: 'issuer', title: t('发证机关'), dataIndex: 'issuer' },
          { key: 'validFrom', title: t('有效期起'), dataIndex: 'validFrom', width: 108 },
          { key: 'validTo', title: t('有效期止'), dataIndex: 'validTo', width: 108 },
          {
            key: 'state',
            title: t('状态'),
            width: 130,
            render: (_, one) => (
              <StateTag tone={certificateTone(one.state)} title={one.revokeReason ?? ''}>
                {certificateWords(one.state)}
              </StateTag>
            ),
          },
          ...(mayEdit
            ? [
                {
                  key: 'act',
                  title: '',
                  width: 84,
                  render: (_: unknown, one: Certificate) => (
                    <ActionBar
                      allowed={one.revokedOn ? [] : ['revoke']}
                      acts={[
                        {
                          key: 'revoke',
                          label: t('注销'),
                          isDanger: true,
                          consequences: [t('{name}凭此证不能再参加执法检查，不可恢复', { name: one.personName })],
                          reason: 'required',
                          fields: <Field name="revokedOn" label={t('注销日期')} kind="day" isRequired latest={today} />,
                          run: async (values) => {
                            await organisationsApi.revokeCertificate.call({
                              id: one.id,
                              revokedOn: String(values.revokedOn),
                              reason: values.reason ?? '',
                            });
                            await refresh();
                          },
                        },
                      ]}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <FormDrawer<CertificateForm>
        isOpen={isAdding}
        title={t('登记执法证件')}
        submitLabel={t('登记证件')}
        width={480}
        draftKey={`certificate-${organisation.id}`}
        onSubmit={async (values, id) => {
          await organisationsApi.addCertificate.call({ ...values, id });
          await refresh();
        }}
        onClose={() => setAdding(false)}
      >
        <Field
          name="personId"
          label={t('持证人')}
          kind="choice"
          isRequired
          options={organisation.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FieldGrid>
          <Field name="number" label={t('证号')} isRequired max={40} />
          <Field name="issuer" label={t('发证机关')} isRequired max={60} />
          <Field name="validFrom" label={t('有效期起')} kind="day" isRequired />
          <Field name="validTo" label={t('有效期止')} kind="day" isRequired />
        </FieldGrid>
      </FormDrawer>
    </>
  );
}
