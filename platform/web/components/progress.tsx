import { t } from '../i18n/i18n.ts';
import { numberWords } from './columns.tsx';
import './small.css';

export type Job = {
  done: number;
  /** null while it is still being counted. */
  total: number | null;
  failed?: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** What it is doing, or why it failed. */
  note?: string;
};

/** A long job with its counts; it goes on when the person leaves. */
export function Progress({ job, title }: { job: Job; title: string }) {
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : 0;
  const counts =
    job.total === null
      ? t('已处理 {n} 条，正在统计总数', { n: numberWords(job.done) })
      : t('{done} / {total} 条', { done: numberWords(job.done), total: numberWords(job.total) });
  const words = {
    waiting: t('排队中'),
    running: t('正在处理，可以离开本页'),
    done: t('已完成'),
    failed: t('已中止'),
  }[job.state];
  return (
    <div className={`progress is-${job.state}`} role="status">
      <p>
        <strong>{title}</strong>
        <span>{words}</span>
        <span className="progress-counts">{counts}</span>
      </p>
      <div
        className="progress-track"
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={title}
      >
        <span style={{ width: `${job.state === 'done' ? 100 : percent}%` }} />
      </div>
      {(job.note || (job.failed ?? 0) > 0) && (
        <p className="progress-note">
          {(job.failed ?? 0) > 0 && (
            <span className="progress-failed">{t('{n} 条未通过', { n: numberWords(job.failed ?? 0) })}</span>
          )}
          {job.note}
        </p>
      )}
    </div>
  );
}
