import {
  industryNames,
  type PremisesRow,
  type PremisesStatus,
  premisesStatuses,
  premisesTypes,
  riskLevels,
  supervisionClasses,
  typeName,
} from '#modules/premises/contract';
import type { StateValue } from '#platform/web/components/columns.tsx';
import type { Option } from '#platform/web/components/filters.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const options = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label: t(label) }));

export const typeOptions = (): Option[] => premisesTypes.map((type) => ({ value: type.id, label: t(type.name) }));
export const classOptions = () => options(supervisionClasses);
export const statusOptions = () => options(premisesStatuses);
export const riskOptions = () => options(riskLevels);
export const industryOptions = () => options(industryNames);

/** What can be given to many places at once. */
export const assignFields = (): Option[] => [
  { value: 'supervisorOrgId', label: t('列管机构') },
  { value: 'policeOrgId', label: t('公安派出所') },
  { value: 'gridWorkerPostId', label: t('网格员') },
  { value: 'gridId', label: t('所属网格') },
  { value: 'industry', label: t('行业主管部门') },
];

export const typesWords = (types: readonly string[]) => types.map((type) => t(typeName(type))).join(t('、'));

/** In use is the rest; what is closed or gone is grey, because nothing is known of it any more. */
const statusTone: Record<PremisesStatus, Tone> = {
  OPERATING: 'plain',
  SUSPENDED: 'unknown',
  CLOSED: 'unknown',
  DEMOLISHED: 'unknown',
  UNDER_CONSTRUCTION: 'active',
};
export const statusState = (status: PremisesStatus): StateValue => ({
  words: t(premisesStatuses[status]),
  tone: statusTone[status],
});

/** A file with gaps waits for somebody; a whole one is as filled in, not as verified. */
export const completenessTone = (percent: number): Tone => (percent < 80 ? 'due' : 'plain');

export const premisesPath = (row: Pick<PremisesRow, 'countyCode' | 'id'>) => `/premises/${row.countyCode}/${row.id}`;
