import { createKeyUnitService } from '#modules/premises/server';
import { type Actor, type Environment, workAs } from '#platform/server/work.ts';
import type { Random } from './random.ts';

/** The brigade confirms what the criteria propose; a handful stay on its desk, a few were not followed. */
export async function decideKeyUnits(environment: Environment, actor: Actor, countyCode: string, random: Random) {
  await workAs(environment, actor, async (work) => {
    const keyUnits = createKeyUnitService(work);
    const proposals = [];
    for (let cursor: string | undefined; ; ) {
      const page = await keyUnits.list({
        regionCode: `${countyCode}000000`,
        status: 'PROPOSED',
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      proposals.push(...page.items);
      if (!page.next) break;
      cursor = page.next;
    }
    for (const proposal of proposals) {
      const verdict = random.weighted({ confirm: 74, wait: 18, refuse: 8 });
      if (verdict === 'wait') continue;
      await keyUnits.decide({
        countyCode,
        id: proposal.id,
        isConfirmed: verdict === 'confirm',
        reason: verdict === 'confirm' ? '符合界定标准，列为消防安全重点单位' : '现场核实规模与申报不符，暂不列入',
      });
    }
  });
}
