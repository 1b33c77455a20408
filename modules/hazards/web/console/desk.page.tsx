import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { type KeyboardEvent, Suspense, useCallback, useState } from 'react';
import type { PaperRow } from '#modules/documents/contract';
import { paperKinds } from '#modules/documents/contract';
import { PaperPeek } from '#modules/documents/web';
import type { HazardRow } from '#modules/hazards/contract';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { ForCounty } from '#platform/web/county.tsx';
import { agoWords, dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { usePanels } from '#platform/web/panels.ts';
import { useGo, useSearch, useSetSearch } from '#platform/web/search.ts';
import { useMay, useSession } from '#platform/web/session.ts';
import { type DeskGroup, DeskRow, DeskSection } from '../desk-group.tsx';
import { HazardForm, reinspectionPath } from '../hazard-actions.tsx';
import { HazardPeek } from '../hazard-peek.tsx';
import { hazardState, severityTone, severityWords } from '../hazard-words.ts';
import { documentsApi, hazardsApi } from '../hazards.client.ts';
import '../hazards.css';

const mainOf = (row: Element) => row.querySelector<HTMLElement>('.desk-row-main');

/** Arrows lead from row to row, over the borders of the groups. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step || (event.target as HTMLElement).closest('input, textarea, .ant-select')) return;
  const rows = [...document.querySelectorAll('.desk-row')];
  const at = rows.findIndex((row) => row.contains(event.target as Node));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  if (!next) return;
  event.preventDefault();
  mainOf(next)?.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function HazardDeskRow({ hazard }: { hazard: HazardRow }) {
  const queries = useQueryClient();
  const go = useGo();
  const setSearch = useSetSearch();
  const session = useSession();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [form, setForm] = useState<'submitFix' | 'requestExtension'>();
  const isUnit = Boolean(session.actor.premisesId);
  const key = { countyCode: hazard.countyCode, id: hazard.id, version: hazard.version };
  const run = async (name: string, task: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(name);
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };
  const refresh = () => queries.invalidateQueries({ queryKey: [['hazards']] });
  const open = () => setSearch({ sel: hazard.id }, { replace: true });
  const may = (action: HazardRow['allowedActions'][number]) => hazard.allowedActions.includes(action);
  const acts: { key: string; label: string; isPrimary?: boolean; run: () => void }[] = [];
  if (may('decideExtension')) acts.push({ key: 'decideExtension', label: t('审批延期'), isPrimary: true, run: open });
  else if (may('submitFix')) {
    acts.push({ key: 'submitFix', label: t('提交整改结果'), isPrimary: true, run: () => setForm('submitFix') });
    if (may('requestExtension'))
      acts.push({ key: 'requestExtension', label: t('申请延期'), run: () => setForm('requestExtension') });
  } else if (may('accept'))
    acts.push(
      {
        key: 'accept',
        label: t('受理'),
        isPrimary: true,
        run: () =>
          void run('accept', async () => {
            await hazardsApi.accept.call(key);
            await refresh();
          }),
      },
      { key: 'decline', label: t('退回'), run: open },
    );
  else if (may('arbitrate')) acts.push({ key: 'arbitrate', label: t('裁定归属'), isPrimary: true, run: open });
  else if (may('reinspect')) {
    acts.push({
      key: 'reinspect',
      label: t('复查'),
      isPrimary: hazard.status === 'PENDING_REINSPECTION',
      run: () => go(reinspectionPath(hazard)),
    });
    if (hazard.status === 'OVERDUE') acts.push({ key: 'more', label: t('处理'), run: open });
  } else if (may('assignByOrg')) acts.push({ key: 'assignByOrg', label: t('督促整改'), run: open });
  else acts.push({ key: 'more', label: hazard.allowedActions.length > 0 ? t('办理') : t('查看'), run: open });
  const state = hazardState(hazard);
  const due = isUnit ? hazard.dueOn : (hazard.deskOn ?? hazard.dueOn);
  return (
    <>
      <DeskRow
        id={hazard.id}
        tag={
          isUnit && hazard.status === 'PENDING_REINSPECTION' ? (
            <StateTag tone="plain">{t('等待复查')}</StateTag>
          ) : (
            <DeadlineTag due={due} />
          )
        }
        what={hazard.description}
        under={[
          hazard.place,
          t('发现于 {day}', { day: hazard.foundOn }),
          ...(hazard.handlerName && !isUnit ? [t('经办 {name}', { name: hazard.handlerName })] : []),
        ].join(' · ')}
        where={isUnit ? hazard.orgName : hazard.premisesName}
        whereUnder={
          <StateTag tone={hazard.severity === 'CRITICAL' ? severityTone(hazard.severity) : state.tone}>
            {hazard.severity === 'CRITICAL' ? `${severityWords(hazard.severity)} · ${state.words}` : state.words}
          </StateTag>
        }
        acts={acts.map((act) => (
          <Button
            key={act.key}
            type={act.isPrimary ? 'primary' : 'default'}
            loading={busy === act.key}
            disabled={busy !== undefined && busy !== act.key}
            onClick={act.run}
          >
            {act.label}
          </Button>
        ))}
        failure={failure}
        more={() => (
          <>
            <HazardPeek countyCode={hazard.countyCode} id={hazard.id} />
            <p className="desk-row-open">
              <RecordLink to={`/hazards/${hazard.countyCode}/${hazard.id}`}>{t('看全部经过')}</RecordLink>
            </p>
          </>
        )}
      />
      {isUnit && <HazardForm hazard={hazard} form={form} onClose={() => setForm(undefined)} onDone={refresh} />}
    </>
  );
}

function PaperDeskRow({ paper, act, isOwn }: { paper: PaperRow; act: string; isOwn: boolean }) {
  const setSearch = useSetSearch();
  const since = paper.issuedAt ?? paper.draftedAt;
  return (
    <DeskRow
      id={paper.id}
      tag={<StateTag tone={isOwn ? 'plain' : 'due'}>{isOwn ? dayOf(since) : agoWords(since, new Date())}</StateTag>}
      what={t(paperKinds[paper.kind].label)}
      under={paper.number ?? t('签发时编号')}
      where={isOwn ? paper.orgName : paper.premisesName}
      whereUnder={
        isOwn
          ? paper.servedAt
            ? t('送达于 {day}', { day: dayOf(paper.servedAt) })
            : ''
          : paper.returnedAt
            ? t('{day} 退回修改', { day: dayOf(paper.returnedAt) })
            : t('拟制于 {day}', { day: dayOf(paper.draftedAt) })
      }
      acts={<Button onClick={() => setSearch({ sel: paper.id }, { replace: true })}>{act}</Button>}
      more={() => (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 3 }} />}>
          <PaperPeek countyCode={paper.countyCode} id={paper.id} />
          <p className="desk-row-open">
            <RecordLink to={`/papers/${paper.countyCode}/${paper.id}`}>{t('打开文书')}</RecordLink>
          </p>
        </Suspense>
      )}
    />
  );
}

const paperStates = [
  { status: 'PENDING_APPROVAL', permission: 'documents.approve', label: t('待审批文书') },
  { status: 'DRAFT', permission: 'documents.draft', label: t('待送审、签发文书') },
  { status: 'ISSUED', permission: 'documents.serve', label: t('待送达文书') },
] as const;

/** The next step of a paper, in the verb of the field. */
const actOn = (paper: PaperRow): string => {
  if (paper.status === 'PENDING_APPROVAL') return t('审批');
  if (paper.status === 'DRAFT' && paper.returnedAt) return t('修改');
  if (paper.status === 'DRAFT') return paperKinds[paper.kind].needsApproval ? t('送审') : t('签发');
  return paper.status === 'ISSUED' && paperKinds[paper.kind].isServed ? t('登记送达') : t('查看');
};

/** Papers that wait for this person, one group a state; what has not to be served is not waited for. */
function usePaperGroups(countyCode: string): { groups: DeskGroup[]; error: unknown; isPending: boolean } {
  const session = useSession();
  const mays = [useMay('documents.approve'), useMay('documents.draft'), useMay('documents.serve')];
  const orgId = session.actor.orgId;
  const isUnit = Boolean(session.actor.premisesId);
  const wanted = paperStates.filter((_, i) => mays[i] && orgId && !isUnit);
  const papers = useQuery({
    queryKey: [
      ['documents', 'list'],
      { of: 'desk', countyCode, orgId, wanted: wanted.map((one) => one.status), isUnit },
    ],
    queryFn: async () => {
      if (isUnit) return [await documentsApi.list.call({ countyCode, status: ['ISSUED', 'SERVED'], limit: 5 })];
      return Promise.all(
        wanted.map((one) =>
          documentsApi.list.call({
            countyCode,
            status: [one.status],
            limit: 30,
            ...(orgId ? { orgId } : {}),
            ...(one.status === 'ISSUED' ? { kind: servedKinds } : {}),
          }),
        ),
      );
    },
    enabled: wanted.length > 0 || isUnit,
  });
  const groups = (papers.data ?? []).flatMap((page, i): DeskGroup[] => {
    const one = wanted[i];
    if (page.items.length === 0) return [];
    // What waits, the oldest first; a premises reads its papers from the latest.
    const inOrder = isUnit ? page.items : [...page.items].sort((a, b) => a.draftedAt.localeCompare(b.draftedAt));
    return [
      {
        id: one?.status ?? 'papers',
        label: one ? one.label : t('本单位文书'),
        tone: one ? 'due' : 'plain',
        count: page.total,
        overdueCount: 0,
        opens: one ? `/papers?status=${one.status}` : '/papers',
        shown: page.items.length,
        rows: inOrder.map((paper) => <PaperDeskRow key={paper.id} paper={paper} act={actOn(paper)} isOwn={isUnit} />),
      },
    ];
  });
  return { groups, error: papers.error, isPending: papers.isPending && papers.fetchStatus !== 'idle' };
}
const servedKinds = (Object.keys(paperKinds) as (keyof typeof paperKinds)[]).filter(
  (kind) => paperKinds[kind].isServed,
);

const ledgerOf: Record<string, string> = {
  TRANSFERRED: '/hazards?status=TRANSFERRED',
  PENDING_REINSPECTION: '/hazards?status=PENDING_REINSPECTION',
  OVERDUE: '/hazards?status=OVERDUE',
  RECTIFYING: '/hazards?status=RECTIFYING',
  REGISTERED: '/hazards?status=REGISTERED',
};

/** The ledger that holds the rest of a group, when all its rows are in one state. */
const opensOf = (items: HazardRow[], orgId: string | null): string => {
  const statuses = [...new Set(items.map((item) => item.status))];
  const base = statuses.length === 1 && statuses[0] ? (ledgerOf[statuses[0]] ?? '/hazards?open=1') : '/hazards?open=1';
  return orgId ? `${base}&org=${orgId}` : base;
};

function Desk({ countyCode }: { countyCode: string }) {
  const go = useGo();
  const session = useSession();
  const mayInspect = useMay('inspections.conduct');
  const maySelfCheck = useMay('inspections.selfCheck');
  const mayOverview = useMay('cockpit.read');
  const setSearch = useSetSearch();
  const mayHandle = useMay('hazards.reinspect') && session.actor.orgId !== null;
  const search = useSearch();
  const isMine = mayHandle && search.mine === '1';
  const desk = useQuery({
    ...hazardsApi.desk.queryOptions({ input: { countyCode, ...(isMine ? { isMine } : {}) } }),
    refetchInterval: 60_000,
  });
  const papers = usePaperGroups(countyCode);
  const panels = usePanels('desk');
  const [others, setOthers] = useState<Record<string, DeskGroup[]>>({});
  const hear = useCallback((key: string, heard: DeskGroup[]) => setOthers((known) => ({ ...known, [key]: heard })), []);
  const premisesId = session.actor.premisesId;
  const start = premisesId
    ? `/inspections/start?county=${countyCode}&premises=${premisesId}&kind=SELF`
    : '/inspections/start';
  const order = { overdue: 0, due: 1, plain: 2 };
  const hazardGroups = (desk.data?.groups ?? [])
    .filter((group) => group.count > 0)
    .map(
      (group): DeskGroup => ({
        ...group,
        label: t(group.label),
        opens: `${opensOf(group.items, session.actor.orgId)}${isMine ? '&mine=1' : ''}`,
        shown: group.items.length,
        rows: group.items.map((hazard) => <HazardDeskRow key={hazard.id} hazard={hazard} />),
      }),
    );
  const groups = [...hazardGroups, ...papers.groups, ...Object.values(others).flat()].sort(
    (a, b) => order[a.tone] - order[b.tone] || Number(b.overdueCount > 0) - Number(a.overdueCount > 0),
  );
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const late = groups.reduce((sum, group) => sum + group.overdueCount, 0);
  const isWaiting = desk.isPending || papers.isPending;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the whole desk takes the arrow keys
    <div onKeyDown={moveFocus}>
      <PageHeader
        title={t('我的待办')}
        count={desk.data ? t('{day}，共 {n} 项', { day: desk.data.today, n: total }) : ' '}
        note={<span className="desk-keys">{t('↑↓ 切换 · Enter 展开')}</span>}
        actions={
          <>
            {mayHandle && (
              <Segmented
                aria-label={t('范围')}
                options={[
                  { value: '', label: t('本机构') },
                  { value: '1', label: t('我经办的') },
                ]}
                value={isMine ? '1' : ''}
                onChange={(value) => setSearch({ mine: value || undefined, sel: undefined })}
              />
            )}
            {(mayInspect || maySelfCheck) && (
              <Button type="primary" onClick={() => go(start)}>
                {premisesId ? t('开始自查') : t('开始检查')}
              </Button>
            )}
          </>
        }
      />
      {desk.error ? <ErrorSentence error={desk.error} retry={() => void desk.refetch()} /> : null}
      {papers.error ? <ErrorSentence error={papers.error} /> : null}
      {groups.length > 0 && (
        <nav className="desk-counts" aria-label={t('待办分类')}>
          {groups.map((group) => (
            <a
              key={group.id}
              href={`#desk-${group.id}`}
              className={`desk-count is-${group.tone}`}
              onClick={(event) => {
                event.preventDefault();
                const section = document.getElementById(`desk-${group.id}`);
                section?.scrollIntoView({ block: 'start' });
                const first = section?.querySelector('.desk-row');
                if (first) mainOf(first)?.focus({ preventScroll: true });
              }}
            >
              <span className="desk-count-label">{group.label}</span>
              <strong>
                {group.count}
                {group.overdueCount > 0 && group.tone !== 'overdue' && (
                  <small>{t('逾期 {n}', { n: group.overdueCount })}</small>
                )}
              </strong>
            </a>
          ))}
        </nav>
      )}
      {isWaiting && groups.length === 0 && <Skeleton active paragraph={{ rows: 8 }} />}
      {!isWaiting && !desk.error && groups.length === 0 && (
        <Empty
          reason={late === 0 ? t('没有待办事项，到期的复查、移送和文书会自动列在这里') : undefined}
          act={
            mayInspect || maySelfCheck ? (
              <Button onClick={() => go(start)}>{premisesId ? t('开始自查') : t('开始检查')}</Button>
            ) : mayOverview ? (
              <RecordLink to="/overview">{t('查看总览')}</RecordLink>
            ) : undefined
          }
        />
      )}
      {panels.map(({ key, component: Panel }) => (
        <Suspense key={key}>
          <Panel countyCode={countyCode} onGroups={hear} />
        </Suspense>
      ))}
      {groups.map((group) => (
        <DeskSection key={group.id} group={group} />
      ))}
    </div>
  );
}

export default function DeskPage() {
  return <ForCounty>{(countyCode) => <Desk countyCode={countyCode} />}</ForCounty>;
}
