import { useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import type { CalloutContent, CalloutDetail } from '#modules/fires/contract';
import { PlacePicker } from '#modules/premises/web';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { FireField, MomentField, PremisesField, StationField } from './fields.tsx';
import { calloutOptions } from './fire-words.ts';
import { calloutsApi } from './fires.client.ts';

type Values = Partial<Omit<CalloutContent, 'lng' | 'lat'>> & {
  point?: { lng: number; lat: number } | null;
  reason?: string;
};

function contentOf({ point, reason: _, ...values }: Values): CalloutContent {
  const told = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === undefined || value === '' ? null : value]),
  );
  const content = { ...told, lng: point?.lng ?? null, lat: point?.lat ?? null } as CalloutContent;
  return content.kind === 'FIRE_FIGHTING' ? content : { ...content, fireId: null };
}

const valuesOf = (callout: CalloutDetail): Values => {
  const { regionCode, kind, orgId, alarmAt, turnoutAt, arrivedAt, leftAt, vehicles, people } = callout;
  const { rescued, evacuated, savedYuan, fireId, premisesId, address, lng, lat, note } = callout;
  return {
    regionCode,
    kind,
    orgId,
    ...(alarmAt ? { alarmAt } : {}),
    turnoutAt,
    arrivedAt,
    leftAt,
    vehicles,
    people,
    rescued,
    evacuated,
    savedYuan,
    fireId,
    premisesId,
    address,
    note,
    point: lng !== null && lat !== null ? { lng, lat } : null,
  };
};

/** The form of a call-out, new or corrected. */
export function CalloutForm(props: {
  isOpen: boolean;
  countyCode: string;
  callout?: CalloutDetail;
  onClose: () => void;
  onDone: (callout: CalloutDetail) => void;
}) {
  const { callout, countyCode } = props;
  const session = useSession();
  const queries = useQueryClient();
  const isOwnStation = ['FIRE_STATION', 'GOV_FULLTIME_TEAM'].includes(session.actor.orgKind ?? '');
  return (
    <FormDrawer<Values>
      isOpen={props.isOpen}
      title={callout ? t('更正接处警') : t('登记接处警')}
      draftKey={callout ? `callout.${callout.id}.${callout.version}` : 'callout.new'}
      initial={
        callout
          ? valuesOf(callout)
          : { kind: 'FIRE_FIGHTING', ...(isOwnStation && session.actor.orgId ? { orgId: session.actor.orgId } : {}) }
      }
      submitLabel={callout ? t('更正') : t('登记')}
      width={680}
      onClose={props.onClose}
      onSubmit={async (values, id) => {
        const content = contentOf(values);
        const done = callout
          ? await calloutsApi.correct.call({
              countyCode: callout.countyCode,
              id: callout.id,
              version: callout.version,
              content,
              reason: values.reason ?? '',
            })
          : await calloutsApi.record.call({ id, content });
        await queries.invalidateQueries({ queryKey: [['callouts']] });
        props.onDone(done);
      }}
    >
      {(form) => <Fields form={form} countyCode={countyCode} callout={callout} />}
    </FormDrawer>
  );
}

function Fields({
  form,
  countyCode,
  callout,
}: {
  form: ReturnType<typeof Form.useForm<Values>>[0];
  countyCode: string;
  callout: CalloutDetail | undefined;
}) {
  const kind = Form.useWatch('kind', form);
  const regionCode = Form.useWatch('regionCode', form) ?? '';
  const count = (name: string, label: string, unit: string) => (
    <Field name={name} label={label} kind="number" decimals={0} unit={unit} />
  );
  return (
    <>
      {callout && <Field name="reason" label={t('更正理由')} kind="long-text" rows={2} isRequired max={500} />}
      <FieldGrid>
        <Field name="kind" label={t('类别')} kind="choice" isRequired options={calloutOptions} />
        <Field
          name="orgId"
          label={t('消防站')}
          kind="own"
          isRequired
          control={<StationField countyCode={countyCode} />}
        />
        <Field name="alarmAt" label={t('接警时间')} kind="own" isRequired control={<MomentField />} />
        <Field name="turnoutAt" label={t('出动时间')} kind="own" control={<MomentField />} />
        <Field name="arrivedAt" label={t('到场时间')} kind="own" control={<MomentField />} />
        <Field name="leftAt" label={t('返回时间')} kind="own" control={<MomentField />} />
        <Field name="regionCode" label={t('所属区划')} kind="own" isRequired isWide control={<RegionField />} />
        <Field name="address" label={t('地点')} isRequired isWide max={200} />
        {count('vehicles', t('出动车辆'), t('辆次'))}
        {count('people', t('出动人员'), t('人次'))}
        {count('rescued', t('抢救被困人员'), t('人'))}
        {count('evacuated', t('疏散人员'), t('人'))}
        <Field
          name="premisesId"
          label={t('关联单位')}
          kind="own"
          control={
            <PremisesField
              countyCode={countyCode}
              known={callout?.premisesId ? { id: callout.premisesId, name: callout.premisesName ?? '' } : undefined}
            />
          }
        />
        <Field name="savedYuan" label={t('抢救财产价值')} kind="number" decimals={2} unit={t('元')} />
        {kind === 'FIRE_FIGHTING' && (
          <Field
            name="fireId"
            label={t('关联火灾')}
            kind="own"
            control={
              <FireField
                countyCode={countyCode}
                known={
                  callout?.fireId ? { id: callout.fireId, name: callout.fireNumber ?? t('已关联的火灾') } : undefined
                }
              />
            }
          />
        )}
      </FieldGrid>
      <Field name="note" label={t('备注')} kind="long-text" rows={2} max={1000} />
      <Field name="point" label={t('地图位置')} kind="own" isWide control={<PlacePicker regionCode={regionCode} />} />
    </>
  );
}
