import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type DutyKind, dutyKinds, type PremisesFile } from '#modules/premises/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { MaskedText } from '#platform/web/components/masked-text.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { AssigneeField } from './assignee-field.tsx';
import { premisesApi } from './premises.client.ts';
import { industryOptions } from './premises-words.ts';

type HandOver = {
  kind: DutyKind;
  person?: { name: string; position?: string; phone?: string };
  orgId?: string;
  postId?: string;
  industry?: string;
  fromOn?: string;
  reason?: string;
};

const personKinds: readonly DutyKind[] = ['RESPONSIBLE_PERSON', 'FIRE_MANAGER'];
const assignField = {
  SUPERVISOR: 'supervisorOrgId',
  POLICE_STATION: 'policeOrgId',
  GRID_WORKER: 'gridWorkerPostId',
} as const;

function HandOverForm({ kind, file }: { kind: DutyKind; file: PremisesFile }) {
  if (personKinds.includes(kind))
    return (
      <>
        <Field name={['person', 'name']} label={t('姓名')} isRequired max={40} />
        <Field name={['person', 'position']} label={t('职务')} max={40} />
        <Field name={['person', 'phone']} label={t('电话')} max={20} />
      </>
    );
  if (kind === 'INDUSTRY_DEPT')
    return <Field name="industry" label={t('行业主管部门')} kind="choice" options={industryOptions()} isRequired />;
  return (
    <Field
      name={kind === 'GRID_WORKER' ? 'postId' : 'orgId'}
      label={t(dutyKinds[kind])}
      kind="own"
      isRequired
      control={<AssigneeField regionCode={file.regionCode} field={assignField[kind as keyof typeof assignField]} />}
    />
  );
}

/** Who answers for a place since when; hand-over keeps who was before. */
export function DutyHolders({ file, isPeek }: { file: PremisesFile; isPeek?: boolean }) {
  const queries = useQueryClient();
  const mayUnmask = file.allowedActions.includes('unmask');
  const mayHandOver = file.allowedActions.includes('setHolder') && !isPeek;
  const mayAssign = useMay('premises.assign');
  const [kind, setKind] = useState<DutyKind>();
  const [isFormerShown, setFormerShown] = useState(false);
  const kinds = (Object.keys(dutyKinds) as DutyKind[]).filter(
    (one) => !isPeek || file.holders.some((holder) => holder.kind === one),
  );
  const reveal = (holderId: string) => async (reason: string) =>
    (await premisesApi.unmaskPhone.call({ countyCode: file.countyCode, id: file.id, holderId, reason })).phone ??
    t('未填');
  return (
    <section className="section">
      <h2 className="section-title">{t('责任人')}</h2>
      <ul className="duty-list">
        {kinds.map((one) => {
          const holder = file.holders.find((held) => held.kind === one);
          const isOpen = mayHandOver && (personKinds.includes(one) || mayAssign);
          return (
            <li key={one}>
              <span className="duty-kind">{t(dutyKinds[one])}</span>
              {holder ? (
                <span className="duty-who">
                  <span>{personKinds.includes(one) || one === 'GRID_WORKER' ? holder.name : t(holder.name)}</span>
                  {holder.position && <span className="soft">{holder.position}</span>}
                  {holder.phoneMasked && (
                    <MaskedText masked={holder.phoneMasked} {...(mayUnmask ? { reveal: reveal(holder.id) } : {})} />
                  )}
                  <span className="soft">{t('{day} 起', { day: holder.fromOn })}</span>
                </span>
              ) : (
                <span className="duty-who missing">{t('—「未确定」')}</span>
              )}
              {isOpen && (
                <button type="button" className="link-button" onClick={() => setKind(one)}>
                  {holder ? t('交接') : t('登记')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {isPeek && file.holders.length === 0 && <Empty compact reason={t('还没有登记责任人')} />}
      {!isPeek && file.formerHolders.length > 0 && (
        <>
          <button type="button" className="link-button" onClick={() => setFormerShown(!isFormerShown)}>
            {isFormerShown ? t('收起历任') : t('历任 {n} 名', { n: file.formerHolders.length })}
          </button>
          {isFormerShown && (
            <ul className="duty-list is-former">
              {file.formerHolders.map((holder) => (
                <li key={holder.id}>
                  <span className="duty-kind">{t(dutyKinds[holder.kind])}</span>
                  <span className="duty-who">
                    <span>{holder.name}</span>
                    <span className="soft">{t('{from} 至 {to}', { from: holder.fromOn, to: holder.toOn ?? '' })}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <FormDrawer<HandOver>
        isOpen={kind !== undefined}
        title={kind ? t('登记{kind}', { kind: t(dutyKinds[kind]) }) : ''}
        submitLabel={t('登记')}
        width={420}
        onClose={() => setKind(undefined)}
        onSubmit={async ({ reason, fromOn, person, ...values }) => {
          if (!kind) return;
          await premisesApi.setHolder.call({
            countyCode: file.countyCode,
            id: file.id,
            ...values,
            kind,
            ...(person
              ? { person: { name: person.name, position: person.position || null, phone: person.phone || null } }
              : {}),
            ...(fromOn ? { fromOn } : {}),
            reason: reason || null,
          } as never);
          await queries.invalidateQueries({ queryKey: [['premises']] });
        }}
      >
        {kind && <HandOverForm kind={kind} file={file} />}
        <Field name="fromOn" label={t('起始日期')} kind="day" help={t('不填为今天；现任在前一天结束')} />
        <Field name="reason" label={t('理由')} kind="long-text" max={300} rows={2} />
      </FormDrawer>
    </section>
  );
}
