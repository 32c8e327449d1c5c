/** Entities, posts, rosters and cards: what their pages read. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';

type S = components['schemas'];
export const entityQuery = (code: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'entity', code],
    queryFn: () => body(api.GET('/api/v1/screens/entity/{code}', { params: { path: { code } } })),
  });
export const rosterQuery = (at?: string) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'members', 'roster', at],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/screens/roster', { params: { query: { at, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export type EntityFilters = {
  q?: string;
  entityKind?: S['EntitySummary']['kind'];
  standing?: S['EntitySummary']['status'];
  sector?: string;
};
export const entityListQuery = ({ entityKind: kind, standing: status, ...rest }: EntityFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'members', 'entity-list', kind, status, rest],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/entities', { params: { query: { ...rest, kind, status, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
/** Those of today, to choose among: a network has some dozens. */
export const entitiesQuery = queryOptions({
  queryKey: ['screen', 'members', 'entities'],
  queryFn: () => body(api.GET('/api/v1/entities', { params: { query: { status: 'active', limit: 100 } } })),
});
export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'post', id],
    queryFn: () => body(api.GET('/api/v1/posts/{post_id}', { params: { path: { post_id: id } } })),
  });
/** Posts that exist no more, for who may give them back. */
export const closedPostsQuery = (entity: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'closed-posts', entity],
    queryFn: () => body(api.GET('/api/v1/posts', { params: { query: { entity, closed: true, limit: 100 } } })),
  });
/** Posts that nobody holds for good: vacant, or covered. */
export const unfilledQuery = (entity?: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'unfilled', entity ?? ''],
    queryFn: () => body(api.GET('/api/v1/posts', { params: { query: { entity, unfilled: true, limit: 100 } } })),
  });
/** Posts of other entities that somebody is asked to take. */
export const offersQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'offers', id],
    queryFn: () => body(api.GET('/api/v1/people/{person_id}/offers', { params: { path: { person_id: id } } })),
  });
/** Who may be given a post or a turn: the people of an entity, a hundred at most. */
export const staffQuery = (entity: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'staff', entity],
    queryFn: () => body(api.GET('/api/v1/people', { params: { query: { entity, limit: 100 } } })),
  });
export const openingsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'members', 'openings', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/people/{person_id}/openings', {
          params: { path: { person_id: id }, query: { limit: 10, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
