import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Segmented, Skeleton } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import type {
  BulkOutcome,
  Candidate,
  CandidateFilter,
  CandidateRow,
  CandidateStatus,
} from '#modules/candidates/contract';
import { queryText, typeOptions, typesWords } from '#modules/premises/web';
import type { Column } from '#platform/web/components/columns.tsx';
import { numberWords } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { FilterBar } from '#platform/web/components/filter-bar.tsx';
import { type ListState, useListState } from '#platform/web/components/list-state.ts';
import { type MapLayer, MapView } from '#platform/web/components/map-view.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useScope, useSearch, useSetSearch } from '#platform/web/search.ts';
import { CandidatePeek } from '../candidate-peek.tsx';
import {
  candidateState,
  matchChoices,
  matchState,
  matchTone,
  rejectReasons,
  statusChoices,
} from '../candidate-words.ts';
import { candidatesApi } from '../candidates.client.ts';
import '../candidates.css';

const columns = (): Column<CandidateRow>[] => [
  { key: 'name', title: t('名称'), priority: 1, width: 190 },
  {
    key: 'match',
    title: t('与名册比对'),
    kind: 'state',
    priority: 1,
    width: 128,
    value: (row) => (row.status === 'PENDING' ? matchState(row.match) : candidateState(row.status)),
  },
  { key: 'types', title: t('可能的类别'), priority: 1, width: 150, value: (row) => typesWords(row.types) },
  { key: 'matchName', title: t('名册上相近的单位'), priority: 2, width: 190 },
  { key: 'address', title: t('地址'), priority: 2, width: 190 },
  { key: 'reason', title: t('判定依据'), priority: 3, width: 220 },
  { key: 'decidedBy', title: t('处理人'), isExtra: true },
  { key: 'decisionReason', title: t('理由'), isExtra: true },
];

const specs = () => [
  { key: 'q', kind: 'text' as const, label: t('名称或地址') },
  { key: 'types', kind: 'multi' as const, label: t('可能的类别'), options: typeOptions() },
  { key: 'match', kind: 'select' as const, label: t('与名册比对'), options: matchChoices() },
];

const filterOf = (state: ListState, status: CandidateStatus): CandidateFilter =>
  ({
    regionCode: state.regionCode,
    status,
    ...(state.text('q') ? { search: state.text('q') } : {}),
    ...(state.many('types') ? { types: state.many('types') } : {}),
    ...(state.text('match') ? { match: state.text('match') } : {}),
  }) as CandidateFilter;

function CandidateMap({
  filter,
  onDecided,
}: {
  filter: CandidateFilter;
  onDecided: (candidate: Candidate) => Promise<void>;
}) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const query = useQuery({ ...candidatesApi.points.queryOptions({ input: filter }) });
  const layers = useMemo<MapLayer[]>(
    () => [
      {
        id: 'candidates',
        kind: 'point',
        isClustered: true,
        data: {
          type: 'FeatureCollection',
          features: (query.data?.points ?? []).map((one) => ({
            type: 'Feature' as const,
            geometry: { type: 'Point' as const, coordinates: [one.lng, one.lat] },
            properties: { id: `${one.countyCode}/${one.id}`, name: one.name, tone: matchTone(one.match) },
          })) as never,
        },
      },
    ],
    [query.data],
  );
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  const [countyCode, id] = search.sel?.split('/') ?? [];
  return (
    <div className={id ? 'candidates-map has-peek' : 'candidates-map'}>
      {!query.data ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : query.data.points.length === 0 ? (
        <Empty reason={t('没有符合条件且有位置的对象')} />
      ) : (
        <MapView
          key={JSON.stringify(filter)}
          height={560}
          label={t('漏管清单分布')}
          layers={layers}
          legend={[
            { tone: 'due', words: t('名册上没有') },
            { tone: 'active', words: t('可能相同') },
            { tone: 'plain', words: t('疑为同一单位') },
          ]}
          onOpen={(_layer, opened) => setSearch({ sel: opened }, { replace: true })}
        />
      )}
      {countyCode && id && (
        <aside>
          <CandidatePeek key={id} row={{ countyCode, id }} onDecided={onDecided} />
        </aside>
      )}
    </div>
  );
}

type Bulk = { kind: 'confirm' | 'reject'; rows: CandidateRow[] };

function BulkDecision({ bulk, onClose }: { bulk: Bulk | undefined; onClose: () => void }) {
  const queries = useQueryClient();
  const [form] = Form.useForm<{ regionCode?: string; reason?: string }>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const close = () => {
    setOutcome(undefined);
    setFailure(undefined);
    form.resetFields();
    onClose();
  };
  const run = async () => {
    if (!bulk) return;
    if (outcome) return close();
    const values = await form.validateFields().catch(() => undefined);
    if (!values) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const candidates = bulk.rows.map(({ countyCode, id, version }) => ({ countyCode, id, version }));
      const done =
        bulk.kind === 'confirm'
          ? await candidatesApi.confirmAll.call({
              candidates,
              ...(values.regionCode ? { regionCode: values.regionCode } : {}),
            })
          : await candidatesApi.rejectAll.call({ candidates, reason: values.reason ?? '' });
      await queries.invalidateQueries({ queryKey: candidatesApi.key() });
      if (done.refused.length) setOutcome(done);
      else close();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const isConfirm = bulk?.kind === 'confirm';
  return (
    <Modal
      open={bulk !== undefined}
      title={
        isConfirm
          ? t('登记 {n} 个为单位', { n: bulk?.rows.length ?? 0 })
          : t('排除 {n} 个', { n: bulk?.rows.length ?? 0 })
      }
      okText={outcome ? t('知道了') : isConfirm ? t('登记') : t('排除')}
      cancelText={t('取消')}
      confirmLoading={isBusy}
      mask={{ closable: false }}
      onOk={() => void run()}
      onCancel={close}
    >
      {outcome ? (
        <>
          <p>{t('已处理 {n} 个，{m} 个没有处理：', { n: outcome.done, m: outcome.refused.length })}</p>
          <ul className="candidate-refused">
            {outcome.refused.map((one) => (
              <li key={one.id}>
                <strong>{one.name}</strong>　{one.sentence}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} disabled={isBusy}>
          {isConfirm ? (
            <>
              <Form.Item name="regionCode" label={t('不知道所在乡镇（街道）的，都归到')}>
                <RegionField />
              </Form.Item>
              <p className="soft">{t('没有地址的、名册上疑有同一单位的不会批量登记，请逐个核实')}</p>
            </>
          ) : (
            <Form.Item
              name="reason"
              label={t('理由')}
              rules={[{ required: true, whitespace: true, message: t('请写明理由，将记入经过') }]}
            >
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder={rejectReasons().join('／')} />
            </Form.Item>
          )}
        </Form>
      )}
      <ErrorSentence error={failure} />
    </Modal>
  );
}

/** Places on the map that are on no list: one after another, by mouse or by key. */
export default function CandidatesPage() {
  const search = useSearch();
  const setSearch = useSetSearch();
  const scope = useScope();
  const queries = useQueryClient();
  const state = useListState(50);
  const [bulk, setBulk] = useState<Bulk>();
  const [undoable, setUndoable] = useState<Candidate>();
  const [failure, setFailure] = useState<unknown>();
  const status = (search.status ?? 'PENDING') as CandidateStatus;
  const isMap = search.view === 'map';
  const counts = useQuery(candidatesApi.counts.queryOptions({ input: { regionCode: scope } }));
  // What the list shows now, to know which comes next when one has been decided.
  const shown = useRef<readonly unknown[]>([]);

  const onDecided = useCallback(
    async (decided: Candidate) => {
      setUndoable(decided.status === 'PENDING' ? undefined : decided);
      setFailure(undefined);
      const page = queries.getQueryData<{ items: CandidateRow[] }>(shown.current as never);
      const at = page?.items.findIndex((row) => row.id === decided.id) ?? -1;
      const next = at < 0 ? undefined : (page?.items[at + 1] ?? page?.items[at - 1]);
      if (decided.status !== 'PENDING' && next && !isMap) setSearch({ sel: next.id }, { replace: true });
      await queries.invalidateQueries({ queryKey: candidatesApi.list.key() });
      await queries.invalidateQueries({ queryKey: candidatesApi.counts.key() });
      await queries.invalidateQueries({ queryKey: candidatesApi.points.key() });
      await queries.invalidateQueries({ queryKey: [['premises']] });
    },
    [queries, setSearch, isMap],
  );
  const undo = async () => {
    if (!undoable) return;
    setFailure(undefined);
    try {
      const back = await candidatesApi.undo.call({
        countyCode: undoable.countyCode,
        id: undoable.id,
        version: undoable.version,
      });
      queries.setQueryData(
        candidatesApi.get.queryKey({ input: { countyCode: back.countyCode, id: back.id } }),
        back as never,
      );
      await onDecided(back as Candidate);
      setSearch({ sel: isMap ? `${back.countyCode}/${back.id}` : back.id }, { replace: true });
    } catch (error) {
      setFailure(error);
    }
  };

  const tabs = (
    <Segmented
      value={status}
      onChange={(value) =>
        setSearch({ status: value === 'PENDING' ? undefined : value, cursor: undefined, sel: undefined })
      }
      options={statusChoices().map(({ value, label }) => ({
        value,
        label: `${label} ${counts.data ? numberWords(counts.data[value as CandidateStatus]) : ''}`,
      }))}
    />
  );
  const actions = (
    <>
      {tabs}
      <Segmented
        value={isMap ? 'map' : 'list'}
        onChange={(value) => setSearch({ view: value === 'map' ? 'map' : undefined, sel: undefined })}
        options={[
          { value: 'list', label: t('列表') },
          { value: 'map', label: t('地图') },
        ]}
      />
    </>
  );
  const filters = specs();
  return (
    <>
      {isMap ? (
        <>
          <PageHeader title={t('漏管清单')} actions={actions} />
          <FilterBar
            filters={filters}
            values={search}
            onChange={(key, value) => setSearch({ [key]: value })}
            onClear={() => setSearch(Object.fromEntries(filters.map(({ key }) => [key, undefined])))}
          />
          <CandidateMap filter={filterOf(state, status)} onDecided={onDecided} />
        </>
      ) : (
        <DataList<CandidateRow>
          name="candidates"
          title={t('漏管清单')}
          columns={columns()}
          rowKey={(row) => row.id}
          filters={filters}
          query={(now) => {
            const options = candidatesApi.list.queryOptions({
              input: { ...filterOf(now, status), limit: now.limit, ...(now.cursor ? { cursor: now.cursor } : {}) },
            });
            shown.current = options.queryKey;
            return options;
          }}
          {...(innerWidth < 768 ? { open: (row: CandidateRow) => `/candidates/${row.countyCode}/${row.id}` } : {})}
          preview={(row) => <CandidatePeek key={row.id} row={row} onDecided={onDecided} />}
          exportUrl={(now) => `/api/candidates/export?${queryText(filterOf(now, status))}`}
          empty={{
            reason:
              status === 'PENDING'
                ? t(
                    '没有待核实的对象。管理员用命令 wanghuolou import premises 导入地图数据（.osm）后，名册上没有的单位会列在这里',
                  )
                : t('还没有'),
          }}
          actions={actions}
          {...(status === 'PENDING'
            ? {
                bulk: [
                  {
                    key: 'confirm',
                    label: t('登记为单位'),
                    run: (rows: CandidateRow[]) => setBulk({ kind: 'confirm', rows }),
                  },
                  { key: 'reject', label: t('排除'), run: (rows: CandidateRow[]) => setBulk({ kind: 'reject', rows }) },
                ],
              }
            : {})}
        />
      )}
      <ErrorSentence error={failure} />
      {undoable && (
        <p className="candidate-undo no-print" role="status">
          <strong>{undoable.name}</strong> {candidateState(undoable.status).words}
          <Button size="small" onClick={() => void undo()}>
            {t('撤销')}
          </Button>
        </p>
      )}
      <BulkDecision bulk={bulk} onClose={() => setBulk(undefined)} />
    </>
  );
}
