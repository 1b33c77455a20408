import type { ReactNode } from 'react';
import {
  type Field,
  type FileGroup,
  fieldsOf,
  fileFacts,
  fileGroups,
  ownerships,
  type PremisesFile,
  type PremisesType,
  riskLevels,
} from '#modules/premises/contract';
import { type Fact, FactGrid } from '#platform/web/components/fact-grid.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { industryWords } from './premises-flags.tsx';
import { typesWords } from './premises-words.ts';

const withUnit = (value: number | null, unit: string) =>
  value === null ? null : `${value.toLocaleString('zh-CN')} ${unit}`;

function valueWords(field: Field, value: unknown): ReactNode {
  if (value === undefined || value === null) return null;
  if (field.kind === 'flag') return value ? t('是') : t('否');
  const label = (one: unknown) => t(field.choices?.find((choice) => choice.value === one)?.label ?? String(one));
  if (Array.isArray(value)) return value.map(label).join(t('、'));
  if (field.choices) return label(value);
  // A number without a unit is a year.
  return typeof value === 'number' && field.unit ? withUnit(value, t(field.unit)) : String(value);
}

const factOf = (file: PremisesFile, field: Field): Fact => ({
  label: t(field.label),
  value: valueWords(field, file.attributes[field.key]),
  isWide: field.kind === 'text' && (field.max ?? 0) > 300,
});

/** The facts of a file by group; what nobody asked of this place and nobody filled in is left out. */
export function PremisesFacts({ file }: { file: PremisesFile }) {
  const missing = new Set(file.missing.map((one) => one.field));
  const attributeFacts = (group: FileGroup) =>
    (fileFacts[group] ?? [])
      .filter((field) => file.attributes[field.key] !== undefined || missing.has(field.key))
      .map((field) => factOf(file, field));
  const own: Partial<Record<FileGroup, Fact[]>> = {
    basic: [
      { label: t('场所类别'), value: typesWords(file.types), isWide: file.types.length > 1 },
      { label: t('统一社会信用代码'), value: file.uscc },
      { label: t('行业主管部门'), value: industryWords(file.industry) },
      { label: t('列管机构'), value: file.supervisorName },
      { label: t('公安派出所'), value: file.policeName },
      { label: t('所属网格'), value: file.gridName },
      {
        label: t('所属区划'),
        value: file.regionName === file.townshipName ? file.townshipName : `${file.townshipName} ${file.regionName}`,
      },
      ...(file.riskLevel ? [{ label: t('风险等级'), value: t(riskLevels[file.riskLevel]) }] : []),
      { label: t('详细地址'), value: file.address, isWide: true },
      ...fieldsOf(file.types as PremisesType[]).map((field) => factOf(file, field)),
    ],
    people: [
      { label: t('员工数'), value: withUnit(file.staffCount, t('人')) },
      { label: t('最大容纳人数'), value: withUnit(file.peakOccupancy, t('人')) },
    ],
    building: [
      ...(file.buildingId
        ? [
            {
              label: t('所在建筑'),
              value: (
                <RecordLink to={`/premises/${file.countyCode}/${file.buildingId}`}>
                  {file.buildingName ?? t('查看建筑')}
                </RecordLink>
              ),
            },
            { label: t('所在楼层'), value: file.floor },
          ]
        : []),
      { label: t('建筑面积'), value: withUnit(file.floorArea, '㎡') },
      { label: t('建筑高度'), value: withUnit(file.height, t('米')) },
      { label: t('层数'), value: withUnit(file.storeys, t('层')) },
      ...(file.ownership ? [{ label: t('产权关系'), value: t(ownerships[file.ownership]) }] : []),
    ],
  };
  return (
    <>
      {(Object.keys(fileGroups) as FileGroup[]).map((group) => {
        const facts = [...(own[group] ?? []), ...attributeFacts(group)];
        return facts.length > 0 ? <FactGrid key={group} title={t(fileGroups[group])} facts={facts} /> : null;
      })}
    </>
  );
}
