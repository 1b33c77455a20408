import type { Draft } from '#modules/documents/server';
import { conclusions, type InspectionDetail, inspectionKinds } from '../contract/index.ts';

/** Facts of the premises that a paper names. */
export interface PlaceOnPaper {
  name: string;
  address: string;
  uscc: string | null;
  responsiblePerson: string | null;
  manager: string | null;
  isDemo: boolean;
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
/** Wall-clock minute in Asia/Shanghai as papers state it: `2026-11-20T09:30`. */
export const localMinute = (instant: string): string => shanghai.format(new Date(instant)).replace(' ', 'T');

export const premisesOnPaper = (place: PlaceOnPaper) => ({
  name: place.name,
  address: place.address,
  uscc: place.uscc,
  responsiblePerson: place.responsiblePerson,
  manager: place.manager,
});

export const inspectorsOnPaper = (inspectors: InspectionDetail['inspectors']) =>
  inspectors.map((one) => ({ name: one.name, certificate: one.certificateNo }));

/** 消防监督检查记录 of a finished visit (令120第14条). Items that were not answered are 未查. */
export function inspectionRecordOf(
  visit: InspectionDetail,
  place: PlaceOnPaper,
): Extract<Draft, { kind: 'INSPECTION_RECORD' }> {
  const answers = new Map(visit.answers.map((answer) => [answer.itemId, answer]));
  const groups = Map.groupBy(visit.checklist, (item) => item.groupName);
  return {
    kind: 'INSPECTION_RECORD',
    data: {
      premises: premisesOnPaper(place),
      inspection: inspectionKinds[visit.kind].label,
      inspectedAt: { from: localMinute(visit.startedAt), to: visit.finishedAt ? localMinute(visit.finishedAt) : null },
      inspectors: inspectorsOnPaper(visit.inspectors),
      accompanying: visit.accompaniedBy,
      groups: [...groups].map(([name, items]) => ({
        name,
        items: items.map((item) => ({
          words: item.text,
          result: answers.get(item.id)?.result ?? 'NOT_CHECKED',
          note: answers.get(item.id)?.note,
        })),
      })),
      findings: visit.findings.map((finding) => ({
        place: finding.place,
        words: finding.description,
        basis: finding.basis,
        correction: finding.correctionMode,
        dueOn: finding.dueOn,
      })),
      conclusion: conclusions[visit.conclusion ?? 'QUALIFIED'].label,
      remarks: visit.remarks || null,
      demo: place.isDemo,
    },
  };
}
