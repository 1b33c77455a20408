import type { ReactNode } from 'react';
import type { Tone } from '../theme.ts';

const shapes: Record<Tone, ReactNode> = {
  plain: <circle cx="6" cy="6" r="2.2" fill="currentColor" stroke="none" />,
  active: <path d="M4 2.5 8.5 6 4 9.5z" fill="currentColor" stroke="none" />,
  overdue: <path d="M6 1.2 11.2 10.5H.8zM6 4.6v2.6M6 8.8v.1" />,
  due: (
    <>
      <circle cx="6" cy="6" r="4.6" />
      <path d="M6 3.4V6l1.8 1.2" />
    </>
  ),
  verified: <path d="m2 6.4 2.8 2.8L10.2 3" strokeWidth="1.8" />,
  unknown: <path d="M4 4.3a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M6 9.6v.1" />,
  listed: <path d="M2.8 11V1.4h6.4L7.4 4l1.8 2.6H2.8" />,
};

/** The sign that goes with a tone, so that no meaning hangs on colour alone. */
export function ToneIcon({ tone }: { tone: Tone }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      width="12"
      height="12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[tone]}
    </svg>
  );
}
