import type { AccountService } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import { addDays } from '#modules/regions/contract';
import { createGridService } from '#modules/regions/server';
import { workAs, workAsSystem } from '#platform/server/work.ts';
import { createNames } from '../people-names.ts';
import type { Random } from '../random.ts';
import { type Applicants, addingBodies, type Body, createStaffing, type Member, openAccounts } from '../staff.ts';
import { at, type Timeline } from '../timeline.ts';

export const county = '110108';
const regionCode = `${county}000000`;
/** 学院路街道 and the community of the east campus, in which the extract lies. */
export const street = '110108010000';
export const campus = '110108010019';

const departments = [
  ['EDUCATION', '教育委员会', '教委', '教', 'jiaoyu'],
  ['CULTURE_TOURISM', '文化和旅游局', '文旅局', '文', 'wenlv'],
  ['COMMERCE', '商务局', '商务局', '商', 'shangwu'],
  ['HEALTH', '卫生健康委员会', '卫健委', '卫', 'weijian'],
  ['HOUSING_URBAN_RURAL', '住房和城乡建设委员会', '住建委', '建', 'zhujian'],
  ['CIVIL_AFFAIRS', '民政局', '民政局', '民', undefined],
  ['MARKET_REGULATION', '市场监督管理局', '市场监管局', '市监', undefined],
  ['EMERGENCY', '应急管理局', '应急局', '应急', undefined],
] as const;

export interface HaidianTeam {
  brigade: Body;
  chief: Member;
  supervisors: Member[];
  office: Member;
  street: Body;
  streetStaff: Member[];
  officers: Member[];
  gridWorker: Member;
  departments: Map<string, { body: Body; officer: Member }>;
}

/** Bodies of 海淀区 for the places of the extract; the people are invented. */
export async function settleHaidian(
  timeline: Timeline,
  accounts: AccountService,
  random: Random,
): Promise<HaidianTeam> {
  const { environment, daysAgo, today } = timeline;
  const names = createNames(random);
  const applicants: Applicants = [];
  const fromOn = daysAgo(700);
  const certificate = { validFrom: daysAgo(700), validTo: addDays(today, 900) };

  timeline.moveTo(at(daysAgo(120), '09:00'));
  const { government, admin } = await workAsSystem(environment, '00', async (work) => {
    const organisations = createOrganisationService(work);
    const add = addingBodies(organisations);
    const hire = createStaffing(organisations, names, applicants);
    const city = await add({
      regionCode: '110000000000',
      kind: 'PEOPLES_GOVERNMENT',
      name: '北京市人民政府',
      shortName: '市政府',
    });
    const corps = await add({
      parentId: city.id,
      regionCode: '110000000000',
      kind: 'FIRE_CORPS',
      name: '北京市消防救援总队',
      shortName: '消防总队',
      paperPrefix: '京消',
    });
    await hire(corps, { title: '总队领导', role: 'PROVINCE_LEADER', fromOn, username: 'shiling' });
    const own = await add({
      parentId: city.id,
      regionCode,
      kind: 'PEOPLES_GOVERNMENT',
      name: '北京市海淀区人民政府',
      shortName: '海淀区政府',
      paperPrefix: '海政',
    });
    const { actor } = await hire(own, { title: '系统管理员', role: 'SYS_ADMIN', fromOn, username: 'guanli' });
    await openAccounts(work, accounts, applicants);
    return { government: own, admin: actor };
  });

  const team = await workAs(environment, admin, async (work): Promise<HaidianTeam> => {
    const organisations = createOrganisationService(work);
    const add = addingBodies(organisations);
    const hire = createStaffing(organisations, names, applicants);
    const under = { parentId: government.id, regionCode };
    const brigade = await add({
      ...under,
      kind: 'FIRE_BRIGADE',
      name: '海淀区消防救援支队',
      shortName: '海淀支队',
      paperPrefix: '海消',
    });
    const chief = await hire(brigade, { title: '支队长', role: 'FIRE_CHIEF', fromOn, username: 'dadui', certificate });
    const supervisors: Member[] = [];
    for (const username of ['jiandu', 'jiandu2', 'jiandu3'])
      supervisors.push(
        await hire(brigade, { title: '防火监督员', role: 'FIRE_SUPERVISOR', fromOn, username, certificate }),
      );
    const committee = await add({
      ...under,
      kind: 'FIRE_SAFETY_COMMITTEE',
      name: '海淀区消防安全委员会',
      shortName: '区消安委',
    });
    const officeBody = await add({
      parentId: committee.id,
      regionCode,
      kind: 'FSC_OFFICE',
      name: '海淀区消防安全委员会办公室',
      shortName: '区消安办',
      paperPrefix: '海消安办',
    });
    const office = await hire(officeBody, {
      title: '消安办副主任',
      role: 'COMMITTEE_OFFICE',
      fromOn,
      username: 'xiaoanban',
    });
    await hire(government, { title: '副区长（分管消防）', role: 'COUNTY_LEADER', fromOn, username: 'xianling' });
    await hire(government, { title: '审计员', role: 'AUDITOR', fromOn, username: 'shenji' });
    const sector = new Map<string, { body: Body; officer: Member }>();
    for (const [industry, name, shortName, paper, username] of departments) {
      const body = await add({
        ...under,
        kind: 'INDUSTRY_DEPT',
        industry,
        name: `北京市海淀区${name}`,
        shortName,
        paperPrefix: `海${paper}`,
      });
      sector.set(industry, {
        body,
        officer: await hire(body, {
          title: '消防工作联络员',
          role: 'DEPT_USER',
          fromOn,
          ...(username ? { username } : {}),
        }),
      });
      await organisations.addMember({ committeeId: committee.id, memberId: body.id, position: '成员单位', fromOn });
    }
    const policeOffice = await add({
      ...under,
      kind: 'INDUSTRY_DEPT',
      industry: 'PUBLIC_SECURITY',
      name: '北京市公安局海淀分局',
      shortName: '海淀分局',
      paperPrefix: '海公',
    });
    await hire(policeOffice, { title: '消防工作联络员', role: 'DEPT_USER', fromOn });
    const streetBody = await add({
      ...under,
      regionCode: street,
      kind: 'SUBDISTRICT_OFFICE',
      name: '海淀区人民政府学院路街道办事处',
      shortName: '学院路街道',
      paperPrefix: '海学',
    });
    const streetStaff = [
      await hire(streetBody, { title: '消防工作站站长', role: 'TOWN_USER', fromOn, username: 'jiedao' }),
      await hire(streetBody, { title: '消防专干', role: 'TOWN_USER', fromOn }),
    ];
    for (const [code, name] of [
      ['110108017000', '清河街道'],
      ['110108024000', '东升地区'],
    ] as const) {
      const body = await add({
        ...under,
        regionCode: code,
        kind: 'SUBDISTRICT_OFFICE',
        name: `海淀区人民政府${name}办事处`,
        shortName: name,
        paperPrefix: `海${name.slice(0, 1)}`,
      });
      await hire(body, { title: '消防专干', role: 'TOWN_USER', fromOn });
    }
    const station = await add({
      parentId: policeOffice.id,
      regionCode: street,
      kind: 'POLICE_STATION',
      name: '北京市公安局海淀分局学院路派出所',
      shortName: '学院路派出所',
      paperPrefix: '海公学',
    });
    const officers = [
      await hire(station, { title: '消防民警', role: 'POLICE_USER', fromOn, username: 'paichusuo', certificate }),
      await hire(station, { title: '社区民警', role: 'POLICE_USER', fromOn, certificate }),
    ];
    const community = await add({
      parentId: streetBody.id,
      regionCode: campus,
      kind: 'VILLAGE_COMMITTEE',
      name: '中国农业大学东校区社区居委会',
      shortName: '农大东区社区',
    });
    const grid = await createGridService(work).add({
      regionCode: campus,
      code: `${campus}001`,
      name: '农大东区社区第1网格',
      polygon: null,
    });
    const gridWorker = await hire(community, {
      title: '网格员（第1网格）',
      role: 'GRID_WORKER',
      fromOn,
      gridId: grid.id,
      username: 'wangge',
    });
    return {
      brigade,
      chief,
      supervisors,
      office,
      street: streetBody,
      streetStaff,
      officers,
      gridWorker,
      departments: sector,
    };
  });
  await workAsSystem(environment, county, (work) => openAccounts(work, accounts, applicants));
  return team;
}
