import { numberWords } from '#platform/web/components/columns.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { KeyTaskList } from './use-key-tasks.ts';

/** Why no task stands there: nothing waits, or nobody knows. */
export const noTaskWords = (tasks: KeyTaskList): string =>
  tasks ? t('今天没有逾期和待办的重点事项') : t('所选时段不含今天或没有记录，无从得知有无待办');

/** What waits today, how much of it and since when; each line opens its list. */
export function KeyTasks({ tasks }: { tasks: KeyTaskList }) {
  if (!tasks?.length) return <p className="key-tasks-none soft">{noTaskWords(tasks)}</p>;
  return (
    <ul className="key-tasks">
      {tasks.map((task) => (
        <li key={task.key}>
          <RecordLink to={task.opens} className={`key-task is-${task.tone}`}>
            <span className="key-task-words">{task.words}</span>
            <b>{numberWords(task.count)}</b>
            {task.oldest && <small>{task.oldest}</small>}
          </RecordLink>
        </li>
      ))}
    </ul>
  );
}
