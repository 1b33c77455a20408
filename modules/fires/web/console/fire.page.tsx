import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type FireDetail, fireWorkflow } from '#modules/fires/contract';
import { DetailHead } from '#platform/web/components/detail-head.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { Timeline, type TimelineEntry } from '#platform/web/components/timeline.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useRecordParams } from '#platform/web/search.ts';
import type { Tone } from '#platform/web/theme.ts';
import { FireActions } from '../fire-actions.tsx';
import { FireFacts } from '../fire-facts.tsx';
import { FireVersions } from '../fire-versions.tsx';
import { calloutPath, fireState, gradeTone, gradeWords, owedBy, placeWords, stageWords } from '../fire-words.ts';
import { firesApi } from '../fires.client.ts';
import '../fires.css';

const eventTone: Partial<Record<FireDetail['events'][number]['action'], Tone>> = {
  submit: 'active',
  followUp: 'active',
  finalize: 'active',
  confirm: 'verified',
  giveBack: 'overdue',
  correct: 'due',
  voidRecord: 'unknown',
  noticeDeath: 'overdue',
};

function eventTitle(event: FireDetail['events'][number]): string {
  if (event.action === 'noticeDeath') return t('登记伤员死亡');
  const stage = typeof event.detail.stage === 'string' ? stageWords(event.detail.stage as 'INITIAL') : null;
  return event.action === 'submit' && stage
    ? t('上报（{stage}）', { stage })
    : t(fireWorkflow.moves[event.action].label);
}

function eventBody(event: FireDetail['events'][number]): string | null {
  const { number, diedOn, counts } = event.detail;
  if (event.action === 'noticeDeath')
    return counts
      ? t('{day} 死亡，计入本起火灾，须续报', { day: String(diedOn) })
      : t('{day} 死亡，已超过统计期限，不计入本起火灾', { day: String(diedOn) });
  return (
    [event.reason, typeof number === 'string' ? t('编号 {number}', { number }) : null].filter(Boolean).join(' ') || null
  );
}

const entriesOf = (fire: FireDetail): TimelineEntry[] =>
  fire.events
    .map((event): TimelineEntry => {
      const body = eventBody(event);
      return {
        id: event.id,
        at: event.at,
        kind: 'event',
        title: eventTitle(event),
        tone: eventTone[event.action] ?? 'plain',
        who: { name: event.actor },
        ...(body ? { body } : {}),
      };
    })
    // Of the same minute, what was done later stands above.
    .reverse();

function Doubts({ fire }: { fire: FireDetail }) {
  if (!fire.doubtSentences.length) return null;
  return (
    <ul className="fire-doubts">
      {fire.doubtSentences.map((doubt) => (
        <li key={doubt.id} className={doubt.checkedReason === null ? 'fire-hint' : 'soft'}>
          {doubt.checkedReason === null
            ? t('请核对：{sentence}', { sentence: doubt.sentence })
            : t('{sentence}（已核查：{reason}）', { sentence: doubt.sentence, reason: doubt.checkedReason })}
        </li>
      ))}
    </ul>
  );
}

export default function FirePage() {
  const { county = '', id = '' } = useRecordParams();
  const fire = useQuery(firesApi.read.queryOptions({ input: { countyCode: county, id } }));
  if (fire.error) return <ErrorSentence error={fire.error} retry={() => void fire.refetch()} />;
  if (!fire.data) return <Skeleton active paragraph={{ rows: 12 }} />;
  const { data } = fire;
  const state = fireState(data);
  const place = placeWords(data.place);
  return (
    <>
      <DetailHead
        back={{ to: '/fires', title: t('火灾') }}
        title={[data.townshipName, data.address].filter(Boolean).join(' ') + (place ? ` · ${place}` : '')}
        {...(data.number ? { number: data.number } : {})}
        state={
          <>
            <StateTag tone={state.tone}>{state.words}</StateTag>
            <StateTag tone={gradeTone(data.grade)}>{t('{grade}火灾', { grade: gradeWords(data.grade) })}</StateTag>
            {data.isLate && <StateTag tone="overdue">{t('初报超时')}</StateTag>}
          </>
        }
        {...(data.status === 'VOID' ? {} : { owed: owedBy(data) })}
        actions={<FireActions fire={data} />}
      />
      <Doubts fire={data} />
      {data.deathNotices.map((notice) => (
        <p key={notice.victimId} className="fire-hint">
          {notice.counts
            ? t('有伤员于 {day} 死亡，应计入本起火灾，请续报', { day: notice.diedOn })
            : t('有伤员于 {day} 死亡，超过统计期限（{until}），不计入', {
                day: notice.diedOn,
                until: data.deathsCountUntil,
              })}
        </p>
      ))}
      <div className="fire-page">
        <div>
          <FireFacts fire={data} />
        </div>
        <div>
          <FireVersions fire={data} />
          {data.callouts.length > 0 && (
            <section className="section">
              <h2 className="section-title">{t('出动')}</h2>
              <ul className="fire-facilities">
                {data.callouts.map((one) => (
                  <li key={one.id}>
                    <RecordLink to={calloutPath({ countyCode: data.countyCode, id: one.id })}>{one.orgName}</RecordLink>
                    <span>
                      {one.alarmAt && dateWords(one.alarmAt)}{' '}
                      {t('{n} 车 {m} 人', { n: one.vehicles ?? '—', m: one.people ?? '—' })}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Timeline entries={entriesOf(data)} />
        </div>
      </div>
    </>
  );
}
