import { Button, Table } from 'antd';
import { useState } from 'react';
import type { Member } from '#modules/organisations/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from '../organisations.client.ts';
import { OrganisationSelect } from '../selects.tsx';
import type { TabProps } from './organisation.page.tsx';

type MemberForm = { memberId: string; position: string; fromOn: string };

/** Member bodies of a committee, present and past. */
export function MembersTab({ organisation, mayEdit, refresh }: TabProps) {
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <div className="tab-head">
        <span className="soft">{t('成员单位的联络人员是该单位今天在任的人员')}</span>
        {mayEdit && <Button onClick={() => setAdding(true)}>{t('增加成员单位')}</Button>}
      </div>
      <Table<Member>
        size="small"
        pagination={false}
        scroll={{ x: 640 }}
        rowKey={(one) => one.id}
        dataSource={organisation.members}
        locale={{ emptyText: <Empty reason={t('还没有登记成员单位')} /> }}
        columns={[
          {
            key: 'member',
            title: t('成员单位'),
            render: (_, one) => <RecordLink to={`/organisations/${one.memberId}`}>{one.memberName}</RecordLink>,
          },
          { key: 'kind', title: t('类型'), width: 160, render: (_, one) => t(one.kindLabel) },
          { key: 'position', title: t('身份'), dataIndex: 'position', width: 120 },
          {
            key: 'period',
            title: t('期限'),
            width: 200,
            render: (_, one) =>
              one.toOn ? t('{from} 至 {to}', { from: one.fromOn, to: one.toOn }) : t('{from} 起', { from: one.fromOn }),
          },
          {
            key: 'state',
            title: t('状态'),
            width: 90,
            render: (_, one) => (
              <StateTag tone={one.isRunning ? 'active' : 'unknown'}>{one.isRunning ? t('在列') : t('已退出')}</StateTag>
            ),
          },
          ...(mayEdit
            ? [
                {
                  key: 'act',
                  title: '',
                  width: 120,
                  render: (_: unknown, one: Member) => (
                    <ActionBar
                      allowed={one.isRunning ? ['end'] : []}
                      acts={[
                        {
                          key: 'end',
                          label: t('退出消安委'),
                          fields: (
                            <Field name="toOn" label={t('最后一天')} kind="day" isRequired earliest={one.fromOn} />
                          ),
                          run: async (values) => {
                            await organisationsApi.endMember.call({ id: one.id, toOn: String(values.toOn) });
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
      <FormDrawer<MemberForm>
        isOpen={isAdding}
        title={t('增加成员单位')}
        submitLabel={t('增加')}
        width={440}
        initial={{ position: t('成员单位'), fromOn: dayOf(new Date()) }}
        onSubmit={async (values, id) => {
          await organisationsApi.addMember.call({ ...values, id, committeeId: organisation.id });
          await refresh();
        }}
        onClose={() => setAdding(false)}
      >
        <Field name="memberId" label={t('机构')} kind="own" isRequired control={<OrganisationSelect />} />
        <FieldGrid>
          <Field name="position" label={t('身份')} isRequired max={40} help={t('如：主任单位、成员单位')} />
          <Field name="fromOn" label={t('加入日期')} kind="day" isRequired />
        </FieldGrid>
      </FormDrawer>
    </>
  );
}
