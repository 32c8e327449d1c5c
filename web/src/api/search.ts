/** One search over the five gates: a few of each, and no counts. */
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client';

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['screen', 'search', q],
    queryFn: () => body(api.GET('/api/v1/screens/search', { params: { query: { q } } })),
    enabled: q.length > 0,
  });
