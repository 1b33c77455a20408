import { Button } from 'antd';
import { useState } from 'react';
import type { BulletinRow } from '#modules/bulletins/contract';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo, useScope } from '#platform/web/search.ts';
import { useMay } from '#platform/web/session.ts';
import { bulletinsApi } from '../bulletins.client.ts';
import '../bulletins.css';
import { DraftForm } from '../draft-form.tsx';
import { bulletinState } from '../words.ts';

const columns: Column<BulletinRow>[] = [
  { key: 'title', title: t('标题'), priority: 1, width: 320 },
  { key: 'status', title: t('状态'), kind: 'state', priority: 1, value: bulletinState },
  { key: 'from', title: t('统计期'), width: 190, value: (row) => `${row.from} – ${row.to}` },
  {
    key: 'issueNumber',
    title: t('印发次数'),
    kind: 'number',
    priority: 3,
    value: (row) => row.issueNumber,
  },
  { key: 'drafter', title: t('起草人'), width: 120, priority: 3 },
  { key: 'changedAt', title: t('最近变动'), width: 140, value: (row) => dateWords(row.changedAt) },
];

export default function BulletinsListPage() {
  const scope = useScope();
  const go = useGo();
  const mayDraft = useMay('bulletins.draft');
  const mayKeepTemplates = useMay('bulletins.template');
  const [isDrafting, setDrafting] = useState(false);
  return (
    <>
      <DataList<BulletinRow>
        name="bulletins"
        title={t('通报')}
        columns={columns}
        rowKey={(row) => row.id}
        open={(row) => `/bulletins/${row.countyCode}/${row.id}`}
        filters={[]}
        query={(state) =>
          bulletinsApi.list.queryOptions({
            input: { limit: state.limit, cursor: state.cursor, ...(scope ? { regionCode: scope } : {}) },
          })
        }
        empty={{
          reason: mayDraft
            ? t('还没有通报；点“起草通报”，选好统计期，正文和数据会自动写好')
            : t('还没有通报；由消防救援机构或消安办起草'),
        }}
        actions={
          <>
            {mayKeepTemplates && <Button onClick={() => go('/bulletins/templates')}>{t('通报模板')}</Button>}
            {mayDraft && (
              <Button type="primary" onClick={() => setDrafting(true)}>
                {t('起草通报')}
              </Button>
            )}
          </>
        }
      />
      <DraftForm
        isOpen={isDrafting}
        onClose={() => setDrafting(false)}
        onDone={(made) => go(`/bulletins/${made.countyCode}/${made.id}`)}
      />
    </>
  );
}
