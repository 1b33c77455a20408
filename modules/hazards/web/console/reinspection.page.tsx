import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { HazardDetail, ReinspectionResult } from '#modules/hazards/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field } from '#platform/web/components/field.tsx';
import type { FileRef } from '#platform/web/components/file-list.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PhotoField } from '#platform/web/components/photo-field.tsx';
import { PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords, dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { recall, remember } from '#platform/web/remembered.ts';
import { useGo, useRecordParams } from '#platform/web/search.ts';
import { hazardState } from '../hazard-words.ts';
import { hazardsApi, inspectionsApi } from '../hazards.client.ts';
import '../hazards.css';

type Result = ReinspectionResult['result'];
type Given = { result?: Result; note?: string; photos?: FileRef[] };
type Draft = Record<string, Given>;

const choices: { value: Result; label: string; mood: string }[] = [
  { value: 'FIXED', label: t('已整改'), mood: 'is-good' },
  { value: 'NOT_FIXED', label: t('未整改'), mood: 'is-bad' },
  { value: 'REMOVED', label: t('风险已消除'), mood: '' },
  { value: 'MOVED_OUT', label: t('已搬离停用'), mood: '' },
];

/** What the premises says it has done, the latest report. */
const reportOf = (hazard: HazardDetail) => hazard.events.findLast((event) => event.action === 'submitFix');

function Item(props: { hazard: HazardDetail; given: Given; isOpen: boolean; onChange: (change: Given) => void }) {
  const { hazard, given } = props;
  const report = reportOf(hazard);
  const state = hazardState(hazard);
  const words = report ? (report.detail.words ?? report.reason) : undefined;
  return (
    <li className={given.result ? 'reinspect-item is-done' : 'reinspect-item'}>
      <div className="reinspect-head">
        <strong>
          {hazard.place}：{hazard.description}
        </strong>
        <StateTag tone={state.tone}>{state.words}</StateTag>
        <DeadlineTag due={hazard.dueOn} withDay />
      </div>
      <div className="reinspect-sides">
        <div className="reinspect-side">
          <h3>
            {t('上次检查 {day}', { day: hazard.foundOn })} ·{' '}
            <RecordLink to={`/hazards/${hazard.countyCode}/${hazard.id}`}>{t('看经过')}</RecordLink>
          </h3>
          {hazard.photos.length > 0 ? (
            <PhotoStrip photos={hazard.photos} />
          ) : (
            <p className="soft">{t('上次检查没有照片')}</p>
          )}
          <p className="soft">{hazard.basis}</p>
          {report && (
            <>
              <h3>{t('单位 {at} 报告已整改', { at: dateWords(report.at) })}</h3>
              {typeof words === 'string' && <p>{words}</p>}
              {report.photos.length > 0 && <PhotoStrip photos={report.photos} />}
            </>
          )}
        </div>
        <div className="reinspect-side">
          <h3>{t('本次复查')}</h3>
          <fieldset className="reinspect-choice plain-fieldset" disabled={!props.isOpen}>
            <legend className="visually-hidden">{t('复查结果')}</legend>
            {choices.map((choice) => (
              <button
                key={choice.value}
                type="button"
                className={choice.mood}
                aria-pressed={given.result === choice.value}
                disabled={choice.value === 'NOT_FIXED' && hazard.status === 'RECTIFYING'}
                {...(choice.value === 'NOT_FIXED' && hazard.status === 'RECTIFYING'
                  ? { title: t('整改期限未到，不能判为未整改') }
                  : {})}
                onClick={() => props.onChange({ result: choice.value })}
              >
                {choice.label}
              </button>
            ))}
          </fieldset>
          <Input.TextArea
            aria-label={t('现场情况')}
            placeholder={given.result && given.result !== 'FIXED' ? t('现场情况（必填）') : t('现场情况')}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={given.note ?? ''}
            onChange={(event) => props.onChange({ note: event.target.value })}
          />
          <PhotoField
            isCameraFirst
            place={{ regionCode: hazard.regionCode, premisesId: hazard.premisesId }}
            value={given.photos ?? []}
            onChange={(photos) => props.onChange({ photos })}
          />
        </div>
      </div>
    </li>
  );
}

export default function ReinspectionPage() {
  const { county = '', id = '' } = useRecordParams();
  const queries = useQueryClient();
  const go = useGo();
  const draftKey = `draft.reinspection.${id}`;
  const [draft, setDraft] = useState<Draft>(() => recall<Draft>(draftKey) ?? {});
  const [isFinishing, setFinishing] = useState(false);
  const [missing, setMissing] = useState<string>();
  const visit = useQuery(inspectionsApi.read.queryOptions({ input: { countyCode: county, id } }));
  const premisesId = visit.data?.premisesId;
  const orgId = visit.data?.orgId;
  const open = useQuery({
    ...hazardsApi.list.queryOptions({
      input: {
        countyCode: county,
        premisesId: premisesId ?? '',
        isOpen: true,
        status: ['PENDING_REINSPECTION', 'OVERDUE', 'RECTIFYING'],
        limit: 100,
        sort: 'due',
        ...(orgId ? { orgId } : {}),
      },
    }),
    enabled: premisesId !== undefined,
  });
  const details = useQueries({
    queries: (open.data?.items ?? []).map((row) =>
      hazardsApi.read.queryOptions({ input: { countyCode: row.countyCode, id: row.id } }),
    ),
  });
  useEffect(() => void remember(draftKey, draft), [draftKey, draft]);
  // Of this series first, then what else is open here and due for a look.
  const series = useMemo(() => new Set(visit.data?.series.map((one) => one.id) ?? []), [visit.data]);
  const hazards = details.flatMap((one) => (one.data ? [one.data] : []));
  const ofSeries = hazards.filter((hazard) => hazard.inspectionId && series.has(hazard.inspectionId));
  const others = hazards.filter((hazard) => !ofSeries.includes(hazard));
  const shown = [...ofSeries, ...others];
  const given = shown.filter((hazard) => draft[hazard.id]?.result);
  const error = visit.error ?? open.error ?? details.find((one) => one.error)?.error;
  if (error) return <ErrorSentence error={error} retry={() => void visit.refetch()} />;
  if (!visit.data || !open.data || hazards.length < open.data.items.length)
    return <Skeleton active paragraph={{ rows: 12 }} />;
  const isOpen = visit.data.allowedActions.includes('fill');
  if (!isOpen) {
    go(`/inspections/${county}/${id}`, { replace: true });
    return null;
  }
  const change = (hazardId: string, next: Given) => {
    setMissing(undefined);
    setDraft((all) => ({ ...all, [hazardId]: { ...all[hazardId], ...next } }));
  };
  const begin = () => {
    if (given.length === 0) return setMissing(t('还没有判定任何一条隐患，请先选择复查结果'));
    const bare = given.find((hazard) => draft[hazard.id]?.result !== 'FIXED' && !draft[hazard.id]?.note?.trim());
    if (bare) return setMissing(t('“{what}”未判为已整改，请写明现场情况', { what: bare.description.slice(0, 20) }));
    setFinishing(true);
  };
  const countOf = (result: Result) => given.filter((hazard) => draft[hazard.id]?.result === result).length;
  const left = ofSeries.filter((hazard) => !draft[hazard.id]?.result).length;
  const list = (items: HazardDetail[]) => (
    <ul className="reinspect-list">
      {items.map((hazard) => (
        <Item
          key={hazard.id}
          hazard={hazard}
          given={draft[hazard.id] ?? {}}
          isOpen={isOpen}
          onChange={(next) => change(hazard.id, next)}
        />
      ))}
    </ul>
  );
  return (
    <>
      <DetailHead
        back={{ to: '/inspections', title: t('检查') }}
        title={t('复查：{name}', { name: visit.data.premisesName })}
        state={<StateTag tone="active">{t('检查中')}</StateTag>}
        actions={
          <ActionBar
            allowed={visit.data.allowedActions}
            acts={[
              {
                key: 'noEntry',
                label: t('未能进入'),
                fields: (
                  <>
                    <Field name="why" label={t('未能进入的原因')} kind="long-text" isRequired max={300} />
                    <Field
                      name="retryOn"
                      label={t('再次上门日期')}
                      kind="day"
                      isRequired
                      earliest={dayOf(new Date(Date.now() + 86_400_000))}
                    />
                  </>
                ),
                run: async ({ why, retryOn }) => {
                  await inspectionsApi.noEntry.call({
                    countyCode: county,
                    id,
                    reason: String(why),
                    retryOn: String(retryOn),
                  });
                  await queries.invalidateQueries({ queryKey: [['inspections']] });
                },
              },
              {
                key: 'cancel',
                label: t('取消检查'),
                consequences: [t('本次检查将终止，不能恢复，也不计入检查次数。')],
                reason: 'required',
                run: async ({ reason }) => {
                  await inspectionsApi.cancel.call({ countyCode: county, id, reason: reason ?? '' });
                  await queries.invalidateQueries({ queryKey: [['inspections']] });
                },
              },
            ]}
          />
        }
      />
      <p className="soft">
        {visit.data.inspectedOn} · {visit.data.inspectors.map((one) => one.name).join('、')} · {visit.data.address}
      </p>
      {shown.length === 0 && <Empty reason={t('这个单位没有待复查的隐患，可取消本次检查')} />}
      {ofSeries.length > 0 && (
        <section className="section">
          <h2 className="section-title">{t('本次应复查的隐患（{n} 条）', { n: ofSeries.length })}</h2>
          {list(ofSeries)}
        </section>
      )}
      {others.length > 0 && (
        <section className="section">
          <h2 className="section-title">
            {ofSeries.length > 0
              ? t('其他未销案隐患，可一并复查（{n} 条）', { n: others.length })
              : t('未销案隐患（{n} 条）', { n: others.length })}
          </h2>
          {list(others)}
        </section>
      )}
      {shown.length > 0 && (
        <div className="visit-bar no-print">
          <span>{t('已判定 {n} / {m} 条', { n: given.length, m: shown.length })}</span>
          {missing && <span className="visit-bar-warning">{missing}</span>}
          <Button type="primary" onClick={begin}>
            {t('提交复查结果')}
          </Button>
        </div>
      )}
      <FormDrawer<{ accompaniedBy?: string; remarks?: string }>
        isOpen={isFinishing}
        title={t('提交复查结果')}
        draftKey={`reinspection-end.${id}`}
        submitLabel={t('完成复查')}
        consequence={visit.data.nature === 'ADMINISTRATIVE' ? t('将拟制复查意见') : undefined}
        onClose={() => setFinishing(false)}
        onSubmit={async (values) => {
          await hazardsApi.reinspect.call({
            countyCode: county,
            inspectionId: id,
            accompaniedBy: values.accompaniedBy ?? null,
            remarks: values.remarks ?? null,
            results: given.map((hazard) => ({
              hazardId: hazard.id,
              version: hazard.version,
              result: draft[hazard.id]?.result ?? 'NOT_FIXED',
              note: draft[hazard.id]?.note?.trim() || null,
              photoIds: (draft[hazard.id]?.photos ?? []).map((photo) => photo.id),
            })),
          });
          remember(draftKey, undefined);
          await queries.invalidateQueries({ queryKey: [['hazards']] });
          await queries.invalidateQueries({ queryKey: [['inspections']] });
          await queries.invalidateQueries({ queryKey: [['documents']] });
          go(`/inspections/${county}/${id}`, { replace: true });
        }}
      >
        <ul className="visit-summary">
          {choices.map(
            (choice) =>
              countOf(choice.value) > 0 && (
                <li key={choice.value}>{t('{what} {n} 条', { what: choice.label, n: countOf(choice.value) })}</li>
              ),
          )}
          {countOf('NOT_FIXED') > 0 && <li className="visit-summary-bad">{t('未整改的将列为逾期未改，须依法处理')}</li>}
          {left > 0 && (
            <li className="visit-summary-bad">{t('还有 {n} 条应复查的没有判定，将留在待办', { n: left })}</li>
          )}
        </ul>
        <Field
          name="accompaniedBy"
          label={t('被检查单位随同人员')}
          isRequired={visit.data.nature === 'ADMINISTRATIVE'}
          max={40}
        />
        <Field name="remarks" label={t('备注')} kind="long-text" max={1000} />
      </FormDrawer>
    </>
  );
}
