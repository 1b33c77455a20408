import { z } from 'zod';
import powers from '#db/reference/organisations/powers.json' with { type: 'json' };
import { kindLabel } from './kinds.ts';

/** The seventeen acts of the power matrix. */
export const PowerAction = z.enum([
  'selfCheck',
  'gridPatrol',
  'safetyCheckOrg',
  'adminInspection',
  'orderImmediate',
  'orderDeadline',
  'tempSeal',
  'penalty',
  'stopThree',
  'majorHazardNotice',
  'listedSupervision',
  'interview',
  'openingPermit',
  'designReview',
  'fireCauseFinding',
  'keyUnitDesignation',
  'productQuality',
]);
export type PowerAction = z.infer<typeof PowerAction>;
export const powerActions = PowerAction.options;

/**
 * How far a body may go. `FULL` in its own name; `POLICE_SCOPE` only what the province assigned to police stations;
 * `DELEGATED` by a delegation or entrustment in force; `PROPOSE`, `ASSIST`, `FILING`, `TRANSFER` take part without
 * deciding; `NONE` not at all.
 */
export const PowerLimit = z.enum([
  'FULL',
  'POLICE_SCOPE',
  'DELEGATED',
  'PROPOSE',
  'ASSIST',
  'FILING',
  'TRANSFER',
  'NONE',
]);
export type PowerLimit = z.infer<typeof PowerLimit>;

export const Power = z.object({
  action: PowerAction,
  actionZh: z.string(),
  may: z.boolean(),
  limit: PowerLimit,
  reasonZh: z.string(),
  basis: z.string(),
});
export type Power = z.infer<typeof Power>;

export interface PowerHolder {
  kind: string;
  industry: string | null;
  /** Full code of the body's division: a government of a township is the township's column. */
  regionCode: string;
}
export interface PowerDelegation {
  action: string;
  legalBasis: string;
  documentNo: string;
  fromOn: string;
  toOn: string | null;
}

type Column = 'NFR' | 'POLICE_STATION' | 'TOWNSHIP' | 'INDUSTRY_DEPT' | 'GRID' | 'FIRE_STATION' | 'UNIT' | 'GOV';

/** Column of the matrix by kind; committees, service firms and monitoring centres have none. */
const columns: Record<string, Column | null> = {
  PEOPLES_GOVERNMENT: 'GOV',
  SUBDISTRICT_OFFICE: 'TOWNSHIP',
  DEV_ZONE_COMMITTEE: 'TOWNSHIP',
  FIRE_SAFETY_COMMITTEE: null,
  FSC_OFFICE: null,
  TOWN_FIRE_COMMITTEE: null,
  TOWN_FIRE_STATION_OFFICE: 'TOWNSHIP',
  EMERGENCY_DEPT: 'INDUSTRY_DEPT',
  NFRA: 'NFR',
  FIRE_CORPS: 'NFR',
  FIRE_DETACHMENT: 'NFR',
  FIRE_BRIGADE: 'NFR',
  FIRE_STATION: 'FIRE_STATION',
  POLICE_STATION: 'POLICE_STATION',
  INDUSTRY_DEPT: 'INDUSTRY_DEPT',
  GOV_FULLTIME_TEAM: 'FIRE_STATION',
  UNIT_FULLTIME_TEAM: 'UNIT',
  VOLUNTEER_TEAM: 'FIRE_STATION',
  MICRO_STATION_UNIT: 'UNIT',
  MICRO_STATION_COMMUNITY: 'FIRE_STATION',
  VILLAGE_COMMITTEE: 'GRID',
  PROPERTY_SERVICE: 'UNIT',
  TECH_SERVICE_ORG: null,
  MONITORING_CENTRE: null,
  PREMISES_UNIT: 'UNIT',
};

const rows = new Map(powers.actions.map((row) => [row.action as PowerAction, row]));
export const powerLabel = (action: string) => rows.get(action as PowerAction)?.zh ?? action;

/** The department that a cell of the industry column names. */
const namedDepartment: Record<string, { industry: string; label: string }> = {
  住建: { industry: 'HOUSING_URBAN_RURAL', label: '住房和城乡建设部门' },
  市场监管: { industry: 'MARKET_REGULATION', label: '市场监督管理部门' },
};

const isCommittee = (kind: string) =>
  kind === 'FIRE_SAFETY_COMMITTEE' || kind === 'FSC_OFFICE' || kind === 'TOWN_FIRE_COMMITTEE';
const isTownshipCode = (code: string) => code.slice(6, 9) !== '000';

/** Actions for which a body of this kind needs a delegation, so that the form offers no others. */
export const delegableActions = (holder: PowerHolder): PowerAction[] =>
  powerActions.filter((action) => cellOf(holder, action) === 'D');

function cellOf(holder: PowerHolder, action: PowerAction): string {
  const column =
    columns[holder.kind] === 'GOV' && isTownshipCode(holder.regionCode) ? 'TOWNSHIP' : columns[holder.kind];
  return column ? (rows.get(action)?.[column] ?? '-') : '-';
}

/** A delegation that is in force on the day, both ends included. */
export const isInForce = (delegation: { fromOn: string; toOn: string | null }, day: string) =>
  delegation.fromOn <= day && (delegation.toOn === null || delegation.toOn >= day);

/**
 * Whether a body may do an act in its own name on a day: the power matrix by its kind, and for what may be delegated
 * (行政处罚法20、24) the delegations in force on that day. Who of its people acts, and with which certificate, is
 * another question.
 */
export function powerOf(
  holder: PowerHolder,
  action: PowerAction,
  delegations: readonly PowerDelegation[],
  day: string,
): Power {
  const row = rows.get(action);
  const label = row?.zh ?? action;
  const kind = kindLabel(holder.kind);
  const answer = (may: boolean, limit: PowerLimit, reasonZh: string, basis = row?.basis ?? ''): Power => ({
    action,
    actionZh: label,
    may,
    limit,
    reasonZh,
    basis,
  });
  // 议事协调机构 supervise and interview members; they do not act towards premises.
  if (isCommittee(holder.kind))
    return action === 'interview'
      ? answer(true, 'FULL', `${kind}可以约谈。`)
      : answer(false, 'NONE', `${kind}是议事协调机构，不以自己名义办理“${label}”。`);
  const cell = cellOf(holder, action);
  switch (cell) {
    case 'Y':
      return answer(true, 'FULL', `${kind}可以办理“${label}”。`);
    case 'L':
      return answer(true, 'POLICE_SCOPE', `${kind}只能在派出所日常消防监督检查范围内办理“${label}”。`);
    case 'D': {
      const held = delegations.filter((one) => one.action === action);
      const running = held.find((one) => isInForce(one, day));
      if (running)
        return answer(
          true,
          'DELEGATED',
          `依${running.documentNo}赋权（委托）办理“${label}”。`,
          `${running.legalBasis}；${running.documentNo}`,
        );
      const later = held.filter((one) => one.fromOn > day).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))[0];
      const last = held
        .filter((one) => one.fromOn <= day)
        .sort((a, b) => ((a.toOn ?? '') > (b.toOn ?? '') ? -1 : 1))[0];
      return answer(
        false,
        'NONE',
        later
          ? `“${label}”的赋权自 ${later.fromOn} 起生效，目前不能办理。`
          : last
            ? `“${label}”的赋权已于 ${last.toOn} 到期，请移送消防救援机构。`
            : `${kind}未经依法赋权或委托，不能办理“${label}”，请移送消防救援机构。`,
      );
    }
    case 'P':
      return answer(false, 'PROPOSE', `${kind}只能提请“${label}”，由有权机关决定。`);
    case 'A':
      return answer(false, 'ASSIST', `${kind}协助办理“${label}”，不能自行决定。`);
    case 'R':
      return answer(false, 'FILING', `${kind}接受“${label}”的备案。`);
    case 'T':
      return answer(false, 'TRANSFER', `“${label}”应移送主管部门办理。`);
    case 'N':
      return answer(false, 'NONE', `${kind}不得办理“${label}”。`);
    default: {
      const named = namedDepartment[cell];
      if (named && holder.industry === named.industry)
        return answer(true, 'FULL', `${named.label}可以办理“${label}”。`);
      return answer(false, 'NONE', named ? `“${label}”由${named.label}办理。` : `“${label}”不是${kind}的职责。`);
    }
  }
}
