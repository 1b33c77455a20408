import { useQuery } from '@tanstack/react-query';
import { isSilent, type LeaderView } from '#modules/cockpit/contract';
import { type FindingRule, findingRules } from '#modules/fires/contract';
import { ledgerPath } from '#modules/hazards/web';
import { recordsPath } from '#modules/indicators/web';
import { countyOf, townshipOf } from '#platform/web/county.tsx';
import { dayOf, daysBetween } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { documentsApi, fireDataApi, hazardsApi } from './cockpit.client.ts';

/** Something that waits for somebody: how much of it, the oldest, and the list of all. */
export type KeyTask = {
  key: string;
  words: string;
  count: number;
  oldest?: string;
  opens: string;
  tone: 'overdue' | 'due';
};

const sinceWords = (day: string, today: string) => {
  const days = daysBetween(day, today);
  return days > 0 ? t('最早{day}，已{n}天', { day, n: days }) : t('最早{day}', { day });
};
const earliest = (days: readonly string[]) => [...days].sort()[0];

function useHazardTasks(
  county: string,
  township: string | undefined,
  today: string,
  isOn: boolean,
): (KeyTask | undefined)[] {
  const where = { countyCode: county, ...(township ? { township: [township] } : {}), limit: 1 };
  const overdue = useQuery({
    ...hazardsApi.list.queryOptions({ input: { ...where, isOverdue: true, sort: 'due' } }),
    enabled: isOn,
  });
  const critical = useQuery({
    ...hazardsApi.list.queryOptions({ input: { ...where, isOpen: true, severity: ['CRITICAL'], sort: '-age' } }),
    enabled: isOn,
  });
  const judged = useQuery({
    ...hazardsApi.list.queryOptions({ input: { ...where, status: ['MAJOR_REVIEW'], sort: '-age' } }),
    enabled: isOn,
  });
  const transferred = useQuery({
    ...hazardsApi.list.queryOptions({ input: { ...where, status: ['TRANSFERRED'], sort: '-age' } }),
    enabled: isOn,
  });
  const part = township ? { township: [township] } : {};
  const [first] = overdue.data?.items ?? [];
  const task = (
    key: string,
    words: string,
    tone: KeyTask['tone'],
    list: { total: number; items: { foundOn: string }[] } | undefined,
    filter: Parameters<typeof ledgerPath>[0],
  ): KeyTask | undefined =>
    list && {
      key,
      words,
      tone,
      count: list.total,
      opens: ledgerPath({ ...filter, ...part }),
      ...(list.items[0] ? { oldest: sinceWords(list.items[0].foundOn, today) } : {}),
    };
  return [
    overdue.data && {
      key: 'overdue',
      words: t('隐患逾期未改'),
      tone: 'overdue',
      count: overdue.data.total,
      opens: ledgerPath({ isOverdue: true, ...part }),
      ...(first?.dueOn ? { oldest: t('最久逾期{n}天', { n: daysBetween(first.dueOn, today) }) } : {}),
    },
    task('critical', t('严重隐患未销案'), 'overdue', critical.data, { isOpen: true, severity: ['CRITICAL'] }),
    task('judged', t('提请判定重大隐患'), 'overdue', judged.data, { status: ['MAJOR_REVIEW'] }),
    task('transferred', t('移送隐患待受理'), 'due', transferred.data, { status: ['TRANSFERRED'] }),
  ];
}

const many = 100;

function useFireTask(rule: FindingRule, county: string, today: string, isOn: boolean): KeyTask | undefined {
  const { data } = useQuery({
    ...fireDataApi.findings.queryOptions({ input: { countyCode: county, rule, limit: many } }),
    enabled: isOn,
  });
  // The newest stand first: of more than one page the oldest is not known.
  const oldest = data && data.next === null ? earliest(data.items.map(({ month, day }) => month ?? day)) : undefined;
  return (
    data && {
      key: rule,
      words: t(findingRules[rule].label),
      tone: 'due',
      count: data.total,
      opens: `/fire-data?rule=${rule}`,
      ...(oldest ? { oldest: sinceWords(oldest, today) } : {}),
    }
  );
}

function usePaperTask(county: string, today: string, isOn: boolean): KeyTask | undefined {
  const { data } = useQuery({
    ...documentsApi.list.queryOptions({ input: { countyCode: county, status: ['PENDING_APPROVAL'], limit: many } }),
    enabled: isOn,
  });
  const oldest = data && data.next === null ? earliest(data.items.map(({ draftedAt }) => dayOf(draftedAt))) : undefined;
  return (
    data && {
      key: 'papers',
      words: t('文书待审批'),
      tone: 'due',
      count: data.total,
      opens: '/papers?status=PENDING_APPROVAL',
      ...(oldest ? { oldest: sinceWords(oldest, today) } : {}),
    }
  );
}

/** Undefined while it is not known what waits: nothing is recorded, or a sum of counties is asked for another time. */
export type KeyTaskList = KeyTask[] | undefined;

/**
 * What waits today, from the modules' own lists, so that each count is the length of the list it opens. These are kept county
 * by county; above the county the figures of the table stand in.
 */
export function useKeyTasks(scope: string, today: string, table: LeaderView['table'] | undefined): KeyTaskList {
  const county = countyOf(scope);
  const township = townshipOf(scope);
  const isVillage = scope.slice(9) !== '000';
  const isOn = county !== undefined && !isVillage;
  const isWholeCounty = isOn && township === undefined;
  const mayHazards = useMay('hazards.read');
  const mayFires = useMay('fires.readData');
  const mayPapers = useMay('documents.read');
  const code = county ?? '000000';
  const tasks = [
    ...useHazardTasks(code, township, today, isOn && mayHazards),
    useFireTask('LATE_FINAL', code, today, isWholeCounty && mayFires),
    useFireTask('LATE_FOLLOW_UP', code, today, isWholeCounty && mayFires),
    useFireTask('MISSING_FIRES', code, today, isWholeCounty && mayFires),
    useFireTask('MISSING_CALLOUTS', code, today, isWholeCounty && mayFires),
    usePaperTask(code, today, isWholeCounty && mayPapers),
    ...(isOn || !table ? [] : ['hazardOverdue', 'hazardStockCritical'].map((id) => figureTask(table, id))),
  ];
  const [whole] = table?.rows ?? [];
  const isSilentNow = table !== undefined && table.period.to >= today && whole !== undefined && isSilent(table, whole);
  const isKnown = isOn ? !isSilentNow : table !== undefined && table.period.to >= today && !isSilentNow;
  return isKnown ? tasks.filter((task): task is KeyTask => task !== undefined && task.count > 0) : undefined;
}

function figureTask(table: LeaderView['table'], id: string): KeyTask | undefined {
  const column = table.indicators.findIndex((one) => one.id === id);
  const indicator = table.indicators[column];
  const cell = table.rows[0]?.cells[column];
  if (!indicator || !cell?.value) return undefined;
  const { from, to } = table.period;
  return {
    key: id,
    words: t(indicator.label),
    tone: 'overdue',
    count: cell.value,
    opens: recordsPath({ id, regionCode: table.regionCode, from, to, scheme: table.scheme }),
  };
}
