import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { IndicatorRow, IndicatorTable } from '#modules/indicators/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { DefinitionForm } from '../definition-form.tsx';
import { Figure } from '../figures.tsx';
import { indicatorsApi } from '../indicators.client.ts';
import '../indicators.css';
import { unitWords } from '../words.ts';

function OwnIndicator(props: { indicator: IndicatorRow; table: IndicatorTable | undefined; onChange: () => void }) {
  const { indicator, table } = props;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: indicatorsApi.key() });
  const { regionPrefix: _prefix, formula: _formula, isActive: _active, mayEdit: _edit, ...definition } = indicator;
  return (
    <li className="own-indicator card">
      <div className="own-about">
        <h2>
          {t(indicator.label)}
          <small>{unitWords(indicator.unit)}</small>
          {!indicator.isActive && <StateTag tone="unknown">{t('已停用')}</StateTag>}
        </h2>
        <p>{indicator.words}</p>
        <p className="soft" lang="zh-CN">
          {indicator.formula}
        </p>
        <p className="soft">
          {t('{group} · 编号 {id} · 依据 {source}', {
            group: t(indicator.group),
            id: indicator.id,
            source: indicator.source,
          })}
        </p>
      </div>
      <div className="own-figure">
        {table && indicator.isActive && <Figure table={table} id={indicator.id} hasHistory />}
      </div>
      <ActionBar
        allowed={indicator.mayEdit ? (indicator.isActive ? ['change', 'retire'] : ['change', 'revive']) : []}
        acts={[
          { key: 'change', label: t('修改'), run: props.onChange },
          {
            key: 'retire',
            label: t('停用'),
            isDanger: true,
            reason: 'required',
            consequences: [t('“{name}”将不再出现在指标表中；已固定的月份不变，可以恢复。', { name: indicator.label })],
            run: async ({ reason = '' }) => {
              await indicatorsApi.retire.call({ id: indicator.id, version: indicator.version, reason });
              await refresh();
            },
          },
          {
            key: 'revive',
            label: t('恢复使用'),
            run: async () => {
              await indicatorsApi.define.call(definition);
              await refresh();
            },
          },
        ]}
      />
    </li>
  );
}

/** The indicators that a division has made for itself. */
export default function DefinePage() {
  const { actor } = useSession();
  const [open, setOpen] = useState<IndicatorRow | 'new'>();
  const today = dayOf(new Date());
  const catalogue = useQuery(indicatorsApi.list.queryOptions());
  const facts = useQuery({ ...indicatorsApi.facts.queryOptions(), staleTime: 600_000 });
  const own = (catalogue.data ?? []).filter(({ mayEdit }) => mayEdit);
  const ids = own.filter(({ isActive }) => isActive).map(({ id }) => id);
  const table = useQuery({
    ...indicatorsApi.table.queryOptions({
      input: { ids, from: `${today.slice(0, 4)}-01-01`, to: today, scheme: 'OWN', regionCode: actor.regionCode },
    }),
    enabled: ids.length > 0,
  });
  const error = catalogue.error ?? facts.error ?? table.error;
  const add = (
    <Button type="primary" disabled={!facts.data} onClick={() => setOpen('new')}>
      {t('定义本地指标')}
    </Button>
  );
  return (
    <div>
      <p className="detail-back">
        <RecordLink to="/indicators">{t('指标')}</RecordLink>
      </p>
      <PageHeader
        title={t('本地指标')}
        count={t('{name}定义，本年数截至 {day}', { name: actor.regionName, day: today })}
        actions={own.length > 0 ? add : undefined}
      />
      {error ? <ErrorSentence error={error} /> : null}
      {!catalogue.data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {catalogue.data && own.length === 0 && (
        <Empty reason={t('本级还没有自己的指标；可在已有记录上不写代码定义，下级也能看到')} act={add} />
      )}
      <ul className="own-list">
        {own.map((indicator) => (
          <OwnIndicator
            key={indicator.id}
            indicator={indicator}
            table={table.data?.indicators.some(({ id }) => id === indicator.id) ? table.data : undefined}
            onChange={() => setOpen(indicator)}
          />
        ))}
      </ul>
      {open && facts.data && (
        <DefinitionForm
          facts={facts.data}
          catalogue={(catalogue.data ?? []).filter(({ isActive }) => isActive)}
          changed={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
