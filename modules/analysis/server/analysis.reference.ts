import shipped from '#db/reference/analysis/watch-rules.json' with { type: 'json' };
import { createDatedSettings } from '#platform/server/dated-settings.ts';
import type { ReferenceData } from '#platform/server/module.ts';
import { WatchRules, watchSettingKey } from '../contract/index.ts';

/** The product's own rules; what a division has set stands beside them and wins. */
export const analysisReference: ReferenceData = {
  edition: 'watch rules 1',
  load: (work) =>
    createDatedSettings<WatchRules>(work, watchSettingKey).replace(
      '00',
      shipped.rules.map((one) => WatchRules.parse(one)),
      '平台默认值',
      work.now,
    ),
};
