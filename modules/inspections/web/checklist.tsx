import { CameraOutlined, CloudSyncOutlined, DownOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type KeyboardEvent, memo, useCallback, useMemo, useState } from 'react';
import { type PaperKind, paperKinds } from '#modules/documents/contract';
import type { Answer, ChecklistItem, Finding, InspectionDetail, ItemResult } from '#modules/inspections/contract';
import { type Act, ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { PhotoStrip } from '#platform/web/components/photo-strip.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords, dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo } from '#platform/web/search.ts';
import type { Held } from './answer-sheet.ts';
import { FindingForm } from './finding-form.tsx';
import { kindWords, modeWords, natureWords, resultWords, severityTone, severityWords } from './inspection-words.ts';
import { inspectionsApi } from './inspections.client.ts';
import './inspections.css';
import { type Saving, useAnswers } from './use-answers.ts';

const results: { value: ItemResult; key: string }[] = [
  { value: 'PASS', key: '1' },
  { value: 'FAIL', key: '2' },
  { value: 'NOT_APPLICABLE', key: '3' },
  { value: 'NOT_CHECKED', key: '4' },
];

const time = (at: Date) => dateWords(at.toISOString()).slice(11);

function SavedState({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  if (saving.state === 'saving')
    return (
      <span className="saved-state">
        <CloudSyncOutlined /> {t('正在保存')}
      </span>
    );
  if (saving.state === 'unsaved')
    return (
      <span className="saved-state is-unsaved" role="alert">
        <ExclamationCircleOutlined /> {t('未保存，已留在本机：{why}', { why: saving.why ?? '' })}
        <button type="button" className="link-button" onClick={onRetry}>
          {t('重试')}
        </button>
      </span>
    );
  return <span className="saved-state">{saving.at ? t('已保存 {at}', { at: time(saving.at) }) : t('自动保存')}</span>;
}

const ItemRow = memo(function ItemRow(props: {
  item: ChecklistItem;
  number: string;
  held: Held | undefined;
  conflict: Answer | undefined;
  findings: Finding[];
  onGive: (itemId: string, change: { result?: ItemResult; note?: string | null }) => void;
  onSettle: (itemId: string, take: 'mine' | 'theirs') => void;
  onFinding: (item: ChecklistItem, finding?: Finding) => void;
  nature: InspectionDetail['nature'];
}) {
  const { item, held, conflict, findings, onGive, onFinding } = props;
  const [isOpen, setOpen] = useState(false);
  const answered = held && (held.result !== 'NOT_CHECKED' || held.version > 0 || held.isDirty);
  const choose = (result: ItemResult) => {
    onGive(item.id, { result });
    if (result === 'FAIL' && findings.length === 0) onFinding(item);
  };
  const isBare = held?.result === 'FAIL' && findings.length === 0;
  return (
    <li className={`check-row${held?.result === 'FAIL' ? ' is-fail' : ''}`} data-item={item.id}>
      <div className="check-line">
        <div className="check-text">
          <button
            type="button"
            className="plain-button check-name"
            aria-expanded={isOpen}
            tabIndex={-1}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="check-number">{item.id}</span>
            <span>{item.text}</span>
            <DownOutlined className={isOpen ? 'check-arrow is-open' : 'check-arrow'} />
          </button>
          <span className="check-marks">
            {item.severity === 'CRITICAL' && (
              <StateTag tone={severityTone(item.severity)}>{severityWords(item.severity)}</StateTag>
            )}
            {item.majorHazardElements.length > 0 && <StateTag tone="listed">{t('涉及重大隐患判定')}</StateTag>}
            {item.photoRequired && (
              <span className="check-photo" title={t('不符合时须拍照')}>
                <CameraOutlined />
              </span>
            )}
          </span>
        </div>
        <div className="check-results" role="radiogroup" aria-label={item.text} tabIndex={0} data-check-item={item.id}>
          {results.map(({ value, key }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <button
              key={value}
              type="button"
              role="radio"
              tabIndex={-1}
              aria-checked={Boolean(answered) && held?.result === value}
              className={`check-result is-${value.toLowerCase()}`}
              title={`${resultWords(value)}（${key}）`}
              onClick={() => choose(value)}
            >
              {resultWords(value)}
            </button>
          ))}
        </div>
      </div>
      {isOpen && (
        <div className="check-more">
          {item.standard && <p>{t('标准：{words}', { words: item.standard })}</p>}
          <p>{t('依据：{words}', { words: item.basis })}</p>
          <p>
            {severityWords(item.severity)} · {modeWords(item.correctionMode, props.nature)}
          </p>
          <Input.TextArea
            aria-label={t('备注')}
            placeholder={t('备注（写入检查记录）')}
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={500}
            value={held?.note ?? ''}
            onChange={(event) => onGive(item.id, { note: event.target.value || null })}
          />
        </div>
      )}
      {!isOpen && held?.note && <p className="check-note">{held.note}</p>}
      {conflict && held && (
        <div className="check-conflict" role="alert">
          <p>{t('两人的结果不一致，请选定一个')}</p>
          <div>
            <button type="button" onClick={() => props.onSettle(item.id, 'mine')}>
              <small>{t('我的')}</small>
              <strong>{resultWords(held.result)}</strong>
              {held.note && <span>{held.note}</span>}
            </button>
            <button type="button" onClick={() => props.onSettle(item.id, 'theirs')}>
              <small>
                {conflict.answeredBy} {dateWords(conflict.answeredAt).slice(11)}
              </small>
              <strong>{resultWords(conflict.result)}</strong>
              {conflict.note && <span>{conflict.note}</span>}
            </button>
          </div>
        </div>
      )}
      {(findings.length > 0 || isBare) && (
        <ul className="check-findings">
          {findings.map((finding) => (
            <li key={finding.id}>
              <button type="button" className="plain-button" onClick={() => onFinding(item, finding)}>
                <span>
                  {finding.place}：{finding.description}
                </span>
                <small>
                  {modeWords(finding.correctionMode, props.nature)}
                  {finding.correctionMode === 'DEADLINE' &&
                    finding.dueOn &&
                    ` · ${t('{day} 前', { day: finding.dueOn })}`}
                  {` · ${t('照片 {n} 张', { n: finding.photos.length })}`}
                </small>
              </button>
            </li>
          ))}
          {isBare ? (
            <li className="check-bare">
              {t('判为不符合，还没有记录隐患')}
              <Button size="small" onClick={() => onFinding(item)}>
                {t('记录隐患')}
              </Button>
            </li>
          ) : (
            held?.result === 'FAIL' && (
              <li>
                <button type="button" className="link-button" onClick={() => onFinding(item)}>
                  {t('再记一处')}
                </button>
              </li>
            )
          )}
        </ul>
      )}
    </li>
  );
});

/** Papers that the end of this visit drafts. */
function papersOf(visit: InspectionDetail): PaperKind[] {
  const modes = new Set(visit.findings.map((finding) => finding.correctionMode));
  const papers: PaperKind[] = [];
  if (visit.nature === 'ADMINISTRATIVE') {
    papers.push('INSPECTION_RECORD');
    if (modes.has('IMMEDIATE')) papers.push('ORDER_IMMEDIATE');
    if (modes.has('DEADLINE')) papers.push('ORDER_DEADLINE');
  }
  if (modes.has('TRANSFER')) papers.push('TASK_TRANSFER');
  return papers.filter((paper) => visit.guard.papers.includes(paper));
}

const focusItem = (itemId: string | undefined) => {
  const control = itemId ? document.querySelector<HTMLElement>(`[data-check-item="${CSS.escape(itemId)}"]`) : null;
  control?.focus({ preventScroll: true });
  control?.closest('.check-row')?.scrollIntoView({ block: 'center' });
};

/** The checklist of a visit under way: answers save themselves, 不符合 becomes a finding, the bar below ends the visit. */
export function Checklist({ visit }: { visit: InspectionDetail }) {
  const queries = useQueryClient();
  const go = useGo();
  const { sheet, saving, give, settle, save } = useAnswers(visit);
  const [asked, setAsked] = useState<{ item: ChecklistItem; finding?: Finding | undefined }>();
  const [isFinishing, setFinishing] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const key = { countyCode: visit.countyCode, id: visit.id };
  const readKey = inspectionsApi.read.queryKey({ input: key });

  const groups = useMemo(() => {
    const byName = new Map<string, ChecklistItem[]>();
    for (const item of visit.checklist) byName.set(item.groupName, [...(byName.get(item.groupName) ?? []), item]);
    return [...byName];
  }, [visit.checklist]);
  const findingsOf = useMemo(() => {
    const byItem = new Map<string, Finding[]>();
    for (const finding of visit.findings) byItem.set(finding.itemId, [...(byItem.get(finding.itemId) ?? []), finding]);
    return byItem;
  }, [visit.findings]);
  const none = useMemo<Finding[]>(() => [], []);

  const isDone = (item: ChecklistItem) => {
    const held = sheet.answers[item.id];
    return held !== undefined && held.result !== 'NOT_CHECKED';
  };
  const countOf = (result: ItemResult) =>
    visit.checklist.filter((item) => sheet.answers[item.id]?.result === result).length;
  const done = visit.checklist.filter(isDone).length;
  const total = visit.checklist.length;

  const openFinding = useCallback((item: ChecklistItem, finding?: Finding) => setAsked({ item, finding }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `give` writes through a state setter and never changes its meaning
  const onGive = useCallback(
    (itemId: string, change: { result?: ItemResult; note?: string | null }) => give(itemId, change),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const onSettle = useCallback((itemId: string, take: 'mine' | 'theirs') => settle(itemId, take), []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const itemId = (event.target as HTMLElement).closest<HTMLElement>('[data-check-item]')?.dataset.checkItem;
    if (!itemId || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = visit.checklist.findIndex((item) => item.id === itemId);
    const item = visit.checklist[at];
    const choice = results.find((result) => result.key === event.key)?.value;
    if (choice && item) {
      event.preventDefault();
      give(itemId, { result: choice });
      if (choice === 'FAIL' && !findingsOf.get(itemId)) setAsked({ item });
      else focusItem(visit.checklist[at + 1]?.id);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      focusItem(visit.checklist[at + (event.key === 'ArrowDown' ? 1 : -1)]?.id);
    } else if (event.key === 'Enter' && item) {
      event.preventDefault();
      if (sheet.answers[itemId]?.result === 'FAIL') setAsked({ item, finding: findingsOf.get(itemId)?.[0] });
    }
  };

  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: readKey });
    await queries.invalidateQueries({ queryKey: inspectionsApi.list.key() });
  };
  const savedFinding = (finding: Finding) => {
    queries.setQueryData<InspectionDetail>(readKey as never, (now) =>
      now ? { ...now, findings: [...now.findings.filter((one) => one.id !== finding.id), finding] } : now,
    );
    if (sheet.answers[finding.itemId]?.result !== 'FAIL') give(finding.itemId, { result: 'FAIL' });
    void queries.invalidateQueries({ queryKey: readKey });
    focusItem(finding.itemId);
  };
  const removeFinding = async (finding: Finding) => {
    setFailure(undefined);
    try {
      await inspectionsApi.removeFinding.call({ ...key, findingId: finding.id });
      await queries.invalidateQueries({ queryKey: readKey });
    } catch (error) {
      setFailure(error);
    }
  };

  const begin = async () => {
    setFailure(undefined);
    if (await save()) setFinishing(true);
    else if (Object.keys(sheet.conflicts).length > 0)
      setFailure(new Error(t('还有 {n} 项两人结果不一致，请先选定', { n: Object.keys(sheet.conflicts).length })));
  };
  const acts: Act[] = [
    {
      key: 'noEntry',
      label: t('未能进入'),
      fields: (
        <>
          <Field
            name="why"
            label={t('未能进入的原因')}
            kind="long-text"
            isRequired
            max={300}
            placeholder={t('如：大门上锁，电话无人接听')}
          />
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
        await inspectionsApi.noEntry.call({ ...key, reason: String(why), retryOn: String(retryOn) });
        await refresh();
      },
    },
    {
      key: 'cancel',
      label: t('取消检查'),
      consequences: [t('本次检查将终止，不能恢复，也不计入检查次数。')],
      reason: 'required',
      run: async ({ reason }) => {
        await inspectionsApi.cancel.call({ ...key, reason: reason ?? '' });
        await refresh();
      },
    },
  ];
  const papers = papersOf(visit);
  const firstLeft = visit.checklist.find((item) => !isDone(item));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits and arrows work on the whole list
    <div className="visit" onKeyDown={onKeyDown}>
      <DetailHead
        back={{ to: '/inspections', title: t('检查') }}
        title={visit.premisesName}
        state={<StateTag tone="active">{t('检查中')}</StateTag>}
        actions={<ActionBar acts={acts} allowed={visit.allowedActions} />}
      />
      <p className="visit-sub soft">
        {kindWords(visit.kind)} · {natureWords(visit.nature)} · {visit.inspectedOn}
        {visit.inspectors.length > 0 && ` · ${visit.inspectors.map((one) => one.name).join('、')}`}
        {visit.address && ` · ${visit.address}`}
      </p>
      <nav className="visit-groups no-print" aria-label={t('检查分组')}>
        {groups.map(([name, items]) => {
          const n = items.filter(isDone).length;
          return (
            <a
              key={name}
              href={`#group-${name}`}
              className={n === items.length ? 'is-done' : ''}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`group-${name}`)?.scrollIntoView({ block: 'start' });
              }}
            >
              {t(name)} <small>{`${n}/${items.length}`}</small>
            </a>
          );
        })}
      </nav>
      {groups.map(([name, items]) => (
        <section key={name} className="check-group" id={`group-${name}`} aria-label={t(name)}>
          <header className="check-group-head">
            <h2>{t(name)}</h2>
            <span>{`${items.filter(isDone).length}/${items.length}`}</span>
          </header>
          <ul className="check-rows">
            {items.map((item, i) => (
              <ItemRow
                key={item.id}
                item={item}
                number={String(i + 1)}
                held={sheet.answers[item.id]}
                conflict={sheet.conflicts[item.id]}
                findings={findingsOf.get(item.id) ?? none}
                onGive={onGive}
                onSettle={onSettle}
                onFinding={openFinding}
                nature={visit.nature}
              />
            ))}
          </ul>
        </section>
      ))}
      <section className="section" id="findings">
        <h2 className="section-title">{t('本次记录的隐患（{n} 条）', { n: visit.findings.length })}</h2>
        {visit.findings.length === 0 && <p className="soft">{t('判为“不符合”的项目会在这里列出')}</p>}
        <ul className="visit-findings">
          {visit.findings.map((finding) => (
            <li key={finding.id}>
              <p>
                <strong>{finding.place}</strong> {finding.description}
              </p>
              <p className="soft">
                {finding.itemId} · {modeWords(finding.correctionMode, visit.nature)}
                {finding.correctionMode === 'DEADLINE' &&
                  finding.dueOn &&
                  ` · ${t('{day} 前', { day: finding.dueOn })}`}{' '}
                · {finding.foundBy}
              </p>
              {finding.photos.length > 0 && <PhotoStrip photos={finding.photos} />}
              <p className="visit-finding-acts">
                <button
                  type="button"
                  className="link-button"
                  onClick={() =>
                    setAsked({
                      item: visit.checklist.find((item) => item.id === finding.itemId) as ChecklistItem,
                      finding,
                    })
                  }
                >
                  {t('修改')}
                </button>
                <button type="button" className="link-button" onClick={() => void removeFinding(finding)}>
                  {t('删除')}
                </button>
              </p>
            </li>
          ))}
        </ul>
      </section>
      <div className="visit-bar no-print">
        <span className="visit-progress">
          <strong>
            {done}/{total}
          </strong>
          <span className="visit-track" aria-hidden="true">
            <span style={{ width: `${total ? (done / total) * 100 : 0}%` }} />
          </span>
          {countOf('FAIL') > 0 && <span className="visit-fails">{t('不符合 {n}', { n: countOf('FAIL') })}</span>}
        </span>
        <SavedState saving={saving} onRetry={() => void save()} />
        {failure ? <ErrorSentence error={failure} /> : null}
        <span className="visit-bar-acts">
          {firstLeft && done > 0 && (
            <Button className="visit-next" onClick={() => focusItem(firstLeft.id)}>
              {t('下一未查项')}
            </Button>
          )}
          <Button type="primary" onClick={() => void begin()}>
            {t('完成检查')}
          </Button>
        </span>
      </div>
      <FindingForm
        visit={visit}
        item={asked?.item}
        finding={asked?.finding}
        onClose={() => setAsked(undefined)}
        onSaved={savedFinding}
      />
      <FormDrawer<{ accompaniedBy?: string; remarks?: string }>
        isOpen={isFinishing}
        title={t('完成检查')}
        draftKey={`visit-end.${visit.id}`}
        submitLabel={papers.length > 0 ? t('完成并拟制文书') : t('完成检查')}
        onClose={() => setFinishing(false)}
        onSubmit={async (values) => {
          const finished = await inspectionsApi.finish.call({
            ...key,
            accompaniedBy: values.accompaniedBy?.trim() || null,
            remarks: values.remarks?.trim() || null,
          });
          queries.setQueryData(readKey, finished);
          await queries.invalidateQueries({ queryKey: [['hazards']] });
          await queries.invalidateQueries({ queryKey: [['documents']] });
          await queries.invalidateQueries({ queryKey: inspectionsApi.list.key() });
          go(`/inspections/${visit.countyCode}/${visit.id}`, { replace: true });
        }}
      >
        <ul className="visit-summary">
          <li>
            {results
              .map(
                ({ value }) =>
                  `${resultWords(value)} ${value === 'NOT_CHECKED' ? total - countOf('PASS') - countOf('FAIL') - countOf('NOT_APPLICABLE') : countOf(value)}`,
              )
              .join(' · ')}
          </li>
          {done < total && (
            <li className="visit-summary-warn">{t('还有 {n} 项未查，记录中将写明“未查”', { n: total - done })}</li>
          )}
          <li>
            {visit.findings.length > 0
              ? t('记录隐患 {n} 条，完成后登记入台账', { n: visit.findings.length })
              : t('没有记录隐患')}
          </li>
          {papers.length > 0 && (
            <li>
              {t('将拟制：{papers}', { papers: papers.map((paper) => `《${t(paperKinds[paper].label)}》`).join('、') })}
            </li>
          )}
          <li>{t('完成后不能再修改检查结果。')}</li>
        </ul>
        {visit.nature !== 'SELF_CHECK' && (
          <Field
            name="accompaniedBy"
            label={t('被检查单位随同人员')}
            isRequired={visit.nature === 'ADMINISTRATIVE'}
            max={40}
            help={t('无人随同的填“无”，并在备注中说明')}
          />
        )}
        <Field name="remarks" label={t('备注')} kind="long-text" max={1000} />
      </FormDrawer>
    </div>
  );
}
