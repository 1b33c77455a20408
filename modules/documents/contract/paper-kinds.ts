import type { PaperKind } from './paper-data.ts';

export interface PaperKindFacts {
  label: string;
  /** 文书简称 in the number: 海消限改〔2026〕第0034号. */
  numberWord: string;
  /** The head of the body approves before it is issued (documents.json signersZh). */
  needsApproval: boolean;
  /** An act of enforcement: only a competent body issues it, with two certified officers. */
  isEnforcement: boolean;
  /** Must reach the addressee; clocks start with service. */
  isServed: boolean;
  /** Numbered and kept among the papers of the body; otherwise printed from its record whenever it is wanted. */
  isFiled: boolean;
}

/** What the law says of each kind of paper (domain/data/documents.json; 令120第14、19、20、29-33条). */
export const paperKinds: Record<PaperKind, PaperKindFacts> = {
  INSPECTION_RECORD: {
    label: '消防监督检查记录',
    numberWord: '检记',
    needsApproval: false,
    isEnforcement: true,
    isServed: false,
    isFiled: true,
  },
  ORDER_IMMEDIATE: {
    label: '责令立即改正通知书',
    numberWord: '立改',
    needsApproval: false,
    isEnforcement: true,
    isServed: true,
    isFiled: true,
  },
  ORDER_DEADLINE: {
    label: '责令限期改正通知书',
    numberWord: '限改',
    needsApproval: true,
    isEnforcement: true,
    isServed: true,
    isFiled: true,
  },
  REINSPECTION: {
    label: '复查意见',
    numberWord: '复查',
    needsApproval: false,
    isEnforcement: true,
    isServed: true,
    isFiled: true,
  },
  POLICE_RECORD: {
    label: '派出所日常消防监督检查记录',
    numberWord: '消检记',
    needsApproval: false,
    isEnforcement: true,
    isServed: false,
    isFiled: true,
  },
  POLICE_ORDER: {
    label: '责令改正通知书（派出所）',
    numberWord: '消改',
    needsApproval: false,
    isEnforcement: true,
    isServed: true,
    isFiled: true,
  },
  SAFETY_VISIT_RECORD: {
    label: '消防安全走访（检查服务）记录',
    numberWord: '',
    needsApproval: false,
    isEnforcement: false,
    isServed: false,
    isFiled: false,
  },
  TASK_TRANSFER: {
    label: '隐患抄告（移送）单',
    numberWord: '移送',
    needsApproval: false,
    isEnforcement: false,
    isServed: true,
    isFiled: true,
  },
};

export const serviceMethods = {
  DIRECT: { label: '直接送达' },
  LEAVE: { label: '留置送达' },
  MAIL: { label: '邮寄送达' },
  ELECTRONIC: { label: '电子送达' },
  PUBLIC: { label: '公告送达' },
} as const;
export type ServiceMethod = keyof typeof serviceMethods;
