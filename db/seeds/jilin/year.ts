import { createPaperRenderer } from '#modules/documents/server';
import type { Files } from '#platform/server/files.ts';
import { type Course, type Crew, createFieldwork } from '../fieldwork.ts';
import { createPhotos } from '../photos.ts';
import type { Random } from '../random.ts';
import type { Member } from '../staff.ts';
import type { Timeline } from '../timeline.ts';
import type { CountyTeam } from './organisations.ts';
import type { Premises } from './premises.ts';

/** Counties with a full year of visits; in the other ones there are a few, and none in the zones, which shows what silence looks like. */
const busyCounties: readonly string[] = ['220202', '220203', '220221', '220283'];

const crew = (...members: Member[]): Crew => ({
  actor: (members[0] as Member).actor,
  officerIds: members.map(({ personId }) => personId),
});

/** How long ago the brigade went, and how it went on. */
const brigadeVisits: readonly (readonly [ago: number, course: Course])[] = [
  [300, {}],
  [240, {}],
  [180, { reinspection: 'PARTLY', afterFail: 'AGAIN' }],
  [140, {}],
  [95, { reinspection: 'FAIL', afterFail: 'PENALTY_DONE' }],
  [70, {}],
  [48, { reinspection: 'FAIL', afterFail: 'NOTHING' }],
  [33, {}],
  [24, { reinspection: 'NEVER' }],
  [10, {}],
  [5, { order: 'PENDING' }],
  [3, { order: 'ISSUED' }],
  [1, { order: 'DRAFT' }],
];
const townshipVisits: readonly (readonly [ago: number, course: Course])[] = [
  [200, {}],
  [90, {}],
  [40, {}],
  [15, { reinspection: 'NEVER' }],
  [6, {}],
];

/** A year of visits: closed ones, and cases at the usual points of the loop today. */
export function liveTheYear(setting: {
  timeline: Timeline;
  files: Files;
  random: Random;
  teams: readonly CountyTeam[];
  premises: readonly Premises[];
}) {
  const { timeline, files, teams, premises } = setting;
  const papers = { renderer: createPaperRenderer(), files };
  const photos = createPhotos(files);
  for (const team of teams) {
    const { code } = team.county.plan;
    if (team.county.plan.isZone) continue;
    const isBusy = busyCounties.includes(code);
    const random = setting.random.fork(code);
    const fieldwork = createFieldwork({
      timeline,
      papers,
      photos,
      countyCode: code,
      random: random.fork('fieldwork'),
      chief: team.chief.actor,
      committeeOffice: { actor: team.office.actor },
      brigadeId: team.brigade.id,
    });
    const own = premises.filter(({ regionCode, status }) => regionCode.startsWith(code) && status === 'OPERATING');
    const used = new Set<string>();
    const fresh = (accept: (place: Premises) => boolean): Premises => {
      const fitting = own.filter(accept);
      const free = fitting.filter(({ id }) => !used.has(id));
      const place = random.pick(free.length ? free : fitting);
      used.add(place.id);
      return place;
    };
    const day = (ago: number) => timeline.workdayUntil(timeline.daysAgo(ago));
    const time = () => `${random.pick(['09', '10', '13', '14', '15'])}:${random.integer(10, 50)}`;
    for (const [ago, course] of brigadeVisits.filter((_, i) => isBusy || i % 3 === 1))
      fieldwork.visit({
        place: fresh(({ area }) => area >= 600),
        crew: crew(...team.supervisors),
        kind: 'RANDOM',
        day: day(ago),
        time: time(),
        findings: random.integer(1, 3),
        modes: ['DEADLINE'],
        // The visit of ten days ago ends today.
        ...(ago === 10 ? { dueDays: Math.max(1, daysBetween(day(ago), timeline.today)) } : {}),
        course,
      });
    for (const [index, township] of team.townships.slice(0, isBusy ? 3 : 1).entries()) {
      const here = (place: Premises) => place.townshipPrefix === township.prefix && place.type !== 'HAZCHEM';
      for (const [ago, course] of townshipVisits)
        fieldwork.visit({
          place: fresh(here),
          crew: crew(township.staff),
          kind: 'TOWNSHIP',
          day: day(ago + index),
          time: time(),
          findings: random.integer(0, 2),
          course,
        });
      fieldwork.visit({
        place: fresh(here),
        crew: crew(township.officer),
        kind: 'POLICE',
        day: day(18 + index),
        time: time(),
        findings: 1,
        course: {},
      });
    }
    const schools = own.filter(({ type }) => type === 'SCHOOL' || type === 'KINDERGARTEN');
    for (const [index, transfer] of (['WAITING', 'ACCEPTED'] as const).entries()) {
      const place = schools[index];
      const township = team.townships.find(({ prefix }) => prefix === place?.townshipPrefix);
      if (!place || !township) continue;
      fieldwork.visit({
        place,
        crew: crew(township.staff),
        kind: 'TOWNSHIP',
        day: day(3 + 27 * index),
        time: time(),
        findings: 1,
        modes: ['TRANSFER'],
        transferTo: { orgId: team.education.body.id, crew: crew(team.education.officer) },
        course: { transfer },
      });
    }
  }
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
