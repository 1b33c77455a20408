import type { Role } from '#modules/accounts/contract';
import type { AccountService } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import type { Work } from '#platform/server/work.ts';

export const testPassword = 'Lookout-1101';

interface PersonaSpec {
  role: Role;
  org: 'brigade' | 'committee' | 'education' | 'township' | 'police' | 'government' | 'village';
  certified?: boolean;
}

/** The people of a test county; usernames are `<persona>.<county>`, e.g. `supervisor.330481`. */
export const personas = {
  leader: { role: 'COUNTY_LEADER', org: 'government' },
  committee: { role: 'COMMITTEE_OFFICE', org: 'committee' },
  chief: { role: 'FIRE_CHIEF', org: 'brigade', certified: true },
  supervisor: { role: 'FIRE_SUPERVISOR', org: 'brigade', certified: true },
  supervisor2: { role: 'FIRE_SUPERVISOR', org: 'brigade', certified: true },
  uncertified: { role: 'FIRE_SUPERVISOR', org: 'brigade' },
  reviewer: { role: 'FIRE_LEGAL_REVIEWER', org: 'brigade' },
  command: { role: 'FIRE_COMMAND', org: 'brigade' },
  station: { role: 'STATION_USER', org: 'brigade' },
  education: { role: 'DEPT_USER', org: 'education' },
  police: { role: 'POLICE_USER', org: 'police', certified: true },
  police2: { role: 'POLICE_USER', org: 'police', certified: true },
  town: { role: 'TOWN_USER', org: 'township' },
  grid: { role: 'GRID_WORKER', org: 'village' },
  auditor: { role: 'AUDITOR', org: 'government' },
  admin: { role: 'SYS_ADMIN', org: 'government' },
} as const satisfies Record<string, PersonaSpec>;
export type Persona = keyof typeof personas;

export interface County {
  code: string;
  name: string;
  short: string;
  /** A township and a village in it, 12 digits. */
  township: string;
  townshipName: string;
  village: string;
  villageName: string;
  orgs: Record<PersonaSpec['org'] | 'health', string>;
  people: Record<Persona, string>;
  posts: Record<Persona, string>;
}

/** An administrator of the city above the counties; the username is `admin.<city>`, e.g. `admin.3304`. */
export async function settleCityAdmin(work: Work, accounts: AccountService, city: { code: string; name: string }) {
  const organisations = createOrganisationService(work);
  const orgId = await organisations.addOrganisation({
    regionCode: city.code.padEnd(12, '0'),
    kind: 'FIRE_DETACHMENT',
    name: `${city.name}消防救援支队`,
    shortName: '消防支队',
  });
  const name = `${city.name}管理员`;
  const personId = await organisations.addPerson({ regionPrefix: city.code, name });
  const postId = await organisations.addPost({ orgId, title: '系统管理员', role: 'SYS_ADMIN' });
  await organisations.appoint({ postId, personId, fromOn: '2020-01-01' });
  const username = `admin.${city.code}`;
  await accounts.open(work, {
    username,
    displayName: name,
    regionPrefix: city.code,
    password: testPassword,
    personId,
    mustChangePassword: false,
  });
  return username;
}

/** Sets up the bodies, people, posts, certificates and accounts of a county, through the services. */
export async function settleCounty(
  work: Work,
  accounts: AccountService,
  place: Pick<County, 'code' | 'name' | 'short' | 'township' | 'townshipName' | 'village' | 'villageName'>,
): Promise<County> {
  const organisations = createOrganisationService(work);
  const regionCode = place.code.padEnd(12, '0');
  const government = await organisations.addOrganisation({
    regionCode,
    kind: 'PEOPLES_GOVERNMENT',
    name: `${place.name}人民政府`,
    shortName: `${place.name}政府`,
  });
  const under = { parentId: government, regionCode };
  const brigade = await organisations.addOrganisation({
    ...under,
    kind: 'FIRE_BRIGADE',
    name: `${place.name}消防救援大队`,
    shortName: '消防大队',
    paperPrefix: `${place.short}消`,
  });
  const committee = await organisations.addOrganisation({
    ...under,
    kind: 'FSC_OFFICE',
    name: `${place.name}消防安全委员会办公室`,
    shortName: '消安办',
    paperPrefix: `${place.short}消安办`,
  });
  const education = await organisations.addOrganisation({
    ...under,
    kind: 'INDUSTRY_DEPT',
    industry: 'EDUCATION',
    name: `${place.name}教育局`,
    shortName: '教育局',
    paperPrefix: `${place.short}教`,
  });
  const health = await organisations.addOrganisation({
    ...under,
    kind: 'INDUSTRY_DEPT',
    industry: 'HEALTH',
    name: `${place.name}卫生健康局`,
    shortName: '卫健局',
    paperPrefix: `${place.short}卫`,
  });
  const township = await organisations.addOrganisation({
    parentId: government,
    regionCode: place.township,
    kind: place.townshipName.endsWith('街道') ? 'SUBDISTRICT_OFFICE' : 'PEOPLES_GOVERNMENT',
    name: place.townshipName.endsWith('街道') ? `${place.townshipName}办事处` : `${place.townshipName}人民政府`,
    shortName: place.townshipName,
    paperPrefix: `${place.short}${place.townshipName.slice(0, 1)}`,
  });
  const police = await organisations.addOrganisation({
    parentId: government,
    regionCode: place.township,
    kind: 'POLICE_STATION',
    name: `${place.name}公安局${place.townshipName}派出所`,
    shortName: `${place.townshipName}派出所`,
    paperPrefix: `${place.short}公${place.townshipName.slice(0, 1)}`,
  });
  const village = await organisations.addOrganisation({
    parentId: township,
    regionCode: place.village,
    kind: 'VILLAGE_COMMITTEE',
    name: place.villageName,
    shortName: place.villageName,
  });
  const orgs = { brigade, committee, education, health, township, police, government, village };
  const people = {} as Record<Persona, string>;
  const posts = {} as Record<Persona, string>;
  for (const [persona, spec] of Object.entries(personas) as [Persona, PersonaSpec][]) {
    const region =
      spec.org === 'village'
        ? place.village
        : spec.org === 'township' || spec.org === 'police'
          ? place.township.slice(0, 9)
          : place.code;
    people[persona] = await organisations.addPerson({
      regionPrefix: region,
      name: `${place.short}${persona}`,
      phone: '13900001234',
      idNumber: '11010519491231002X',
    });
    posts[persona] = await organisations.addPost({ orgId: orgs[spec.org], title: persona, role: spec.role });
    await organisations.appoint({ postId: posts[persona], personId: people[persona], fromOn: '2020-01-01' });
    if (spec.certified)
      await organisations.addCertificate({
        personId: people[persona],
        number: `${place.code}${people[persona].slice(-6)}`,
        issuer: `${place.name}人民政府`,
        validFrom: '2022-01-01',
        validTo: '2029-12-31',
      });
    await accounts.open(work, {
      username: `${persona}.${place.code}`,
      displayName: `${place.short}${persona}`,
      regionPrefix: region,
      password: testPassword,
      personId: people[persona],
      mustChangePassword: false,
    });
  }
  return { ...place, orgs, people, posts };
}
