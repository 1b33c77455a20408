import { useEffect, useRef, useState } from 'react';
import { sameOriginFetch } from './api.ts';

/** Something of this kind changed in a county; `*`: anything may have changed while nobody listened. */
export type News = { topic: string; countyCode: string };
export type LiveState = 'connecting' | 'live' | 'lost';

type Listener = { onNews: (news: News) => void; onState: (state: LiveState) => void };

const listeners = new Set<Listener>();
let state: LiveState = 'connecting';
let stop: AbortController | undefined;

function become(next: LiveState) {
  state = next;
  for (const { onState } of listeners) onState(next);
}
const tell = (news: News) => {
  for (const { onNews } of listeners) onNews(news);
};

/** Reads one stream to its end. @throws when it breaks */
async function read(signal: AbortSignal, onOpen: () => void): Promise<void> {
  const response = await sameOriginFetch('/api/live', { signal });
  if (!response.ok || !response.body) throw new Error(`live: ${response.status}`);
  onOpen();
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (rest + text).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) if (message.startsWith('data: ')) tell(JSON.parse(message.slice(6)) as News);
  }
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** One stream for the whole page, opened again with growing pauses until nobody listens. */
async function run(signal: AbortSignal): Promise<void> {
  let wasOpen = false;
  for (let failures = 0; !signal.aborted; ) {
    const opened = () => {
      failures = 0;
      become('live');
      if (wasOpen) tell({ topic: '*', countyCode: '' });
      wasOpen = true;
    };
    await read(signal, opened).catch(() => undefined);
    if (signal.aborted) return;
    become('lost');
    // Spread out, or all screens would come back at one instant after a restart.
    await pause(Math.min(30_000, 1000 * 2 ** failures) * (0.75 + Math.random() / 2), signal);
    failures += 1;
  }
}

/** A hidden page holds no connection; shown again, it asks for everything anew. */
function follow() {
  const isWanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (isWanted && !stop) {
    stop = new AbortController();
    void run(stop.signal);
  } else if (!isWanted && stop) {
    stop.abort();
    stop = undefined;
    state = 'connecting';
  }
}
function onVisibility() {
  const wasStopped = !stop;
  follow();
  if (stop && wasStopped) tell({ topic: '*', countyCode: '' });
}

/** Hears the news of the person's reach while the component is shown; returns how the connection is. */
export function useLive(onNews: (news: News) => void): LiveState {
  const [shown, setShown] = useState(state);
  const latest = useRef(onNews);
  latest.current = onNews;
  useEffect(() => {
    const listener: Listener = { onNews: (news) => latest.current(news), onState: setShown };
    if (listeners.size === 0) document.addEventListener('visibilitychange', onVisibility);
    listeners.add(listener);
    follow();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) document.removeEventListener('visibilitychange', onVisibility);
      follow();
    };
  }, []);
  return shown;
}
