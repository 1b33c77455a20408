import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { bulletinsApi } from '../bulletins.client.ts';
import '../bulletins.css';
import '../templates.css';
import { chipsOf } from '../token-words.ts';
import { ownerWords } from '../words.ts';

/** Templates in force here: shipped ones, those of divisions above, the own ones. */
export default function TemplatesPage() {
  const templates = useQuery(bulletinsApi.templates.queryOptions());
  if (templates.error) return <ErrorSentence error={templates.error} retry={() => void templates.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('通报模板')}
        note={t('修改后保存为本地模板，只用于本级及以下起草的通报；可随时停用，恢复上级统一的模板')}
      />
      {!templates.data && <Skeleton active />}
      <ul className="template-cards">
        {templates.data?.map((template) => (
          <li key={template.id} className="card">
            <h2>
              <RecordLink to={`/bulletins/templates/${template.id}`}>{t(template.name)}</RecordLink>
              <span className="template-owner">{ownerWords(template.regionPrefix, template.version > 0)}</span>
            </h2>
            <p className="soft" lang="zh-CN">
              {chipsOf(template.title, { indicators: new Map(), parameters: template.parameters, lists: {} }).map(
                (piece) => (typeof piece === 'string' ? piece : `［${piece.text}］`),
              )}
            </p>
            {template.parameters.length > 0 && (
              <p className="soft">
                {t('起草时填写：{names}', { names: template.parameters.map(({ label }) => t(label)).join('、') })}
              </p>
            )}
            {template.changedAt && (
              <p className="soft">
                {t('{at} {by} 修改', { at: dateWords(template.changedAt), by: template.changedBy ?? '' })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
