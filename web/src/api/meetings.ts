/** The acts of the Meetings gate. Each is one request; what the page shows is asked for anew. */
import { queryOptions } from '@tanstack/react-query';
import { api, body, match } from './client';
import { queryClient } from './queries';
import type { components } from './schema';
import type { Whole } from './types';

type S = components['schemas'];
export type MeetingScreen = Whole<S['MeetingScreen']>;
export type Seat = Whole<S['MeetingSeatBody']>;
export type Action = Whole<S['ActionBody']>;
export type Decision = Whole<S['DecisionBody']>;
export type Outcomes = Whole<S['Outcomes']>;
export type Minutes = Whole<S['MinutesBody']>;
export type Pack = Whole<S['PackBody']>;
export type Paper = Whole<S['PaperBody']>;

/** `path` is below /meetings, or another resource of the gate; `said` names what is told when it is done. */
export type Act = { path: string; said: string; method?: 'POST' | 'PATCH' | 'DELETE'; version?: number; body?: object };

export async function send(act: Act, key: string): Promise<void> {
  const init = {
    params: { header: { ...(act.version === undefined ? {} : match(act.version)), 'Idempotency-Key': key } },
    body: act.body,
  };
  const call = api[act.method ?? 'POST'] as (path: string, init: object) => Promise<unknown>;
  await call(`/api/v1${act.path}`, init);
  await queryClient.invalidateQueries({ queryKey: ['screen'] });
}

export const delegatesQuery = (meeting: string, entity: string) =>
  queryOptions({
    queryKey: ['delegates', meeting, entity],
    queryFn: () =>
      body(
        api.GET('/api/v1/meetings/{meeting_id}/seats/{entity}/delegates', {
          params: { path: { meeting_id: meeting, entity } },
        }),
      ),
  });
export const proposalsQuery = queryOptions({
  queryKey: ['screen', 'proposals'],
  queryFn: () => body(api.GET('/api/v1/agenda-proposals')),
});
export const entityPostsQuery = (code: string) =>
  queryOptions({
    queryKey: ['entity-posts', code],
    queryFn: () => body(api.GET('/api/v1/entities/{code}', { params: { path: { code } } })),
    enabled: code !== '',
  });
export const paperAddress = async (meeting: string, paper: string) =>
  (await body(api.GET('/api/v1/screens/paper/{meeting}/{paper}', { params: { path: { meeting, paper } } }))).url;
export const beginFeed = async () => (await body(api.POST('/api/v1/calendar-feeds'))).path;
