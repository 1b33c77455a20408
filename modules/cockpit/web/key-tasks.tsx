import { numberWords } from '#platform/web/components/columns.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { KeyTask } from './use-key-tasks.ts';

/** What waits today, how much of it and since when; each line opens its list. */
export function KeyTasks({ tasks }: { tasks: readonly KeyTask[] }) {
  if (tasks.length === 0) return <p className="key-tasks-none soft">{t('今天没有逾期和待办的重点事项')}</p>;
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
