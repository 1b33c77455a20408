import { type PaperKind, type PaperStatus, paperKinds, paperStates, serviceMethods } from '#modules/documents/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const tones: Record<PaperStatus, Tone> = {
  DRAFT: 'plain',
  PENDING_APPROVAL: 'due',
  ISSUED: 'due',
  SERVED: 'verified',
  VOID: 'unknown',
};
const short: Record<PaperStatus, string> = {
  DRAFT: '草稿',
  PENDING_APPROVAL: '待审批',
  ISSUED: '待送达',
  SERVED: '已送达',
  VOID: '已作废',
};

/** Papers that nobody has to be served with end with their issue. */
export const paperState = (paper: {
  status: PaperStatus;
  kind: PaperKind;
  returnedAt: string | null;
}): { words: string; tone: Tone } =>
  paper.status === 'DRAFT' && paper.returnedAt
    ? { words: t('已退回，待修改'), tone: 'due' }
    : paper.status === 'ISSUED' && !paperKinds[paper.kind].isServed
      ? { words: t('已签发'), tone: 'verified' }
      : { words: t(short[paper.status]), tone: tones[paper.status] };

export const paperName = (kind: PaperKind): string => t(paperKinds[kind].label);
export const paperStatusOptions = (Object.keys(paperStates) as PaperStatus[]).map((value) => ({
  value,
  label: t(short[value]),
  tone: tones[value],
}));
export const paperKindOptions = (Object.keys(paperKinds) as PaperKind[])
  .filter((kind) => paperKinds[kind].isFiled)
  .map((value) => ({
    value,
    label: paperName(value),
  }));
export const serviceOptions = Object.entries(serviceMethods).map(([value, { label }]) => ({ value, label: t(label) }));
