import { createRoute, createRouter } from '@tanstack/react-router';
import {
  campaignQuery,
  forumQuery,
  homeQuery,
  meetingQuery,
  membersQuery,
  personQuery,
  queryClient,
  reviewQuery,
  type ForumFilters,
} from './api/queries';
import { identitiesQuery, identityQuery, kitQuery } from './api/looks';
import { entityListQuery, entityQuery, rosterQuery } from './api/members';
import { documentQuery, documentsQuery, kinds, states, type SourceFilters } from './api/sources';
import { channels, statuses, topics } from './api/types';
import { acrossRoutes } from './acrossRoutes';
import { askedOfEntities, askedOfMembers } from './asked';
import { app, inLang, index, lazyPage, oneOf, root, signIn, text, under, words } from './frame';
import { studioRoutes } from './studioRoutes';

const home = createRoute({
  ...under,
  path: '/',
  loader: (c) => (void queryClient.prefetchQuery(homeQuery), words('home')(c)),
  component: lazyPage(() => import('./pages/Home'), 'Home'),
});
const forum = createRoute({
  ...under,
  path: '/forum',
  validateSearch: (s: Record<string, unknown>): ForumFilters => ({
    q: text(s.q),
    entity: text(s.entity),
    topic: oneOf(...topics)(s.topic),
    status: oneOf(...statuses)(s.status),
    sort: oneOf('oldest')(s.sort),
    channel: oneOf(...channels)(s.channel),
    year: Number(s.year) >= 2000 ? Number(s.year) : undefined,
    favourite: s.favourite === true || undefined,
    ahead: s.ahead === true || undefined,
  }),
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(forumQuery(c.deps)), words('forum')(c)),
  component: lazyPage(() => import('./pages/Forum'), 'Forum'),
});
const review = createRoute({
  ...under,
  path: '/forum/review',
  loader: (c) => (void queryClient.prefetchQuery(reviewQuery), words('review')(c)),
  component: lazyPage(() => import('./pages/ReviewDesk'), 'ReviewDesk'),
});
/** Both addresses of the form share one page, so that saving a new draft changes the address and nothing else. */
const form = createRoute({
  ...under,
  id: 'form',
  validateSearch: (s: Record<string, unknown>): { step?: string } => ({ step: oneOf('aims', 'plan', 'measures')(s.step) }),
  loader: words('form', 'campaign'),
  component: lazyPage(() => import('./pages/CampaignForm'), 'CampaignForm'),
});
const formNew = createRoute({ getParentRoute: () => form, path: '/forum/new' });
const formEdit = createRoute({ getParentRoute: () => form, path: '/forum/$id/edit' });
const correction = createRoute({
  ...under,
  path: '/forum/$id/correct',
  validateSearch: (s: Record<string, unknown>): { step?: string } => ({ step: oneOf('aims', 'plan')(s.step) }),
  loader: words('form', 'campaign', 'outcome'),
  component: lazyPage(() => import('./pages/CampaignCorrection'), 'CampaignCorrection'),
});
const campaign = createRoute({
  ...under,
  path: '/forum/$id',
  loader: (c) => (void queryClient.prefetchQuery(campaignQuery(c.params.id)), words('campaign')(c)),
  component: lazyPage(() => import('./pages/Campaign'), 'Campaign'),
});
const sheet = createRoute({
  ...under,
  path: '/forum/$id/sheet',
  loader: (c) => (void queryClient.prefetchQuery(campaignQuery(c.params.id)), words('campaign', 'sheet')(c)),
  component: lazyPage(() => import('./pages/CaseSheet'), 'CaseSheet'),
});
const members = createRoute({
  ...under,
  path: '/members',
  validateSearch: askedOfMembers,
  loaderDeps: ({ search: { view: _, ...filters } }) => filters,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(membersQuery(c.deps)), words('members')(c)),
  component: lazyPage(() => import('./pages/Members'), 'Members'),
});
const person = createRoute({
  ...under,
  path: '/members/$id',
  loader: (c) => (void queryClient.prefetchQuery(personQuery(c.params.id)), words('members', 'entity')(c)),
  component: lazyPage(() => import('./pages/Person'), 'Person'),
});
const entities = createRoute({
  ...under,
  path: '/entities',
  validateSearch: askedOfEntities,
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(entityListQuery(c.deps)), words('members', 'entity')(c)),
  component: lazyPage(() => import('./pages/Entities'), 'Entities'),
});
const entity = createRoute({
  ...under,
  path: '/entities/$code',
  loader: (c) => (void queryClient.prefetchQuery(entityQuery(c.params.code)), words('members', 'entity')(c)),
  component: lazyPage(() => import('./pages/Entity'), 'Entity'),
});
const roster = createRoute({
  ...under,
  path: '/roster',
  validateSearch: (s: Record<string, unknown>): { at?: string } => ({ at: text(s.at) }),
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(rosterQuery(c.deps.at)), words('members', 'entity')(c)),
  component: lazyPage(() => import('./pages/Roster'), 'Roster'),
});
const meetings = createRoute({
  ...under,
  path: '/meetings',
  validateSearch: (s: Record<string, unknown>): { show?: string; series?: string; quarter?: string } => ({
    show: oneOf('sessions', 'calendar', 'actions', 'attendance', 'rota')(s.show),
    series: text(s.series),
    quarter: text(s.quarter),
  }),
  loader: words('meetings'),
  component: lazyPage(() => import('./pages/Meetings'), 'Meetings'),
});
const meeting = createRoute({
  ...under,
  path: '/meetings/$id',
  validateSearch: (s: Record<string, unknown>): { tab?: string; revision?: number } => ({
    tab: oneOf('seats', 'minutes', 'outcomes')(s.tab),
    revision: Number(s.revision) || undefined,
  }),
  loader: (c) => (void queryClient.prefetchQuery(meetingQuery(c.params.id)), words('meetings')(c)),
  component: lazyPage(() => import('./pages/Meeting'), 'Meeting'),
});
const shared = createRoute({
  getParentRoute: () => inLang,
  path: '/shared/$secret',
  loader: words('studio', 'studioPhoto'),
  component: lazyPage(() => import('./pages/SharedPhoto'), 'SharedPhoto'),
});
const sources = createRoute({
  ...under,
  path: '/sources',
  validateSearch: (s: Record<string, unknown>): SourceFilters => ({
    q: text(s.q),
    kind: oneOf(...kinds)(s.kind),
    state: oneOf(...states)(s.state),
    entity: text(s.entity),
  }),
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(documentsQuery(c.deps)), words('sources')(c)),
  component: lazyPage(() => import('./pages/Sources'), 'Sources'),
});
const source = createRoute({
  ...under,
  path: '/sources/$id',
  validateSearch: (s: Record<string, unknown>): { at?: string; version?: string } => ({
    at: /^\d{4}-\d\d-\d\d$/.test(String(s.at)) ? String(s.at) : undefined,
    version: text(s.version),
  }),
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchQuery(documentQuery(c.params.id, c.deps.at)), words('sources')(c)),
  component: lazyPage(() => import('./pages/SourceDocument'), 'SourceDocument'),
});
const takenOf = <P extends string>(path: P, page: 'DocumentDownloads' | 'IdentityDownloads' | 'KitDownloads') =>
  createRoute({
    ...under,
    path,
    loader: words('sources', 'shelf'),
    component: lazyPage(() => import('./pages/Downloads'), page),
  });
const identities = createRoute({
  ...under,
  path: '/identities',
  loader: (c) => (void queryClient.prefetchQuery(identitiesQuery), words('sources', 'shelf')(c)),
  component: lazyPage(() => import('./pages/Identities'), 'Identities'),
});
const identity = createRoute({
  ...under,
  path: '/identities/$entity',
  loader: (c) => (void queryClient.prefetchQuery(identityQuery(c.params.entity)), words('sources')(c)),
  component: lazyPage(() => import('./pages/Identity'), 'Identity'),
});
const identityEdit = createRoute({
  ...under,
  path: '/identities/$entity/edit',
  loader: words('sources', 'shelf'),
  component: lazyPage(() => import('./pages/IdentityEdit'), 'IdentityEdit'),
});
const kitEdit = createRoute({
  ...under,
  path: '/kits/$id/edit',
  loader: words('sources', 'shelf'),
  component: lazyPage(() => import('./pages/KitEdit'), 'KitEdit'),
});
const kits = createRoute({
  ...under,
  path: '/kits',
  validateSearch: (s: Record<string, unknown>): { q?: string } => ({ q: text(s.q) }),
  loader: words('sources', 'shelf'),
  component: lazyPage(() => import('./pages/Kits'), 'Kits'),
});
const kit = createRoute({
  ...under,
  path: '/kits/$id',
  loader: (c) => (void queryClient.prefetchQuery(kitQuery(c.params.id)), words('sources', 'shelf')(c)),
  component: lazyPage(() => import('./pages/Kit'), 'Kit'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    index,
    inLang.addChildren([
      signIn,
      shared,
      app.addChildren([
        ...acrossRoutes,
        home,
        forum,
        review,
        form.addChildren([formNew, formEdit]),
        correction,
        campaign,
        sheet,
        members,
        person,
        entities,
        entity,
        roster,
        meetings,
        meeting,
        sources,
        takenOf('/sources/$id/downloads', 'DocumentDownloads'),
        takenOf('/identities/$entity/downloads', 'IdentityDownloads'),
        takenOf('/kits/$id/downloads', 'KitDownloads'),
        source,
        ...studioRoutes,
        identities,
        identity,
        identityEdit,
        kitEdit,
        kits,
        kit,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});
declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
