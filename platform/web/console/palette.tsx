import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../i18n/i18n.ts';
import type { NavEntry, SearchHit, SearchProvider } from '../module.ts';
import { useGo, useScope } from '../search.ts';
import { may, useSession } from '../session.ts';
import './palette.css';

/** A screen answers to its Chinese name and to the one that is shown. */
const isNamed = (title: string, words: string) =>
  title.includes(words) || t(title).toLowerCase().includes(words.toLowerCase());

/** Search everything: screens by name, records by what the modules offer; arrows and Enter. */
export function Palette(props: { isOpen: boolean; onClose: () => void; nav: NavEntry[]; providers: SearchProvider[] }) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(words.trim());
  const session = useSession();
  const regionCode = useScope();
  const go = useGo();
  const list = useRef<HTMLDivElement>(null);
  const providers = useMemo(
    () => props.providers.filter((provider) => may(session, provider.permission)),
    [props.providers, session],
  );

  const searched = [...providers.map((provider) => t(provider.title)), t('页面')].join('、');

  const answers = useQueries({
    queries: providers.map((provider) => ({
      queryKey: ['palette', provider.key, asked, regionCode],
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.search(asked, { signal, regionCode }),
      enabled: props.isOpen && asked.length > 0,
      staleTime: 30_000,
    })),
  });

  const screens: SearchHit[] = props.nav
    .filter((entry) => isNamed(entry.title, asked))
    .map((entry) => ({ key: entry.path, title: t(entry.title), path: entry.path }));
  const groups = [
    { title: t('页面'), hits: asked ? screens.slice(0, 5) : screens, isBusy: false },
    ...providers.map((provider, i) => ({
      title: t(provider.title),
      hits: answers[i]?.data ?? [],
      isBusy: answers[i]?.isFetching ?? false,
    })),
  ].filter((group) => group.hits.length > 0);
  const all = groups.flatMap((group) => group.hits.map((hit) => ({ ...hit, id: `${group.title}:${hit.key}` })));
  const isBusy = answers.some((answer) => answer.isFetching);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new words start at the first hit
  useEffect(() => setAt(0), [asked]);
  useEffect(() => {
    if (!props.isOpen) setWords('');
  }, [props.isOpen]);

  const open = (hit: SearchHit | undefined) => {
    if (!hit) return;
    props.onClose();
    go(hit.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && all.length > 0) {
      event.preventDefault();
      const next = (at + step + all.length) % all.length;
      setAt(next);
      list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') open(all[at]);
  };

  let index = -1;
  return (
    <Modal
      open={props.isOpen}
      onCancel={props.onClose}
      footer={null}
      closable={false}
      width={600}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      rootClassName="palette"
    >
      <div className="palette-input">
        <SearchOutlined />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette was called to be typed into
          autoFocus
          aria-label={t('搜索')}
          placeholder={t('搜索{what}', { what: searched })}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
        <button type="button" className="plain-button palette-close" aria-label={t('收起')} onClick={props.onClose}>
          <CloseOutlined />
        </button>
      </div>
      <div className="palette-hits" ref={list} role="listbox" aria-label={t('搜索结果')}>
        {groups.map((group) => (
          <div key={group.title} role="presentation">
            <h3>{group.title}</h3>
            <div role="presentation">
              {group.hits.map((hit) => {
                index += 1;
                const here = index;
                return (
                  <div
                    key={hit.key}
                    role="option"
                    tabIndex={-1}
                    aria-selected={here === at}
                    className={here === at ? 'palette-hit is-at' : 'palette-hit'}
                    onMouseMove={() => setAt(here)}
                    onClick={() => open(hit)}
                    onKeyDown={() => undefined}
                  >
                    <span>{hit.title}</span>
                    {hit.detail && <span className="soft">{hit.detail}</span>}
                  </div>
                );
              })}
            </div>
          </div>
        ))}
        {asked && all.length === 0 && (
          <div className="palette-none">
            {isBusy ? t('正在搜索') : t('没有找到“{words}”，换个词试试', { words: asked })}
          </div>
        )}
      </div>
    </Modal>
  );
}
