import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, type FormInstance } from 'antd';
import { v7 } from 'uuid';
import {
  doubtsOf,
  type FireContent,
  FireContent as FireContentSchema,
  type FireDetail,
  figuresOf,
  fireCauses,
  placeGroupOf,
  reportingDefaults,
} from '#modules/fires/contract';
import { PlacePicker } from '#modules/premises/web';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import type { Option } from '#platform/web/components/filters.ts';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { MomentField, PremisesField, StationField } from './fields.tsx';
import {
  accidentWords,
  areaOptions,
  causeOptions,
  causeStageOptions,
  deathCauseOptions,
  facilityOptions,
  facilityResultOptions,
  gradeWords,
  outcomeOptions,
  placeOptions,
  resistanceOptions,
  sexOptions,
  structureOptions,
  victimStateOptions,
} from './fire-words.ts';
import { fireDataApi, firesApi, premisesApi } from './fires.client.ts';

/** Why the form is open: a new fire, a draft, another report, a correction. */
export type FormMode = 'new' | 'save' | 'followUp' | 'finalize' | 'correct';

type Values = Partial<Omit<FireContent, 'lng' | 'lat'>> & {
  point?: { lng: number; lat: number } | null;
  submitAs?: 'DRAFT' | 'INITIAL' | 'FINAL';
  reason?: string;
};

const texts = new Set([
  'ignitionSource',
  'firstItem',
  'responsibility',
  'mediaImpact',
  'synopsis',
  'caseNumber',
  'causeDetail',
]);

/** The form's values as the contract has them: what is empty is not known. */
function contentOf(values: Values): FireContent {
  const { point, submitAs: _, reason: __, victims, facilities, ...rest } = values;
  const told = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      value === undefined || value === '' || (texts.has(key) && typeof value === 'string' && !value.trim())
        ? null
        : value,
    ]),
  );
  return {
    ...told,
    lng: point?.lng ?? null,
    lat: point?.lat ?? null,
    victims: (victims ?? []).map((one) => ({
      id: one.id ?? v7(),
      outcome: one.outcome,
      sex: one.sex ?? null,
      age: one.age ?? null,
      states: one.states ?? [],
      diedOn: one.outcome === 'DEAD' ? (one.diedOn ?? null) : null,
      deathCause: one.outcome === 'DEAD' ? (one.deathCause ?? null) : null,
    })),
    facilities: (facilities ?? []).map((one) => ({
      kind: one.kind,
      isPresent: one.isPresent ?? true,
      result: (one.isPresent ?? true) ? (one.result ?? null) : null,
      whyNot: one.whyNot || null,
    })),
  } as FireContent;
}

const valuesOf = ({ lng, lat, ...content }: FireContent): Values => ({
  ...content,
  point: lng !== null && lat !== null ? { lng, lat } : null,
});

/** What the rules make of the values so far: grade by the fire's date, and what looks odd. */
function Computed({ form, countyCode, isFinal }: { form: FormInstance<Values>; countyCode: string; isFinal: boolean }) {
  const values = Form.useWatch((all: Values) => all, form);
  const day = values?.alarmAt ? dayOf(values.alarmAt) : undefined;
  const rules = useQuery({
    ...fireDataApi.rules.queryOptions({ input: { countyCode, ...(day ? { day } : {}) } }),
    staleTime: 600_000,
  });
  if (!values?.alarmAt) return null;
  const parsed = FireContentSchema.safeParse(contentOf(values));
  if (!parsed.success) return null;
  const figures = figuresOf(parsed.data);
  const limits = rules.data?.values ?? reportingDefaults;
  const doubts = doubtsOf(parsed.data, figures, isFinal ? 'FINAL' : 'INITIAL', limits);
  return (
    <div className="fire-computed">
      <p>
        <strong>{t('系统计算')}</strong>
        <span>{t('起火日期 {day}', { day: figures.occurredOn })}</span>
        <span>{t('火灾等级 {grade}', { grade: gradeWords(figures.grade) })}</span>
        <span className="soft">{t('事故等级 {grade}', { grade: accidentWords(figures.accidentGrade) })}</span>
      </p>
      {doubts.map((doubt) => (
        <p key={doubt.id} className="fire-hint">
          {t('请核对：{sentence}', { sentence: doubt.sentence })}
        </p>
      ))}
    </div>
  );
}

function Victims() {
  return (
    <Form.List name="victims">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }, i) => (
            <fieldset key={key} className="fire-person">
              <legend>{t('第 {n} 人', { n: i + 1 })}</legend>
              <FieldGrid>
                <Field
                  name={[name, 'outcome']}
                  label={t('结果')}
                  kind="radio"
                  isRequired
                  isWide
                  options={outcomeOptions}
                />
                <Field name={[name, 'sex']} label={t('性别')} kind="radio" options={sexOptions} />
                <Field
                  name={[name, 'age']}
                  label={t('年龄')}
                  kind="number"
                  decimals={0}
                  maxValue={130}
                  unit={t('岁')}
                />
                <Field
                  name={[name, 'states']}
                  label={t('情况')}
                  kind="choice"
                  isMany
                  isWide
                  options={victimStateOptions}
                />
                <Form.Item noStyle dependencies={[['victims', name, 'outcome']]}>
                  {({ getFieldValue }) =>
                    getFieldValue(['victims', name, 'outcome']) === 'DEAD' && (
                      <>
                        <Field name={[name, 'diedOn']} label={t('死亡日期')} kind="day" />
                        <Field
                          name={[name, 'deathCause']}
                          label={t('致死原因')}
                          kind="choice"
                          options={deathCauseOptions}
                        />
                      </>
                    )
                  }
                </Form.Item>
              </FieldGrid>
              <Button type="text" size="small" icon={<DeleteOutlined />} onClick={() => remove(name)}>
                {t('删除此人')}
              </Button>
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ id: v7(), outcome: 'SERIOUS', states: [] })}>
            {t('登记一名伤亡人员')}
          </Button>
          <p className="soft fire-note">{t('只登记与统计有关的情况，不记姓名')}</p>
        </>
      )}
    </Form.List>
  );
}

function Facilities({ form, countyCode }: { form: FormInstance<Values>; countyCode: string }) {
  const premisesId = Form.useWatch('premisesId', form);
  const file = useQuery({
    ...premisesApi.get.queryOptions({ input: { countyCode, id: premisesId ?? '' } }),
    enabled: Boolean(premisesId),
  });
  const known = ((file.data?.attributes.facilities ?? []) as string[]).filter(
    (kind) => !(form.getFieldValue('facilities') ?? []).some((one: { kind: string }) => one?.kind === kind),
  );
  return (
    <Form.List name="facilities">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="fire-person">
              <FieldGrid>
                <Field name={[name, 'kind']} label={t('设施')} kind="choice" isRequired options={facilityOptions} />
                <Field name={[name, 'isPresent']} label={t('有无')} kind="own" control={<Presence />} />
                <Form.Item
                  noStyle
                  dependencies={[
                    ['facilities', name, 'isPresent'],
                    ['facilities', name, 'result'],
                  ]}
                >
                  {({ getFieldValue }) =>
                    getFieldValue(['facilities', name, 'isPresent']) !== false && (
                      <>
                        <Field
                          name={[name, 'result']}
                          label={t('作用')}
                          kind="choice"
                          options={facilityResultOptions}
                        />
                        {['FAILED', 'PARTLY'].includes(getFieldValue(['facilities', name, 'result'])) && (
                          <Field name={[name, 'whyNot']} label={t('为什么没有发挥作用')} max={200} />
                        )}
                      </>
                    )
                  }
                </Form.Item>
              </FieldGrid>
              <Button type="text" size="small" icon={<DeleteOutlined />} onClick={() => remove(name)}>
                {t('删除此项')}
              </Button>
            </fieldset>
          ))}
          <div className="fire-adds">
            <Button icon={<PlusOutlined />} onClick={() => add({ isPresent: true })}>
              {t('登记一种消防设施')}
            </Button>
            {known.length > 0 && (
              <Button onClick={() => known.forEach((kind) => void add({ kind, isPresent: true }))}>
                {t('带入单位档案的 {n} 种设施', { n: known.length })}
              </Button>
            )}
          </div>
        </>
      )}
    </Form.List>
  );
}

function Presence(props: { value?: boolean; onChange?: (value: boolean) => void }) {
  const choices = [
    { value: true, label: t('有') },
    { value: false, label: t('没有') },
  ];
  return (
    <span className="fire-presence">
      {choices.map((choice) => (
        <Button
          key={String(choice.value)}
          type={(props.value ?? true) === choice.value ? 'primary' : 'default'}
          ghost={(props.value ?? true) === choice.value}
          onClick={() => props.onChange?.(choice.value)}
        >
          {choice.label}
        </Button>
      ))}
    </span>
  );
}

function Groups({
  form,
  mode,
  countyCode,
  fire,
}: {
  form: FormInstance<Values>;
  mode: FormMode;
  countyCode: string;
  fire: FireDetail | undefined;
}) {
  const regionCode = Form.useWatch('regionCode', form) ?? '';
  const place = Form.useWatch('place', form);
  const cause = Form.useWatch('cause', form);
  const submitAs = Form.useWatch('submitAs', form);
  const isFinal = mode === 'finalize' || submitAs === 'FINAL' || Boolean(fire?.finalizedAt);
  const isReport = mode !== 'new' && mode !== 'save' ? true : submitAs !== 'DRAFT';
  const isBuilding = placeGroupOf(place) === 'BUILDING';
  const number = (name: keyof Values & string, label: string, more: object = {}) => (
    <Field name={name} label={label} kind="number" decimals={0} {...more} />
  );
  return (
    <>
      {mode === 'correct' && (
        <Field name="reason" label={t('更正理由')} kind="long-text" rows={2} isRequired max={500} />
      )}
      {mode === 'followUp' && <Field name="reason" label={t('续报说明')} kind="long-text" rows={2} max={500} />}
      <h3 className="form-group">{t('时间地点')}</h3>
      <FieldGrid>
        <Field name="alarmAt" label={t('报警时间')} kind="own" isRequired control={<MomentField />} />
        <Field name="ignitedAt" label={t('起火时间')} kind="own" control={<MomentField />} help={t('不详可不填')} />
        <Field name="arrivedAt" label={t('到场时间')} kind="own" control={<MomentField />} />
        <Field name="extinguishedAt" label={t('扑灭时间')} kind="own" control={<MomentField />} />
        <Field
          name="regionCode"
          label={t('所属区划')}
          kind="own"
          isRequired
          isWide
          control={<RegionField />}
          help={t('选到村（社区）')}
        />
        <Field name="address" label={t('起火地址')} isRequired isWide max={200} />
        <Field
          name="orgId"
          label={t('填报单位')}
          kind="own"
          isRequired
          control={<StationField countyCode={countyCode} />}
        />
        <Field
          name="premisesId"
          label={t('关联单位')}
          kind="own"
          control={
            <PremisesField
              countyCode={countyCode}
              known={fire?.premisesId ? { id: fire.premisesId, name: fire.premisesName ?? '' } : undefined}
            />
          }
        />
        <Field name="place" label={t('起火场所')} kind="choice" isRequired={isReport} options={placeOptions} />
        <Field name="areaType" label={t('区域类型')} kind="choice" isRequired={isReport} options={areaOptions} />
      </FieldGrid>
      <h3 className="form-group">{t('伤亡与损失')}</h3>
      <FieldGrid>
        {number('deaths', t('死亡人数'), { isRequired: isReport, help: t('没有填 0') })}
        {number('seriousInjuries', t('重伤人数'), { isRequired: isReport })}
        {number('minorInjuries', t('轻伤人数'), { isRequired: isReport })}
        {number('households', t('受灾户数'), { unit: t('户') })}
        <Field
          name="lossYuan"
          label={t('直接财产损失')}
          kind="number"
          decimals={2}
          unit={t('元')}
          isRequired={isFinal}
        />
        <Field name="burnedArea" label={t('过火面积')} kind="number" decimals={1} unit="㎡" isRequired={isFinal} />
        <Field name="disposalYuan" label={t('现场处置费用')} kind="number" decimals={2} unit={t('元')} />
        <Field name="casualtyYuan" label={t('人身伤亡支出')} kind="number" decimals={2} unit={t('元')} />
      </FieldGrid>
      <Computed form={form} countyCode={countyCode} isFinal={isFinal} />
      <Victims />
      <h3 className="form-group">{t('起火原因')}</h3>
      <FieldGrid>
        <Field name="cause" label={t('原因')} kind="choice" isRequired={isFinal} options={causeOptions} />
        <Field name="causeDetail" label={t('细类')} kind="choice" options={detailOptions(cause)} />
        <Field
          name="causeStage"
          label={t('认定阶段')}
          kind="radio"
          isRequired={isFinal}
          isWide
          options={causeStageOptions}
        />
        <Field name="ignitionSource" label={t('引火源')} max={80} />
        <Field name="firstItem" label={t('起火物')} max={80} />
      </FieldGrid>
      {isBuilding && (
        <>
          <h3 className="form-group">{t('建筑')}</h3>
          <FieldGrid>
            {number('storeys', t('地上层数'), { unit: t('层'), maxValue: 200 })}
            {number('fireFloor', t('起火楼层'), { min: -10, maxValue: 200, help: t('地下层填负数') })}
            <Field name="buildingHeight" label={t('建筑高度')} kind="number" decimals={1} unit="m" />
            <Field name="structure" label={t('建筑结构')} kind="choice" options={structureOptions} />
            <Field name="fireResistance" label={t('耐火等级')} kind="choice" options={resistanceOptions} />
          </FieldGrid>
          <h3 className="form-group">{t('消防设施')}</h3>
          <Facilities form={form} countyCode={countyCode} />
        </>
      )}
      <h3 className="form-group">{t('位置')}</h3>
      <Field name="point" label={t('地图位置')} kind="own" isWide control={<PlacePicker regionCode={regionCode} />} />
      <h3 className="form-group">{t('其他')}</h3>
      <Field name="synopsis" label={t('经过')} kind="long-text" rows={3} max={2000} />
      {(isFinal || mode === 'followUp' || mode === 'correct') && (
        <>
          <Field name="responsibility" label={t('责任认定')} kind="long-text" rows={2} max={2000} />
          <Field name="mediaImpact" label={t('媒体影响')} kind="long-text" rows={2} max={1000} />
          <Field name="caseNumber" label={t('案件文号')} max={60} />
        </>
      )}
      {(mode === 'new' || mode === 'save') && (
        <Field
          name="submitAs"
          label={t('本次')}
          kind="radio"
          isRequired
          options={
            fire?.status === 'RETURNED'
              ? [
                  { value: 'INITIAL', label: t('修改后重新上报') },
                  { value: 'DRAFT', label: t('只保存') },
                ]
              : [
                  { value: 'INITIAL', label: t('作初报') },
                  { value: 'FINAL', label: t('一次报完（终报）') },
                  { value: 'DRAFT', label: t('只存草稿') },
                ]
          }
          help={t('上报后由消防救援机构审核；小火情况清楚的可一次报完')}
        />
      )}
    </>
  );
}

const detailOptions = (cause: string | null | undefined): Option[] =>
  (fireCauses.find((one) => one.id === cause)?.details ?? []).map((words) => ({ value: words, label: t(words) }));

const titles: Record<FormMode, string> = {
  new: t('登记火灾'),
  save: t('修改火灾记录'),
  followUp: t('续报'),
  finalize: t('终报'),
  correct: t('更正'),
};
const verbs: Record<FormMode, string> = {
  new: t('提交'),
  save: t('提交'),
  followUp: t('续报'),
  finalize: t('终报'),
  correct: t('更正'),
};

/** The form of a fire: what is typed is kept in the browser until it was accepted. */
export function FireForm(props: {
  mode: FormMode | undefined;
  countyCode: string;
  fire?: FireDetail;
  onClose: () => void;
  onDone: (fire: FireDetail) => void;
}) {
  const { mode, fire, countyCode } = props;
  const session = useSession();
  const queries = useQueryClient();
  const isOwnStation = ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'].includes(session.actor.orgKind ?? '');
  const noticed = new Map(fire?.deathNotices.map((notice) => [notice.victimId, notice.diedOn]));
  const told = fire && valuesOf(fire.content);
  // A death that was told is in the next report unless the reporter takes it out.
  const initial: Values = told
    ? {
        ...told,
        ...(mode === 'followUp' && noticed.size
          ? {
              victims: (told.victims ?? []).map((one) =>
                noticed.has(one.id) ? { ...one, outcome: 'DEAD', diedOn: noticed.get(one.id) ?? null } : one,
              ),
              deaths: (told.deaths ?? 0) + noticed.size,
              seriousInjuries: Math.max(
                0,
                (told.seriousInjuries ?? 0) -
                  (told.victims ?? []).filter((one) => noticed.has(one.id) && one.outcome === 'SERIOUS').length,
              ),
            }
          : {}),
        submitAs: 'INITIAL',
      }
    : {
        submitAs: 'INITIAL',
        ...(session.actor.orgId && isOwnStation ? { orgId: session.actor.orgId } : {}),
        ...(session.actor.regionCode.length === 12 && !session.actor.regionCode.endsWith('000000')
          ? { regionCode: session.actor.regionCode }
          : {}),
      };

  const submit = async (values: Values, id: string) => {
    const content = contentOf(values);
    const run = async (): Promise<FireDetail> => {
      if (!fire) {
        // The id stays the same while the form is open: a draft that was saved before a refusal is taken up again.
        const saved = await firesApi.save.call({ id, content }).catch(async (error: unknown) => {
          const found = await firesApi.read
            .call({ countyCode: content.regionCode.slice(0, 6), id })
            .catch(() => undefined);
          if (!found) throw error;
          return firesApi.save.call({ id, version: found.version, content });
        });
        return values.submitAs === 'DRAFT'
          ? saved
          : firesApi.submit.call({
              countyCode: saved.countyCode,
              id,
              version: saved.version,
              stage: values.submitAs ?? 'INITIAL',
            });
      }
      const key = { countyCode: fire.countyCode, id: fire.id, version: fire.version };
      if (mode === 'correct') return firesApi.correct.call({ ...key, content, reason: values.reason ?? '' });
      if (mode === 'followUp' || mode === 'finalize')
        return firesApi.followUp.call({
          ...key,
          content,
          stage: mode === 'finalize' ? 'FINAL' : 'FOLLOW_UP',
          reason: values.reason || null,
        });
      if (values.submitAs === 'DRAFT') return firesApi.save.call({ id: fire.id, version: fire.version, content });
      return firesApi.submit.call({ ...key, content, stage: values.submitAs ?? 'INITIAL' });
    };
    const done = await run();
    await queries.invalidateQueries({ queryKey: [['fires']] });
    await queries.invalidateQueries({ queryKey: [['fireData']] });
    props.onDone(done);
  };

  return (
    <FormDrawer<Values>
      isOpen={mode !== undefined}
      title={titles[mode ?? 'new']}
      draftKey={fire ? `fire.${fire.id}.${mode}.${fire.version}` : 'fire.new'}
      initial={initial}
      submitLabel={verbs[mode ?? 'new']}
      width={760}
      onClose={props.onClose}
      onSubmit={submit}
    >
      {(form) => <Groups form={form} mode={mode ?? 'new'} countyCode={countyCode} fire={fire} />}
    </FormDrawer>
  );
}
