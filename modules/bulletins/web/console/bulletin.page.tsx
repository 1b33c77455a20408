import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { Block, BulletinDetail, FigureChange, Letter } from '#modules/bulletins/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dateWords } from '#platform/web/days.ts';
import { download } from '#platform/web/download.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import { BulletinEditor, BulletinSheet } from '../bulletin-sheet.tsx';
import { bulletinsApi, bulletinUrl } from '../bulletins.client.ts';
import '../bulletins.css';
import { LetterFields } from '../letter-fields.tsx';
import { bulletinState } from '../words.ts';

function Changes({ changes }: { changes: readonly FigureChange[] }) {
  return (
    <ul className="bulletin-changes">
      {changes.map((change) => (
        <li key={change.figure}>
          {change.label}：<del>{change.before}</del> → <strong>{change.after}</strong>
        </li>
      ))}
    </ul>
  );
}

function Bulletin({ bulletin }: { bulletin: BulletinDetail }) {
  const queries = useQueryClient();
  const [edited, setEdited] = useState<{ title: string; blocks: Block[] }>();
  const [letter, setLetter] = useState<Letter>();
  const [isEditing, setEditing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [renewed, setRenewed] = useState<FigureChange[]>();
  const [failure, setFailure] = useState<unknown>();
  const state = bulletinState(bulletin);
  const key = { countyCode: bulletin.countyCode, id: bulletin.id, version: bulletin.version };
  const show = async (next: BulletinDetail) => {
    queries.setQueryData(
      bulletinsApi.read.queryKey({ input: { countyCode: bulletin.countyCode, id: bulletin.id } }),
      next,
    );
    await queries.invalidateQueries({ queryKey: bulletinsApi.list.key() });
  };
  const attempt = async (task: () => Promise<void>) => {
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setFailure(error);
    }
  };
  const stopEditing = () => {
    setEditing(false);
    setEdited(undefined);
    setLetter(undefined);
  };
  const save = () =>
    attempt(async () => {
      setSaving(true);
      try {
        await show(
          await bulletinsApi.edit.call({
            ...key,
            title: edited?.title ?? bulletin.text.title,
            letter: letter ?? bulletin.text.letter,
            blocks: edited?.blocks ?? bulletin.text.blocks,
          }),
        );
        stopEditing();
      } finally {
        setSaving(false);
      }
    });
  return (
    <>
      <DetailHead
        back={{ to: '/bulletins', title: t('通报') }}
        title={bulletin.text.title}
        state={<StateTag tone={state.tone}>{state.words}</StateTag>}
        actions={
          isEditing ? (
            <span className="action-bar">
              <Button onClick={stopEditing}>{t('放弃修改')}</Button>
              <Button type="primary" loading={isSaving} onClick={() => void save()}>
                {t('保存')}
              </Button>
            </span>
          ) : (
            <ActionBar
              allowed={bulletin.allowedActions}
              acts={[
                {
                  key: 'issue',
                  label: t('印发'),
                  isPrimary: true,
                  consequences: [
                    t('正文和数据将固定为第 {n} 次印发，以后只能更正后重新印发。', { n: bulletin.issueNumber + 1 }),
                  ],
                  run: async () => show(await bulletinsApi.issue.call(key)),
                },
                { key: 'edit', label: t('修改文字'), run: () => setEditing(true) },
                {
                  key: 'renew',
                  label: t('重新取数'),
                  run: async () => {
                    const { changes, ...next } = await bulletinsApi.renew.call(key);
                    setRenewed(changes);
                    await show(next);
                  },
                },
                {
                  key: 'revise',
                  label: t('更正后重新印发'),
                  reason: 'required',
                  run: async ({ reason = '' }) => show(await bulletinsApi.revise.call({ ...key, reason })),
                },
              ]}
            />
          )
        }
      />
      {failure !== undefined && <ErrorSentence error={failure} />}
      {renewed && (
        <Alert
          type="info"
          closable={{ onClose: () => setRenewed(undefined) }}
          title={renewed.length ? t('重新取数后有 {n} 个数据变化', { n: renewed.length }) : t('重新取数后数据没有变化')}
          description={renewed.length ? <Changes changes={renewed} /> : undefined}
        />
      )}
      <div className="bulletin-page">
        {isEditing ? (
          <div>
            <LetterFields letter={letter ?? bulletin.text.letter} onChange={setLetter} />
            <BulletinEditor key={bulletin.version} text={bulletin.text} onChange={setEdited} />
          </div>
        ) : (
          <BulletinSheet text={bulletin.text} scheme={bulletin.scheme} cutOff={bulletin.cutOff} />
        )}
        <aside className="bulletin-side no-print">
          <section>
            <h3>{t('下载')}</h3>
            {(['docx', 'pdf'] as const).map((format) => (
              <Button
                key={format}
                icon={<DownloadOutlined />}
                onClick={() =>
                  void attempt(() => download(bulletinUrl(bulletin, format), `${bulletin.text.title}.${format}`))
                }
              >
                {format === 'docx' ? 'Word' : 'PDF'}
              </Button>
            ))}
          </section>
          <section>
            <h3>{t('数据')}</h3>
            <p className="soft">
              {t('截至 {at}；{rule}统计。带下划线的数据可查看说明，点击打开记录。', {
                at: dateWords(bulletin.cutOff),
                rule: t(bulletin.rule),
              })}
            </p>
          </section>
          {bulletin.parameters.length > 0 && (
            <section>
              <h3>{t('起草时填写')}</h3>
              {bulletin.parameters.map(({ label, words }) => (
                <p key={label} className="soft">
                  {t(label)}：{words}
                </p>
              ))}
            </section>
          )}
          {bulletin.issues.length > 0 && (
            <section>
              <h3>{t('印发记录')}</h3>
              {bulletin.issues.map((issue) => (
                <div key={issue.number}>
                  <strong>{t('第 {n} 次', { n: issue.number })}</strong>{' '}
                  <span className="soft">
                    {dateWords(issue.issuedAt)} · {issue.issuer}
                  </span>
                  <Changes changes={issue.changes} />
                </div>
              ))}
            </section>
          )}
        </aside>
      </div>
    </>
  );
}

export default function BulletinPage() {
  const { county = '', id = '' } = useRecordParams();
  const bulletin = useQuery(bulletinsApi.read.queryOptions({ input: { countyCode: county, id } }));
  if (bulletin.error) return <ErrorSentence error={bulletin.error} retry={() => void bulletin.refetch()} />;
  if (!bulletin.data) return <Skeleton active />;
  return <Bulletin key={bulletin.data.id} bulletin={bulletin.data} />;
}
