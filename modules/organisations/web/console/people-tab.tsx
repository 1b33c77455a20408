import { Button, Table } from 'antd';
import { useState } from 'react';
import type { Person } from '#modules/organisations/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { Missing } from '#platform/web/components/fact-grid.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { MaskedText } from '#platform/web/components/masked-text.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { organisationsApi } from '../organisations.client.ts';
import { certificateTone, certificateWords } from '../words.ts';
import type { TabProps } from './organisation.page.tsx';

type PersonForm = { name: string; phone?: string; idNumber?: string };

/** People who hold a post of the body today; personal data is masked. */
export function PeopleTab({ organisation, mayEdit, refresh }: TabProps) {
  const mayUnmask = useMay('personal-data.unmask');
  const [edited, setEdited] = useState<Person | 'new'>();
  const person = edited === 'new' ? undefined : edited;
  const secret = (one: Person, field: 'phone' | 'idNumber') => {
    const masked = one[field];
    if (!masked) return <Missing />;
    if (!mayUnmask) return masked;
    return (
      <MaskedText
        masked={masked}
        reveal={async (reason) => (await organisationsApi.unmask.call({ id: one.id, field, reason })).value}
      />
    );
  };
  return (
    <>
      <div className="tab-head">
        <span className="soft">{t('列出今天在任的人员；新登记的人员任职后在此显示')}</span>
        {mayEdit && <Button onClick={() => setEdited('new')}>{t('登记人员')}</Button>}
      </div>
      <Table<Person>
        size="small"
        pagination={false}
        scroll={{ x: 720 }}
        rowKey={(one) => one.id}
        dataSource={organisation.people}
        locale={{ emptyText: <Empty reason={t('今天没有人在任')} /> }}
        columns={[
          { key: 'name', title: t('姓名'), dataIndex: 'name', width: 100 },
          {
            key: 'posts',
            title: t('岗位'),
            render: (_, one) =>
              one.posts
                .map((post) => (post.orgId === organisation.id ? post.title : `${post.orgName} · ${post.title}`))
                .join('、'),
          },
          { key: 'phone', title: t('手机'), width: 150, render: (_, one) => secret(one, 'phone') },
          { key: 'idNumber', title: t('身份证号'), width: 190, render: (_, one) => secret(one, 'idNumber') },
          {
            key: 'certificate',
            title: t('执法证'),
            width: 190,
            render: (_, one) =>
              one.certificate ? (
                <StateTag tone={certificateTone(one.certificate.state)}>
                  {certificateWords(one.certificate.state)}（{t('至 {to}', { to: one.certificate.validTo })}）
                </StateTag>
              ) : (
                <span className="soft">{t('无')}</span>
              ),
          },
          ...(mayEdit
            ? [
                {
                  key: 'edit',
                  title: '',
                  width: 64,
                  render: (_: unknown, one: Person) => (
                    <button type="button" className="link-button" onClick={() => setEdited(one)}>
                      {t('修改')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <FormDrawer<PersonForm>
        key={person?.id ?? 'new'}
        isOpen={edited !== undefined}
        title={person ? t('修改人员') : t('登记人员')}
        submitLabel={t('保存')}
        width={440}
        initial={person ? { name: person.name } : {}}
        onSubmit={async (values, id) => {
          const given = {
            ...(values.phone ? { phone: values.phone } : {}),
            ...(values.idNumber ? { idNumber: values.idNumber } : {}),
          };
          if (person)
            await organisationsApi.changePerson.call({
              id: person.id,
              name: values.name,
              version: person.version,
              ...given,
            });
          else
            await organisationsApi.addPerson.call({
              id,
              name: values.name,
              regionPrefix: organisation.regionCode.replace(/(?:0{10}|0{8}|0{6}|0{3})$/, ''),
              ...given,
            });
          await refresh();
        }}
        onClose={() => setEdited(undefined)}
      >
        <FieldGrid>
          <Field name="name" label={t('姓名')} isRequired max={40} isWide />
          <Field
            name="phone"
            label={t('手机')}
            max={20}
            {...(person?.phone ? { help: t('现为 {masked}，不填则不变', { masked: person.phone }) } : {})}
          />
          <Field
            name="idNumber"
            label={t('身份证号')}
            max={18}
            {...(person?.idNumber ? { help: t('现为 {masked}，不填则不变', { masked: person.idNumber }) } : {})}
          />
        </FieldGrid>
      </FormDrawer>
    </>
  );
}
