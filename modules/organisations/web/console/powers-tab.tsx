import { Button, Table } from 'antd';
import { useState } from 'react';
import { type Delegation, delegableActions, type Power, powerLabel } from '#modules/organisations/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from '../organisations.client.ts';
import { powerSentence } from '../words.ts';
import type { TabProps } from './organisation.page.tsx';

type DelegationForm = { action: string; legalBasis: string; documentNo: string; fromOn: string; toOn?: string | null };

/** What the body may do in its own name today and why, and the delegations that give it more. */
export function PowersTab({ organisation, mayEdit, refresh }: TabProps) {
  const [isAdding, setAdding] = useState(false);
  const possible = delegableActions(organisation);
  return (
    <>
      {possible.length > 0 && (
        <section>
          <div className="tab-head">
            <h2 className="section-title">{t('赋权与委托')}</h2>
            {mayEdit && <Button onClick={() => setAdding(true)}>{t('登记赋权')}</Button>}
          </div>
          <Table<Delegation>
            size="small"
            pagination={false}
            scroll={{ x: 720 }}
            rowKey={(one) => one.id}
            dataSource={organisation.delegations}
            locale={{ emptyText: t('没有赋权或委托，执法事项须移送消防救援机构') }}
            columns={[
              { key: 'action', title: t('事项'), render: (_, one) => t(one.actionLabel) },
              { key: 'documentNo', title: t('文号'), dataIndex: 'documentNo' },
              { key: 'legalBasis', title: t('法律依据'), dataIndex: 'legalBasis' },
              {
                key: 'period',
                title: t('期限'),
                width: 200,
                render: (_, one) =>
                  one.toOn
                    ? t('{from} 至 {to}', { from: one.fromOn, to: one.toOn })
                    : t('{from} 起', { from: one.fromOn }),
              },
              {
                key: 'state',
                title: t('状态'),
                width: 90,
                render: (_, one) => (
                  <StateTag tone={one.isInForce ? 'active' : 'unknown'}>
                    {one.isInForce ? t('有效') : t('不在有效期')}
                  </StateTag>
                ),
              },
              ...(mayEdit
                ? [
                    {
                      key: 'act',
                      title: '',
                      width: 84,
                      render: (_: unknown, one: Delegation) => (
                        <ActionBar
                          allowed={one.isInForce ? ['end'] : []}
                          acts={[
                            {
                              key: 'end',
                              label: t('终止'),
                              isDanger: true,
                              consequences: [
                                t('终止日次日起，{name}不能再办理“{action}”', {
                                  name: organisation.shortName,
                                  action: one.actionLabel,
                                }),
                              ],
                              reason: 'required',
                              fields: (
                                <Field name="toOn" label={t('最后一天')} kind="day" isRequired earliest={one.fromOn} />
                              ),
                              run: async (values) => {
                                await organisationsApi.endDelegation.call({
                                  id: one.id,
                                  toOn: String(values.toOn),
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
        </section>
      )}
      <section className={possible.length > 0 ? 'section' : ''}>
        <h2 className="section-title">{t('今天可以以本机构名义办理')}</h2>
        <Table<Power>
          size="small"
          pagination={false}
          scroll={{ x: 640 }}
          rowKey={(power) => power.action}
          dataSource={[...organisation.powers].sort((a, b) => Number(b.may) - Number(a.may))}
          columns={[
            { key: 'action', title: t('事项'), width: 280, render: (_, power) => t(power.actionZh) },
            {
              key: 'may',
              title: t('能否办理'),
              width: 110,
              render: (_, power) => (
                <StateTag tone={power.may ? 'active' : 'unknown'}>{power.may ? t('可以') : t('不可以')}</StateTag>
              ),
            },
            { key: 'reason', title: t('说明'), render: (_, power) => powerSentence(power) },
            { key: 'basis', title: t('依据'), dataIndex: 'basis', width: 240 },
          ]}
        />
      </section>
      <FormDrawer<DelegationForm>
        isOpen={isAdding}
        title={t('登记赋权（委托）')}
        submitLabel={t('登记赋权')}
        draftKey={`delegation-${organisation.id}`}
        onSubmit={async (values, id) => {
          await organisationsApi.addDelegation.call({
            ...values,
            id,
            orgId: organisation.id,
            toOn: values.toOn ?? null,
          });
          await refresh();
        }}
        onClose={() => setAdding(false)}
      >
        <Field
          name="action"
          label={t('事项')}
          kind="choice"
          isRequired
          options={possible.map((action) => ({ value: action, label: t(powerLabel(action)) }))}
        />
        <Field name="documentNo" label={t('文号')} isRequired max={60} placeholder={t('如：浙政发〔2026〕5号')} />
        <Field
          name="legalBasis"
          label={t('法律依据')}
          isRequired
          max={200}
          placeholder={t('如：《行政处罚法》第二十四条')}
        />
        <FieldGrid>
          <Field name="fromOn" label={t('起始日期')} kind="day" isRequired />
          <Field name="toOn" label={t('终止日期')} kind="day" help={t('长期有效不填')} />
        </FieldGrid>
      </FormDrawer>
    </>
  );
}
