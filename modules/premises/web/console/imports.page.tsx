import { DownloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { EarlierImports, TableUpload } from '#platform/web/table-import/index.ts';
import { premisesTables } from '../import-source.tsx';
import { typeOptions } from '../premises-words.ts';

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

/** Where imports begin, and what became of the earlier ones. */
export default function ImportsPage() {
  return (
    <>
      <PageHeader title={t('导入单位')} note={t('先检查全部行，全部通过才写入；有错误的行会标注原因供改正')} />
      <div className="import-start">
        <Template />
        <section className="import-card">
          <h2>{t('2. 上传表格')}</h2>
          <TableUpload source={premisesTables} limits={t('xlsx 或 csv（UTF-8、GB18030），至多 20 万行、60 MB')} />
        </section>
      </div>
      <EarlierImports source={premisesTables} name="premises-imports" />
    </>
  );
}
