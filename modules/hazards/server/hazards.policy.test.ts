import { describe, expect, it } from 'vitest';
import { permissionsOf, type Role } from '#modules/accounts/contract';
import type { Actor } from '#platform/server/work.ts';
import { allowedActions, type HazardFacts } from './hazards.policy.ts';

const keeper = 'body';
const actor = (role: Role, kind: string) =>
  ({
    accountId: 'a',
    role,
    permissions: new Set<string>(permissionsOf(role)),
    organisation: { id: keeper, kind },
    premisesId: null,
  }) as unknown as Actor;
const hazard = (nature: string): HazardFacts => ({
  status: 'REGISTERED',
  nature,
  orgId: keeper,
  premisesId: 'p',
  inspectionId: 'v',
  transferredFromOrgId: null,
  transferCount: 0,
  fixedByAccount: null,
  reopenOf: null,
  hasOpenExtension: false,
  extensionRequestedBy: null,
});

describe('urging the correction of a hazard', () => {
  it('is open to a department to which a finding of an administrative inspection was handed', () => {
    expect(allowedActions(hazard('ADMINISTRATIVE'), actor('DEPT_USER', 'INDUSTRY_DEPT'))).toContain('assignByOrg');
  });
  it('does not take the place of an order where the body can order', () => {
    expect(allowedActions(hazard('ADMINISTRATIVE'), actor('POLICE_USER', 'POLICE_STATION'))).not.toContain(
      'assignByOrg',
    );
    expect(allowedActions(hazard('SAFETY_VISIT'), actor('POLICE_USER', 'POLICE_STATION'))).toContain('assignByOrg');
  });
  it('is open to the brigade for what nobody has ordered: handed over by a township, or found again by a look-back', () => {
    const brigade = actor('FIRE_SUPERVISOR', 'FIRE_BRIGADE');
    expect(allowedActions(hazard('SAFETY_VISIT'), brigade)).toContain('assignByOrg');
    expect(allowedActions({ ...hazard('ADMINISTRATIVE'), inspectionId: null }, brigade)).toContain('assignByOrg');
    expect(allowedActions(hazard('ADMINISTRATIVE'), brigade)).not.toContain('assignByOrg');
  });
});
