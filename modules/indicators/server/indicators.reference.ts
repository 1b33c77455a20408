import shipped from '#db/reference/indicators/indicators.json' with { type: 'json' };
import type { ReferenceData } from '#platform/server/module.ts';
import { Indicator } from '../contract/index.ts';
import { createIndicatorStore } from './indicators.store.ts';

export const shippedIndicators: readonly Indicator[] = shipped.indicators.map((one) => Indicator.parse(one));
/** Edition of the definitions; frozen figures name it. */
export const ruleVersion = shipped.edition;

export const indicatorReference: ReferenceData = {
  edition: `indicators ${shipped.edition} ${shippedIndicators.length}`,
  load: (work) => createIndicatorStore(work).replaceShipped(shippedIndicators, '望火楼'),
};
