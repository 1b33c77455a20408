import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FireDetail } from '#modules/fires/contract';
import { type Act, ActionBar } from '#platform/web/components/action-bar.tsx';
import { Field } from '#platform/web/components/field.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { FireForm, type FormMode } from './fire-form.tsx';
import { outcomeWords, sexWords } from './fire-words.ts';
import { firesApi } from './fires.client.ts';

/** What this person may do with a fire record now. */
export function FireActions({ fire, onDone }: { fire: FireDetail; onDone?: (next: FireDetail) => void }) {
  const queries = useQueryClient();
  const [mode, setMode] = useState<FormMode>();
  const key = { countyCode: fire.countyCode, id: fire.id, version: fire.version };
  const text = (value: unknown) => String(value ?? '');

  const done = async (next: FireDetail) => {
    queries.setQueryData(firesApi.read.queryKey({ input: { countyCode: next.countyCode, id: next.id } }), next);
    await queries.invalidateQueries({
      queryKey: [['fires']],
      predicate: (query) => !JSON.stringify(query.queryKey).includes('"read"'),
    });
    await queries.invalidateQueries({ queryKey: [['fireData']] });
    onDone?.(next);
  };
  const injured = fire.content.victims.filter((one) => one.outcome !== 'DEAD');
  const acts: Act[] = [
    { key: 'confirm', label: t('审核通过'), isPrimary: true, run: async () => done(await firesApi.confirm.call(key)) },
    {
      key: 'giveBack',
      label: t('退回'),
      reason: 'required',
      run: async ({ reason }) => done(await firesApi.giveBack.call({ ...key, reason: text(reason) })),
    },
    {
      key: 'save',
      label: fire.status === 'RETURNED' ? t('修改并上报') : t('继续填写并上报'),
      isPrimary: true,
      run: () => setMode('save'),
    },
    { key: 'followUp', label: t('续报'), isPrimary: fire.hasDeathNotice, run: () => setMode('followUp') },
    { key: 'finalize', label: t('终报'), run: () => setMode('finalize') },
    {
      key: 'noticeDeath',
      label: t('登记伤员死亡'),
      fields: (
        <>
          <Field
            name="victimId"
            label={t('哪一名伤员')}
            kind="choice"
            isRequired
            options={injured.map((one) => ({
              value: one.id,
              label: [
                outcomeWords(one.outcome),
                sexWords(one.sex),
                one.age === null ? null : t('{n} 岁', { n: one.age }),
              ]
                .filter(Boolean)
                .join(' · '),
            }))}
          />
          <Field
            name="diedOn"
            label={t('死亡日期')}
            kind="day"
            isRequired
            earliest={fire.occurredOn}
            help={t('{day} 及以前死亡的计入本起火灾', { day: fire.deathsCountUntil })}
          />
        </>
      ),
      run: async ({ victimId, diedOn }) =>
        done(await firesApi.noticeDeath.call({ ...key, victimId: text(victimId), diedOn: text(diedOn) })),
    },
    { key: 'correct', label: t('更正'), run: () => setMode('correct') },
    {
      key: 'discard',
      label: t('弃用草稿'),
      isDanger: true,
      consequences: [t('将弃用这份草稿，不能恢复。')],
      run: async () => done(await firesApi.discard.call(key)),
    },
    {
      key: 'voidRecord',
      label: t('作废'),
      isDanger: true,
      reason: 'required',
      consequences: [
        fire.number
          ? t('将作废 {number}，编号保留，不再计入统计。', { number: fire.number })
          : t('将作废这条记录，不再计入统计。'),
      ],
      run: async ({ reason }) => done(await firesApi.voidRecord.call({ ...key, reason: text(reason) })),
    },
  ];
  return (
    <>
      <ActionBar acts={acts} allowed={fire.allowedActions.map(String)} />
      <FireForm
        mode={mode}
        countyCode={fire.countyCode}
        fire={fire}
        onClose={() => setMode(undefined)}
        onDone={(next) => void done(next)}
      />
    </>
  );
}
