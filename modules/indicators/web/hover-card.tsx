import { type ReactNode, type SyntheticEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

const width = 380;
type Shown = { key: string; target: HTMLElement; left: number; top?: number; bottom?: number };

/**
 * Explains whatever inside carries `data-card`, on hover and on keyboard focus. One card for a whole table: a tooltip for
 * each of a thousand cells would make the table slow.
 */
export function HoverCard(props: { children: ReactNode; className?: string; card: (key: string) => ReactNode }) {
  const [shown, setShown] = useState<Shown>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();

  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setShown(undefined);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!shown) return undefined;
    shown.target.setAttribute('aria-describedby', id);
    addEventListener('scroll', hide, true);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    addEventListener('keydown', onKey);
    return () => {
      shown.target.removeAttribute('aria-describedby');
      removeEventListener('scroll', hide, true);
      removeEventListener('keydown', onKey);
    };
  }, [shown, hide, id]);

  const show = (event: SyntheticEvent, delay: number) => {
    const target = (event.target as Element).closest<HTMLElement>('[data-card]');
    if (target && target === shown?.target) return;
    hide();
    const key = target?.dataset.card;
    if (!target || !key) return;
    timer.current = setTimeout(() => {
      const box = target.getBoundingClientRect();
      const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
      const isLow = box.bottom > innerHeight - 320 && box.top > innerHeight / 2;
      setShown({ key, target, left, ...(isLow ? { bottom: innerHeight - box.top + 6 } : { top: box.bottom + 6 }) });
    }, delay);
  };

  const content = shown && props.card(shown.key);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for what its children are pointed at
    <div
      className={props.className}
      onMouseOver={(event) => show(event, 350)}
      onMouseLeave={hide}
      onFocus={(event) => (event.target.matches(':focus-visible') ? show(event, 150) : undefined)}
      onBlur={hide}
      onMouseDown={hide}
    >
      {props.children}
      {shown &&
        content &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            className="hover-card no-print"
            style={{ width, left: shown.left, top: shown.top, bottom: shown.bottom }}
          >
            {content}
          </div>,
          document.body,
        )}
    </div>
  );
}
