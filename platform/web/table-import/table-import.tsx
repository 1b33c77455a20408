import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton, Steps } from 'antd';
import { useState } from 'react';
import type { ImportStatus, TableMapping } from '#platform/shared/table-import.ts';
import { numberWords } from '../components/columns.tsx';
import { ErrorSentence } from '../components/error-sentence.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Progress } from '../components/progress.tsx';
import { RecordLink } from '../components/record-link.tsx';
import { StateTag } from '../components/state-tag.tsx';
import { dateWords } from '../days.ts';
import { download } from '../download.ts';
import { t } from '../i18n/i18n.ts';
import { useRecordParams } from '../search.ts';
import { MappingTable, UnknownWords } from './mapping-table.tsx';
import { Counts, Problems } from './outcome.tsx';
import { type ImportSource, type ImportState, importState, isRunning } from './source.ts';
import './table-import.css';

const steps = () => [t('上传'), t('核对列'), t('检查'), t('导入'), t('完成')];
const stepOf: Record<ImportStatus, number> = {
  UPLOADED: 1,
  CHECKING: 2,
  CHECKED: 2,
  IMPORTING: 3,
  DONE: 4,
  FAILED: 2,
  CANCELLED: 1,
};

function StepLine({ state }: { state: ImportState<unknown> }) {
  const at = stepOf[state.status];
  return (
    <>
      <p className="import-step no-print">
        {t('第 {n} 步，共 {of} 步：{step}', { n: at + 1, of: steps().length, step: steps()[at] ?? '' })}
      </p>
      <Steps
        size="small"
        className="import-steps no-print"
        current={at}
        status={state.status === 'FAILED' || (state.status === 'CHECKED' && state.failedRows > 0) ? 'error' : 'process'}
        items={steps().map((title) => ({ title }))}
      />
    </>
  );
}

/** How far it is, or what came of it. */
function Standing<Options>({ state, source }: { state: ImportState<Options>; source: ImportSource<Options> }) {
  const isChecked = state.status === 'CHECKED';
  if (isRunning(state.status))
    return (
      <Progress
        title={state.status === 'CHECKING' ? t('检查每一行') : source.writing}
        job={{
          done: state.doneRows,
          total: state.totalRows || null,
          state: state.doneRows ? 'running' : 'waiting',
          note: state.status === 'IMPORTING' ? t('全部写完才生效，取消则一行也不保留') : '',
        }}
      />
    );
  if (!isChecked && state.status !== 'DONE') return null;
  return (
    <section>
      <h2 className="section-title">{isChecked ? t('检查结果') : t('导入结果')}</h2>
      <Counts state={state} records={source.records} />
      {isChecked && state.failedRows > 0 && (
        <p className="import-hint">
          {t(
            '有 {n} 行不能导入，整份表格都没有写入。请下载检查结果，按标注改正后重新上传；或在下面指定不认识的词后重新检查',
            { n: numberWords(state.failedRows) },
          )}
        </p>
      )}
      {isChecked && state.failedRows === 0 && state.createdRows + state.updatedRows === 0 && (
        <p className="import-hint">{source.nothingNew}</p>
      )}
      {state.status === 'DONE' && (
        <p className="import-next">
          <RecordLink to={source.afterwards.to}>{source.afterwards.words}</RecordLink>
          <RecordLink to={source.path}>{t('继续导入')}</RecordLink>
        </p>
      )}
    </section>
  );
}

/** One import from its columns to its result. */
export function TableImport<Options>({ source }: { source: ImportSource<Options> }) {
  const { county = '', id = '' } = useRecordParams();
  const queries = useQueryClient();
  const key = { countyCode: county, id };
  const query = useQuery({
    queryKey: [...source.api.key(), 'get', key],
    queryFn: () => source.api.get.call(key),
    refetchInterval: ({ state: { data } }) => (data && isRunning(data.status) ? 1000 : false),
  });
  const [columns, setColumns] = useState<TableMapping['columns']>();
  const [values, setValues] = useState<TableMapping['values']>();
  const [options, setOptions] = useState<Options>();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  const state = query.data;
  if (!state) return <Skeleton active paragraph={{ rows: 10 }} />;

  const mapping = { columns: columns ?? state.mapping.columns, values: values ?? state.mapping.values };
  const chosen = options ?? state.options;
  const isChanged = columns !== undefined || values !== undefined || options !== undefined;
  const act = async (name: string, run: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(name);
    setFailure(undefined);
    try {
      await run();
      await queries.invalidateQueries({ queryKey: source.api.key() });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };
  const check = () =>
    act('check', async () => {
      await source.api.check.call({ ...key, mapping, options: chosen });
      // What was chosen is let go once the server says it: in between stands what it said before.
      await queries.invalidateQueries({ queryKey: source.api.key() });
      setColumns(undefined);
      setValues(undefined);
      setOptions(undefined);
    });
  const may = (action: 'check' | 'commit' | 'cancel') => state.allowedActions.includes(action);
  const tag = importState(state.status);

  return (
    <>
      <PageHeader
        title={state.fileName}
        note={<StateTag tone={tag.tone ?? 'plain'}>{tag.words}</StateTag>}
        actions={
          <>
            {state.hasResult && (
              <Button
                icon={<DownloadOutlined />}
                loading={busy === 'result'}
                onClick={() =>
                  void act('result', () =>
                    download(`/api${source.endpoints}/${county}/${id}/result`, t('检查结果.xlsx')),
                  )
                }
              >
                {t('下载检查结果')}
              </Button>
            )}
            {may('cancel') && (
              <Button loading={busy === 'cancel'} onClick={() => void act('cancel', () => source.api.cancel.call(key))}>
                {t('取消导入')}
              </Button>
            )}
            {may('check') && (
              <Button
                type={may('commit') && !isChanged ? 'default' : 'primary'}
                loading={busy === 'check'}
                onClick={() => void check()}
              >
                {state.status === 'UPLOADED' ? t('检查') : t('重新检查')}
              </Button>
            )}
            {may('commit') && (
              <Button
                type={isChanged ? 'default' : 'primary'}
                disabled={isChanged}
                loading={busy === 'commit'}
                onClick={() => void act('commit', () => source.api.commit.call(key))}
              >
                {t('导入 {n} 行', { n: numberWords(state.createdRows + state.updatedRows) })}
              </Button>
            )}
          </>
        }
      />
      <p className="soft">
        {state.actor}　{dateWords(state.startedAt)}
      </p>
      <StepLine state={state} />
      <ErrorSentence error={failure} />
      {state.message && (
        <p className={state.status === 'FAILED' ? 'import-hint is-bad' : 'import-hint'}>{state.message}</p>
      )}
      <Standing state={state} source={source} />
      {state.problems.length > 0 && (state.status === 'CHECKED' || state.status === 'FAILED') && (
        <section>
          <Problems state={state} />
        </section>
      )}
      {may('check') && (
        <>
          <UnknownWords
            words={state.unknownValues}
            source={source}
            values={mapping.values}
            onChange={(columnKey, word, value) => {
              const { [word]: _, ...others } = mapping.values[columnKey] ?? {};
              setValues({
                ...mapping.values,
                [columnKey]: value === undefined ? others : { ...others, [word]: value },
              });
            }}
          />
          <section>
            <h2 className="section-title">{t('各列的含义')}</h2>
            {state.status === 'UPLOADED' && state.isRemembered && (
              <p className="soft">{t('已按您上次的对应关系填好')}</p>
            )}
            {state.missing.length > 0 && columns === undefined && (
              <p className="import-hint">
                {t('还缺：{names}', { names: state.missing.map((name) => t(name)).join('、') })}
              </p>
            )}
            <MappingTable
              state={state}
              source={source}
              columns={mapping.columns}
              onChange={(heading, columnKey) => setColumns({ ...mapping.columns, [heading]: columnKey })}
            />
          </section>
          <section>
            <h2 className="section-title">{t('选项')}</h2>
            <div className="import-options">
              <source.Options
                countyCode={county}
                columns={new Set(Object.values(mapping.columns))}
                value={chosen}
                onChange={setOptions}
              />
            </div>
          </section>
        </>
      )}
    </>
  );
}
