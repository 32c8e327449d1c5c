/** What is announced, and who has it sent to a system of theirs. Secrets are in an answer only when they were just made. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import type { Whole } from './types';
import { del, patch, post } from './writes';

type S = components['schemas'];
export type EventType = Whole<S['EventTypeBody']>;
export type Subscription = Whole<S['SubscriptionBody']>;
export type WithSecret = Whole<S['SubscriptionWithSecret']>;
export type Delivery = Whole<S['DeliveryBody']>;
export type Attempt = Whole<S['AttemptBody']>;
export type DeliveryState = Delivery['state'];
export const deliveryStates = [
  'pending',
  'delivered',
  'failed',
  'dead',
  'skipped',
  'withheld',
] as const satisfies DeliveryState[];

const at = (id: string) => ({ subscription_id: id });
const KEY = ['screen', 'subscriptions'];
/** What an act on a subscription shows otherwise. */
export const touched = [KEY];

export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: () => body(api.GET('/api/v1/event-types')),
  staleTime: Infinity,
});
export const subscriptionsQuery = queryOptions({
  queryKey: KEY,
  queryFn: () => body(api.GET('/api/v1/subscriptions', { params: { query: { limit: 100 } } })),
});
export const subscriptionQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: () => body(api.GET('/api/v1/subscriptions/{subscription_id}', { params: { path: at(id) } })),
  });
export const deliveriesQuery = (id: string, state?: DeliveryState) =>
  infiniteQueryOptions({
    queryKey: [...KEY, id, 'deliveries', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/subscriptions/{subscription_id}/deliveries', {
          params: { path: at(id), query: { state, limit: 20, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 10_000,
  });

export const subscribe = (wish: { name: string; sink: string; types: string[] }) => post('/api/v1/subscriptions', {}, wish);
export const change = (id: string, changes: { name?: string; sink?: string; types?: string[] }) =>
  patch('/api/v1/subscriptions/{subscription_id}', at(id), changes);
export const test = (id: string) => post('/api/v1/subscriptions/{subscription_id}/test', at(id));
export const turn = (id: string, verb: 'pause' | 'resume') => post(`/api/v1/subscriptions/{subscription_id}/${verb}`, at(id));
export const rotate = (id: string) => post('/api/v1/subscriptions/{subscription_id}/rotate-secret', at(id));
export const remove = (id: string) => del('/api/v1/subscriptions/{subscription_id}', at(id));
/** With `dryRun` only counted. */
export const replay = (id: string, since: string, dryRun: boolean) =>
  post('/api/v1/subscriptions/{subscription_id}/replay', at(id), { from: { time: since }, dryRun });
export const settleDelivery = (id: string, position: number, act: 'retry' | 'skip') =>
  post(`/api/v1/subscriptions/{subscription_id}/deliveries/{position}/${act}`, { subscription_id: id, position });
