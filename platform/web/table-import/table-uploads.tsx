import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { ImportSummary } from '#platform/shared/table-import.ts';
import type { Column } from '../components/columns.tsx';
import { DataList } from '../components/data-list.tsx';
import { ErrorSentence } from '../components/error-sentence.tsx';
import { RegionField } from '../components/region-field.tsx';
import { countyOf } from '../county.tsx';
import { t } from '../i18n/i18n.ts';
import { useGo, useScope } from '../search.ts';
import { type ImportApi, type ImportSource, importState } from './source.ts';
import './table-import.css';

type UploadSource = Pick<ImportSource<unknown>, 'path' | 'records'> & {
  api: Pick<ImportApi<unknown>, 'key' | 'upload' | 'list'>;
};

const recordPath = (source: UploadSource, { countyCode, id }: { countyCode: string; id: string }) =>
  `${source.path}/${countyCode}/${id}`;

/** Takes a file, for a division, and goes to its import. */
export function TableUpload({ source, limits }: { source: UploadSource; limits: string }) {
  const scope = useScope();
  const go = useGo();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const regionCode = chosen ?? (countyOf(scope) ? scope.padEnd(12, '0') : undefined);
  const send = async (file: File | undefined) => {
    if (!file || isBusy || !regionCode) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const made = await source.api.upload.call({ id: v7(), regionCode, file });
      await queries.invalidateQueries({ queryKey: source.api.key() });
      go(recordPath(source, made));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="import-region">
        <span className="soft">{t('导入到')}</span>
        <RegionField {...(regionCode ? { value: regionCode } : {})} onChange={setChosen} />
        <span className="soft">{t('选到乡镇（街道）时，没有写所属区划的行都归到该处')}</span>
      </div>
      <label
        className={`import-drop${isOver ? ' is-over' : ''}${regionCode ? '' : ' is-off'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void send(event.dataTransfer.files[0]);
        }}
      >
        <InboxOutlined />
        <strong>{isBusy ? t('正在上传并读取表头…') : t('选择文件，或拖到这里')}</strong>
        <span className="soft">{limits}</span>
        <input
          type="file"
          className="visually-hidden"
          accept=".xlsx,.csv,.txt"
          disabled={isBusy || !regionCode}
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      {!regionCode && <p className="import-hint">{t('请先选择导入到哪个县（市、区）')}</p>}
      <ErrorSentence error={failure} />
    </>
  );
}

/** Nothing was counted before the check, and nothing was written by an import that was cancelled or has failed. */
const counted =
  (key: 'totalRows' | 'createdRows' | 'updatedRows' | 'skippedRows' | 'failedRows') => (row: ImportSummary) =>
    ['CHECKED', 'IMPORTING', 'DONE'].includes(row.status) ? row[key] : null;

const columns = (hasUpdates: boolean): Column<ImportSummary>[] => [
  { key: 'fileName', title: t('文件'), priority: 1 },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, width: 116, value: (row) => importState(row.status) },
  { key: 'totalRows', title: t('行数'), kind: 'number', priority: 1, value: counted('totalRows') },
  { key: 'createdRows', title: t('新增'), kind: 'number', priority: 2, width: 80, value: counted('createdRows') },
  ...(hasUpdates
    ? [
        {
          key: 'updatedRows',
          title: t('更新'),
          kind: 'number',
          priority: 2,
          width: 80,
          value: counted('updatedRows'),
        } as const,
      ]
    : []),
  { key: 'skippedRows', title: t('跳过'), kind: 'number', priority: 3, width: 80, value: counted('skippedRows') },
  { key: 'failedRows', title: t('有错'), kind: 'number', priority: 2, width: 80, value: counted('failedRows') },
  { key: 'actor', title: t('导入人'), priority: 3, width: 200 },
  { key: 'startedAt', title: t('开始时间'), kind: 'date', priority: 2, width: 140 },
];

/** What became of the earlier imports. */
export function EarlierImports({ source, name }: { source: UploadSource; name: string }) {
  return (
    <>
      <h2 className="section-title">{t('导入记录')}</h2>
      <DataList<ImportSummary>
        name={name}
        title={t('导入记录')}
        isInner
        columns={columns(!source.records)}
        rowKey={(row) => row.id}
        open={(row) => recordPath(source, row)}
        query={({ cursor, limit, regionCode }) => {
          const input = { regionCode, limit, ...(cursor ? { cursor } : {}) };
          return {
            queryKey: [...source.api.key(), 'list', input],
            queryFn: () => source.api.list.call(input),
          };
        }}
        empty={{ reason: t('还没有导入过') }}
      />
    </>
  );
}
