import { createTemplateService } from '#modules/bulletins/server';
import type { Facts } from '#modules/indicators/server';
import { type Environment, workAs } from '#platform/server/work.ts';
import type { Member } from '../staff.ts';

/** The prefecture's committee office keeps its own 火灾形势通报: changes with one decimal, as its speech told them. */
export const keepOwnTemplate = (environment: Environment, facts: Facts, office: Member) =>
  workAs(environment, office.actor, async (work) => {
    const templates = createTemplateService(facts);
    const { template } = await templates.read(work, { id: 'FIRE_SITUATION' });
    await templates.save(work, {
      template: {
        ...template,
        changeDecimals: 1,
        recipients: '各县（市、区）人民政府，市消防安全委员会各成员单位',
      },
      version: 0,
      reason: '按本市通报习惯，同比保留一位小数；补充主送机关',
    });
  });
