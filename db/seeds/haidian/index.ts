import { fileURLToPath } from 'node:url';
import { createCandidateService, importOsmFile } from '#modules/candidates/server';
import { createPaperRenderer } from '#modules/documents/server';
import type { InspectionKind } from '#modules/inspections/contract';
import { calendarOf, loadVillages } from '#modules/regions/server';
import { workAs, workAsSystem } from '#platform/server/work.ts';
import { type Course, type Crew, createFieldwork, type VisitedPlace } from '../fieldwork.ts';
import { createNames } from '../people-names.ts';
import { createPhotos } from '../photos.ts';
import { createRandom } from '../random.ts';
import { openPremisesAccount } from '../staff.ts';
import { at, createTimeline } from '../timeline.ts';
import type { DemoWorld, EmptyInstallation, Say } from '../world.ts';
import { campus, county, type HaidianTeam, settleHaidian, street } from './organisations.ts';

const extract = fileURLToPath(new URL('../../reference/demo/haidian-osm/beijing-haidian-cau.osm.gz', import.meta.url));
const confirmed = 60;

interface Confirmed extends VisitedPlace {
  type: string;
}

async function load({ environment, accounts, files }: EmptyInstallation, say: Say) {
  const random = createRandom('haidian');
  const calendar = await workAsSystem(environment, county, async (work) => {
    for (const township of ['110108010', '110108017', '110108024']) await loadVillages(work, township);
    return calendarOf(work);
  });
  const timeline = createTimeline(environment, calendar, random.fork('ids'));
  const team = await settleHaidian(timeline, accounts, random.fork('people'));
  timeline.moveTo(at(timeline.daysAgo(110), '10:00'));
  const { candidates } = await importOsmFile(timeline.environment, extract, { region: county });
  timeline.moveTo(at(timeline.daysAgo(108), '10:00'));
  const places = await confirmSome(timeline.environment, team, random.fork('confirm'));
  say(
    `已从地图数据得到 ${candidates} 个候选，登记其中 ${places.length} 个，其余留在漏管清单。© OpenStreetMap 贡献者（ODbL）`,
  );

  // Real shops and hospitals are registered but never found wanting: what is invented here stays on campus and dwellings.
  const visited = places.filter(({ type }) =>
    ['SCHOOL', 'HIGHRISE_RESIDENTIAL', 'OLD_COMMUNITY', 'GOV_OFFICE', 'STADIUM'].includes(type),
  );
  const own = visited.find(({ regionCode }) => regionCode === campus) ?? visited[0];
  if (own)
    own.account = await workAsSystem(timeline.environment, county, (work) =>
      openPremisesAccount(work, accounts, own, 'danwei'),
    );
  const crew = (members: HaidianTeam['streetStaff']): Crew => ({
    actor: (members[0] as (typeof members)[0]).actor,
    officerIds: members.slice(0, 2).map(({ personId }) => personId),
  });
  const education = team.departments.get('EDUCATION') as NonNullable<ReturnType<HaidianTeam['departments']['get']>>;
  const commerce = team.departments.get('COMMERCE') as typeof education;
  const fieldwork = createFieldwork({
    timeline,
    papers: { renderer: createPaperRenderer(), files },
    photos: createPhotos(files),
    countyCode: county,
    random: random.fork('fieldwork'),
    chief: team.chief.actor,
    committeeOffice: { actor: team.office.actor },
    brigadeId: team.brigade.id,
  });
  // Everyday findings only: the places are real, what is said about them is not.
  const everyday = ['L02', 'F05', 'M01', 'L01', 'F01'] as const;
  let next = 0;
  const nextPlace = () => {
    next += 3;
    return visited[next % visited.length] as Confirmed;
  };
  const visit = (
    who: Crew,
    kind: InspectionKind,
    ago: number,
    course: Course,
    more: {
      place?: VisitedPlace;
      items?: number;
      transferTo?: { orgId: string; crew: Crew | undefined };
      dueDays?: number;
      onTheSpot?: boolean;
    } = {},
  ) =>
    fieldwork.visit({
      place: more.place ?? nextPlace(),
      crew: who,
      kind,
      day: timeline.workdayUntil(timeline.daysAgo(ago)),
      time: `${9 + (next % 3)}:${20 + (next % 30)}`.padStart(5, '0'),
      findings: more.items ?? 1,
      items: more.onTheSpot ? ['L02'] : everyday.slice(next % 4, (next % 4) + (more.items ?? 1)),
      course,
      dueDays: more.dueDays ?? 14,
      ...(more.transferTo
        ? { transferTo: more.transferTo, modes: ['TRANSFER'] }
        : { modes: [more.onTheSpot ? 'IMMEDIATE' : 'DEADLINE'] }),
    });
  const brigade = crew(team.supervisors);
  const township = crew(team.streetStaff);
  for (const ago of [90, 70, 55, 40]) visit(brigade, 'RANDOM', ago, {});
  for (const ago of [1, 3]) visit(brigade, 'RANDOM', ago, { order: ago === 1 ? 'DRAFT' : 'PENDING' });
  visit(brigade, 'RANDOM', 16, { reinspection: 'NEVER' });
  visit(brigade, 'RANDOM', 14, {}, { dueDays: 14 });
  visit(brigade, 'RANDOM', 30, { reinspection: 'FAIL', afterFail: 'NOTHING' });
  for (const ago of [80, 60, 30, 12])
    visit(township, 'TOWNSHIP', ago, ago === 12 ? { reinspection: 'NEVER' } : {}, { dueDays: 7 });
  for (const ago of [2, 6])
    visit(
      township,
      'TOWNSHIP',
      ago,
      { transfer: 'WAITING' },
      { transferTo: { orgId: education.body.id, crew: undefined } },
    );
  visit(
    township,
    'TOWNSHIP',
    10,
    { transfer: 'ARBITRATION' },
    { transferTo: { orgId: commerce.body.id, crew: crew([commerce.officer]) } },
  );
  visit(
    crew(team.officers),
    'POLICE',
    2,
    { transfer: 'WAITING' },
    { transferTo: { orgId: team.brigade.id, crew: undefined } },
  );
  visit(crew(team.officers), 'POLICE', 4, { reinspection: 'NEVER' }, { onTheSpot: true });
  for (const ago of [9, 20])
    visit(
      crew([team.gridWorker]),
      'GRID',
      ago,
      { reinspection: ago === 9 ? 'NEVER' : 'PASS' },
      { dueDays: 5, ...campusPlace(visited) },
    );
  for (const ago of [5, 14])
    visit(
      crew([education.officer]),
      'SECTOR',
      ago,
      { reinspection: 'NEVER' },
      { dueDays: 7, ...campusPlace(visited.filter(({ type }) => type === 'SCHOOL' || type === 'KINDERGARTEN')) },
    );
  if (own) {
    visit(brigade, 'RANDOM', 11, {}, { place: own, items: 2, dueDays: 16 });
    visit(township, 'TOWNSHIP', 8, { reportsFix: true, reinspection: 'NEVER' }, { place: own, dueDays: 9 });
  }
  await timeline.run();
  say('已载入检查、隐患和文书。');
}

const campusPlace = (places: readonly Confirmed[]) => {
  const place = places.find(({ regionCode }) => regionCode === campus);
  return place ? { place } : {};
};

/** The street's officer registers the first of the worklist in the order of their names; the rest stays to be looked at. */
async function confirmSome(
  environment: EmptyInstallation['environment'],
  team: HaidianTeam,
  random: ReturnType<typeof createRandom>,
): Promise<Confirmed[]> {
  const names = createNames(random);
  const { actor } = team.supervisors[0] as (typeof team.supervisors)[0];
  return workAs(environment, actor, async (work) => {
    const worklist = createCandidateService(work);
    const { items } = await worklist.list({ regionCode: `${county}000000`, status: 'PENDING', limit: 200 });
    const places: Confirmed[] = [];
    for (const candidate of random.sample(items, confirmed)) {
      const id = work.newId();
      const onCampus = candidate.address?.includes('农业大学') ?? false;
      const regionCode = onCampus ? campus : street;
      const responsible = names.name();
      await worklist.confirm(
        {
          countyCode: county,
          id: candidate.id,
          version: candidate.version,
          place: {
            id,
            regionCode,
            name: candidate.name,
            types: candidate.types as never,
            address: candidate.address ?? '北京市海淀区学院路街道（门牌待核实）',
            lng: candidate.lng,
            lat: candidate.lat,
            coordinateSource: 'OSM',
            responsiblePerson: { name: responsible, position: '负责人（演示）', phone: names.phone() },
          },
        },
        { isDemo: true },
      );
      places.push({ id, regionCode, name: candidate.name, responsible, type: candidate.types[0] as string });
    }
    return places;
  });
}

export const haidian: DemoWorld = {
  label: '北京海淀（演示数据；地点来自 © OpenStreetMap 贡献者，ODbL，其余均为虚构）',
  load,
  personas: [
    { username: 'jiandu', name: '防火监督员（消防救援支队）', comesFor: '今天的待办：到期复查、逾期隐患；出具文书' },
    { username: 'dadui', name: '支队长', comesFor: '审批文书和延期' },
    { username: 'xiaoanban', name: '消安办', comesFor: '哪里滞后、谁来负责；裁定隐患归属；漏管清单' },
    { username: 'jiaoyu', name: '区教委', comesFor: '本行业单位和移送来的隐患' },
    { username: 'jiedao', name: '学院路街道', comesFor: '辖区小场所检查、上报和移送' },
    { username: 'paichusuo', name: '学院路派出所', comesFor: '日常消防监督检查' },
    { username: 'wangge', name: '网格员（农大东区社区）', comesFor: '一分钟查完一处，管不了的往上报' },
    { username: 'xianling', name: '分管副区长', comesFor: '总览：存量、流量、滞后在哪里' },
    { username: 'danwei', name: '社会单位', comesFor: '自查，看要改什么、怎么改，提交整改照片' },
    { username: 'guanli', name: '系统管理员', comesFor: '机构、岗位、账号、网格、日历' },
    { username: 'shenji', name: '审计员', comesFor: '审计日志' },
  ],
};
