import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalloutDetail, CalloutRow } from '#modules/fires/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import type { Fact } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { CalloutForm } from './callout-form.tsx';
import { calloutWords, yuanWords } from './fire-words.ts';
import { calloutsApi } from './fires.client.ts';

const when = (instant: string | null) => instant && dateWords(instant);
const count = (n: number | null, unit: string) => (n === null ? null : `${n.toLocaleString('zh-CN')} ${unit}`);

/** Seconds as people say them: `45 秒`, `8 分 20 秒`. */
export const secondsWords = (seconds: number | null): string | null =>
  seconds === null
    ? null
    : seconds < 60
      ? t('{n} 秒', { n: seconds })
      : t('{n} 分 {m} 秒', { n: Math.floor(seconds / 60), m: seconds % 60 });

export const calloutFacts = (callout: CalloutRow & { fireNumber?: string | null; enteredByName?: string }): Fact[] => [
  { label: t('类别'), value: calloutWords(callout.kind) },
  { label: t('消防站'), value: callout.orgName },
  { label: t('接警时间'), value: when(callout.alarmAt) },
  { label: t('出动时间'), value: when(callout.turnoutAt) },
  { label: t('到场时间'), value: when(callout.arrivedAt) },
  { label: t('返回时间'), value: when(callout.leftAt) },
  { label: t('接警至出动'), value: secondsWords(callout.turnoutSeconds) },
  { label: t('接警至到场'), value: secondsWords(callout.arrivalSeconds) },
  { label: t('地点'), value: `${callout.townshipName} ${callout.address}`, isWide: true },
  ...(callout.premisesId
    ? [
        {
          label: t('关联单位'),
          value: (
            <RecordLink to={`/premises/${callout.countyCode}/${callout.premisesId}`}>
              {callout.premisesName ?? t('查看单位')}
            </RecordLink>
          ),
          isWide: true,
        },
      ]
    : []),
  { label: t('出动车辆'), value: count(callout.vehicles, t('辆次')) },
  { label: t('出动人员'), value: count(callout.people, t('人次')) },
  { label: t('抢救被困人员'), value: count(callout.rescued, t('人')) },
  { label: t('疏散人员'), value: count(callout.evacuated, t('人')) },
  { label: t('抢救财产价值'), value: yuanWords(callout.savedYuan) },
  ...(callout.fireId
    ? [
        {
          label: t('关联火灾'),
          value: (
            <RecordLink to={`/fires/${callout.countyCode}/${callout.fireId}`}>
              {callout.fireNumber ?? t('查看火灾')}
            </RecordLink>
          ),
        },
      ]
    : []),
  { label: t('备注'), value: callout.note, isWide: true },
  ...(callout.enteredByName ? [{ label: t('登记人'), value: callout.enteredByName }] : []),
  ...(callout.voidReason ? [{ label: t('作废理由'), value: callout.voidReason, isWide: true }] : []),
];

export function CalloutActions({ callout }: { callout: CalloutDetail }) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: [['callouts']] });
  return (
    <>
      <ActionBar
        allowed={callout.allowedActions}
        acts={[
          { key: 'correct', label: t('更正'), run: () => setOpen(true) },
          {
            key: 'void',
            label: t('作废'),
            isDanger: true,
            reason: 'required',
            consequences: [t('将作废这条记录，不再计入统计。')],
            run: async ({ reason }) => {
              const { countyCode, id, version } = callout;
              await calloutsApi.voidRecord.call({ countyCode, id, version, reason: String(reason ?? '') });
              await refresh();
            },
          },
        ]}
      />
      <CalloutForm
        isOpen={isOpen}
        countyCode={callout.countyCode}
        callout={callout}
        onClose={() => setOpen(false)}
        onDone={() => void refresh()}
      />
    </>
  );
}
