import { MenuFoldOutlined, MenuOutlined, MenuUnfoldOutlined, SearchOutlined } from '@ant-design/icons';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { type ComponentType, Fragment, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { RecordLink } from '../components/record-link.tsx';
import { t } from '../i18n/i18n.ts';
import type { NavEntry, SearchProvider } from '../module.ts';
import { useRemembered } from '../remembered.ts';
import { may, type Session, type SessionApi, useSession } from '../session.ts';
import { Mark } from './mark.tsx';
import { ScopePicker } from './scope-picker.tsx';
import './shell.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const PersonMenu = lazy(() => import('./person-menu.tsx'));

const ofPerson = (nav: NavEntry[], session: Session) =>
  nav.filter((entry) => may(session, entry.permission)).sort((a, b) => a.order - b.order);

/** Where a person begins; undefined for somebody who may open nothing. */
export function startOf(nav: NavEntry[], session: Session): NavEntry | undefined {
  const own = ofPerson(nav, session);
  return own.find((entry) => entry.isStart?.(session)) ?? own[0];
}

/** Four entries for the thumb: where one begins, what the modules think most used, and the next of the rail. */
export function bottomEntries(nav: NavEntry[], session: Session): NavEntry[] {
  const own = ofPerson(nav, session);
  const start = startOf(own, session);
  const ranked = [...(start ? [start] : []), ...own.filter((entry) => entry.isPrimary), ...own];
  return [...new Set(ranked)].slice(0, 4).sort((a, b) => a.order - b.order);
}

/** The entry that the address belongs to: the longest path that leads to it. */
function entryOf(path: string, nav: NavEntry[]): NavEntry | undefined {
  const above = nav.filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`));
  return above.sort((a, b) => b.path.length - a.path.length)[0];
}

function Rail({ nav, onLeave }: { nav: NavEntry[]; onLeave?: () => void }) {
  const here = entryOf(useRouterState({ select: (state) => state.location.pathname }), nav);
  let group: string | undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: closes the drawer after a link inside was followed
    <nav className="rail-nav" aria-label={t('主导航')} onClick={onLeave}>
      {nav.map((entry) => {
        const isNewGroup = entry.group !== group;
        group = entry.group;
        const Icon = entry.icon;
        return (
          <Fragment key={entry.path}>
            {isNewGroup && entry.group && <h2 className="rail-group">{t(entry.group)}</h2>}
            <RecordLink
              to={entry.path}
              className={entry === here ? 'rail-entry is-here' : 'rail-entry'}
              title={t(entry.title)}
            >
              <Icon className="rail-icon" />
              <span>{t(entry.title)}</span>
            </RecordLink>
          </Fragment>
        );
      })}
    </nav>
  );
}

/** The frame of the console: rail, top bar, screen; on phones a bottom bar and a drawer. */
export function Shell(props: {
  nav: NavEntry[];
  providers: SearchProvider[];
  api: SessionApi;
  bell: ComponentType | undefined;
  children?: ReactNode;
}) {
  const session = useSession();
  const [isNarrow, setNarrow] = useRemembered('rail-narrow', false);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const nav = useMemo(() => ofPerson(props.nav, session), [props.nav, session]);
  const primary = bottomEntries(nav, session);
  const here = entryOf(useRouterState({ select: (state) => state.location.pathname }), nav);
  const Bell = props.bell;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      } else if (event.key === 'Escape') setDrawerOpen(false);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className={isNarrow ? 'shell is-narrow' : 'shell'}>
      <a className="skip-link" href="#screen">
        {t('跳到正文')}
      </a>
      <aside className={isDrawerOpen ? 'rail is-open no-print' : 'rail no-print'}>
        <RecordLink to="/" className="rail-head">
          <Mark size={26} />
          <strong>{t('望火楼')}</strong>
        </RecordLink>
        <Rail nav={nav} onLeave={() => setDrawerOpen(false)} />
        <button
          type="button"
          className="plain-button rail-fold"
          aria-label={isNarrow ? t('展开导航') : t('收起导航')}
          onClick={() => setNarrow(!isNarrow)}
        >
          {isNarrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          <span>{t('收起导航')}</span>
        </button>
      </aside>
      {isDrawerOpen && (
        <button
          type="button"
          className="rail-shade no-print"
          aria-label={t('收起导航')}
          onClick={() => setDrawerOpen(false)}
        />
      )}
      <header className="top-bar no-print">
        <Mark size={24} />
        <ScopePicker />
        <button type="button" className="plain-button search-button" onClick={() => setSearching(true)}>
          <SearchOutlined />
          <span>{t('搜索')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        {session.demo && <span className="demo-sign">{t('演示')}</span>}
        {Bell && <Bell />}
        <Suspense fallback={<span className="person-button" />}>
          <PersonMenu api={props.api} />
        </Suspense>
      </header>
      <main className="screen" id="screen">
        <Suspense fallback={<div className="screen-wait" aria-busy="true" />}>{props.children ?? <Outlet />}</Suspense>
      </main>
      <nav className="bottom-bar no-print" aria-label={t('主导航')}>
        {primary.map((entry) => {
          const Icon = entry.icon;
          return (
            <RecordLink
              key={entry.path}
              to={entry.path}
              className={entry === here ? 'bottom-entry is-here' : 'bottom-entry'}
            >
              <Icon className="rail-icon" />
              <span>{t(entry.title)}</span>
            </RecordLink>
          );
        })}
        <button type="button" className="plain-button bottom-entry" onClick={() => setDrawerOpen(true)}>
          <MenuOutlined className="rail-icon" />
          <span>{t('全部')}</span>
        </button>
      </nav>
      {isSearching && (
        <Suspense>
          <Palette isOpen={isSearching} onClose={() => setSearching(false)} nav={nav} providers={props.providers} />
        </Suspense>
      )}
    </div>
  );
}
