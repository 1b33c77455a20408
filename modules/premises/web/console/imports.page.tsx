import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { ImportSummary } from '#modules/premises/contract';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { countyOf } from '#platform/web/county.tsx';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useScope } from '#platform/web/search.ts';
import { importState } from '../import-words.ts';
import { premisesImportApi } from '../premises.client.ts';
import { typeOptions } from '../premises-words.ts';
import '../imports.css';
import '../premises.css';

/** Nothing was counted before the check, and nothing was written by an import that was cancelled or has failed. */
const counted =
  (key: 'totalRows' | 'createdRows' | 'updatedRows' | 'skippedRows' | 'failedRows') => (row: ImportSummary) =>
    ['CHECKED', 'IMPORTING', 'DONE'].includes(row.status) ? row[key] : null;

const columns = (): Column<ImportSummary>[] => [
  { key: 'fileName', title: t('文件'), priority: 1 },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, width: 116, value: (row) => importState(row.status) },
  { key: 'totalRows', title: t('行数'), kind: 'number', priority: 1, value: counted('totalRows') },
  { key: 'createdRows', title: t('新增'), kind: 'number', priority: 2, width: 80, value: counted('createdRows') },
  { key: 'updatedRows', title: t('更新'), kind: 'number', priority: 2, width: 80, value: counted('updatedRows') },
  { key: 'skippedRows', title: t('跳过'), kind: 'number', priority: 3, width: 80, value: counted('skippedRows') },
  { key: 'failedRows', title: t('有错'), kind: 'number', priority: 2, width: 80, value: counted('failedRows') },
  { key: 'actor', title: t('导入人'), priority: 3, width: 200 },
  { key: 'startedAt', title: t('开始时间'), kind: 'date', priority: 2, width: 140 },
];

const importPath = (row: { countyCode: string; id: string }) => `/imports/${row.countyCode}/${row.id}`;

function Template() {
  const [types, setTypes] = useState<string[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const fetchTemplate = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const query = types.map((type, i) => `types[${i}]=${encodeURIComponent(type)}`).join('&');
      await download(`/api/premises/imports/template${query ? `?${query}` : ''}`, t('单位导入模板.xlsx'));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="import-card">
      <h2>{t('1. 下载模板')}</h2>
      <p className="soft">{t('已有台账可直接上传，系统会按表头对应各列；没有台账的用模板填写')}</p>
      <Select
        mode="multiple"
        allowClear
        className="import-types"
        placeholder={t('含哪些类别的专用栏目（床位、座位等），可不选')}
        aria-label={t('含哪些类别的专用栏目（床位、座位等），可不选')}
        optionFilterProp="label"
        maxTagCount="responsive"
        options={typeOptions()}
        value={types}
        onChange={setTypes}
      />
      <ErrorSentence error={failure} />
      <Button icon={<DownloadOutlined />} loading={isBusy} onClick={() => void fetchTemplate()}>
        {t('下载模板')}
      </Button>
    </section>
  );
}

function Upload() {
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
      const state = await premisesImportApi.upload.call({ id: v7(), regionCode, file });
      await queries.invalidateQueries({ queryKey: premisesImportApi.list.key() });
      go(importPath(state));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="import-card">
      <h2>{t('2. 上传表格')}</h2>
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
        <span className="soft">{t('xlsx 或 csv（UTF-8、GB18030），至多 20 万行、60 MB')}</span>
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
      {!regionCode && <p className="premises-hint">{t('请先选择导入到哪个县（市、区）')}</p>}
      <ErrorSentence error={failure} />
    </section>
  );
}

/** Where imports begin, and what became of the earlier ones. */
export default function ImportsPage() {
  return (
    <>
      <PageHeader title={t('导入单位')} note={t('先检查全部行，全部通过才写入；有错误的行会标注原因供改正')} />
      <div className="import-start">
        <Template />
        <Upload />
      </div>
      <h2 className="section-title">{t('导入记录')}</h2>
      <DataList<ImportSummary>
        name="premises-imports"
        title={t('导入记录')}
        isInner
        columns={columns()}
        rowKey={(row) => row.id}
        open={importPath}
        query={({ cursor, limit, regionCode }) =>
          premisesImportApi.list.queryOptions({ input: { regionCode, limit, ...(cursor ? { cursor } : {}) } })
        }
        empty={{ reason: t('还没有导入过') }}
      />
    </>
  );
}
