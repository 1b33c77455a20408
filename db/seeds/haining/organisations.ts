import type { AccountService } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import { addDays } from '#modules/regions/contract';
import { createGridService } from '#modules/regions/server';
import { type Actor, type Work, workAs, workAsSystem } from '#platform/server/work.ts';
import { createNames, type Names } from '../people-names.ts';
import type { Random } from '../random.ts';
import { type Applicants, addingBodies, type Body, createStaffing, type Member, openAccounts } from '../staff.ts';
import { at, type Timeline } from '../timeline.ts';
import type { Township, Village } from '../townships.ts';
import { county } from './places.ts';

const regionCode = `${county.code}000000`;

/** Sector departments of the city that sit on its committee, with the username of their officer. */
const departments: readonly {
  industry: string;
  name: string;
  short: string;
  paper: string;
  username?: string;
  isVacant?: true;
}[] = [
  { industry: 'EDUCATION', name: '教育局', short: '教育局', paper: '教', username: 'jiaoyu' },
  { industry: 'CIVIL_AFFAIRS', name: '民政局', short: '民政局', paper: '民', username: 'minzheng' },
  { industry: 'HOUSING_URBAN_RURAL', name: '住房和城乡建设局', short: '住建局', paper: '建', username: 'zhujian' },
  { industry: 'CULTURE_TOURISM', name: '文化和广电旅游体育局', short: '文旅局', paper: '文', username: 'wenlv' },
  { industry: 'COMMERCE', name: '商务局', short: '商务局', paper: '商', username: 'shangwu' },
  { industry: 'HEALTH', name: '卫生健康局', short: '卫健局', paper: '卫', username: 'weijian' },
  { industry: 'MARKET_REGULATION', name: '市场监督管理局', short: '市场监管局', paper: '市监', username: 'shichang' },
  { industry: 'EMERGENCY', name: '应急管理局', short: '应急局', paper: '应急', username: 'yingji' },
  { industry: 'PUBLIC_SECURITY', name: '公安局', short: '公安局', paper: '公', username: 'gongan' },
  { industry: 'ETHNIC_RELIGIOUS', name: '民族宗教事务局', short: '民宗局', paper: '民宗', username: 'minzong' },
  { industry: 'NATURAL_RESOURCES', name: '自然资源和规划局', short: '资规局', paper: '资规' },
  { industry: 'DEVELOPMENT_REFORM', name: '发展和改革局', short: '发改局', paper: '发改' },
  { industry: 'FINANCE', name: '财政局', short: '财政局', paper: '财' },
  { industry: 'INDUSTRY_IT', name: '经济和信息化局', short: '经信局', paper: '经信', username: 'jingxin' },
  { industry: 'TRANSPORT', name: '交通运输局', short: '交通局', paper: '交', username: 'jiaotong' },
  { industry: 'POSTAL', name: '邮政管理局', short: '邮政局', paper: '邮', isVacant: true },
  { industry: 'AGRICULTURE', name: '农业农村局', short: '农业农村局', paper: '农', username: 'nongye' },
  { industry: 'HUMAN_RESOURCES', name: '人力资源和社会保障局', short: '人社局', paper: '人社' },
  { industry: 'JUSTICE', name: '司法局', short: '司法局', paper: '司' },
  { industry: 'CITY_MANAGEMENT', name: '综合行政执法局', short: '综合执法局', paper: '综执', username: 'zongzhi' },
  { industry: 'CIVIL_DEFENCE', name: '人民防空办公室', short: '人防办', paper: '人防' },
  { industry: 'POLITICAL_LEGAL', name: '委政法委员会', short: '政法委', paper: '政法' },
];

export interface Grid {
  id: string;
  name: string;
  worker: Member;
}
export interface VillageTeam extends Village {
  body: Body;
  grids: Grid[];
}
export interface TownshipTeam extends Omit<Township, 'villages'> {
  government: Body;
  police: Body;
  /** Fire staff of the township. */
  staff: Member[];
  /** Duty officer of its fire station. */
  watch: Member;
  officers: Member[];
  villages: VillageTeam[];
}
export interface HainingTeam {
  admin: Actor;
  government: Body;
  brigade: Body;
  office: Body;
  chief: Member;
  deputy: Member;
  /** In order: four with valid certificates, one whose certificate runs out soon, one whose certificate has run out. */
  supervisors: Member[];
  officeStaff: Member;
  departments: Map<string, { body: Body; officer: Member | undefined }>;
  townships: TownshipTeam[];
}

export interface Settling {
  timeline: Timeline;
  accounts: AccountService;
  random: Random;
  townships: readonly Township[];
}

/** Sets up province, city, county, townships and villages: bodies, people, posts, certificates, grids and accounts. */
export async function settleHaining({ timeline, accounts, random, townships }: Settling): Promise<HainingTeam> {
  const { environment, daysAgo, today } = timeline;
  const names = createNames(random.fork('people'));
  const applicants: Applicants = [];
  const years = (before: number) => daysAgo(before * 365);
  const valid = { validFrom: years(2), validTo: addDays(today, 900) };

  timeline.moveTo(at(daysAgo(390), '09:00'));
  const { government, admin } = await workAsSystem(environment, '00', async (work) => {
    const made = await settleAbove(work, names, years(3), applicants);
    await openAccounts(work, accounts, applicants);
    return made;
  });

  timeline.moveTo(at(daysAgo(390), '09:30'));
  const countyTeam = await workAs(environment, admin, async (work) => {
    const organisations = createOrganisationService(work);
    const hire = createStaffing(organisations, names, applicants);
    const add = addingBodies(organisations);
    const under = { parentId: government.id, regionCode };

    const committee = await add({
      ...under,
      kind: 'FIRE_SAFETY_COMMITTEE',
      name: '海宁市消防安全委员会',
      shortName: '市消安委',
    });
    const office = await add({
      ...under,
      parentId: committee.id,
      kind: 'FSC_OFFICE',
      name: '海宁市消防安全委员会办公室',
      shortName: '市消安办',
      paperPrefix: '海消安办',
    });
    const brigade = await add({
      ...under,
      kind: 'FIRE_BRIGADE',
      name: '海宁市消防救援大队',
      shortName: '消防大队',
      paperPrefix: '海消',
      phone: '057300000119',
    });
    const chief = await hire(brigade, {
      title: '大队长',
      role: 'FIRE_CHIEF',
      fromOn: years(2),
      username: 'dadui',
      certificate: valid,
    });
    const deputy = await hire(brigade, {
      title: '副大队长',
      role: 'FIRE_CHIEF',
      fromOn: years(2),
      username: 'fudadui',
      certificate: valid,
    });
    const supervisors: Member[] = [];
    for (const [index, validTo] of [
      valid.validTo,
      valid.validTo,
      valid.validTo,
      valid.validTo,
      addDays(today, 38),
      daysAgo(25),
    ].entries())
      supervisors.push(
        await hire(brigade, {
          title: `防火监督员${index + 1}`,
          role: 'FIRE_SUPERVISOR',
          fromOn: years(2),
          username: index ? `jiandu${index + 1}` : 'jiandu',
          certificate: { validFrom: years(3), validTo },
        }),
      );
    await hire(brigade, { title: '法制审核员', role: 'FIRE_LEGAL_REVIEWER', fromOn: years(2), username: 'fazhi' });
    await hire(brigade, { title: '接处警员', role: 'FIRE_COMMAND', fromOn: years(2), username: 'jiejing' });
    const clerk = await hire(brigade, {
      title: '防火监督员（受理窗口）',
      role: 'FIRE_SUPERVISOR',
      fromOn: years(2),
      certificate: valid,
    });
    const officeStaff = await hire(office, {
      title: '消安办专职副主任',
      role: 'COMMITTEE_OFFICE',
      fromOn: years(2),
      username: 'xiaoanban',
    });
    await hire(government, {
      title: '副市长（分管消防）',
      role: 'COUNTY_LEADER',
      fromOn: years(2),
      username: 'xianling',
    });
    await hire(government, { title: '审计员', role: 'AUDITOR', fromOn: years(2), username: 'shenji' });

    const stationOf = (prefix: string) => `${prefix}000`;
    for (const [index, [name, prefix]] of (
      [
        ['硖石', '330481001'],
        ['许村', '330481101'],
        ['尖山', '330481108'],
      ] as const
    ).entries()) {
      const station = await add({
        parentId: brigade.id,
        regionCode: stationOf(prefix),
        kind: 'FIRE_STATION',
        name: `海宁市${name}消防救援站`,
        shortName: `${name}站`,
      });
      await hire(station, {
        title: '站长',
        role: 'STATION_USER',
        fromOn: years(2),
        ...(index ? {} : { username: 'zhanzhang' }),
      });
    }

    const sector = new Map<string, { body: Body; officer: Member | undefined }>();
    for (const { industry, name, short, paper, username, isVacant } of departments) {
      const body = await add({
        ...under,
        kind: 'INDUSTRY_DEPT',
        industry,
        name: industry === 'POLITICAL_LEGAL' ? '中共海宁市委政法委员会' : `海宁市${name}`,
        shortName: short,
        paperPrefix: `海${paper}`,
      });
      const officer = isVacant
        ? undefined
        : await hire(body, {
            title: '消防工作联络员',
            role: 'DEPT_USER',
            fromOn: years(2),
            ...(username ? { username } : {}),
          });
      sector.set(industry, { body, officer });
    }
    await organisations.addMember({
      committeeId: committee.id,
      memberId: brigade.id,
      position: '副主任单位',
      fromOn: years(2),
    });
    for (const { body } of sector.values())
      await organisations.addMember({
        committeeId: committee.id,
        memberId: body.id,
        position: '成员单位',
        fromOn: years(2),
      });
    return { committee, office, brigade, chief, deputy, supervisors, clerk, officeStaff, departments: sector };
  });

  timeline.moveTo(at(daysAgo(389), '09:00'));
  const teams: TownshipTeam[] = [];
  for (const township of townships)
    teams.push(
      await workAs(environment, admin, (work) =>
        settleTownship(work, township, {
          names,
          applicants,
          government,
          committee: countyTeam.committee,
          police: (countyTeam.departments.get('PUBLIC_SECURITY') as { body: Body }).body,
          since: years(2),
          valid,
        }),
      ),
    );

  await workAsSystem(environment, county.code, (work) => openAccounts(work, accounts, applicants));

  // The window has been empty for some weeks, and one township's fire post changed hands half a year ago.
  timeline.plan(at(daysAgo(47), '16:00'), () =>
    workAs(environment, admin, (work) =>
      createOrganisationService(work).relieve({
        postId: countyTeam.clerk.postId,
        lastDay: daysAgo(47),
        handoverNote: '调离，岗位待补充',
      }),
    ),
  );
  const changed = teams[2]?.watch;
  if (changed)
    timeline.plan(at(daysAgo(183), '10:00'), () =>
      workAs(environment, admin, async (work) => {
        const organisations = createOrganisationService(work);
        const personId = await organisations.addPerson({
          regionPrefix: teams[2]?.prefix ?? '',
          name: names.name(),
          phone: names.phone(),
        });
        await organisations.appoint({
          postId: changed.postId,
          personId,
          fromOn: daysAgo(183),
          handoverNote: '台账、钥匙和未结隐患清单已移交',
        });
      }),
    );

  return { admin, government, ...countyTeam, townships: teams };
}

/** Province and city with their fire authorities and leaders, the county's government, and its administrator. */
async function settleAbove(work: Work, names: Names, fromOn: string, applicants: Applicants) {
  const organisations = createOrganisationService(work);
  const hire = createStaffing(organisations, names, applicants);
  const add = addingBodies(organisations);
  const province = await add({
    regionCode: '330000000000',
    kind: 'PEOPLES_GOVERNMENT',
    name: '浙江省人民政府',
    shortName: '省政府',
  });
  const corps = await add({
    parentId: province.id,
    regionCode: '330000000000',
    kind: 'FIRE_CORPS',
    name: '浙江省消防救援总队',
    shortName: '省消防总队',
    paperPrefix: '浙消',
  });
  await hire(corps, { title: '总队领导', role: 'PROVINCE_LEADER', fromOn, username: 'shengling' });
  const city = await add({
    parentId: province.id,
    regionCode: '330400000000',
    kind: 'PEOPLES_GOVERNMENT',
    name: '嘉兴市人民政府',
    shortName: '嘉兴市政府',
  });
  const detachment = await add({
    parentId: city.id,
    regionCode: '330400000000',
    kind: 'FIRE_DETACHMENT',
    name: '嘉兴市消防救援支队',
    shortName: '嘉兴支队',
    paperPrefix: '嘉消',
  });
  await hire(detachment, { title: '支队领导', role: 'CITY_LEADER', fromOn, username: 'shiling' });
  const government = await add({
    parentId: city.id,
    regionCode,
    kind: 'PEOPLES_GOVERNMENT',
    name: '海宁市人民政府',
    shortName: '海宁市政府',
    paperPrefix: '海政',
  });
  const { actor: admin } = await hire(government, {
    title: '系统管理员',
    role: 'SYS_ADMIN',
    fromOn,
    username: 'guanli',
  });
  return { government, admin };
}

interface TownshipSetting {
  names: Names;
  applicants: Applicants;
  government: Body;
  committee: Body;
  police: Body;
  since: string;
  valid: { validFrom: string; validTo: string };
}

/** 许村镇 holds delegated powers in this world; the number says that it is invented. */
const delegated = {
  prefix: '330481101',
  documentNo: '海政演示〔2025〕1号',
  basis: '行政处罚法第二十四条（演示数据，非真实文件）',
};
/** Villages with drawn grids. */
const drawnTownships: readonly string[] = ['330481002', '330481101'];

async function settleTownship(work: Work, township: Township, setting: TownshipSetting): Promise<TownshipTeam> {
  const { names, applicants, since, valid } = setting;
  const organisations = createOrganisationService(work);
  const grids = createGridService(work);
  const hire = createStaffing(organisations, names, applicants);
  const add = addingBodies(organisations);
  const { code, name, prefix, pinyin, paperWord } = township;
  const isSubdistrict = name.endsWith('街道');
  const under = { parentId: setting.government.id, regionCode: code };
  const government = await add({
    ...under,
    kind: isSubdistrict ? 'SUBDISTRICT_OFFICE' : 'PEOPLES_GOVERNMENT',
    name: isSubdistrict ? `海宁市人民政府${name}办事处` : `海宁市${name}人民政府`,
    shortName: name,
    paperPrefix: `海${paperWord}`,
  });
  const station = await add({
    parentId: government.id,
    regionCode: code,
    kind: 'TOWN_FIRE_STATION_OFFICE',
    name: `${name}消防工作站`,
    shortName: `${name}消防站`,
  });
  const townCommittee = await add({
    parentId: government.id,
    regionCode: code,
    kind: 'TOWN_FIRE_COMMITTEE',
    name: `${name}消防安全委员会`,
    shortName: `${name}消安委`,
  });
  const police = await add({
    parentId: setting.police.id,
    regionCode: code,
    kind: 'POLICE_STATION',
    name: `海宁市公安局${name.replace(/镇$|街道$/, '')}派出所`,
    shortName: `${name.replace(/镇$|街道$/, '')}派出所`,
    paperPrefix: `海公${paperWord}`,
  });

  const isDelegated = prefix === delegated.prefix;
  const certificate = isDelegated ? { certificate: valid } : {};
  const staff = [
    await hire(government, {
      title: '消防工作站站长',
      role: 'TOWN_USER',
      fromOn: since,
      username: pinyin,
      ...certificate,
    }),
    await hire(government, { title: '消防专干', role: 'TOWN_USER', fromOn: since, ...certificate }),
  ];
  const watch = await hire(station, { title: '工作站值班员', role: 'TOWN_USER', fromOn: since });
  const officers = [
    await hire(police, {
      title: '消防民警',
      role: 'POLICE_USER',
      fromOn: since,
      username: isDelegated ? 'paichusuo' : `${pinyin}pcs`,
      certificate: valid,
    }),
    await hire(police, { title: '社区民警', role: 'POLICE_USER', fromOn: since, certificate: valid }),
  ];
  if (isDelegated)
    for (const action of ['adminInspection', 'orderImmediate', 'orderDeadline'])
      await organisations.delegate({
        orgId: government.id,
        action,
        legalBasis: delegated.basis,
        documentNo: delegated.documentNo,
        fromOn: since,
      });
  await organisations.addMember({
    committeeId: setting.committee.id,
    memberId: government.id,
    position: '成员单位',
    fromOn: since,
  });
  // The last township has not yet registered who sits on its committee: a gap that the screens show.
  if (prefix !== '330481112')
    for (const [member, position] of [
      [government, '主任单位'],
      [police, '副主任单位'],
    ] as const)
      await organisations.addMember({ committeeId: townCommittee.id, memberId: member.id, position, fromOn: since });

  const villages: VillageTeam[] = [];
  for (const [index, village] of township.villages.entries()) {
    const body = await add({
      parentId: government.id,
      regionCode: village.code,
      kind: 'VILLAGE_COMMITTEE',
      name: `${name}${village.name}`,
      shortName: village.short,
    });
    const isLarge = township.premises > 150 && index % 3 === 0;
    const drawn = drawnTownships.includes(prefix) && index < 4;
    const own: Grid[] = [];
    for (let number = 1; number <= (isLarge || drawn ? 2 : 1); number++) {
      const grid = await grids.add({
        regionCode: village.code,
        code: `${village.code}${String(number).padStart(3, '0')}`,
        name: `${village.short}第${number}网格`,
        polygon: drawn ? halfBox(village.centre, number) : null,
      });
      const username = index === 1 ? (number > 1 ? undefined : isDelegated ? 'wangge' : `${pinyin}wg`) : undefined;
      own.push({
        id: grid.id,
        name: grid.name,
        worker: await hire(body, {
          title: `网格员（第${number}网格）`,
          role: 'GRID_WORKER',
          fromOn: since,
          gridId: grid.id,
          ...(username ? { username } : {}),
        }),
      });
    }
    villages.push({ ...village, body, grids: own });
  }
  return { ...township, government, police, staff, watch, officers, villages };
}

/** West or east half of a box of about 600 metres around the village. */
function halfBox([lng, lat]: readonly [number, number], half: number) {
  const [west, east] = half === 1 ? [lng - 0.0032, lng] : [lng, lng + 0.0032];
  const [south, north] = [lat - 0.0028, lat + 0.0028];
  return {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
