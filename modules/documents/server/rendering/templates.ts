import type { CompletePaper, PaperKind } from '../../contract/paper-data.ts';
import { inspectionRecord, policeRecord } from './papers/inspection-record.ts';
import { orderDeadline, orderImmediate, policeOrder } from './papers/orders.ts';
import { reinspection } from './papers/reinspection.ts';
import { safetyVisitRecord } from './papers/safety-visit-record.ts';
import { taskTransfer } from './papers/task-transfer.ts';
import type { Sheet } from './sheet.ts';

type DataOf<K extends PaperKind> = Extract<CompletePaper, { kind: K }>['data'];

export interface PaperTemplate<K extends PaperKind> {
  zh: string;
  /** `needsCheck`: the words are ours, after the law; compare them with the form in force in the region. */
  confidence: 'certain' | 'needsCheck';
  source: string;
  /** Version n is entry n-1. A version that issued papers stays for ever, so that they render as they did. */
  versions: readonly ((data: DataOf<K>) => Sheet)[];
}

export const paperTemplates: { readonly [K in PaperKind]: PaperTemplate<K> } = {
  INSPECTION_RECORD: {
    zh: '消防监督检查记录',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》（公安部令第107号公布、第120号修改）第十四条',
    versions: [inspectionRecord],
  },
  ORDER_IMMEDIATE: {
    zh: '责令立即改正通知书',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》第十九条；《中华人民共和国消防法》第五十三条、第五十四条',
    versions: [orderImmediate],
  },
  ORDER_DEADLINE: {
    zh: '责令限期改正通知书',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》第十九条、第二十条；《中华人民共和国消防法》第五十三条、第五十四条',
    versions: [orderDeadline],
  },
  REINSPECTION: {
    zh: '消防监督检查复查意见书',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》第二十条',
    versions: [reinspection],
  },
  POLICE_RECORD: {
    zh: '公安派出所日常消防监督检查记录',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》第二十九条至第三十三条；《中华人民共和国消防法》第五十三条',
    versions: [policeRecord],
  },
  POLICE_ORDER: {
    zh: '责令改正通知书（公安派出所）',
    confidence: 'needsCheck',
    source: '《消防监督检查规定》第三十三条；《中华人民共和国消防法》第五十三条、第五十四条',
    versions: [policeOrder],
  },
  SAFETY_VISIT_RECORD: {
    zh: '消防安全走访（检查服务）记录',
    confidence: 'needsCheck',
    source: '国办发〔2024〕54号（不具备执法主体资格的不得实施行政检查）；国办发〔2017〕87号；平台约定',
    versions: [safetyVisitRecord],
  },
  TASK_TRANSFER: {
    zh: '隐患抄告（移送）单',
    confidence: 'needsCheck',
    source: '《消防安全责任制实施办法》（国办发〔2017〕87号）第十二条；平台约定',
    versions: [taskTransfer],
  },
};

/** Throws where the version was never issued. */
export function composeSheet({ kind, templateVersion, data }: CompletePaper): Sheet {
  const template = paperTemplates[kind];
  // The kind ties the template to its data, which the compiler cannot follow through a lookup.
  const compose = template.versions[templateVersion - 1] as ((data: CompletePaper['data']) => Sheet) | undefined;
  if (!compose) throw new Error(`《${template.zh}》没有第${templateVersion}版模板，请升级程序后再生成`);
  return compose(data);
}
