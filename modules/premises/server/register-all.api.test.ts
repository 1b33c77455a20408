import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { createRegistrationService } from './file/registration.service.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const place = (name: string, more: object = {}) => ({
  id: uuidv7(),
  regionCode: world.haining.village,
  name,
  address: '许村镇庄湾村 1 组 2 号',
  types: ['HOTEL' as const],
  responsiblePerson: { name: '张三' },
  ...more,
});
const registerAll = (given: ReturnType<typeof place>[], extra?: { isDemo: boolean }) =>
  workAsSystem(world.environment, world.haining.code, (work) =>
    createRegistrationService(work).registerAll(given, extra),
  );

describe('registering many places at once', () => {
  it('leaves what registering them one by one leaves', async () => {
    const client = await world.as('supervisor');
    const one = await client.premises.register(place('甲旅馆'));
    const [id] = await registerAll([place('乙旅馆', { attributes: { guestRooms: 60, beds: 90 } }), place('丙旅馆')], {
      isDemo: true,
    });
    const many = await client.premises.get({ countyCode: world.haining.code, id: id as string });
    const kinds = (file: typeof one) => file.holders.map((holder) => holder.kind);
    expect(kinds(many)).toEqual(kinds(one));
    expect(many).toMatchObject({
      isDemo: true,
      isCrowded: true,
      supervisorOrgId: one.supervisorOrgId,
      policeOrgId: one.policeOrgId,
      industry: one.industry,
    });
    expect(many.proposal?.direction).toBe('DESIGNATE');
    expect((await client.premises.history({ countyCode: world.haining.code, id: id as string })).items).toHaveLength(1);
  });

  it('writes none of them where one is wrong', async () => {
    const good = place('丁旅馆');
    await expect(registerAll([good, place('戊旅馆', { buildingId: uuidv7() })])).rejects.toThrow('没有所选的建筑');
    await expect(
      (await world.as('supervisor')).premises.get({ countyCode: world.haining.code, id: good.id }),
    ).rejects.toThrow('没有这个单位');
  });
});
