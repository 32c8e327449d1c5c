/** One search over the five gates: a few of each, and how many there are, counted no further than a hundred. */
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import type { Whole } from './types';

export type SearchScreen = Whole<components['schemas']['SearchScreen']>;

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['screen', 'search', q],
    queryFn: () => body(api.GET('/api/v1/screens/search', { params: { query: { q } } })),
    enabled: q.length > 0,
  });
