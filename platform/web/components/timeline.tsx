import { CameraOutlined, FileTextOutlined, MessageOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { agoWords, dateWords, dayOf } from '../days.ts';
import { t } from '../i18n/i18n.ts';
import type { Tone } from '../theme.ts';
import { Empty } from './empty.tsx';
import { FileList, type FileRef } from './file-list.tsx';
import { PhotoStrip } from './photo-strip.tsx';
import './timeline.css';
import { ToneIcon } from './tone-icon.tsx';

export type TimelineEntry = {
  id: string;
  /** Instant. */
  at: string;
  kind: 'event' | 'paper' | 'photo' | 'remark';
  /** What happened, verb first: `签发责令限期改正通知书`. */
  title: string;
  tone?: Tone;
  who?: { name: string; org?: string };
  /** Reason, remark, reading. */
  body?: ReactNode;
  papers?: FileRef[];
  photos?: FileRef[];
};

const kindIcon = {
  event: null,
  paper: <FileTextOutlined />,
  photo: <CameraOutlined />,
  remark: <MessageOutlined />,
} as const;

/** Events, papers, photos and remarks of a record in one order, newest first. */
export function Timeline(props: { entries: TimelineEntry[]; title?: string; now?: Date; act?: ReactNode }) {
  const now = props.now ?? new Date();
  const entries = [...props.entries].sort((a, b) => b.at.localeCompare(a.at));
  let lastDay = '';
  return (
    <section className="section">
      <h2 className="section-title timeline-title">
        {props.title ?? t('经过')}
        {props.act}
      </h2>
      {entries.length === 0 && <Empty compact reason={t('还没有任何记录')} />}
      <ol className="timeline">
        {entries.map((entry) => {
          const day = dayOf(entry.at);
          const isNewDay = day !== lastDay;
          lastDay = day;
          const tone = entry.tone ?? 'plain';
          return (
            <li key={entry.id} className={isNewDay ? 'is-new-day' : ''}>
              <span className="timeline-day">{isNewDay ? day : ''}</span>
              <span className={`timeline-sign tone-${tone}`}>{kindIcon[entry.kind] ?? <ToneIcon tone={tone} />}</span>
              <div className="timeline-entry">
                <p className="timeline-head">
                  <strong>{entry.title}</strong>
                  {entry.who && (
                    <span>
                      {entry.who.name}
                      {entry.who.org && <span className="soft"> · {entry.who.org}</span>}
                    </span>
                  )}
                  <time dateTime={entry.at} title={dateWords(entry.at)}>
                    {dateWords(entry.at).slice(11)} · {agoWords(entry.at, now)}
                  </time>
                </p>
                {entry.body && <div className="timeline-body">{entry.body}</div>}
                {entry.papers && <FileList files={entry.papers} />}
                {entry.photos && <PhotoStrip photos={entry.photos} />}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
