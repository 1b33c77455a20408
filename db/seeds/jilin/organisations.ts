import type { AccountService } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import { addDays } from '#modules/regions/contract';
import { type Actor, type Work, workAs, workAsSystem } from '#platform/server/work.ts';
import type { Names } from '../people-names.ts';
import { type Applicants, addingBodies, type Body, createStaffing, type Member, openAccounts } from '../staff.ts';
import { at, type Timeline } from '../timeline.ts';
import type { Township } from '../townships.ts';
import { type County, city } from './places.ts';

/** Since when this world is in use: before the year that its speech tells of. */
export const firstDay = '2020-11-02';
const since = '2020-11-01';
const regionCode = `${city}00000000`;

/** Sign-ins of counties: leaders of four, everybody of 龙潭区. */
const leaders: Readonly<Record<string, string>> = {
  '220202': 'changyi',
  '220203': 'longtan',
  '220221': 'yongji',
  '220283': 'shulan',
};
const signedIn = '220203';
const signedInTownship = '220203100';

export interface TownshipTeam extends Township {
  government: Body;
  staff: Member;
  officer: Member;
}
export interface CountyTeam {
  county: County;
  brigade: Body;
  chief: Member;
  supervisors: Member[];
  office: Member;
  education: { body: Body; officer: Member };
  townships: TownshipTeam[];
}
export interface JilinTeam {
  /** Committee office of the prefecture. */
  office: Member;
  counties: CountyTeam[];
}

/** Sets up province, prefecture and its counties: bodies, people, posts, certificates and accounts. */
export async function settleJilin(setting: {
  timeline: Timeline;
  accounts: AccountService;
  names: Names;
  counties: readonly County[];
}): Promise<JilinTeam> {
  const { timeline, accounts, names, counties } = setting;
  const { environment, today } = timeline;
  const applicants: Applicants = [];
  const certificate = { validFrom: since, validTo: addDays(today, 900) };
  const open = () => workAsSystem(environment, '00', (work) => openAccounts(work, accounts, applicants));

  timeline.moveTo(at(firstDay, '09:00'));
  const above = await workAsSystem(environment, '00', (work) => settlePrefecture(work, names, applicants, certificate));
  await open();
  const teams: CountyTeam[] = [];
  for (const county of counties) {
    timeline.moveTo(at(firstDay, '10:00'));
    teams.push(
      await workAs(environment, above.admin, (work) =>
        settleCounty(work, county, { names, applicants, certificate, government: above.government }),
      ),
    );
  }
  await open();
  return { office: above.office, counties: teams };
}

type Certificate = { validFrom: string; validTo: string };

async function settlePrefecture(
  work: Work,
  names: Names,
  applicants: Applicants,
  certificate: Certificate,
): Promise<{ government: Body; admin: Actor; office: Member }> {
  const organisations = createOrganisationService(work);
  const hire = createStaffing(organisations, names, applicants);
  const add = addingBodies(organisations);
  const province = await add({
    regionCode: '220000000000',
    kind: 'PEOPLES_GOVERNMENT',
    name: '吉林省人民政府',
    shortName: '省政府',
  });
  const corps = await add({
    parentId: province.id,
    regionCode: '220000000000',
    kind: 'FIRE_CORPS',
    name: '吉林省消防救援总队',
    shortName: '省消防总队',
    paperPrefix: '吉消',
  });
  await hire(corps, { title: '总队领导', role: 'PROVINCE_LEADER', fromOn: since, username: 'shengling' });
  const government = await add({
    parentId: province.id,
    regionCode,
    kind: 'PEOPLES_GOVERNMENT',
    name: '吉林市人民政府',
    shortName: '市政府',
    paperPrefix: '吉市政',
  });
  await hire(government, {
    title: '副市长（分管消防）',
    role: 'CITY_LEADER',
    fromOn: since,
    username: 'shiling',
  });
  const { actor: admin } = await hire(government, {
    title: '系统管理员',
    role: 'SYS_ADMIN',
    fromOn: since,
    username: 'guanli',
  });
  await hire(government, { title: '审计员', role: 'AUDITOR', fromOn: since, username: 'shenji' });
  const detachment = await add({
    parentId: government.id,
    regionCode,
    kind: 'FIRE_DETACHMENT',
    name: '吉林市消防救援支队',
    shortName: '市消防支队',
    paperPrefix: '吉市消',
  });
  await hire(detachment, { title: '支队长', role: 'FIRE_CHIEF', fromOn: since, username: 'zhidui', certificate });
  await hire(detachment, { title: '指挥中心接处警员', role: 'FIRE_COMMAND', fromOn: since, username: 'jiejing' });
  const committee = await add({
    parentId: government.id,
    regionCode,
    kind: 'FIRE_SAFETY_COMMITTEE',
    name: '吉林市消防安全委员会',
    shortName: '市消安委',
  });
  const officeBody = await add({
    parentId: committee.id,
    regionCode,
    kind: 'FSC_OFFICE',
    name: '吉林市消防安全委员会办公室',
    shortName: '市消安办',
    paperPrefix: '吉市消安办',
  });
  const office = await hire(officeBody, {
    title: '消安办专职副主任',
    role: 'COMMITTEE_OFFICE',
    fromOn: since,
    username: 'xiaoanban',
  });
  return { government, admin, office };
}

async function settleCounty(
  work: Work,
  county: County,
  setting: { names: Names; applicants: Applicants; certificate: Certificate; government: Body },
): Promise<CountyTeam> {
  const { certificate } = setting;
  const organisations = createOrganisationService(work);
  const hire = createStaffing(organisations, setting.names, setting.applicants);
  const add = addingBodies(organisations);
  const { code, name, paperWord, isZone } = county.plan;
  const own = { regionCode: `${code}000000` };
  const isSignedIn = code === signedIn;
  const as = (username: string) => (isSignedIn ? { username } : {});
  const word = `吉${paperWord}`;

  const government = await add({
    ...own,
    parentId: setting.government.id,
    kind: isZone ? 'DEV_ZONE_COMMITTEE' : 'PEOPLES_GOVERNMENT',
    name: `吉林市${name}${isZone ? '管理委员会' : '人民政府'}`,
    shortName: isZone ? `${name}管委会` : `${name}政府`,
    paperPrefix: `${word}政`,
  });
  const leader = leaders[code];
  await hire(government, {
    title: isZone ? '管委会副主任（分管消防）' : `副${name.at(-1)}长（分管消防）`,
    role: 'COUNTY_LEADER',
    fromOn: since,
    ...(leader ? { username: leader } : {}),
  });
  const under = { ...own, parentId: government.id };
  const brigade = await add({
    ...under,
    kind: 'FIRE_BRIGADE',
    name: `${name}消防救援大队`,
    shortName: `${name}大队`,
    paperPrefix: `${word}消`,
  });
  const chief = await hire(brigade, {
    title: '大队长',
    role: 'FIRE_CHIEF',
    fromOn: since,
    certificate,
    ...as('dadui'),
  });
  const supervisors = [
    await hire(brigade, { title: '防火监督员1', role: 'FIRE_SUPERVISOR', fromOn: since, certificate, ...as('jiandu') }),
    await hire(brigade, {
      title: '防火监督员2',
      role: 'FIRE_SUPERVISOR',
      fromOn: since,
      certificate,
      ...as('jiandu2'),
    }),
  ];
  const committee = await add({
    ...under,
    kind: 'FIRE_SAFETY_COMMITTEE',
    name: `${name}消防安全委员会`,
    shortName: `${name}消安委`,
  });
  const officeBody = await add({
    ...under,
    parentId: committee.id,
    kind: 'FSC_OFFICE',
    name: `${name}消防安全委员会办公室`,
    shortName: `${name}消安办`,
    paperPrefix: `${word}消安办`,
  });
  const office = await hire(officeBody, {
    title: '消安办副主任',
    role: 'COMMITTEE_OFFICE',
    fromOn: since,
    ...as('quxiaoanban'),
  });
  const department = async (industry: string, words: string, username: string) => {
    const body = await add({
      ...under,
      kind: 'INDUSTRY_DEPT',
      industry,
      name: `${name}${words}`,
      shortName: words,
      paperPrefix: `${word}${words.slice(0, 1)}`,
    });
    const officer = await hire(body, { title: '消防工作联络员', role: 'DEPT_USER', fromOn: since, ...as(username) });
    await organisations.addMember({
      committeeId: committee.id,
      memberId: body.id,
      position: '成员单位',
      fromOn: since,
    });
    return { body, officer };
  };
  const education = await department('EDUCATION', '教育局', 'jiaoyu');
  await department('EMERGENCY', '应急管理局', 'yingji');
  const security = await department('PUBLIC_SECURITY', '公安分局', 'gongan');

  const townships: TownshipTeam[] = [];
  for (const township of county.demoTownships) {
    const isSubdistrict = township.name.endsWith('街道');
    const body = await add({
      parentId: government.id,
      regionCode: township.code,
      kind: isSubdistrict ? 'SUBDISTRICT_OFFICE' : 'PEOPLES_GOVERNMENT',
      name: isSubdistrict
        ? `${government.name.replace(/^吉林市/, '')}${township.name}办事处`
        : `${name}${township.name}人民政府`,
      shortName: township.name,
      paperPrefix: `${word}${township.paperWord}`,
    });
    const police = await add({
      parentId: security.body.id,
      regionCode: township.code,
      kind: 'POLICE_STATION',
      name: `${name}公安分局${township.name.replace(/镇$|街道$/, '')}派出所`,
      shortName: `${township.name.replace(/镇$|街道$/, '')}派出所`,
      paperPrefix: `${word}公${township.paperWord}`,
    });
    const has = (username: string) => (township.prefix === signedInTownship ? { username } : {});
    townships.push({
      ...township,
      government: body,
      staff: await hire(body, {
        title: '消防工作站站长',
        role: 'TOWN_USER',
        fromOn: since,
        ...has(township.pinyin),
      }),
      officer: await hire(police, {
        title: '消防民警',
        role: 'POLICE_USER',
        fromOn: since,
        certificate,
        ...has('paichusuo'),
      }),
    });
  }
  return { county, brigade, chief, supervisors, office, education, townships };
}
