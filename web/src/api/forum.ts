/** What members say of a campaign, and how campaigns hang together. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import { personQuery, queryClient } from './queries';
import { del, post, put } from './writes';
import type { components } from './schema';
import type { Summary, Whole } from './types';

type S = components['schemas'];
export type Voices = Whole<S['Voices']>;
export type Comment = Whole<S['CommentBody']>;
export type Lineage = { derivedFrom: Summary[]; inspired: Summary[]; successor: Summary | null };

const at = (id: string) => ({ params: { path: { campaign_id: id } } });

export const voicesQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'campaign', id, 'voices'],
    queryFn: (): Promise<Voices> => body(api.GET('/api/v1/campaigns/{campaign_id}/voices', at(id))),
  });
export const lineageQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'campaign', id, 'lineage'],
    queryFn: async () => (await body(api.GET('/api/v1/campaigns/{campaign_id}/lineage', at(id)))) as unknown as Lineage,
  });
export const commentsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'campaign', id, 'comments'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/campaigns/{campaign_id}/comments', {
          params: { path: { campaign_id: id }, query: { limit: 30, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** The few members whose name begins like this, to address one of them. */
export const namedQuery = (q: string) =>
  queryOptions({
    queryKey: ['screen', 'members', 'named', q],
    queryFn: () => body(api.GET('/api/v1/people', { params: { query: { q, limit: 6 } } })),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
/** The cards of those a comment mentions; one that can no longer be read is left out. */
export const calledQuery = (ids: string[]) =>
  queryOptions({
    queryKey: ['screen', 'members', 'called', ...ids],
    queryFn: async () => {
      const cards = await Promise.allSettled(ids.map((id) => queryClient.fetchQuery({ ...personQuery(id), staleTime: 300_000 })));
      return cards.flatMap((card) => (card.status === 'fulfilled' ? [card.value] : []));
    },
    enabled: ids.length > 0,
    staleTime: 300_000,
  });
/** The few launched campaigns that a search finds, to name one of them. */
export const launchedQuery = (q: string) =>
  queryOptions({
    queryKey: ['screen', 'forum', 'launched', q],
    queryFn: async () =>
      (await body(
        api.GET('/api/v1/campaigns', {
          params: { query: { q, limit: 8, status: ['live', 'completed', 'evaluated', 'exemplar'] } },
        }),
      )) as unknown as { items: Summary[] },
    placeholderData: keepPreviousData,
  });

/** What is read anew when something is said of a campaign. */
export const touchedBy = (id: string) => [['screen', 'campaign', id]];

export const say = (id: string, said: { text: string; mentions: string[] }) =>
  post('/api/v1/campaigns/{campaign_id}/comments', { campaign_id: id }, said);
export const resay = (id: string, comment: string, said: { text: string; mentions: string[] }) =>
  put('/api/v1/campaigns/{campaign_id}/comments/{comment_id}', { campaign_id: id, comment_id: comment }, said);
export const showAgain = (id: string, comment: string) =>
  post('/api/v1/campaigns/{campaign_id}/comments/{comment_id}/restore', { campaign_id: id, comment_id: comment });
export const unsay = (id: string, comment: string) =>
  del('/api/v1/campaigns/{campaign_id}/comments/{comment_id}', { campaign_id: id, comment_id: comment });
export const endorse = (id: string, wanted: boolean) =>
  (wanted ? put : del)('/api/v1/campaigns/{campaign_id}/endorsement', { campaign_id: id });
export const keep = (id: string, wanted: boolean) =>
  (wanted ? put : del)('/api/v1/campaigns/{campaign_id}/favourite', { campaign_id: id });
export const showVoices = (id: string, voices: Voices) => queryClient.setQueryData(voicesQuery(id).queryKey, voices);
