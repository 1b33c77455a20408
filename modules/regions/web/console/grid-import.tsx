import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Select, Upload } from 'antd';
import { useState } from 'react';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { regionsApi } from '../regions.client.ts';
import '../regions.css';

type Outcome = Awaited<ReturnType<typeof regionsApi.importGrids.call>>;
type Mapping = { nameProperty?: string; codeProperty?: string; regionProperty?: string };

/** Names that grid files usually give these properties, by likelihood. */
const usual = {
  nameProperty: /^(名称|网格名称|wgmc|mc|name)$/i,
  codeProperty: /^(编码|网格编码|代码|wgbm|wgdm|bm|code|id)$/i,
  regionProperty: /^(所属村|村代码|社区代码|区划代码|xzqdm|regioncode|region_code)$/i,
};

async function readProperties(file: File): Promise<string[]> {
  const parsed = JSON.parse(await file.text()) as { features?: { properties?: Record<string, unknown> | null }[] };
  return [...new Set((parsed.features ?? []).slice(0, 50).flatMap((feature) => Object.keys(feature.properties ?? {})))];
}

/** Imports a GeoJSON file: choose it, say which properties are name and code, check, import. */
export function GridImport({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [properties, setProperties] = useState<string[]>([]);
  const [mapping, setMapping] = useState<Mapping>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const choose = async (chosen: File) => {
    setOutcome(undefined);
    setFailure(undefined);
    setFile(chosen);
    try {
      const found = await readProperties(chosen);
      setProperties(found);
      const guess = (pattern: RegExp) => found.find((name) => pattern.test(name));
      const region = guess(usual.regionProperty);
      setMapping({
        nameProperty: guess(usual.nameProperty) ?? found[0] ?? '',
        codeProperty: guess(usual.codeProperty) ?? found[1] ?? '',
        ...(region ? { regionProperty: region } : {}),
      });
    } catch {
      setFile(undefined);
      setFailure(new Error(t('文件不是 GeoJSON，请从地图软件导出 GeoJSON 后重试')));
    }
  };

  const run = async (isRehearsal: boolean) => {
    if (!file || !mapping.nameProperty || !mapping.codeProperty) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const { nameProperty, codeProperty, regionProperty } = mapping;
      setOutcome(
        await regionsApi.importGrids.call({
          file,
          nameProperty,
          codeProperty,
          ...(regionProperty ? { regionProperty } : {}),
          isRehearsal,
        }),
      );
      if (!isRehearsal) await queries.invalidateQueries({ queryKey: regionsApi.key() });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const close = () => {
    if (busy) return;
    setFile(undefined);
    setOutcome(undefined);
    setFailure(undefined);
    onClose();
  };

  const options = properties.map((name) => ({ value: name, label: name }));
  const select = (key: keyof Mapping, label: string, isOptional = false) => (
    <Form.Item label={label} extra={isOptional ? t('不选时取编码前 12 位') : undefined}>
      <Select
        value={mapping[key] || null}
        allowClear={isOptional}
        options={options}
        onChange={(value: string | null) => {
          setMapping({ ...mapping, [key]: value ?? '' });
          setOutcome(undefined);
        }}
      />
    </Form.Item>
  );

  return (
    <Drawer
      open={isOpen}
      title={t('导入网格')}
      size={520}
      onClose={close}
      footer={
        <div className="form-acts">
          <Button onClick={close}>{outcome?.state === 'IMPORTED' ? t('完成') : t('取消')}</Button>
          {outcome?.state !== 'IMPORTED' &&
            (outcome?.state === 'CHECKED' ? (
              <Button type="primary" loading={busy} onClick={() => void run(false)}>
                {t('导入 {n} 个网格', { n: outcome.features })}
              </Button>
            ) : (
              <Button type="primary" loading={busy} disabled={!file} onClick={() => void run(true)}>
                {t('检查文件')}
              </Button>
            ))}
        </div>
      }
    >
      <p className="soft import-note">
        {t('GeoJSON 要素集合，CGCS2000（WGS-84）经纬度；编码已存在的网格更新名称和边界')}
      </p>
      <Upload
        accept=".geojson,.json"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(chosen) => {
          void choose(chosen);
          return false;
        }}
      >
        <Button>{file ? file.name : t('选择文件')}</Button>
      </Upload>
      {file && (
        <Form layout="vertical" className="section">
          {select('nameProperty', t('名称取自属性'))}
          {select('codeProperty', t('编码取自属性'))}
          {select('regionProperty', t('所属村（社区）代码取自属性'), true)}
        </Form>
      )}
      <ErrorSentence error={failure} />
      {outcome?.state === 'CHECKED' && (
        <p>{t('检查通过：新增 {added} 个，更新 {changed} 个', { added: outcome.added, changed: outcome.changed })}</p>
      )}
      {outcome?.state === 'IMPORTED' && (
        <p>{t('已导入：新增 {added} 个，更新 {changed} 个', { added: outcome.added, changed: outcome.changed })}</p>
      )}
      {outcome?.state === 'REFUSED' && (
        <>
          <p className="polygon-wrong" role="alert">
            {t('{n} 个要素有问题，全部未导入，请改正后重新选择文件', { n: outcome.errorCount })}
          </p>
          <ol className="import-errors">
            {outcome.errors.map((error) => (
              <li key={`${error.feature}${error.message}`}>
                {t('第 {n} 个要素', { n: error.feature })}
                {error.name && `「${error.name}」`}：{error.message}
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  );
}
