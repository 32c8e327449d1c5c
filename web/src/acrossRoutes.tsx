/** What stands across the gates: search, events for systems, favourites, help, the bell, operations; and every address that is none. */
import { createRoute } from '@tanstack/react-router';
import { noticesQuery, type BellFilters } from './api/bell';
import { deliveryStates, eventTypesQuery, subscriptionQuery, type DeliveryState } from './api/events';
import { opsQuery } from './api/ops';
import { sessionsQuery } from './api/profile';
import { forumQuery, queryClient } from './api/queries';
import { gates } from './components/gates';
import { lazyPage, oneOf, text, under, words } from './frame';
import { NotFound } from './pages/Faults';

const accessibility = createRoute({
  ...under,
  path: '/accessibility',
  loader: words('gates'),
  component: lazyPage(() => import('./pages/Accessibility'), 'Accessibility'),
});
const search = createRoute({
  ...under,
  path: '/search',
  validateSearch: (s: Record<string, unknown>): { q?: string; in?: string } => ({
    q: text(s.q),
    in: oneOf('people', 'campaigns', 'meetings', 'documents', 'kits', 'photos')(s.in),
  }),
  loader: words('search'),
  component: lazyPage(() => import('./pages/Search'), 'Search'),
});
const events = createRoute({
  ...under,
  path: '/events',
  loader: (c) => (void queryClient.prefetchQuery(eventTypesQuery), words('events')(c)),
  component: lazyPage(() => import('./pages/Events'), 'Events'),
});
const subscription = createRoute({
  ...under,
  path: '/subscriptions/$id',
  validateSearch: (s: Record<string, unknown>): { log?: DeliveryState } => ({ log: oneOf(...deliveryStates)(s.log) }),
  loader: (c) => (void queryClient.prefetchQuery(subscriptionQuery(c.params.id)), words('events')(c)),
  component: lazyPage(() => import('./pages/Subscription'), 'Subscription'),
});
const favourites = createRoute({
  ...under,
  path: '/favourites',
  loader: (c) => (void queryClient.prefetchInfiniteQuery(forumQuery({ favourite: true })), words('favourites')(c)),
  component: lazyPage(() => import('./pages/Favourites'), 'Favourites'),
});
const help = createRoute({
  ...under,
  path: '/help',
  loader: words('help'),
  component: lazyPage(() => import('./pages/Help'), 'Help'),
});
const notifications = createRoute({
  ...under,
  path: '/notifications',
  validateSearch: (s: Record<string, unknown>): BellFilters => ({
    gate: oneOf(...gates.map(([gate]) => gate))(s.gate),
    unread: s.unread === true || undefined,
  }),
  loaderDeps: ({ search: deps }) => deps,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(noticesQuery(c.deps)), words('bell')(c)),
  component: lazyPage(() => import('./pages/Notifications'), 'Notifications'),
});
const ops = createRoute({
  ...under,
  path: '/ops',
  loader: (c) => (void queryClient.prefetchQuery(opsQuery), words('ops')(c)),
  component: lazyPage(() => import('./pages/Ops'), 'Ops'),
});
const profile = createRoute({
  ...under,
  path: '/profile',
  loader: (c) => (void queryClient.prefetchQuery(sessionsQuery), words('profile')(c)),
  component: lazyPage(() => import('./pages/Profile'), 'Profile'),
});
const rest = createRoute({ ...under, path: '/$', component: NotFound });

export const acrossRoutes = [
  accessibility,
  search,
  events,
  subscription,
  favourites,
  help,
  notifications,
  ops,
  profile,
  rest,
] as const;
