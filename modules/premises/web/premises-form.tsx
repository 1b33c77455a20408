import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance } from 'antd';
import { useDeferredValue } from 'react';
import {
  type Field as FieldSpec,
  type FileGroup,
  fieldsOf,
  fileFacts,
  fileGroups,
  ownerships,
  type PremisesFile,
  type PremisesType,
  supervisionClasses,
} from '#modules/premises/contract';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { AssigneeField } from './assignee-field.tsx';
import { BuildingField } from './building-field.tsx';
import { PlacePicker } from './place-picker.tsx';
import { premisesApi } from './premises.client.ts';
import { industryOptions, premisesPath, riskOptions, typeOptions } from './premises-words.ts';
import './premises.css';

type Point = { lng: number; lat: number };
export type PremisesValues = {
  name: string;
  regionCode: string;
  address: string;
  types: PremisesType[];
  point?: Point | null;
  attributes?: Record<string, unknown>;
  responsiblePerson?: { name?: string; position?: string; phone?: string };
  fireManager?: { name?: string; position?: string; phone?: string };
  reason?: string;
} & Record<string, unknown>;

const plainKeys = [
  'name',
  'regionCode',
  'address',
  'types',
  'uscc',
  'supervisionClass',
  'riskLevel',
  'gridId',
  'industry',
  'supervisorOrgId',
  'policeOrgId',
  'buildingId',
  'floor',
  'ownership',
  'staffCount',
  'peakOccupancy',
  'floorArea',
  'height',
  'storeys',
] as const;

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
const filled = (values: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
const contact = (given?: { name?: string; position?: string; phone?: string }) =>
  given?.name ? { name: given.name, position: given.position || null, phone: given.phone || null } : undefined;
const asked = (values: PremisesValues) =>
  new Set([...fieldsOf(values.types ?? []), ...Object.values(fileFacts).flat()].map((field) => field.key));
/** Class fields of classes that are no longer chosen stay in the form, not in what is sent. */
const attributesOf = (values: PremisesValues) =>
  Object.fromEntries(Object.entries(filled(values.attributes)).filter(([key]) => asked(values).has(key)));

export const registerInput = (values: PremisesValues, id: string) => ({
  ...filled(Object.fromEntries(plainKeys.map((key) => [key, values[key]]))),
  ...(values.point ? { lng: values.point.lng, lat: values.point.lat } : {}),
  ...(values.isHighRisk ? { isHighRisk: true } : {}),
  attributes: attributesOf(values),
  ...(contact(values.responsiblePerson) ? { responsiblePerson: contact(values.responsiblePerson) } : {}),
  ...(contact(values.fireManager) ? { fireManager: contact(values.fireManager) } : {}),
  id,
});

/** Only what the person changed is sent, so that two people who change different things do not undo each other. */
export function editChanges(file: PremisesFile, values: PremisesValues): Record<string, unknown> {
  const before = file as unknown as Record<string, unknown>;
  const changes: Record<string, unknown> = {};
  for (const key of [...plainKeys, 'isHighRisk']) {
    if (!(key in values)) continue;
    const value = isEmpty(values[key]) ? null : values[key];
    if (JSON.stringify(value) !== JSON.stringify(before[key] ?? null)) changes[key] = value;
  }
  if (file.isKeyUnit) delete changes.supervisionClass;
  const point = values.point ?? null;
  if ((point?.lng ?? null) !== file.lng || (point?.lat ?? null) !== file.lat)
    Object.assign(changes, { lng: point?.lng ?? null, lat: point?.lat ?? null });
  const attributes = attributesOf(values);
  if (JSON.stringify(Object.entries(attributes).sort()) !== JSON.stringify(Object.entries(file.attributes).sort()))
    changes.attributes = attributes;
  return changes;
}

export const valuesOf = (file: PremisesFile): PremisesValues => ({
  ...Object.fromEntries(plainKeys.map((key) => [key, (file as unknown as Record<string, unknown>)[key] ?? undefined])),
  name: file.name,
  regionCode: file.regionCode,
  address: file.address,
  types: file.types as PremisesType[],
  isHighRisk: file.isHighRisk,
  point: file.lng !== null && file.lat !== null ? { lng: file.lng, lat: file.lat } : null,
  attributes: file.attributes,
});

function AttributeField({ field }: { field: FieldSpec }) {
  const base = { name: ['attributes', field.key], label: t(field.label) };
  switch (field.kind) {
    case 'flag':
      return <Field {...base} kind="switch" />;
    case 'integer':
    case 'number':
      return (
        <Field
          {...base}
          kind="number"
          decimals={field.kind === 'integer' ? 0 : 2}
          {...(field.unit ? { unit: t(field.unit) } : {})}
          {...(field.max ? { maxValue: field.max } : {})}
        />
      );
    case 'choice':
    case 'choices':
      return (
        <Field
          {...base}
          kind="choice"
          isMany={field.kind === 'choices'}
          isWide={field.kind === 'choices'}
          options={(field.choices ?? []).map(({ value, label }) => ({ value, label: t(label) }))}
        />
      );
    case 'day':
      return <Field {...base} kind="day" />;
    default:
      return (field.max ?? 0) > 200 ? (
        <Field {...base} kind="long-text" rows={2} isWide max={field.max ?? 500} />
      ) : (
        <Field {...base} max={field.max ?? 200} />
      );
  }
}

function Derived({ form, file }: { form: FormInstance<PremisesValues>; file: PremisesFile | undefined }) {
  const values = Form.useWatch((all: PremisesValues) => all, form);
  const number = (key: string) => (typeof values?.[key] === 'number' ? values[key] : null);
  const input = useDeferredValue(
    values?.regionCode && values.types?.length
      ? {
          ...(file ? { countyCode: file.countyCode, id: file.id } : {}),
          regionCode: values.regionCode,
          name: values.name ?? '',
          address: values.address ?? '',
          types: values.types,
          lng: values.point?.lng ?? null,
          lat: values.point?.lat ?? null,
          floorArea: number('floorArea'),
          height: number('height'),
          storeys: number('storeys'),
          staffCount: number('staffCount'),
          peakOccupancy: number('peakOccupancy'),
          attributes: attributesOf(values),
        }
      : undefined,
  );
  const derived = useQuery({
    queryKey: ['premises', 'derive', input],
    queryFn: () => premisesApi.derive.call(input as never),
    enabled: input !== undefined,
    placeholderData: (before) => before,
    retry: false,
  });
  if (!derived.data)
    return (
      <p className="premises-derived soft">
        {t('选好区划和场所类别后，这里显示系统推定的监管类别、主管部门和列管机构')}
      </p>
    );
  const { data } = derived;
  const rest = [
    [t('监管类别'), t(supervisionClasses[data.supervisionClass])],
    [t('行业主管部门'), data.industryName && t(data.industryName)],
    [t('列管机构'), data.supervisorName],
    [t('公安派出所'), data.policeName],
    [t('所属网格'), data.gridName],
  ];
  return (
    <div className="premises-derived">
      <p>
        <strong>{t('系统推定')}</strong>
        {rest.map(([label, value]) => (
          <span key={label}>
            <span className="soft">{label} </span>
            {value || <span className="missing">{t('—「无法推定」')}</span>}
          </span>
        ))}
        {data.isPublicAssembly ? <span>{t('公众聚集场所')}</span> : data.isCrowded && <span>{t('人员密集场所')}</span>}
      </p>
      {data.keyUnitReason && <p className="premises-hint">{data.keyUnitReason}</p>}
      {data.similar.length > 0 && (
        <p className="premises-hint">
          {t('已有同名单位，请确认不是重复登记：')}
          {data.similar.map((one) => (
            <RecordLink key={one.id} to={premisesPath(one)}>
              {one.name}（{one.address}）
            </RecordLink>
          ))}
        </p>
      )}
      {data.doubts.map((doubt) => (
        <p key={doubt.sentence} className="premises-hint">
          {doubt.sentence}
        </p>
      ))}
    </div>
  );
}

function Fields({ form, file }: { form: FormInstance<PremisesValues>; file: PremisesFile | undefined }) {
  const mayAssign = useMay('premises.assign');
  const mayDesignate = useMay('premises.designate');
  const types = Form.useWatch('types', form) ?? [];
  const regionCode = Form.useWatch('regionCode', form) ?? '';
  const classSpecific = fieldsOf(types);
  const automatic = t('不填由系统推定');
  const help = file ? {} : { help: automatic };
  return (
    <>
      <FieldGrid>
        <Field name="name" label={t('单位（场所）名称')} isRequired isWide max={100} />
        <Field
          name="types"
          label={t('场所类别')}
          kind="choice"
          isMany
          isRequired
          isWide
          options={typeOptions()}
          help={t('可选多个，第一个为主')}
        />
        <Field
          name="regionCode"
          label={t('所属区划')}
          kind="own"
          isRequired
          isWide
          control={<RegionField />}
          help={t('选到村（社区）或乡镇（街道）')}
        />
        <Field name="address" label={t('详细地址')} isRequired isWide max={200} />
      </FieldGrid>
      <Derived form={form} file={file} />
      <FieldGrid>
        <Field name="point" label={t('位置')} kind="own" isWide control={<PlacePicker regionCode={regionCode} />} />
        <Field name="uscc" label={t('统一社会信用代码')} max={18} />
        <Field
          name="ownership"
          label={t('产权关系')}
          kind="choice"
          options={Object.entries(ownerships).map(([value, label]) => ({ value, label: t(label) }))}
        />
      </FieldGrid>
      {!file && (
        <>
          <h3 className="form-group">{t('责任人')}</h3>
          <FieldGrid>
            <Field name={['responsiblePerson', 'name']} label={t('消防安全责任人')} max={40} />
            <Field name={['responsiblePerson', 'phone']} label={t('责任人电话')} max={20} />
            <Field name={['fireManager', 'name']} label={t('消防安全管理人')} max={40} />
            <Field name={['fireManager', 'phone']} label={t('管理人电话')} max={20} />
          </FieldGrid>
        </>
      )}
      {classSpecific.length > 0 && (
        <>
          <h3 className="form-group">{t('按类别填写')}</h3>
          <FieldGrid>
            {classSpecific.map((field) => (
              <AttributeField key={field.key} field={field} />
            ))}
          </FieldGrid>
        </>
      )}
      <h3 className="form-group">{t('建筑与人员')}</h3>
      <FieldGrid>
        <Field
          name="buildingId"
          label={t('所在建筑')}
          kind="own"
          isWide
          control={<BuildingField regionCode={regionCode} ownId={file?.id} current={file?.buildingName ?? null} />}
          help={t('租户请选择所在的整栋建筑，建筑信息不必重填')}
        />
        <Field name="floor" label={t('所在楼层')} max={40} />
        <Field name="floorArea" label={t('建筑面积')} kind="number" unit="㎡" decimals={2} />
        <Field name="height" label={t('建筑高度')} kind="number" unit={t('米')} decimals={1} maxValue={1000} />
        <Field name="storeys" label={t('层数')} kind="number" decimals={0} maxValue={200} />
        <Field name="staffCount" label={t('员工数')} kind="number" unit={t('人')} decimals={0} />
        <Field name="peakOccupancy" label={t('最大容纳人数')} kind="number" unit={t('人')} decimals={0} />
      </FieldGrid>
      {(Object.keys(fileGroups) as FileGroup[]).map((group) =>
        fileFacts[group] ? (
          <details key={group} className="form-details">
            <summary>{t(fileGroups[group])}</summary>
            <FieldGrid>
              {fileFacts[group].map((field) => (
                <AttributeField key={field.key} field={field} />
              ))}
            </FieldGrid>
          </details>
        ) : null,
      )}
      {(mayAssign || mayDesignate) && (
        <details className="form-details">
          <summary>{t('监管分工')}</summary>
          <FieldGrid>
            {!file?.isKeyUnit && (
              <Field
                name="supervisionClass"
                label={t('监管类别')}
                kind="choice"
                {...help}
                options={(['GENERAL', 'SMALL', 'HOUSEHOLD'] as const).map((value) => ({
                  value,
                  label: t(supervisionClasses[value]),
                }))}
              />
            )}
            {mayAssign && (
              <>
                <Field name="industry" label={t('行业主管部门')} kind="choice" options={industryOptions()} {...help} />
                <Field
                  name="supervisorOrgId"
                  label={t('列管机构')}
                  kind="own"
                  control={
                    <AssigneeField
                      regionCode={regionCode}
                      field="supervisorOrgId"
                      current={file?.supervisorName ?? null}
                    />
                  }
                  {...help}
                />
                <Field
                  name="policeOrgId"
                  label={t('公安派出所')}
                  kind="own"
                  control={
                    <AssigneeField regionCode={regionCode} field="policeOrgId" current={file?.policeName ?? null} />
                  }
                  {...help}
                />
                <Field name="riskLevel" label={t('风险等级')} kind="choice" options={riskOptions()} />
              </>
            )}
            <Field
              name="gridId"
              label={t('所属网格')}
              kind="own"
              control={<AssigneeField regionCode={regionCode} field="gridId" current={file?.gridName ?? null} />}
              {...help}
            />
            {mayDesignate && <Field name="isHighRisk" label={t('火灾高危单位')} kind="switch" />}
          </FieldGrid>
        </details>
      )}
      {file && <Field name="reason" label={t('变更理由')} kind="long-text" rows={2} max={300} />}
    </>
  );
}

/** Registers a place, or changes its file; what follows from the entries is shown while they are made. */
export function PremisesForm(props: {
  isOpen: boolean;
  file?: PremisesFile;
  /** Registers what is known from elsewhere, by another way than plain registration. */
  given?: {
    draftKey: string;
    values: Partial<PremisesValues>;
    register: (input: ReturnType<typeof registerInput>) => Promise<{ countyCode: string; id: string }>;
  };
  onClose: () => void;
  onDone: (file: { countyCode: string; id: string }) => Promise<void> | void;
}) {
  const { file, given } = props;
  const scope = useScope();
  const isPlace = !scope.endsWith('000000');
  return (
    <FormDrawer<PremisesValues>
      isOpen={props.isOpen}
      title={file ? t('修改档案') : t('登记单位')}
      draftKey={file ? `premises.${file.id}.${file.version}` : (given?.draftKey ?? 'premises')}
      initial={file ? valuesOf(file) : { ...(isPlace ? { regionCode: scope } : {}), ...given?.values }}
      submitLabel={file ? t('保存') : t('登记')}
      width={680}
      onClose={props.onClose}
      onSubmit={async (values, id) => {
        const input = registerInput(values, id);
        if (!file)
          return void (await props.onDone(
            await (given ? given.register(input) : premisesApi.register.call(input as never)),
          ));
        const changes = editChanges(file, values);
        if (Object.keys(changes).length > 0)
          await premisesApi.edit.call({
            countyCode: file.countyCode,
            id: file.id,
            version: file.version,
            changes,
            reason: values.reason || null,
          } as never);
        await props.onDone(file);
      }}
    >
      {(form) => <Fields form={form} file={file} />}
    </FormDrawer>
  );
}
