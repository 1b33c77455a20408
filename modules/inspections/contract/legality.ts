import type { PaperKind } from '#modules/documents/contract';
import { type InspectionKind, inspectionKinds, kindsOfBody, type Nature, uncappedKinds } from './inspection-kinds.ts';

/** What the legality guard looks at before a visit. */
export interface LegalityFacts {
  /** null: the premises' own account. */
  body: { kind: string; name: string; power: { may: boolean; limit: string; reason: string; basis: string } } | null;
  kind: InspectionKind;
  officers: readonly { name: string; certificateNo: string | null; problem: string | null }[];
  /** The premises is on the list of the police station that visits. */
  isInPoliceScope: boolean;
  /** Visits of this body here in this year that count, and the cap of the division; null where none is set. */
  frequency: { done: number; cap: number | null; source: string | null };
}

export interface LegalityDecision {
  nature: Nature;
  /** Why, one sentence each, with the article where there is one. */
  reasons: { text: string; basis: string | null }[];
  /** Papers that this body may issue from this visit. */
  papers: PaperKind[];
  /** The visit may not begin at all. */
  refusal: string | null;
}

const enforcementPapers: PaperKind[] = [
  'INSPECTION_RECORD',
  'ORDER_IMMEDIATE',
  'ORDER_DEADLINE',
  'REINSPECTION',
  'TASK_TRANSFER',
];

/** A police station writes its own record and orders in one notice; it has no papers of the brigade (令120第29-33条). */
const policePapers: PaperKind[] = ['POLICE_RECORD', 'POLICE_ORDER', 'REINSPECTION', 'TASK_TRANSFER'];

/**
 * The legality guard: decides before a visit whether it is an administrative inspection, a safety visit or a
 * self-check, says why, and which papers may follow.
 *
 * Sources: 消防法53; 令120第14条 (two officers); 行政处罚法20、24、42; 国办发〔2024〕54号 (competent bodies, frequency cap).
 */
export function decideLegality(facts: LegalityFacts): LegalityDecision {
  const { body, kind, officers, frequency } = facts;
  const allowed = kindsOfBody(body?.kind ?? null);
  if (!allowed.includes(kind))
    return {
      nature: body ? 'SAFETY_VISIT' : 'SELF_CHECK',
      reasons: [],
      papers: [],
      refusal: `${body?.name ?? '单位'}不开展“${inspectionKinds[kind].label}”，请在${allowed.map((one) => `“${inspectionKinds[one].label}”`).join('、')}中选择。`,
    };
  if (!body)
    return {
      nature: 'SELF_CHECK',
      reasons: [{ text: '本单位人员检查本单位，属于单位自查，不产生执法文书。', basis: '消防法16' }],
      papers: [],
      refusal: null,
    };
  const visit = (text: string, basis: string | null): LegalityDecision => ({
    nature: 'SAFETY_VISIT',
    reasons: [
      { text, basis },
      { text: '本次为安全走访：可以宣传、提醒、督促整改和移送，不得责令、查封、处罚。', basis: '国办发〔2024〕54号' },
    ],
    papers: ['SAFETY_VISIT_RECORD', 'TASK_TRANSFER'],
    refusal: null,
  });
  if (!body.power.may) return visit(body.power.reason, body.power.basis);
  if (body.power.limit === 'POLICE_SCOPE' && !facts.isInPoliceScope)
    return visit('该场所不在本派出所日常消防监督检查范围内。', '令120第3、29条');
  const problems = officers.filter((officer) => officer.problem);
  const certified = officers.length - problems.length;
  if (certified < 2)
    return visit(
      `行政检查须有两名以上持有效执法证件的人员，本次只有 ${certified} 名${problems.length ? `（${problems.map((one) => `${one.name}${one.problem}`).join('；')}）` : ''}。`,
      '令120第14条；行政处罚法42',
    );
  if (problems.length)
    return {
      nature: 'ADMINISTRATIVE',
      reasons: [],
      papers: [],
      refusal: `${problems.map((one) => `${one.name}${one.problem}`).join('；')}，不能作为行政检查人员。请从检查人员中移除后再开始。`,
    };
  if (frequency.cap !== null && frequency.done >= frequency.cap && !uncappedKinds.includes(kind))
    return visit(
      `今年已对该单位作行政检查 ${frequency.done} 次，达到年度频次上限 ${frequency.cap} 次；举报核查、复查等法定检查不受此限。`,
      frequency.source ?? '国办发〔2024〕54号',
    );
  return {
    nature: 'ADMINISTRATIVE',
    reasons: [
      { text: `${body.name}依法开展消防监督检查。${body.power.reason}`, basis: body.power.basis },
      { text: `检查人员 ${certified} 名，执法证件均在有效期内。`, basis: '令120第14条；行政处罚法42' },
      {
        text: uncappedKinds.includes(kind)
          ? `“${inspectionKinds[kind].label}”不计入年度频次。`
          : frequency.cap === null
            ? '本地未设置年度行政检查频次上限。'
            : `今年第 ${frequency.done + 1} 次，未超过年度频次上限 ${frequency.cap} 次。`,
        basis: frequency.source ?? '国办发〔2024〕54号',
      },
    ],
    papers: body.kind === 'POLICE_STATION' ? policePapers : enforcementPapers,
    refusal: null,
  };
}
