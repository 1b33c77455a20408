import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Radio, Select, Skeleton, Steps } from 'antd';
import { useState } from 'react';
import {
  type ImportMapping,
  type ImportOptions,
  type ImportState,
  type ImportStatus,
  importOptions,
} from '#modules/premises/contract';
import { numberWords } from '#platform/web/components/columns.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { Progress } from '#platform/web/components/progress.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords } from '#platform/web/days.ts';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { columnChoices, columnOptions, columnTitle, importState, isRunning } from '../import-words.ts';
import { premisesImportApi } from '../premises.client.ts';
import '../imports.css';
import '../premises.css';

const stepOf: Record<ImportStatus, number> = {
  UPLOADED: 1,
  CHECKING: 2,
  CHECKED: 2,
  IMPORTING: 3,
  DONE: 4,
  FAILED: 2,
  CANCELLED: 1,
};

/** A heading, what stands under it, and what it means. */
function MappingTable(props: {
  state: ImportState;
  columns: ImportMapping['columns'];
  onChange: (heading: string, key: string) => void;
}) {
  const { state, columns } = props;
  const used = new Set(Object.values(columns).filter(Boolean));
  const options = columnOptions();
  return (
    <table className="import-mapping">
      <thead>
        <tr>
          <th>{t('表格中的列')}</th>
          <th>{t('前几行')}</th>
          <th>{t('对应')}</th>
        </tr>
      </thead>
      <tbody>
        {state.header.map((heading, i) =>
          heading === '' ? null : (
            <tr key={heading} className={columns[heading] ? '' : 'is-left-out'}>
              <td>{heading}</td>
              <td className="soft">
                {state.sample
                  .map((row) => row[i])
                  .filter(Boolean)
                  .slice(0, 3)
                  .join('　') || t('（空）')}
              </td>
              <td>
                <Select
                  className="import-choice"
                  aria-label={t('“{heading}”对应什么', { heading })}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={columns[heading] || ''}
                  onChange={(key: string) => props.onChange(heading, key)}
                  options={[
                    { value: '', label: t('不导入') },
                    ...options.map((option) => ({
                      ...option,
                      disabled: used.has(option.value) && columns[heading] !== option.value,
                    })),
                  ]}
                />
                {state.doubtful.includes(heading) && columns[heading] && (
                  <span className="import-doubt">{t('请核对')}</span>
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** Words of the file that nobody knows: what they mean is said once and remembered. */
function UnknownWords(props: {
  state: ImportState;
  values: ImportMapping['values'];
  onChange: (key: string, word: string, value: string | undefined) => void;
}) {
  const entries = Object.entries(props.state.unknownValues).flatMap(([key, words]) =>
    Object.entries(words).map(([word, count]) => ({ key, word, count })),
  );
  if (!entries.length) return null;
  return (
    <section>
      <h2 className="section-title">{t('不认识的词')}</h2>
      <p className="soft">{t('指定含义后重新检查，下次导入同样的表格会记住')}</p>
      <table className="import-mapping">
        <tbody>
          {entries.map(({ key, word, count }) => (
            <tr key={`${key} ${word}`}>
              <td>{columnTitle(key)}</td>
              <td>{t('“{word}”，{n} 行', { word, n: count })}</td>
              <td>
                <Select
                  className="import-choice"
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={t('“{word}”的含义', { word })}
                  placeholder={t('选择含义')}
                  options={columnChoices(key)}
                  {...(props.values[key]?.[word] ? { value: props.values[key][word] } : {})}
                  onChange={(value?: string) => props.onChange(key, word, value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Counts({ state }: { state: ImportState }) {
  const figures: [string, number, string][] = [
    [t('新增'), state.createdRows, ''],
    [t('更新'), state.updatedRows, ''],
    [t('跳过'), state.skippedRows, ''],
    [t('有错'), state.failedRows, state.failedRows ? 'is-bad' : ''],
  ];
  return (
    <dl className="import-counts">
      {figures.map(([label, n, className]) => (
        <div key={label} className={className}>
          <dt>{label}</dt>
          <dd>{numberWords(n)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('共')}</dt>
        <dd>{numberWords(state.totalRows)}</dd>
      </div>
    </dl>
  );
}

const shownLines = 8;

/** The same sentence stands once, with the rows that it is about. */
function Problems({ state }: { state: ImportState }) {
  if (!state.problems.length) return null;
  const bySentence = new Map<string, number[]>();
  for (const { line, message } of state.problems)
    for (const sentence of message.split('；')) bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), line]);
  const linesOf = (lines: number[]) =>
    lines.length > shownLines
      ? t('{lines} 等 {n} 行', { lines: lines.slice(0, shownLines).join('、'), n: lines.length })
      : lines.join('、');
  return (
    <table className="import-problems">
      <thead>
        <tr>
          <th>{t('问题和改法')}</th>
          <th>{t('行')}</th>
        </tr>
      </thead>
      <tbody>
        {[...bySentence].map(([sentence, lines]) => (
          <tr key={sentence}>
            <td>{sentence}</td>
            <td>
              <span className="import-line">{t('行')} </span>
              {linesOf(lines)}
            </td>
          </tr>
        ))}
      </tbody>
      {state.failedRows > state.problems.length && (
        <caption>{t('只列前 {n} 行，全部见检查结果文件', { n: state.problems.length })}</caption>
      )}
    </table>
  );
}

const steps = () => [t('上传'), t('核对列'), t('检查'), t('导入'), t('完成')];

const located = new Set(['lng', 'lat', 'point']);

/** One import from its columns to its result. */
export default function ImportPage() {
  const { county = '', id = '' } = useRecordParams();
  const queries = useQueryClient();
  const query = useQuery({
    ...premisesImportApi.get.queryOptions({ input: { countyCode: county, id } }),
    refetchInterval: ({ state: { data } }) => (data && isRunning(data.status) ? 1000 : false),
  });
  const [columns, setColumns] = useState<ImportMapping['columns']>();
  const [values, setValues] = useState<ImportMapping['values']>();
  const [options, setOptions] = useState<ImportOptions>();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  const state = query.data;
  if (!state) return <Skeleton active paragraph={{ rows: 10 }} />;

  const mapping = { columns: columns ?? state.mapping.columns, values: values ?? state.mapping.values };
  const chosen = options ?? state.options;
  const act = async (key: string, run: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(key);
    setFailure(undefined);
    try {
      await run();
      await queries.invalidateQueries({ queryKey: premisesImportApi.key() });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };
  const key = { countyCode: county, id };
  const isChanged = columns !== undefined || values !== undefined || options !== undefined;
  const check = () =>
    act('check', async () => {
      await premisesImportApi.check.call({ ...key, mapping: mapping as never, options: chosen });
      setColumns(undefined);
      setValues(undefined);
      setOptions(undefined);
    });
  const may = (action: 'check' | 'commit' | 'cancel') => state.allowedActions.includes(action);
  const tag = importState(state.status);
  const isEditable = may('check');

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
                  void act('result', () => download(`/api/premises/imports/${county}/${id}/result`, t('检查结果.xlsx')))
                }
              >
                {t('下载检查结果')}
              </Button>
            )}
            {may('cancel') && (
              <Button
                loading={busy === 'cancel'}
                onClick={() => void act('cancel', () => premisesImportApi.cancel.call(key))}
              >
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
                onClick={() => void act('commit', () => premisesImportApi.commit.call(key))}
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
      <p className="import-step no-print">
        {t('第 {n} 步，共 {of} 步：{step}', {
          n: stepOf[state.status] + 1,
          of: steps().length,
          step: steps()[stepOf[state.status]] ?? '',
        })}
      </p>
      <Steps
        size="small"
        className="import-steps no-print"
        current={stepOf[state.status]}
        status={state.status === 'FAILED' || (state.status === 'CHECKED' && state.failedRows > 0) ? 'error' : 'process'}
        items={steps().map((title) => ({ title }))}
      />
      <ErrorSentence error={failure} />
      {state.message && (
        <p className={state.status === 'FAILED' ? 'premises-hint is-bad' : 'premises-hint'}>{state.message}</p>
      )}

      {isRunning(state.status) && (
        <Progress
          title={state.status === 'CHECKING' ? t('检查每一行') : t('写入单位')}
          job={{
            done: state.doneRows,
            total: state.totalRows || null,
            state: state.doneRows ? 'running' : 'waiting',
            note: state.status === 'IMPORTING' ? t('全部写完才生效，取消则一行也不保留') : '',
          }}
        />
      )}
      {(state.status === 'CHECKED' || state.status === 'DONE') && (
        <section>
          <h2 className="section-title">{state.status === 'DONE' ? t('导入结果') : t('检查结果')}</h2>
          <Counts state={state} />
          {state.status === 'CHECKED' && state.failedRows > 0 && (
            <p className="premises-hint">
              {t(
                '有 {n} 行不能导入，整份表格都没有写入。请下载检查结果，按标注改正后重新上传；或在下面指定不认识的词后重新检查',
                { n: numberWords(state.failedRows) },
              )}
            </p>
          )}
          {state.status === 'CHECKED' && state.failedRows === 0 && state.createdRows + state.updatedRows === 0 && (
            <p className="premises-hint">{t('名册上都已有，没有需要新增或更新的')}</p>
          )}
          {state.status === 'DONE' && (
            <p className="import-next">
              <RecordLink to="/premises?sort=-changedAt">{t('查看单位列表')}</RecordLink>
              <RecordLink to="/imports">{t('继续导入')}</RecordLink>
            </p>
          )}
        </section>
      )}
      {state.problems.length > 0 && (state.status === 'CHECKED' || state.status === 'FAILED') && (
        <section>
          <Problems state={state} />
        </section>
      )}
      {isEditable && (
        <>
          <UnknownWords
            state={state}
            values={mapping.values}
            onChange={(columnKey, word, value) => {
              const { [word]: _, ...others } = mapping.values[columnKey] ?? {};
              setValues({ ...mapping.values, [columnKey]: value ? { ...others, [word]: value } : others });
            }}
          />
          <section>
            <h2 className="section-title">{t('各列的含义')}</h2>
            {state.missing.length > 0 && columns === undefined && (
              <p className="premises-hint">
                {t('还缺：{names}', { names: state.missing.map((name) => t(name)).join('、') })}
              </p>
            )}
            <MappingTable
              state={state}
              columns={mapping.columns}
              onChange={(heading, columnKey) =>
                setColumns({ ...mapping.columns, [heading]: columnKey } as ImportMapping['columns'])
              }
            />
          </section>
          <section>
            <h2 className="section-title">{t('选项')}</h2>
            <div className="import-options">
              <span>{t('名册上已有的单位')}</span>
              <Radio.Group
                value={chosen.existing}
                onChange={(event) =>
                  setOptions({ ...chosen, existing: event.target.value as ImportOptions['existing'] })
                }
                options={Object.entries(importOptions.existing).map(([value, label]) => ({ value, label: t(label) }))}
              />
              {Object.values(mapping.columns).some((columnKey) => located.has(columnKey)) && (
                <>
                  <span>{t('表中坐标的坐标系')}</span>
                  <Select
                    className="import-system"
                    aria-label={t('表中坐标的坐标系')}
                    value={chosen.coordinateSystem}
                    onChange={(coordinateSystem) => setOptions({ ...chosen, coordinateSystem })}
                    options={Object.entries(importOptions.coordinateSystem).map(([value, label]) => ({
                      value: value as ImportOptions['coordinateSystem'],
                      label: t(label),
                    }))}
                  />
                </>
              )}
            </div>
          </section>
        </>
      )}
    </>
  );
}
