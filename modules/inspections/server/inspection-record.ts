import type { PaperReviewed, SafetyVisitRecordData } from '#modules/documents/contract';
import type { Draft } from '#modules/documents/server';
import { type Conclusion, conclusions, type InspectionDetail, inspectionKinds } from '../contract/index.ts';

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

/** The checklist with its answers; items that were not answered are 未查. */
function groupsOf(visit: InspectionDetail) {
  const answers = new Map(visit.answers.map((answer) => [answer.itemId, answer]));
  return [...Map.groupBy(visit.checklist, (item) => item.groupName)].map(([name, items]) => ({
    name,
    items: items.map((item) => ({
      words: item.text,
      result: answers.get(item.id)?.result ?? ('NOT_CHECKED' as const),
      note: answers.get(item.id)?.note,
    })),
  }));
}

const findingsOf = (visit: InspectionDetail) =>
  visit.findings.map((finding) => ({
    place: finding.place,
    words: finding.description,
    basis: finding.basis,
    correction: finding.correctionMode,
    dueOn: finding.dueOn,
    hazardId: finding.id,
  }));

const periodOf = (visit: InspectionDetail) => ({
  from: localMinute(visit.startedAt),
  to: visit.finishedAt ? localMinute(visit.finishedAt) : null,
});

/** A re-inspection finds no new hazards: it says what became of the old ones. */
export const conclusionWords = ({ kind }: Pick<InspectionDetail, 'kind'>, conclusion: Conclusion): string =>
  kind !== 'REINSPECTION' ? conclusions[conclusion].label : conclusion === 'QUALIFIED' ? '均已整改' : '仍有未整改';

/** 消防监督检查记录 of a finished visit (令120第14条), or the record of a police station (第33条). */
export function inspectionRecordOf(
  visit: InspectionDetail,
  place: PlaceOnPaper,
): Extract<Draft, { kind: 'INSPECTION_RECORD' | 'POLICE_RECORD' }> {
  return {
    kind: visit.guard.papers.includes('POLICE_RECORD') ? 'POLICE_RECORD' : 'INSPECTION_RECORD',
    data: {
      premises: premisesOnPaper(place),
      inspection: inspectionKinds[visit.kind].label,
      inspectedAt: periodOf(visit),
      inspectors: inspectorsOnPaper(visit.inspectors),
      accompanying: visit.accompaniedBy,
      groups: groupsOf(visit),
      findings: findingsOf(visit),
      conclusion: conclusionWords(visit, visit.conclusion ?? 'QUALIFIED'),
      remarks: visit.remarks || null,
      demo: place.isDemo,
    },
  };
}

/** 消防安全走访（检查服务）记录 of a finished visit without enforcement power. */
export const safetyVisitRecordOf = (
  visit: InspectionDetail,
  place: PlaceOnPaper,
  issuer: string,
  reviewed: PaperReviewed[],
): SafetyVisitRecordData => ({
  issuer,
  number: '',
  date: visit.inspectedOn,
  premises: premisesOnPaper(place),
  visit: inspectionKinds[visit.kind].label,
  visitedAt: periodOf(visit),
  visitors: inspectorsOnPaper(visit.inspectors),
  accompanying: visit.accompaniedBy,
  groups: groupsOf(visit),
  findings: findingsOf(visit),
  reviewed,
  conclusion: conclusionWords(visit, visit.conclusion ?? 'QUALIFIED'),
  remarks: visit.remarks || null,
  demo: place.isDemo,
});
