import { Form } from 'antd';
import type { ChecklistItem, CorrectionMode, Finding, InspectionDetail } from '#modules/inspections/contract';
import { Field } from '#platform/web/components/field.tsx';
import type { FileRef } from '#platform/web/components/file-list.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSession } from '#platform/web/session.ts';
import { BodyPicker } from './body-picker.tsx';
import { modesOf, modeWords, severityWords } from './inspection-words.ts';
import { inspectionsApi } from './inspections.client.ts';

type Values = {
  place: string;
  description: string;
  correctionMode: CorrectionMode;
  dueOn?: string;
  dueReason?: string;
  transferToOrgId?: string;
  photos?: FileRef[];
};

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function ModeFields({ visit }: { visit: InspectionDetail }) {
  const mode = Form.useWatch('correctionMode') as CorrectionMode | undefined;
  const dueOn = Form.useWatch('dueOn') as string | undefined;
  const own = useSession().actor.orgId;
  const { correction } = visit;
  if (mode === 'DEADLINE')
    return (
      <>
        <Field
          name="dueOn"
          label={t('改正期限')}
          kind="day"
          isRequired
          earliest={dayAfter(visit.inspectedOn, 1)}
          help={
            correction &&
            (correction.needsCheck
              ? t('按平台默认天数（工作日）推算，本地尚未设定，可按改正难易调整')
              : t('按{source}（工作日）推算，可按改正难易调整', { source: correction.source }))
          }
        />
        {correction && dueOn && dueOn > dayAfter(visit.inspectedOn, correction.reasonBeyondDays) && (
          <Field
            name="dueReason"
            label={t('期限超过 {n} 日的理由', { n: correction.reasonBeyondDays })}
            kind="long-text"
            rows={2}
            isRequired
            max={300}
          />
        )}
      </>
    );
  if (mode === 'TRANSFER')
    return (
      <Field
        name="transferToOrgId"
        label={t('移送给')}
        kind="own"
        isRequired
        control={<BodyPicker countyCode={visit.countyCode} exceptId={own} />}
      />
    );
  return null;
}

/** A finding of the visit: where, what is wrong, photos, and how it is to be corrected. */
export function FindingForm(props: {
  visit: InspectionDetail;
  item: ChecklistItem | undefined;
  /** The finding to change; absent for a new one. */
  finding?: Finding | undefined;
  onClose: () => void;
  onSaved: (finding: Finding) => void;
}) {
  const { visit, item, finding } = props;
  const offered = item && visit.correction?.dueOn[item.severity];
  const initial: Partial<Values> = finding
    ? {
        place: finding.place,
        description: finding.description,
        correctionMode: finding.correctionMode,
        photos: finding.photos,
        ...(finding.dueOn ? { dueOn: finding.dueOn } : {}),
        ...(finding.dueReason ? { dueReason: finding.dueReason } : {}),
        ...(finding.transferToOrgId ? { transferToOrgId: finding.transferToOrgId } : {}),
      }
    : {
        ...(item ? { correctionMode: item.correctionMode } : {}),
        ...(offered ? { dueOn: offered } : {}),
      };
  return (
    <FormDrawer<Values>
      isOpen={item !== undefined}
      title={finding ? t('修改隐患') : t('记录隐患')}
      draftKey={`finding.${visit.id}.${finding?.id ?? item?.id ?? ''}`}
      initial={initial}
      submitLabel={t('保存隐患')}
      onClose={props.onClose}
      onSubmit={async (values, id) => {
        const saved = await inspectionsApi.saveFinding.call({
          countyCode: visit.countyCode,
          inspectionId: visit.id,
          finding: {
            id: finding?.id ?? id,
            itemId: item?.id ?? '',
            place: values.place,
            description: values.description,
            correctionMode: values.correctionMode,
            dueOn: values.correctionMode === 'DEADLINE' ? (values.dueOn ?? null) : null,
            dueReason: values.dueReason ?? null,
            transferToOrgId: values.correctionMode === 'TRANSFER' ? (values.transferToOrgId ?? null) : null,
            photoIds: (values.photos ?? []).map((photo) => photo.id),
            ...(finding ? { version: finding.version } : {}),
          },
        });
        props.onSaved(saved as Finding);
      }}
    >
      {item && (
        <div className="finding-item">
          <p>{item.text}</p>
          {item.standard && <p className="soft">{t('标准：{words}', { words: item.standard })}</p>}
          <p className="soft">
            {item.basis} · {severityWords(item.severity)}
          </p>
        </div>
      )}
      <Field
        name="photos"
        label={t('现场照片')}
        kind="photos"
        isCameraFirst
        isRequired={item?.photoRequired ?? false}
        place={{ regionCode: visit.regionCode, premisesId: visit.premisesId }}
      />
      <Field name="place" label={t('部位')} isRequired max={100} placeholder={t('如：2号楼二层东侧疏散通道')} />
      <Field
        name="description"
        label={t('问题描述')}
        kind="long-text"
        isRequired
        max={500}
        placeholder={t('如：堆放纸箱，净宽不足 0.9 米')}
      />
      <Field
        name="correctionMode"
        label={t('改正方式')}
        kind="radio"
        isRequired
        options={modesOf(visit.nature).map((mode) => ({ value: mode, label: modeWords(mode, visit.nature) }))}
      />
      <ModeFields visit={visit} />
    </FormDrawer>
  );
}
