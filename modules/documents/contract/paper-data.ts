/** What a paper says, as data. Built by the module that decides; rendered by `documents`, never changed afterwards. */
import { z } from 'zod';

/** Local calendar day of the issuing organisation, `2026-11-20`. */
const day = z.iso.date();
/** Wall-clock minute of the issuing organisation, `2026-11-20T09:30`: papers state local time, without an offset. */
const minute = z.iso
  .datetime({ local: true, precision: -1 })
  .refine((text) => !text.endsWith('Z'), '请填写当地时间，如 2026-11-20T09:30');
const words = z.string().trim().min(1);
/** Not known when the paper is made: prints as an empty field or a line to fill in by hand. */
const blank = words.nullish();

export const PaperKind = z.enum([
  'INSPECTION_RECORD',
  'ORDER_IMMEDIATE',
  'ORDER_DEADLINE',
  'REINSPECTION',
  'POLICE_RECORD',
  'POLICE_ORDER',
  'SAFETY_VISIT_RECORD',
  'TASK_TRANSFER',
]);
export type PaperKind = z.infer<typeof PaperKind>;

export const PaperFormat = z.enum(['pdf', 'docx']);
export type PaperFormat = z.infer<typeof PaperFormat>;

export const PaperPremises = z.object({
  name: words,
  address: blank,
  /** 统一社会信用代码, printed as given (masked or not). */
  uscc: blank,
  responsiblePerson: blank,
  manager: blank,
  phone: blank,
});
export type PaperPremises = z.infer<typeof PaperPremises>;

export const PaperInspector = z.object({ name: words, certificate: blank });
export type PaperInspector = z.infer<typeof PaperInspector>;

/** `from` and `to` in local wall-clock minutes; `to` is empty while the visit goes on. */
export const PaperPeriod = z.object({ from: minute, to: minute.nullish() });
export type PaperPeriod = z.infer<typeof PaperPeriod>;

export const PaperCorrection = z.enum(['ON_SITE', 'IMMEDIATE', 'DEADLINE', 'TRANSFER']);
export type PaperCorrection = z.infer<typeof PaperCorrection>;

export const PaperFinding = z.object({
  place: blank,
  words,
  /** Legal basis as cited, e.g. 《中华人民共和国消防法》第二十八条. */
  basis: blank,
  correction: PaperCorrection,
  dueOn: day.nullish(),
  /** The hazard that it is kept as; not printed. */
  hazardId: z.uuid().nullish(),
});
export type PaperFinding = z.infer<typeof PaperFinding>;

export const PaperItemResult = z.enum(['PASS', 'FAIL', 'NOT_APPLICABLE', 'NOT_CHECKED']);
export type PaperItemResult = z.infer<typeof PaperItemResult>;

export const PaperChecklistGroup = z.object({
  name: words,
  items: z.array(z.object({ words, result: PaperItemResult, note: blank })).min(1),
});
export type PaperChecklistGroup = z.infer<typeof PaperChecklistGroup>;

export const PaperService = z.object({
  method: z.enum(['DIRECT', 'LEAVE', 'MAIL', 'ELECTRONIC', 'PUBLIC']).nullish(),
  receiver: blank,
  receivedAt: minute.nullish(),
});
export type PaperService = z.infer<typeof PaperService>;

/** Where the addressee may turn, as the paper must tell them. */
export const PaperRemedies = z.object({ reviewBody: words, court: words });
export type PaperRemedies = z.infer<typeof PaperRemedies>;

const common = {
  issuer: words,
  /** The whole number, e.g. 海消检记〔2026〕第0012号. */
  number: words,
  /** Day of the paper; also the date inside the file, so that it renders alike for ever. */
  date: day,
  remarks: blank,
  /** Prints a small 演示数据 watermark. */
  demo: z.boolean().default(false),
};
const inspectors = z.array(PaperInspector).min(2, '检查人员不得少于两人，请补充检查人员');

export const InspectionRecordData = z.object({
  ...common,
  premises: PaperPremises,
  /** Kind of inspection in words, e.g. 日常监督抽查（双随机）. */
  inspection: words,
  inspectedAt: PaperPeriod,
  inspectors,
  accompanying: blank,
  groups: z.array(PaperChecklistGroup).min(1),
  findings: z.array(PaperFinding),
  /** Overall result in words, e.g. 责令改正. */
  conclusion: words,
});
export type InspectionRecordData = z.infer<typeof InspectionRecordData>;

const order = {
  ...common,
  premises: PaperPremises,
  inspectedAt: PaperPeriod,
  inspectors,
  /** Telephone of the issuer. */
  contactPhone: blank,
  findings: z.array(PaperFinding).min(1),
  remedies: PaperRemedies,
  service: PaperService.default({}),
};

export const OrderImmediateData = z.object(order);
export type OrderImmediateData = z.infer<typeof OrderImmediateData>;

export const OrderDeadlineData = z.object({
  ...order,
  /** Last day for every finding that has no `dueOn` of its own. */
  deadline: day,
});
export type OrderDeadlineData = z.infer<typeof OrderDeadlineData>;

/** 公安派出所: one notice for what is to be corrected at once and by a day (令120第33条). */
export const PoliceOrderData = z.object(order);
export type PoliceOrderData = z.infer<typeof PoliceOrderData>;

/** REMOVED and MOVED_OUT: nothing was corrected, but the danger is gone; counted apart from 已改正. */
export const PaperReinspectionResult = z.enum(['CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REMOVED', 'MOVED_OUT']);
export type PaperReinspectionResult = z.infer<typeof PaperReinspectionResult>;

export const PaperReviewed = z.object({
  place: blank,
  words,
  basis: blank,
  result: PaperReinspectionResult,
  note: blank,
});
export type PaperReviewed = z.infer<typeof PaperReviewed>;

export const ReinspectionData = z.object({
  ...common,
  premises: PaperPremises,
  /** The order whose correction is checked. */
  order: z.object({ title: words, number: words, date: day, deadline: day.nullish() }),
  /** Day the premises asked for the visit; empty when the deadline ran out. */
  appliedOn: day.nullish(),
  inspectedAt: PaperPeriod,
  inspectors,
  accompanying: blank,
  findings: z.array(PaperReviewed).min(1),
  /** What follows for findings that are not corrected; a standing sentence when empty. */
  nextStep: blank,
});
export type ReinspectionData = z.infer<typeof ReinspectionData>;

export const TaskTransferData = z.object({
  ...common,
  to: words,
  premises: PaperPremises,
  /** How the sender learnt of it, e.g. 日常网格巡查. */
  source: words,
  /** Why the receiver is in charge, e.g. 《浙江省消防条例》第九条. */
  reason: blank,
  hazards: z.array(z.object({ place: blank, words, basis: blank, foundOn: day.nullish(), suggestion: blank })).min(1),
  feedbackDueOn: day.nullish(),
  attachments: z.array(words).default([]),
  contact: blank,
  contactPhone: blank,
});
export type TaskTransferData = z.infer<typeof TaskTransferData>;

/**
 * What a township, village, grid or micro-station leaves behind after a visit without enforcement power. It is printed
 * from the visit, bears no number, and never calls itself 消防监督检查记录 (国办发〔2024〕54号).
 */
export const SafetyVisitRecordData = z.object({
  ...common,
  number: z.string().default(''),
  premises: PaperPremises,
  /** Kind of visit in words, e.g. 网格巡查. */
  visit: words,
  visitedAt: PaperPeriod,
  visitors: z.array(PaperInspector).min(1, '请补充走访人员'),
  accompanying: blank,
  groups: z.array(PaperChecklistGroup),
  findings: z.array(PaperFinding),
  /** Earlier hazards that this visit looked at again. */
  reviewed: z.array(PaperReviewed).default([]),
  conclusion: words,
});
export type SafetyVisitRecordData = z.infer<typeof SafetyVisitRecordData>;

const templateVersion = z.int().min(1);

/** One paper of one version of its template: what is stored, hashed and rendered again. */
export const Paper = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('INSPECTION_RECORD'), templateVersion, data: InspectionRecordData }),
  z.object({ kind: z.literal('ORDER_IMMEDIATE'), templateVersion, data: OrderImmediateData }),
  z.object({ kind: z.literal('ORDER_DEADLINE'), templateVersion, data: OrderDeadlineData }),
  z.object({ kind: z.literal('REINSPECTION'), templateVersion, data: ReinspectionData }),
  z.object({ kind: z.literal('POLICE_RECORD'), templateVersion, data: InspectionRecordData }),
  z.object({ kind: z.literal('POLICE_ORDER'), templateVersion, data: PoliceOrderData }),
  z.object({ kind: z.literal('SAFETY_VISIT_RECORD'), templateVersion, data: SafetyVisitRecordData }),
  z.object({ kind: z.literal('TASK_TRANSFER'), templateVersion, data: TaskTransferData }),
]);
/** As a caller may write it: fields with a default may be left out. */
export type Paper = z.input<typeof Paper>;
export type PaperData = Paper['data'];
/** With every default filled in. */
export type CompletePaper = z.output<typeof Paper>;
