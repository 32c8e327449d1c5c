/** What every page stands in: its language, the sign-in before it, and how an address is read. */
import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { queryClient, sessionQuery } from './api/queries';
import { asProblem, Problem } from './api/problem';
import { Root } from './components/Root';
import { Shell } from './components/Shell';
import { lang0, loadCatalogue } from './i18n';
import type { Lang } from './lib/dates';
import { Broken, NotFound } from './pages/Faults';

export const text = (v: unknown) => (typeof v === 'string' && v ? v : typeof v === 'number' ? String(v) : undefined);
export const oneOf =
  <T extends string>(...all: readonly T[]) =>
  (v: unknown) =>
    all.includes(v as T) ? (v as T) : undefined;
const langOf = (v: string): Lang => (v === 'en' ? 'en' : 'ar');
type Params = { params: Record<string, string> };
export const words =
  (...pages: string[]) =>
  ({ params }: Params) =>
    Promise.all(pages.map((page) => loadCatalogue(langOf(params.lang ?? ''), page)));

/** A page fetched when it is gone to. Without a network the router would load the whole document anew and the browser show its own page. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      load().catch((error: unknown) => {
        throw navigator.onLine ? error : new Problem(0, {});
      }),
    name,
  );

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
export const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/$lang', params: { lang: lang0 } });
  },
});
/** Every page lives under its language, whose core catalogue is there before anything is drawn. */
export const inLang = createRoute({
  getParentRoute: () => root,
  path: '/$lang',
  component: Outlet,
  beforeLoad: async ({ params, location }) => {
    if (params.lang !== 'ar' && params.lang !== 'en') throw redirect({ href: `/${lang0}${location.href}` });
    await loadCatalogue(params.lang, 'core');
  },
});
export const signIn = createRoute({
  getParentRoute: () => inLang,
  path: '/sign-in',
  validateSearch: (s: Record<string, unknown>): { next?: string } => ({
    next: typeof s.next === 'string' && /^\/(ar|en)(\/|$|\?)/.test(s.next) ? s.next : undefined,
  }),
  loader: words('signin'),
  component: lazyPage(() => import('./pages/SignIn'), 'SignIn'),
});
/** Behind the sign-in: who one is must be known before a page is drawn. */
export const app = createRoute({
  getParentRoute: () => inLang,
  id: 'app',
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ params, location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (asProblem(error).status !== 401) throw error;
      const home = location.pathname.length <= 4;
      throw redirect({ to: '/$lang/sign-in', params: { lang: params.lang }, search: home ? {} : { next: location.href } });
    }
  },
});
export const under = { getParentRoute: () => app, errorComponent: Broken };
