import type { z } from 'zod';
import { prefixOf } from '#modules/regions/contract';
import { divisionName, requireDivision } from '#modules/regions/server';
import { signature, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  doubtsOf,
  type Finding,
  type FindingRule,
  type FireDeskGroup,
  figuresOf,
  findingRules,
  fireDoubts,
  type NilKind,
  nilKinds,
  type PublishedMeasure,
  type PublishedTotal,
  publishedMeasures,
  type ReportStage,
  type StationMonth,
} from '../contract/index.ts';
import { contentOf } from './fire-row.ts';
import { isFireAuthority, mayReportFor } from './fires.policy.ts';
import { createFireQueries } from './fires.queries.ts';
import { reportingRules } from './rules.queries.ts';
import {
  contradictedKinds,
  type MonthFacts,
  monthAfter,
  monthDueOn,
  monthOf,
  outsideOwnHistory,
  silentKinds,
  stationMonths,
} from './station-months.ts';
import { createFindingQueries, type FireFinding, filingKinds } from './supervision.queries.ts';
import { createSupervisionStore } from './supervision.store.ts';

/** Months back that stations are asked for. */
const askedMonths = 12;
const shownPerGroup = 20;

const minute = (instant: string | null) =>
  instant === null
    ? '—'
    : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
        new Date(instant),
      );

/** Supervision of the data: what is late, missing or odd, and what people said about it. */
export function createSupervisionService(work: Work) {
  const queries = createFindingQueries(work);
  const fires = createFireQueries(work);
  const store = createSupervisionStore(work);
  const { actor } = work;
  const today = dayOf(work.now);

  /** Station × month, with as much of the past as the comparison with the own history needs. */
  async function monthsOf(countyCode: string, most: number): Promise<MonthFacts[]> {
    const from = monthAfter(monthOf(today), -most);
    const ofKind = async (kind: NilKind) =>
      (await queries.monthCounts(countyCode, from, kind)).map((row) => ({ ...row, kind }));
    return stationMonths(
      {
        stations: await queries.stations(countyCode),
        counts: [...(await ofKind('FIRES')), ...(await ofKind('CALLOUTS'))],
        nils: await queries.nils(countyCode, from),
      },
      today,
      most,
    );
  }

  interface MonthFinding {
    facts: MonthFacts;
    version: number;
    sentence: string;
  }

  async function monthFindings(countyCode: string, rule: FindingRule, known?: MonthFacts[]): Promise<MonthFinding[]> {
    const rulesOn = await reportingRules(work, countyCode);
    const rules = rulesOn(today);
    const all = known ?? (await monthsOf(countyCode, rules.historyMonths + 1));
    const month = (facts: MonthFacts) => facts.month.slice(0, 7);
    if (rule === 'OUTSIDE_HISTORY')
      return outsideOwnHistory(all, rules).map(({ deviation, months, ...facts }) => ({
        facts,
        version: facts.counts.FIRES,
        sentence: `${month(facts)} 火灾 ${facts.counts.FIRES} 起，本站前 ${months} 个月月均 ${deviation.mean.toFixed(1)} 起，偶然出现这样${deviation.direction === 'HIGH' ? '多' : '少'}的概率约 ${deviation.probability < 0.0001 ? '不到万分之一' : `${(deviation.probability * 100).toFixed(2)}%`}`,
      }));
    const asked = all.filter(
      (facts) =>
        facts.month >= monthAfter(monthOf(today), -askedMonths) &&
        monthDueOn(facts.month, rulesOn(facts.month)) < today,
    );
    if (rule === 'NIL_CONTRADICTED')
      return asked.flatMap((facts) => {
        const wrong = contradictedKinds(facts);
        return wrong.length
          ? [
              {
                facts,
                version: facts.counts.FIRES + facts.counts.CALLOUTS,
                sentence: `${month(facts)} 已零报告，却有${wrong.map((kind) => `${nilKinds[kind].label} ${facts.counts[kind]} 起`).join('、')}`,
              },
            ]
          : [];
      });
    const kind: NilKind = rule === 'MISSING_FIRES' ? 'FIRES' : 'CALLOUTS';
    return asked
      .filter((facts) => silentKinds(facts).includes(kind))
      .map((facts) => ({
        facts,
        version: 0,
        sentence: `${month(facts)} 没有${nilKinds[kind].label}记录，也没有零报告，应于 ${monthDueOn(facts.month, rulesOn(facts.month))} 前报送`,
      }));
  }

  const isOfMonth = (rule: FindingRule) =>
    ['MISSING_FIRES', 'MISSING_CALLOUTS', 'NIL_CONTRADICTED', 'OUTSIDE_HISTORY'].includes(rule);

  async function marked(countyCode: string, rule: FindingRule, found: MonthFinding[]) {
    const marks = (await queries.stationMarks(countyCode)).filter((mark) => mark.rule === rule);
    return found.map((finding) => ({
      ...finding,
      mark:
        marks.findLast(
          (mark) =>
            mark.subjectId === finding.facts.orgId &&
            mark.month === finding.facts.month &&
            mark.subjectVersion === finding.version,
        ) ?? null,
    }));
  }

  async function summary(countyCode: string) {
    const { historyMonths } = (await reportingRules(work, countyCode))(today);
    const months = await monthsOf(countyCode, historyMonths + 1);
    const doubts = new Map((await queries.doubtCounts(countyCode)).map((row) => [row.rule, row]));
    const counts: { rule: FindingRule; open: number; checked: number }[] = [];
    for (const rule of Object.keys(findingRules) as FindingRule[]) {
      if (rule in fireDoubts) {
        const { open = 0, checked = 0 } = doubts.get(rule) ?? {};
        counts.push({ rule, open, checked });
      } else if (isOfMonth(rule)) {
        const found = await marked(countyCode, rule, await monthFindings(countyCode, rule, months));
        const checked = found.filter((one) => one.mark !== null).length;
        counts.push({ rule, open: found.length - checked, checked });
      } else counts.push({ rule, ...(await queries.countOf(countyCode, rule)) });
    }
    return { counts };
  }

  const sentenceOf = (rule: FindingRule, row: FireFinding): string => {
    if (rule === 'LATE_INITIAL') return `报警 ${minute(row.alarmAt)}，初报 ${minute(row.firstReportedAt)}，超过时限`;
    if (rule === 'LATE_FOLLOW_UP') return `应于 ${minute(row.followUpDueAt)} 前续报`;
    if (rule === 'LATE_FINAL') return `应于 ${row.finalDueOn} 前终报`;
    return findingRules[rule].label;
  };

  /** What exactly is odd about each record, in words. */
  async function doubtSentences(countyCode: string, rule: FindingRule, rows: readonly FireFinding[]) {
    const rulesOn = await reportingRules(work, countyCode);
    const whole = await queries.whole(
      countyCode,
      rows.map((row) => row.id),
    );
    return new Map(
      whole.flatMap(({ fire, victims }) => {
        const content = contentOf(fire, victims);
        const doubts = doubtsOf(
          content,
          figuresOf(content),
          fire.stage as ReportStage | null,
          rulesOn(fire.occurredOn),
        );
        const found = doubts.find((one) => one.id === rule);
        return found ? [[fire.id, found.sentence] as const] : [];
      }),
    );
  }

  async function findings(input: {
    countyCode: string;
    rule: FindingRule;
    isChecked: boolean;
    cursor?: string | undefined;
    limit: number;
  }) {
    const { countyCode, rule, isChecked } = input;
    if (isOfMonth(rule)) {
      const found = (await marked(countyCode, rule, await monthFindings(countyCode, rule))).filter(
        (one) => (one.mark !== null) === isChecked,
      );
      const items = found.map(
        ({ facts, version, sentence, mark }): Finding => ({
          rule,
          subjectId: facts.orgId,
          month: facts.month,
          subjectVersion: version,
          title: `${facts.orgName} ${facts.month.slice(0, 7)}`,
          sentence,
          orgName: facts.orgName,
          day: facts.month,
          fire: null,
          mark: mark && { reason: mark.reason, at: mark.at, actor: mark.actor },
        }),
      );
      return { items, next: null, total: items.length, isEstimate: false };
    }
    const page = await queries.list(input);
    const odd = rule in fireDoubts ? await doubtSentences(countyCode, rule, page.items) : new Map<string, string>();
    const { open, checked } = await queries.countOf(countyCode, rule);
    return {
      items: page.items.map(
        (row): Finding => ({
          rule,
          subjectId: row.id,
          month: null,
          subjectVersion: row.versionCount,
          title: row.number ? `${row.number} ${row.address}` : row.address,
          sentence: odd.get(row.id) ?? sentenceOf(rule, row),
          orgName: row.orgName,
          day: row.occurredOn,
          fire: { countyCode, id: row.id, number: row.number },
          mark: row.mark,
        }),
      ),
      next: page.next,
      total: isChecked ? checked : open,
      isEstimate: false,
    };
  }

  /** A person looked and says why it stands; holds until the record is reported anew, or the month's count changes. */
  async function mark(input: {
    countyCode: string;
    rule: FindingRule;
    subjectId: string;
    month: string | null;
    reason: string;
  }) {
    const gone = () => new AppError('conflict', '这个问题已经不存在，无须标记。请刷新后查看。');
    const { countyCode, rule, subjectId, month, reason } = input;
    const subject = isOfMonth(rule)
      ? (await monthFindings(countyCode, rule))
          .filter(({ facts }) => facts.orgId === subjectId && facts.month === month)
          .map(({ facts, version }) => ({ regionCode: facts.regionCode, version }))[0]
      : await queries.one(countyCode, rule, subjectId).then((row) => row && { ...row, version: row.versionCount });
    if (!subject) throw gone();
    const id = work.newId();
    await store.addMark({
      countyCode,
      id,
      regionCode: subject.regionCode,
      rule,
      subjectId,
      month: isOfMonth(rule) ? month : null,
      subjectVersion: subject.version,
      reason,
      actor: signature(work),
    });
    work.audit(
      'fires.checkData',
      { kind: isOfMonth(rule) ? 'organisation' : 'fire', id: subjectId, countyCode },
      { rule, month, reason },
    );
    return { id };
  }

  const shown = (facts: MonthFacts, dueOn: string): StationMonth => ({
    orgId: facts.orgId,
    orgName: facts.orgName,
    month: facts.month,
    fires: facts.counts.FIRES,
    callouts: facts.counts.CALLOUTS,
    isFiresNil: facts.nils.FIRES,
    isCalloutsNil: facts.nils.CALLOUTS,
    missing: silentKinds(facts),
    dueOn,
    mayReport: mayReportFor(facts.orgId, actor),
  });

  async function months(countyCode: string, isMissing: boolean | undefined): Promise<StationMonth[]> {
    const rulesOn = await reportingRules(work, countyCode);
    return (await monthsOf(countyCode, askedMonths))
      .map((facts) => shown(facts, monthDueOn(facts.month, rulesOn(facts.month))))
      .filter((one) => isMissing === undefined || one.missing.length > 0 === isMissing);
  }

  async function reportNil(input: {
    id?: string | undefined;
    countyCode: string;
    orgId: string;
    month: string;
    kind: NilKind;
  }) {
    const { countyCode, orgId, month, kind } = input;
    const body = await fires.body(orgId);
    if (
      !body?.isActive ||
      body.regionCode.slice(0, 6) !== countyCode ||
      !(filingKinds as readonly string[]).includes(body.kind)
    )
      throw new AppError('invalid', '没有这个消防站，或不在本县（市、区），请重新选择。', {
        fields: { orgId: '不可用' },
      });
    if (!mayReportFor(orgId, actor)) throw new AppError('forbidden', '只能由本站或消防救援机构作零报告。');
    if (month >= monthOf(today))
      throw new AppError('invalid', `${month.slice(0, 7)} 尚未结束，月末后再作零报告。`, {
        fields: { month: '尚未结束' },
      });
    const count = (await queries.monthCounts(countyCode, month, kind)).find(
      (one) => one.orgId === orgId && one.month === month,
    )?.count;
    if (count)
      throw new AppError(
        'conflict',
        `${month.slice(0, 7)} 该站已有${nilKinds[kind].label}记录 ${count} 起，不能作零报告。`,
      );
    const id = input.id ?? work.newId();
    if (await store.addNil({ countyCode, id, regionCode: body.regionCode, orgId, month, kind, actor: signature(work) }))
      work.audit('fires.reportNil', { kind: 'organisation', id: orgId, countyCode }, { month, kind });
    return { id };
  }

  /** What lies on this person's desk: to review, given back, owing a report, silent months. */
  async function desk(countyCode: string) {
    const groups: z.infer<typeof FireDeskGroup>[] = [];
    const add = (
      id: z.infer<typeof FireDeskGroup>['id'],
      label: string,
      found: {
        fires?: z.infer<typeof FireDeskGroup>['fires'];
        months?: StationMonth[];
        count: number;
        overdueCount: number;
      },
    ) => {
      if (found.count)
        groups.push({
          id,
          label,
          tone: found.overdueCount ? 'overdue' : 'due',
          count: found.count,
          overdueCount: found.overdueCount,
          fires: found.fires ?? [],
          months: found.months ?? [],
        });
    };
    const ownOrg = isFireAuthority(actor) ? undefined : actor.organisation?.id;
    const reports = work.may('fires.report') && (isFireAuthority(actor) || ownOrg !== undefined);
    if (work.may('fires.review') && isFireAuthority(actor))
      add('review', '待审核火灾', await fires.toReview(countyCode, actor.accountId, shownPerGroup));
    if (reports) {
      add('returned', '退回待改的火灾', await fires.returned(countyCode, ownOrg, shownPerGroup));
      add('followUp', '应续报', await fires.owingFollowUp(countyCode, ownOrg, shownPerGroup));
      add('final', '应终报', await fires.owingFinal(countyCode, ownOrg, shownPerGroup));
      const silent = (await months(countyCode, true)).filter((one) => one.mayReport);
      add('silent', '未报送', {
        months: silent.slice(0, shownPerGroup),
        count: silent.length,
        overdueCount: silent.filter((one) => one.dueOn < today).length,
      });
    }
    return { groups };
  }

  async function totals(regionCode: string | undefined): Promise<PublishedTotal[]> {
    const rows = await store.totals(regionCode ? prefixOf(regionCode) : actor.region);
    const names = new Map<string, string>();
    for (const { regionCode: code } of rows) if (!names.has(code)) names.set(code, await divisionName(work, code));
    return rows.map((row) => ({
      id: row.id,
      regionCode: row.regionCode,
      regionName: names.get(row.regionCode) ?? row.regionCode,
      fromOn: row.fromOn,
      toOn: row.toOn,
      measure: row.measure as PublishedMeasure,
      value: row.value,
      sourceDocument: row.sourceDocument,
      actor: row.actor,
      enteredAt: row.enteredAt,
    }));
  }

  async function addTotal(input: {
    id?: string | undefined;
    regionCode: string;
    fromOn: string;
    toOn: string;
    measure: PublishedMeasure;
    value: number;
    sourceDocument: string;
  }) {
    if (input.toOn < input.fromOn)
      throw new AppError('invalid', `止日 ${input.toOn} 早于起日 ${input.fromOn}，请核对。`, {
        fields: { toOn: '止日早于起日，请核对' },
      });
    if (input.toOn > today)
      throw new AppError('invalid', `止日 ${input.toOn} 晚于今天，公布数只能是已公布的。`, {
        fields: { toOn: '止日晚于今天，请核对' },
      });
    await requireDivision(work, input.regionCode);
    const regionPrefix = prefixOf(input.regionCode);
    if (!regionPrefix.startsWith(actor.region))
      throw new AppError('forbidden', '所选区划不在当前岗位的管辖范围内。', { fields: { regionCode: '超出管辖范围' } });
    const same = await store.sameTotal(regionPrefix, input.fromOn, input.toOn, input.measure);
    if (same) {
      if (same.id === input.id && same.value === input.value) return { id: same.id };
      throw new AppError(
        'conflict',
        `这一期的${publishedMeasures[input.measure].label}已录入为 ${same.value}，如有差错请先撤回。`,
      );
    }
    const id = input.id ?? work.newId();
    const { regionCode, fromOn, toOn, measure, value, sourceDocument } = input;
    await store.addTotal({
      id,
      regionPrefix,
      regionCode,
      fromOn,
      toOn,
      measure,
      value,
      sourceDocument,
      enteredAt: work.now,
      accountId: actor.accountId,
      actor: signature(work),
    });
    work.audit(
      'fires.addTotal',
      { kind: 'publishedTotal', id },
      { regionCode, fromOn, toOn, measure, value, sourceDocument },
    );
    return { id };
  }

  async function withdrawTotal(id: string, reason: string) {
    const total = await store.total(id);
    if (!total || total.withdrawnAt !== null || !total.regionPrefix.startsWith(actor.region))
      throw new AppError('not_found', '没有这条公布数，或已撤回，或不在管辖范围内。');
    await store.withdrawTotal(id, signature(work), reason);
    work.audit('fires.withdrawTotal', { kind: 'publishedTotal', id }, { reason });
    return { id };
  }

  return { summary, findings, mark, months, reportNil, desk, totals, addTotal, withdrawTotal };
}
