import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import type { FireRow, StationMonth } from '#modules/fires/contract';
import { type DeskGroup, type DeskPanelProps, DeskRow } from '#modules/hazards/web';
import { DeadlineTag } from '#platform/web/components/deadline-tag.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { agoWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSetSearch } from '#platform/web/search.ts';
import { FirePeek } from './fire-peek.tsx';
import { firePath, fireState, gradeWords, placeWords } from './fire-words.ts';
import { fireDataApi } from './fires.client.ts';
import { NilActions } from './station-months.tsx';

type GroupId = 'review' | 'returned' | 'followUp' | 'final' | 'silent';

const opens: Record<GroupId, string> = {
  review: '/fires?status=SUBMITTED',
  returned: '/fires?status=RETURNED',
  followUp: '/fires?owes=FOLLOW_UP',
  final: '/fires?owes=FINAL',
  silent: '/fire-data',
};
const verbs: Partial<Record<GroupId, string>> = {
  review: t('审核'),
  returned: t('修改'),
  followUp: t('续报'),
  final: t('终报'),
};

function FireDeskRow({ fire, group }: { fire: FireRow; group: GroupId }) {
  const setSearch = useSetSearch();
  const state = fireState(fire);
  const due = group === 'followUp' ? fire.followUpDueAt : group === 'final' ? fire.finalDueOn : null;
  return (
    <DeskRow
      id={fire.id}
      tag={
        due ? <DeadlineTag due={due} /> : <StateTag tone={state.tone}>{agoWords(fire.changedAt, new Date())}</StateTag>
      }
      what={fire.address}
      under={[fire.occurredOn, placeWords(fire.place), t('{grade}火灾', { grade: gradeWords(fire.grade) })]
        .filter(Boolean)
        .join(' · ')}
      where={fire.orgName}
      whereUnder={
        <StateTag tone={fire.hasDeathNotice ? 'overdue' : state.tone}>
          {fire.hasDeathNotice ? t('有伤员死亡') : state.words}
        </StateTag>
      }
      acts={<Button onClick={() => setSearch({ sel: fire.id }, { replace: true })}>{verbs[group]}</Button>}
      more={() => (
        <>
          <FirePeek countyCode={fire.countyCode} id={fire.id} />
          <p className="desk-row-open">
            <RecordLink to={firePath(fire)}>{t('打开火灾档案')}</RecordLink>
          </p>
        </>
      )}
    />
  );
}

function MonthDeskRow({ month, countyCode }: { month: StationMonth; countyCode: string }) {
  return (
    <DeskRow
      id={`${month.orgId}-${month.month}`}
      tag={<DeadlineTag due={month.dueOn} />}
      what={t('{month} 没有火灾或出警记录，也没有零报告', { month: month.month.slice(0, 7) })}
      under={t('确实没有的请作零报告；有的请补报')}
      where={month.orgName}
      whereUnder=""
      acts={<NilActions countyCode={countyCode} month={month} />}
      more={() => <NilActions countyCode={countyCode} month={month} />}
    />
  );
}

/** What waits for this person about fires, told to the desk. */
export function FireDesk({ countyCode, onGroups }: DeskPanelProps) {
  const desk = useQuery({ ...fireDataApi.desk.queryOptions({ input: { countyCode } }), refetchInterval: 60_000 });
  const { data } = desk;
  useEffect(() => {
    onGroups(
      'fires',
      (data?.groups ?? []).map(
        (group): DeskGroup => ({
          id: `fires-${group.id}`,
          label: t(group.label),
          tone: group.tone,
          count: group.count,
          overdueCount: group.overdueCount,
          opens: opens[group.id],
          shown: group.fires.length + group.months.length,
          rows: [
            ...group.fires.map((fire) => <FireDeskRow key={fire.id} fire={fire} group={group.id} />),
            ...group.months.map((month) => (
              <MonthDeskRow key={`${month.orgId} ${month.month}`} month={month} countyCode={countyCode} />
            )),
          ],
        }),
      ),
    );
  }, [data, countyCode, onGroups]);
  return null;
}
