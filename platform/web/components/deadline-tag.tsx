import { dateWords, dayOf, deadlineWords } from '../days.ts';
import { t } from '../i18n/i18n.ts';
import { StateTag } from './state-tag.tsx';
import './tags.css';

/** A deadline in words (逾期3天 · 今天到期 · 剩2个工作日); a finished one shows only whether it was kept. */
export function DeadlineTag(props: {
  /** Day or instant. */
  due: string | null | undefined;
  workingDaysLeft?: number;
  /** Day or instant when the matter was finished. */
  doneOn?: string | null;
  /** Shows the date beside the words. */
  withDay?: boolean;
  now?: Date;
}) {
  if (!props.due) return <span className="soft">{t('无期限')}</span>;
  const day = props.due.length > 10 ? dayOf(props.due) : props.due;
  const { words, tone } = props.doneOn
    ? deadlineWords(props.due, dayOf(props.doneOn)).tone === 'overdue'
      ? { words: t('逾期完成'), tone: 'overdue' as const }
      : { words: t('按期完成'), tone: 'verified' as const }
    : deadlineWords(props.due, dayOf(props.now ?? new Date()), props.workingDaysLeft);
  return (
    <span className="deadline-tag" title={t('期限 {date}', { date: dateWords(props.due) })}>
      <StateTag tone={tone}>{words}</StateTag>
      {props.withDay && <span className="deadline-day">{day}</span>}
    </span>
  );
}
