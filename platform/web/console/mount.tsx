import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Outlet,
  type RouteComponent,
  RouterProvider,
  useRouter,
} from '@tanstack/react-router';
import { App as AntApp, Button, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { onSignedOut, toApiError } from '../api.ts';
import { ErrorSentence } from '../components/error-sentence.tsx';
import { useDocumentTitle } from '../components/page-header.tsx';
import { PageTitleContext } from '../county.tsx';
import { type Catalogue, language, loadLanguage, t } from '../i18n/i18n.ts';
import type { RegionLoader, WebModule, WebPage } from '../module.ts';
import { PanelContext } from '../panels.ts';
import { RegionContext } from '../regions.ts';
import { parseSearch, type Search, stringifySearch } from '../search.ts';
import { may, type SessionApi, SessionContext, useSession } from '../session.ts';
import '../styles/base.css';
import { antdTheme } from '../theme.ts';
import { Mark } from './mark.tsx';
import { Shell, startOf } from './shell.tsx';
import { SignInPage } from './sign-in.page.tsx';

const FirstPasswordPage = lazy(() => import('./first-password.page.tsx'));

export type ConsoleParts = {
  modules: WebModule[];
  session: SessionApi;
  regions?: RegionLoader;
  /** The notifications bell of the top bar. */
  bell?: ComponentType;
  /** English catalogues of platform and modules; loaded only when English is chosen. */
  english: (() => Promise<Catalogue>)[];
  /** Where `/` leads; by default the entry where the person begins. */
  home?: string;
  root?: HTMLElement;
};

function Lost({ sentence }: { sentence: string }) {
  const router = useRouter();
  return (
    <div className="lost">
      <Mark size={56} />
      <p>{sentence}</p>
      <Button onClick={() => router.history.back()}>{t('返回上一页')}</Button>
    </div>
  );
}

const Broken = ({ error, reset }: ErrorComponentProps) => <ErrorSentence error={error} retry={reset} />;

function Titled({ title }: { title: string }) {
  useDocumentTitle(t(title));
  return null;
}

function PageFrame({ page }: { page: WebPage }) {
  const session = useSession();
  const Component = page.component;
  if (!may(session, page.permission)) {
    return <Lost sentence={t('您的岗位没有此页面的权限；如工作需要，请联系管理员')} />;
  }
  return (
    <PageTitleContext value={page.title}>
      {page.title && <Titled title={page.title} />}
      <Component />
    </PageTitleContext>
  );
}

function createConsoleRouter(parts: ConsoleParts) {
  const nav = parts.modules.flatMap((module) => module.nav ?? []);
  const providers = parts.modules.flatMap((module) => module.search ?? []);
  const root = createRootRoute({
    component: Outlet,
    notFoundComponent: () => <Lost sentence={t('没有这个页面，地址可能已变更')} />,
    errorComponent: Broken,
  });
  const framed = createRoute({
    id: 'console',
    getParentRoute: () => root,
    component: () => <Shell nav={nav} providers={providers} api={parts.session} bell={parts.bell} />,
  });
  const toRoute = (page: WebPage) =>
    createRoute({
      path: page.path,
      getParentRoute: () => (page.frame === 'bare' ? root : framed),
      validateSearch: (search: Search) => page.validateSearch?.(search) ?? search,
      component: (() => <PageFrame page={page} />) as RouteComponent,
      errorComponent: Broken,
    } as never);
  const pages = parts.modules.flatMap((module) => module.pages);
  const home: WebPage = { path: '/', component: () => <Home to={parts.home} /> };
  const all = pages.some((page) => page.path === '/') ? pages : [...pages, home];

  function Home({ to }: { to: string | undefined }) {
    const session = useSession();
    const router = useRouter();
    const target = to ?? startOf(nav, session)?.path;
    useEffect(() => {
      if (target) void router.navigate({ to: target, replace: true } as never);
    }, [target, router]);
    return target ? null : <Lost sentence={t('您的岗位还没有可用的页面，请联系管理员')} />;
  }

  return createRouter({
    routeTree: root.addChildren([
      framed.addChildren(all.filter((page) => page.frame !== 'bare').map(toRoute)),
      ...all.filter((page) => page.frame === 'bare').map(toRoute),
    ]),
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    scrollRestoration: true,
    defaultNotFoundComponent: () => <Lost sentence={t('没有这个页面，地址可能已变更')} />,
  });
}

function Gate({ parts, router }: { parts: ConsoleParts; router: ReturnType<typeof createConsoleRouter> }) {
  const session = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await parts.session.current()) ?? null,
    staleTime: 300_000,
    retry: false,
  });
  const { refetch } = session;
  useEffect(() => onSignedOut(() => queries.setQueryData(['session'], null)), []);
  if (session.isPending) return null;
  if (session.error) {
    return (
      <div className="lost">
        <Mark size={56} />
        <ErrorSentence error={session.error} retry={() => void refetch()} />
      </div>
    );
  }
  if (!session.data) {
    const signedIn = async () => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      await refetch();
      if (location.pathname === '/sign-in') await router.navigate({ to: '/', replace: true } as never);
    };
    return <SignInPage session={parts.session} onSignedIn={() => void signedIn()} />;
  }
  if (session.data.account.mustChangePassword) {
    return (
      <Suspense>
        <FirstPasswordPage api={parts.session} name={session.data.account.name} onDone={() => void refetch()} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={session.data}>
      <RegionContext value={parts.regions}>
        <PanelContext value={parts.modules.flatMap((module) => module.panels ?? [])}>
          <RouterProvider router={router} />
        </PanelContext>
      </RegionContext>
    </SessionContext>
  );
}

/** One cache for the app; modules invalidate through `useQueryClient`. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && toApiError(error).isTransient,
    },
    mutations: { retry: false },
  },
});

/** Starts the console in `#root`: composes the modules' screens, asks who is there, and shows sign-in or the shell. */
export async function mountConsole(parts: ConsoleParts): Promise<void> {
  await loadLanguage(parts.english);
  const isChinese = language() === 'zh';
  dayjs.locale(isChinese ? 'zh-cn' : 'en');
  document.title = t('望火楼');
  const place = parts.root ?? document.getElementById('root');
  if (!place) throw new Error('no #root to mount in');
  const router = createConsoleRouter(parts);
  createRoot(place).render(
    <ConfigProvider
      theme={antdTheme}
      locale={isChinese ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      renderEmpty={() => <span className="soft">{t('没有可选的内容')}</span>}
    >
      <AntApp>
        <QueryClientProvider client={queries}>
          <Gate parts={parts} router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>,
  );
}
