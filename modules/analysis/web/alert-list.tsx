import { useQueryClient } from '@tanstack/react-query';
import { alertPhrase, alertWorkflow, conclusions, cutsOf, type WatchAlert } from '#modules/analysis/contract';
import { recordsPath } from '#modules/indicators/web';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import type { Column } from '#platform/web/components/columns.tsx';
import { DataList } from '#platform/web/components/data-list.tsx';
import { FactGrid } from '#platform/web/components/fact-grid.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';
import { analysisApi } from './analysis.client.ts';
import { say } from './say.ts';

const tones: Record<WatchAlert['status'], Tone> = { OPEN: 'due', CHECKED: 'verified', LAPSED: 'unknown' };
const limit = 50;

const firesOf = ({ regionCode, week, cut }: WatchAlert): string =>
  recordsPath({ id: 'fireCount', regionCode, ...week, scheme: 'OWN', cuts: cutsOf(cut) });

/** What is said of an alert, its fires, and what a person found. */
function AlertPeek({ alert }: { alert: WatchAlert }) {
  const queries = useQueryClient();
  const { countyCode, id, version, conclusion } = alert;
  return (
    <div className="alert-peek">
      <p>{say(alertPhrase({ ...alert, label: t(alert.label) }))}</p>
      <p>
        <RecordLink to={firesOf(alert)}>{t('看这{n}起火灾', { n: alert.observed })}</RecordLink>
      </p>
      <FactGrid
        columns={1}
        facts={[
          { label: t('首次提示'), value: dateWords(alert.foundAt) },
          { label: t('最近计算'), value: dateWords(alert.countedAt) },
          ...(conclusion
            ? [
                { label: t('核实结论'), value: t(conclusions[conclusion].label) },
                { label: t('核实情况'), value: alert.note },
                { label: t('核实人'), value: `${alert.checkedBy ?? ''} ${dateWords(alert.checkedAt ?? '')}` },
              ]
            : []),
        ]}
      />
      <ActionBar
        allowed={alert.allowedActions}
        acts={[
          {
            key: 'check',
            label: t('核实'),
            isPrimary: true,
            fields: (
              <>
                <Field
                  name="conclusion"
                  kind="radio"
                  isRequired
                  label={t('核实结论')}
                  options={Object.entries(conclusions).map(([value, { label }]) => ({ value, label: t(label) }))}
                />
                <Field
                  name="note"
                  kind="long-text"
                  isRequired
                  max={500}
                  label={t('核实情况')}
                  placeholder={t('看了哪些火灾、有什么共同点、采取什么措施')}
                />
              </>
            ),
            run: async (values) => {
              await analysisApi.check.call({ countyCode, id, version, ...values } as never);
              await queries.invalidateQueries({ queryKey: analysisApi.key() });
            },
          },
        ]}
      />
    </div>
  );
}

/** Alerts of the scope, the latest week first; they stay listed whatever became of them. */
export function AlertList({ hasCounties }: { hasCounties: boolean }) {
  const columns: Column<WatchAlert>[] = [
    { key: 'label', title: t('场所'), priority: 1, value: ({ label }) => t(label) },
    { key: 'week', title: t('周'), width: 190, priority: 1, value: ({ week }) => t('{from} 至 {to}', week) },
    ...(hasCounties ? [{ key: 'countyName', title: t('县（市、区）'), width: 130, priority: 1 as const }] : []),
    {
      key: 'observed',
      title: t('起数'),
      kind: 'number',
      width: 76,
      priority: 1,
      render: (alert) => <RecordLink to={firesOf(alert)}>{alert.observed}</RecordLink>,
    },
    {
      key: 'expected',
      title: t('预期'),
      kind: 'number',
      width: 76,
      render: ({ expected }) => expected.toFixed(1),
    },
    { key: 'alarmAt', title: t('提示线'), kind: 'number', width: 76 },
    {
      key: 'status',
      title: t('状态'),
      kind: 'state',
      priority: 1,
      value: ({ status }) => ({ words: t(alertWorkflow.states[status].label), tone: tones[status] }),
    },
    {
      key: 'conclusion',
      title: t('核实结论'),
      width: 110,
      value: ({ conclusion }) => conclusion && t(conclusions[conclusion].label),
    },
  ];
  return (
    <DataList<WatchAlert>
      isInner
      name="analysis-alerts"
      title={t('提示')}
      columns={columns}
      limit={limit}
      rowKey={({ id }) => id}
      filters={[
        {
          key: 'status',
          kind: 'select',
          label: t('状态'),
          options: Object.entries(alertWorkflow.states).map(([value, { label }]) => ({ value, label: t(label) })),
        },
      ]}
      query={({ text, cursor, regionCode }) =>
        analysisApi.alerts.queryOptions({
          input: {
            regionCode,
            limit,
            ...(text('status') ? { status: text('status') as WatchAlert['status'] } : {}),
            ...(cursor ? { cursor } : {}),
          },
        })
      }
      preview={(alert) => <AlertPeek alert={alert} />}
      empty={{ reason: t('近几周没有超出预期的火灾') }}
    />
  );
}
