import { type PaperDetail, paperKinds } from '#modules/documents/contract';
import type { Fact } from '#platform/web/components/fact-grid.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { serviceOptions } from './paper-words.ts';

/** What is known of a paper beside its text. */
export function paperFacts(paper: PaperDetail): Fact[] {
  const facts: Fact[] = [
    { label: t('文号'), value: paper.number, missing: t('签发时编号') },
    { label: t('单位'), value: paper.premisesName },
    { label: t('制作机构'), value: paper.orgName },
    { label: t('制作时间'), value: dateWords(paper.draftedAt) },
  ];
  if (paper.approvedAt)
    facts.push({ label: t('审批'), value: `${paper.approvedBy ?? ''} ${dateWords(paper.approvedAt)}` });
  if (paper.issuedAt) facts.push({ label: t('签发'), value: `${paper.issuedBy ?? ''} ${dateWords(paper.issuedAt)}` });
  if (paperKinds[paper.kind].isServed && (paper.status !== 'VOID' || paper.servedAt)) {
    facts.push({ label: t('送达'), value: paper.servedAt && dateWords(paper.servedAt), missing: t('尚未送达') });
    if (paper.servedAt) {
      facts.push({
        label: t('送达方式'),
        value: serviceOptions.find((option) => option.value === paper.serviceMethod)?.label,
      });
      facts.push({ label: t('签收人'), value: paper.serviceReceiver });
      if (paper.serviceNote) facts.push({ label: t('送达备注'), value: paper.serviceNote });
    }
  }
  if (paper.voidAt) {
    facts.push({ label: t('作废'), value: `${paper.voidBy ?? ''} ${dateWords(paper.voidAt)}` });
    facts.push({ label: t('作废理由'), value: paper.voidReason });
  }
  return facts;
}
