/** The Studio's pages. */
import { createRoute } from '@tanstack/react-router';
import { queryClient } from './api/queries';
import { ratios, studioQuery, type Desk, type GalleryFilters } from './api/studio';
import { lazyPage, oneOf, text, under, words } from './frame';

const studio = createRoute({
  ...under,
  path: '/studio',
  validateSearch: (s: Record<string, unknown>): GalleryFilters => ({
    q: text(s.q),
    person: text(s.person),
    occasion: text(s.occasion),
    year: Number(s.year) || undefined,
    ratio: oneOf(...ratios)(s.ratio),
    sort: oneOf('oldest')(s.sort),
  }),
  loaderDeps: ({ search }) => search,
  loader: (c) => (void queryClient.prefetchInfiniteQuery(studioQuery(c.deps)), words('studio')(c)),
  component: lazyPage(() => import('./pages/Studio'), 'Studio'),
});
const studioDesk = createRoute({
  ...under,
  path: '/studio/desk',
  validateSearch: (s: Record<string, unknown>): { desk?: Desk } => ({
    desk: oneOf('words', 'review', 'release', 'out', 'gone')(s.desk),
  }),
  loader: words('studio', 'studioRoom', 'studioPhoto'),
  component: lazyPage(() => import('./pages/StudioDesk'), 'StudioDesk'),
});
const studioUpload = createRoute({
  ...under,
  path: '/studio/upload',
  loader: words('studio', 'studioRoom'),
  component: lazyPage(() => import('./pages/StudioUpload'), 'StudioUpload'),
});
const studioRegister = createRoute({
  ...under,
  path: '/studio/register',
  loader: words('studio', 'studioRoom'),
  component: lazyPage(() => import('./pages/StudioRegister'), 'StudioRegister'),
});
const officialPhoto = createRoute({
  ...under,
  path: '/studio/$number',
  loader: words('studio', 'studioPhoto'),
  component: lazyPage(() => import('./pages/OfficialPhoto'), 'OfficialPhoto'),
});
const photoEdit = createRoute({
  ...under,
  path: '/studio/$number/edit',
  loader: words('studio', 'studioRoom'),
  component: lazyPage(() => import('./pages/PhotoEdit'), 'PhotoEdit'),
});

export const studioRoutes = [studio, studioDesk, studioUpload, studioRegister, officialPhoto, photoEdit] as const;
