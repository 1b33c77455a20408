import { readFileSync } from 'node:fs';
import { createDatedSettings } from '#platform/server/dated-settings.ts';
import type { ReferenceData } from '#platform/server/module.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { type CorrectionPeriod, correctionSettingKey } from '../contract/index.ts';

interface SourceItem {
  id: string;
  group: string;
  itemZh: string;
  basis: string;
  severity: string;
  correctionMode: string;
  inspectors: string[];
  penaltyRefs: string[];
  majorHazardElements: string[];
  confidence: string;
  photoRequired: boolean;
}
interface Scope {
  premisesTypes: Record<string, string[]>;
  kinds: Record<string, string[]>;
  standards: Record<string, string>;
}

const read = <T>(name: string) =>
  JSON.parse(readFileSync(new URL(`../../../db/reference/inspections/${name}`, import.meta.url), 'utf8')) as T;

/** Version that new visits use; older visits keep the version they began with. */
export const currentChecklistVersion = 1;

/** The product's own correction periods; what a division has set stands beside them and wins. */
async function loadCorrectionPeriods(work: Work) {
  const { periods } = read<{ periods: CorrectionPeriod[] }>('correction-periods.json');
  await createDatedSettings<CorrectionPeriod>(work, correctionSettingKey).replace(
    '00',
    periods,
    '平台默认值',
    work.now,
  );
}

/** The 103 items with their scope, and the correction periods that are offered. */
export const inspectionsReference: ReferenceData = {
  edition: `checklist ${currentChecklistVersion}, correction 1`,
  async load(work) {
    await loadCorrectionPeriods(work);
    const { items } = read<{ items: SourceItem[] }>('checklist-items.json');
    const scope = read<Scope>('checklist-scope.json');
    const rows = items.map((item, position) => ({
      version: currentChecklistVersion,
      id: item.id,
      position,
      groupName: item.group,
      text: item.itemZh,
      basis: item.basis,
      standard: scope.standards[item.id] ?? null,
      severity: item.severity,
      correctionMode: item.correctionMode,
      inspectors: item.inspectors,
      premisesTypes: scope.premisesTypes[item.id] ?? [],
      kinds: scope.kinds[item.id] ?? [],
      penaltyRefs: item.penaltyRefs,
      majorHazardElements: item.majorHazardElements,
      photoRequired: item.photoRequired,
      confidence: item.confidence,
    }));
    const db = tablesOf<'inspections.checklistItem'>(work);
    await db.deleteFrom('inspections.checklistItem').where('version', '=', currentChecklistVersion).execute();
    await db.insertInto('inspections.checklistItem').values(rows).execute();
  },
};
