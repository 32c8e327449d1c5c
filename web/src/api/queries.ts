import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import { asProblem, isPassing } from './problem';
import type { Channel, Expertise, Me, PostKind, Status, Topic } from './types';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      retry: (count, error) => count < 2 && isPassing(error) && asProblem(error).status !== 0,
      retryDelay: (count, error) => (asProblem(error).retryAfter ?? 2 ** count * 0.5) * 1000,
    },
    mutations: { networkMode: 'always' },
  },
});

export type ForumFilters = {
  q?: string;
  entity?: string;
  topic?: Topic;
  status?: Status;
  sort?: 'oldest';
  channel?: Channel;
  year?: number;
  favourite?: boolean;
  /** Those that are not before the members yet: one's own, and what the secretariat reviews. */
  ahead?: boolean;
};
const AHEAD: Status[] = ['draft', 'submitted', 'in-review', 'changes-requested', 'approved', 'scheduled'];
const LAUNCHED: Status[] = ['live', 'completed', 'evaluation-due', 'evaluated', 'exemplar', 'superseded'];
/** A word is looked for everywhere; else one's drafts do not stand between what others have launched. */
const statesOf = ({ status, ahead, q }: ForumFilters) => (status ? [status] : ahead ? AHEAD : q ? undefined : LAUNCHED);
export type MemberFilters = {
  q?: string;
  entity?: string;
  sector?: string;
  post?: PostKind;
  speaks?: string;
  expertise?: Expertise;
  confirmed?: boolean;
};

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: (): Promise<Me> => body(api.GET('/api/v1/session')),
  staleTime: Infinity,
});
export const homeQuery = queryOptions({
  queryKey: ['screen', 'home'],
  queryFn: () => body(api.GET('/api/v1/screens/home')),
});
/** Rows of three; unfiltered, the first card takes two places. */
const pageOf = (filters: ForumFilters, cursor?: string) => (cursor || Object.values(filters).some(Boolean) ? 12 : 11);
export const forumQuery = (filters: ForumFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'forum', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const { ahead: _, ...rest } = filters;
      return body(
        api.GET('/api/v1/screens/forum', {
          params: {
            query: {
              ...rest,
              status: statesOf(filters),
              limit: pageOf(filters, pageParam),
              cursor: pageParam,
            },
          },
        }),
      );
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const reviewQuery = queryOptions({
  queryKey: ['screen', 'review'],
  queryFn: () => body(api.GET('/api/v1/screens/review')),
});
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'campaign', id],
    queryFn: () => body(api.GET('/api/v1/screens/campaign/{id}', { params: { path: { id } } })),
  });
export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'form', id],
    queryFn: () => body(api.GET('/api/v1/screens/campaign-form/{id}', { params: { path: { id } } })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
export const membersQuery = (filters: MemberFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'members', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/screens/members', { params: { query: { ...filters, limit: 24, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'person', id],
    queryFn: () => body(api.GET('/api/v1/people/{person_id}', { params: { path: { person_id: id } } })),
  });
export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'meeting', id],
    queryFn: () => body(api.GET('/api/v1/screens/meeting/{id}', { params: { path: { id } } })),
  });
