import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { HazardDetail } from '#modules/hazards/contract';
import { BodyPicker } from '#modules/inspections/web';
import { type Act, ActionBar } from '#platform/web/components/action-bar.tsx';
import { Field } from '#platform/web/components/field.tsx';
import type { FileRef } from '#platform/web/components/file-list.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo } from '#platform/web/search.ts';
import { HandlerPicker } from './handler-picker.tsx';
import { hazardsApi } from './hazards.client.ts';
import { orderStep, useWaitingOrder } from './waiting-order.ts';

type Drawer = 'submitFix' | 'requestExtension' | 'closeOtherwise' | 'defer' | 'lookBack';
type Words = {
  words: string;
  reason: string;
  description: string;
  interimMeasures: string;
  dueOn: string;
  reviewOn: string;
  outcome: 'REMOVED' | 'MOVED_OUT';
  photos: FileRef[];
};

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Where a re-inspection of this hazard begins. */
export const reinspectionPath = (hazard: {
  countyCode: string;
  premisesId: string;
  inspectionId?: string | null;
}): string =>
  `/inspections/start?county=${hazard.countyCode}&premises=${hazard.premisesId}&kind=REINSPECTION${hazard.inspectionId ? `&previous=${hazard.inspectionId}` : ''}`;

/** The form of a move that brings photos or a plan: beside the screen, with its draft kept. */
export function HazardForm(props: {
  hazard: Pick<HazardDetail, 'countyCode' | 'id' | 'version' | 'regionCode' | 'premisesId' | 'dueOn'>;
  form: Drawer | undefined;
  onClose: () => void;
  onDone: (next: HazardDetail) => Promise<void> | void;
}) {
  const { hazard, form, onDone } = props;
  const key = { countyCode: hazard.countyCode, id: hazard.id, version: hazard.version };
  const today = dayOf(new Date());
  const go = useGo();
  const place = { regionCode: hazard.regionCode, premisesId: hazard.premisesId };
  const ids = (photos: FileRef[] | undefined) => (photos ?? []).map((photo) => photo.id);
  const common = (name: Drawer) => ({
    isOpen: form === name,
    draftKey: `hazard.${hazard.id}.${name}`,
    onClose: props.onClose,
  });
  const photos = (label: string) => (
    <Field name="photos" label={label} kind="photos" isRequired isCameraFirst place={place} />
  );
  return (
    <>
      <FormDrawer<Pick<Words, 'words' | 'photos'>>
        {...common('submitFix')}
        title={t('提交整改结果')}
        submitLabel={t('提交并申请复查')}
        onSubmit={async (values) =>
          onDone(await hazardsApi.submitFix.call({ ...key, words: values.words, photoIds: ids(values.photos) }))
        }
      >
        {photos(t('整改后照片'))}
        <Field
          name="words"
          label={t('怎样整改的')}
          kind="long-text"
          isRequired
          max={500}
          placeholder={t('如：已清空二层东侧疏散通道，并安排专人每日巡查')}
        />
      </FormDrawer>
      <FormDrawer<Pick<Words, 'dueOn' | 'reason' | 'interimMeasures'>>
        {...common('requestExtension')}
        title={t('申请延期')}
        submitLabel={t('提交申请')}
        onSubmit={async (values) => onDone(await hazardsApi.requestExtension.call({ ...key, ...values }))}
      >
        <Field
          name="dueOn"
          label={t('申请延至')}
          kind="day"
          isRequired
          earliest={dayAfter(hazard.dueOn && hazard.dueOn > today ? hazard.dueOn : today, 1)}
          {...(hazard.dueOn ? { help: t('现整改期限 {day}', { day: hazard.dueOn }) } : {})}
        />
        <Field name="reason" label={t('不能按期整改的原因')} kind="long-text" isRequired max={500} />
        <Field
          name="interimMeasures"
          label={t('延期期间的防范措施')}
          kind="long-text"
          isRequired
          max={500}
          placeholder={t('如：停用该层、增派专人值守、增设临时照明')}
        />
      </FormDrawer>
      <FormDrawer<Pick<Words, 'outcome' | 'reason' | 'photos'>>
        {...common('closeOtherwise')}
        title={t('其他方式销案')}
        submitLabel={t('销案')}
        consequence={t('将以“未经整改”方式销案，台账中单独统计')}
        onSubmit={async (values) =>
          onDone(
            await hazardsApi.closeOtherwise.call({
              ...key,
              outcome: values.outcome,
              reason: values.reason,
              photoIds: ids(values.photos),
            }),
          )
        }
      >
        <Field
          name="outcome"
          label={t('实际情况')}
          kind="radio"
          isRequired
          options={[
            { value: 'REMOVED', label: t('风险已用其他方式消除') },
            { value: 'MOVED_OUT', label: t('场所已搬离或停用') },
          ]}
        />
        {photos(t('现场照片'))}
        <Field name="reason" label={t('现场核实情况')} kind="long-text" isRequired max={500} />
      </FormDrawer>
      <FormDrawer<Pick<Words, 'reason' | 'interimMeasures' | 'reviewOn'>>
        {...common('defer')}
        title={t('暂不能整改')}
        submitLabel={t('确认并定期复核')}
        onSubmit={async (values) => onDone(await hazardsApi.defer.call({ ...key, ...values }))}
      >
        <Field name="reason" label={t('暂不能整改的原因')} kind="long-text" isRequired max={500} />
        <Field
          name="interimMeasures"
          label={t('临时措施')}
          kind="long-text"
          isRequired
          max={500}
          placeholder={t('如：停用该层、增派专人值守、增设临时照明')}
        />
        <Field
          name="reviewOn"
          label={t('复核日期')}
          kind="day"
          isRequired
          earliest={dayAfter(today, 1)}
          help={t('到期自动列入待办')}
        />
      </FormDrawer>
      <FormDrawer<Pick<Words, 'description' | 'photos'>>
        {...common('lookBack')}
        title={t('回头看反弹')}
        submitLabel={t('重新立案')}
        consequence={t('将新登记一条隐患，并与本条关联')}
        onSubmit={async (values, newId) => {
          await onDone(
            await hazardsApi.lookBack.call({
              ...key,
              newId,
              description: values.description,
              photoIds: ids(values.photos),
            }),
          );
          // The story goes on in the new record.
          go(`/hazards/${hazard.countyCode}/${newId}`);
        }}
        newId={v7}
      >
        {photos(t('现场照片'))}
        <Field name="description" label={t('反弹情况')} kind="long-text" isRequired max={500} />
      </FormDrawer>
    </>
  );
}

/** What this person may do with a hazard now: three acts as buttons, the others in the menu. */
export function HazardActions({ hazard, onDone }: { hazard: HazardDetail; onDone?: (next: HazardDetail) => void }) {
  const queries = useQueryClient();
  const go = useGo();
  const [form, setForm] = useState<Drawer>();
  const key = { countyCode: hazard.countyCode, id: hazard.id, version: hazard.version };
  const today = dayOf(new Date());
  const order = useWaitingOrder(hazard);
  const asked = hazard.extensions.find((extension) => extension.status === 'REQUESTED');

  const done = async (next: HazardDetail) => {
    queries.setQueryData(hazardsApi.read.queryKey({ input: { countyCode: next.countyCode, id: next.id } }), next);
    await queries.invalidateQueries({
      queryKey: [['hazards']],
      predicate: (query) => !JSON.stringify(query.queryKey).includes('"read"'),
    });
    await queries.invalidateQueries({ queryKey: [['documents']] });
    onDone?.(next);
  };
  const toBody = (
    <Field
      name="toOrgId"
      label={t('移送给')}
      kind="own"
      isRequired
      control={<BodyPicker countyCode={hazard.countyCode} exceptId={hazard.orgId} />}
    />
  );
  const text = (value: unknown) => String(value ?? '');
  const dueField = (label: string) => (
    <Field name="dueOn" label={label} kind="day" isRequired earliest={dayAfter(today, 1)} />
  );
  const plainMove = (
    action: 'penalize' | 'seal' | 'continueRectify' | 'unseal' | 'suspectMajor' | 'notMajor',
    label: string,
    more: Partial<Act> = {},
  ): Act => ({
    key: action,
    label,
    reason: 'required',
    ...more,
    run: async ({ reason }) => done(await hazardsApi.move.call({ ...key, action, reason: text(reason) })),
  });

  const acts: Act[] = [
    {
      key: 'order',
      label: (order && orderStep[order.status]) ?? '',
      isPrimary: true,
      run: () => order && go(`/papers/${order.countyCode}/${order.id}`),
    },
    { key: 'accept', label: t('受理'), isPrimary: true, run: async () => done(await hazardsApi.accept.call(key)) },
    {
      key: 'decline',
      label: t('退回'),
      reason: 'required',
      run: async ({ reason }) => done(await hazardsApi.decline.call({ ...key, reason: text(reason) })),
    },
    {
      key: 'arbitrate',
      label: t('裁定归属'),
      isPrimary: true,
      fields: (
        <Field
          name="toOrgId"
          label={t('由哪个机构负责')}
          kind="own"
          isRequired
          control={<BodyPicker countyCode={hazard.countyCode} />}
        />
      ),
      reason: 'required',
      consequences: [t('两次退回后由消安办裁定，裁定后不得再退回。')],
      run: async ({ toOrgId, reason }) =>
        done(await hazardsApi.arbitrate.call({ ...key, toOrgId: text(toOrgId), reason: text(reason) })),
    },
    { key: 'reinspect', label: t('复查'), isPrimary: true, run: () => go(reinspectionPath(hazard)) },
    { key: 'submitFix', label: t('提交整改结果'), isPrimary: true, run: () => setForm('submitFix') },
    {
      key: 'assignByOrg',
      label: t('督促整改'),
      isPrimary: true,
      fields: dueField(t('整改期限')),
      reason: 'optional',
      run: async ({ dueOn, reason }) =>
        done(await hazardsApi.assign.call({ ...key, dueOn: text(dueOn), reason: reason || null })),
    },
    {
      key: 'decideExtension',
      label: t('审批延期'),
      isPrimary: true,
      fields: asked && (
        <>
          <p className="extension-asked">
            {t('{who}申请延至 {day}：{reason}', {
              who: asked.requester,
              day: asked.requestedDueOn,
              reason: asked.reason,
            })}
            <br />
            {t('防范措施：{words}', { words: asked.interimMeasures })}
          </p>
          <Field
            name="approve"
            label={t('决定')}
            kind="radio"
            isRequired
            options={[
              { value: 'yes', label: t('同意延期') },
              { value: 'no', label: t('不同意') },
            ]}
          />
        </>
      ),
      reason: 'required',
      run: async ({ approve, reason }) =>
        done(
          await hazardsApi.decideExtension.call({
            ...key,
            extensionId: asked?.id ?? '',
            approve: approve === 'yes',
            reason: text(reason),
          }),
        ),
    },
    { key: 'requestExtension', label: t('申请延期'), run: () => setForm('requestExtension') },
    {
      key: 'transfer',
      label: t('移送'),
      fields: toBody,
      reason: 'required',
      consequences: [t('将拟制隐患抄告（移送）单；受理前本条仍在台账中列为已移送。')],
      run: async ({ toOrgId, reason }) =>
        done(await hazardsApi.transfer.call({ ...key, toOrgId: text(toOrgId), reason: text(reason) })),
    },
    {
      key: 'orderAgain',
      label: t('重新确定期限'),
      fields: dueField(t('新的整改期限')),
      reason: 'required',
      run: async ({ dueOn, reason }) =>
        done(await hazardsApi.orderAgain.call({ ...key, dueOn: text(dueOn), reason: text(reason) })),
    },
    { key: 'defer', label: t('暂不能整改'), run: () => setForm('defer') },
    { key: 'closeOtherwise', label: t('其他方式销案'), run: () => setForm('closeOtherwise') },
    plainMove('penalize', t('立案处罚'), {
      isDanger: true,
      consequences: [t('将转入处罚程序，立案之日起 90 日内作出决定。')],
    }),
    plainMove('seal', t('临时查封'), {
      isDanger: true,
      consequences: [t('将记为临时查封；查封须经机构负责人集体研究决定，期限不超过 30 日。')],
    }),
    plainMove('continueRectify', t('继续整改')),
    plainMove('unseal', t('解除查封')),
    plainMove('suspectMajor', t('提请判定重大隐患')),
    plainMove('notMajor', t('不构成重大隐患')),
    {
      key: 'setHandler',
      label: t('指定经办人'),
      fields: (
        <Field
          name="personId"
          label={t('经办人')}
          kind="own"
          isRequired
          control={<HandlerPicker />}
          help={hazard.handlerName ? t('现由{name}经办', { name: hazard.handlerName }) : t('限本机构在任人员')}
        />
      ),
      run: async ({ personId }) => {
        const { refused } = await hazardsApi.bulkSetHandler.call({
          countyCode: hazard.countyCode,
          items: [{ id: hazard.id, version: hazard.version }],
          personId: text(personId),
        });
        if (refused[0]) throw new Error(refused[0].message);
        await done(await hazardsApi.read.call({ countyCode: hazard.countyCode, id: hazard.id }));
      },
    },
    { key: 'lookBack', label: t('回头看反弹'), run: () => setForm('lookBack') },
  ];
  // Re-inspection results are given on the visit, so its two moves stand for one act.
  const allowed = [...hazard.allowedActions.map(String), ...(order ? ['order'] : [])];
  return (
    <>
      <ActionBar acts={acts} allowed={allowed} />
      <HazardForm hazard={hazard} form={form} onClose={() => setForm(undefined)} onDone={done} />
    </>
  );
}
