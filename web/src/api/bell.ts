/** What one is told of. The stream only says that there is something new; what it is, the service tells each reader. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Gate } from '../components/gates';
import { api, body } from './client';
import type { components } from './schema';
import type { Whole } from './types';
import { post, put } from './writes';

type S = components['schemas'];
export type Notice = Whole<S['NoticeBody']>;
export type BellState = Whole<S['BellBody']>;
export type BellFilters = { gate?: Gate; unread?: boolean };

export const bellQuery = queryOptions({
  queryKey: ['bell', 'state'],
  queryFn: () => body(api.GET('/api/v1/notifications/state')),
});
export const noticesQuery = (filters: BellFilters, limit = 30) =>
  infiniteQueryOptions({
    queryKey: ['bell', 'notices', filters, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/notifications', { params: { query: { ...filters, limit, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const readNotice = (id: string) => post('/api/v1/notifications/{position}/read', { position: Number(id) });
export const readThrough = (id: string) => post('/api/v1/notifications/read', {}, { through: Number(id) });
export const muteGates = (gates: Gate[]) => put('/api/v1/notifications/muted', {}, { gates });
export const rung = [['bell'], ['screen', 'home']];
