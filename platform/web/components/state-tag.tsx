import type { ReactNode } from 'react';
import type { Tone } from '../theme.ts';
import './tags.css';
import { ToneIcon } from './tone-icon.tsx';

/** A state as icon and word; one meaning per tone. */
export function StateTag({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`state-tag tone-${tone}`} title={title}>
      <ToneIcon tone={tone} />
      {children}
    </span>
  );
}
