import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { v7 } from 'uuid';
import type { TemplateDetail } from '#modules/bulletins/contract';
import type { IndicatorRow } from '#modules/indicators/contract';
import { indicatorsApi } from '#modules/indicators/web';
import { toApiError } from '#platform/web/api.ts';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useRecordParams, useSearch, useSetSearch } from '#platform/web/search.ts';
import { bulletinsApi } from '../bulletins.client.ts';
import '../bulletins.css';
import { type EditedTemplate, editedOf, templateOf } from '../edited-template.ts';
import { TemplateEditor } from '../template-editor.tsx';
import { TemplatePreview } from '../template-preview.tsx';
import '../templates.css';
import { ownerWords } from '../words.ts';

function Editor({ detail, indicators }: { detail: TemplateDetail; indicators: readonly IndicatorRow[] }) {
  const queries = useQueryClient();
  const go = useGo();
  const setSearch = useSetSearch();
  const [edited, setEdited] = useState<EditedTemplate>(() => editedOf(detail.template, v7));
  const [isDirty, setDirty] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>();
  const [copyName, setCopyName] = useState<string>();

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isDirty) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isDirty]);

  const template = templateOf(edited);
  const save = async (as: { id: string; name: string; version: number }) => {
    setSaving(true);
    setFailure(undefined);
    try {
      const { id, name, version } = as;
      await bulletinsApi.saveTemplate.call({ id, version, template: { ...template, id, name } });
      setFaults({});
      setDirty(false);
      await queries.invalidateQueries({ queryKey: bulletinsApi.key() });
      setSearch({ version: undefined }, { replace: true });
      if (id !== detail.template.id) go(`/bulletins/templates/${id}`);
    } catch (error) {
      setFaults(toApiError(error).fields);
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <DetailHead
        back={{ to: '/bulletins/templates', title: t('通报模板') }}
        title={t(edited.name)}
        state={<span className="template-owner">{ownerWords(detail.regionPrefix, detail.isOwn)}</span>}
        actions={
          <span className="action-bar">
            <ActionBar
              allowed={detail.isOwn ? ['retire'] : []}
              acts={[
                {
                  key: 'retire',
                  label: t('停用本地模板'),
                  isDanger: true,
                  reason: 'required',
                  consequences: [
                    detail.isShipped
                      ? t('以后起草改用上级统一的模板；已起草的通报不变，本地各版保留。')
                      : t('以后不能再用它起草；已起草的通报不变，本地各版保留。'),
                  ],
                  run: async ({ reason = '' }) => {
                    const { id } = detail.template;
                    await bulletinsApi.retireTemplate.call({ id, version: detail.ownVersion, reason });
                    await queries.invalidateQueries({ queryKey: bulletinsApi.key() });
                    go('/bulletins/templates');
                  },
                },
              ]}
            />
            <Button onClick={() => setCopyName(t('{name}（本地）', { name: edited.name }))}>{t('另存为新模板')}</Button>
            <Button
              type="primary"
              loading={isSaving}
              onClick={() => void save({ id: edited.id, name: edited.name, version: detail.ownVersion })}
            >
              {detail.isOwn ? t('保存新版本') : t('保存为本地模板')}
            </Button>
          </span>
        }
      />
      {failure !== undefined && <ErrorSentence error={failure} />}
      <div className="template-page">
        <div>
          <TemplateEditor
            template={edited}
            indicators={indicators}
            faults={faults}
            onChange={(next) => {
              setEdited(next);
              setDirty(true);
            }}
          />
          {detail.versions.length > 0 && (
            <section className="card template-versions">
              <h3>{t('本地各版')}</h3>
              <ul>
                {detail.versions.map((one) => (
                  <li key={one.version}>
                    <strong>{t('第 {n} 版', { n: one.version })}</strong>{' '}
                    <span className="soft">
                      {dateWords(one.changedAt)} · {one.changedBy}
                      {one.isActive ? '' : ` · ${t('停用')}`}
                      {one.reason ? `：${one.reason}` : ''}
                    </span>{' '}
                    <button
                      type="button"
                      className="link-button"
                      onClick={() => setSearch({ version: String(one.version) })}
                    >
                      {t('打开这一版')}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <TemplatePreview template={template} onFaults={setFaults} />
      </div>
      <Modal
        open={copyName !== undefined}
        title={t('另存为新模板')}
        okText={t('保存')}
        cancelText={t('取消')}
        onCancel={() => setCopyName(undefined)}
        onOk={async () => {
          const name = copyName?.trim() || edited.name;
          setCopyName(undefined);
          await save({ id: `OWN_${v7().replaceAll('-', '').slice(-12).toUpperCase()}`, name, version: 0 });
        }}
      >
        <Input
          aria-label={t('模板名称')}
          value={copyName ?? ''}
          maxLength={40}
          onChange={(event) => setCopyName(event.target.value)}
        />
      </Modal>
    </>
  );
}

/** A template of bulletins, sentence by sentence, with what it would say beside it. */
export default function TemplatePage() {
  const { id = '' } = useRecordParams();
  const { version } = useSearch();
  const detail = useQuery(
    bulletinsApi.template.queryOptions({ input: { id, ...(version ? { version: Number(version) } : {}) } }),
  );
  const catalogue = useQuery(indicatorsApi.list.queryOptions());
  const error = detail.error ?? catalogue.error;
  if (error) return <ErrorSentence error={error} retry={() => void detail.refetch()} />;
  if (!detail.data || !catalogue.data) return <Skeleton active />;
  return (
    <Editor
      key={`${id} ${version ?? ''} ${detail.data.ownVersion}`}
      detail={detail.data}
      indicators={catalogue.data.filter(({ isActive }) => isActive)}
    />
  );
}
