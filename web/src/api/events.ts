/** What is announced, and who has it sent to a system of theirs. Secrets are in an answer only when they were just made. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, match } from './client';
import { queryClient } from './queries';
import type { components } from './schema';
import type { Whole } from './types';

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
export const lookAgain = () => queryClient.invalidateQueries({ queryKey: KEY });

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

export const subscribe = (wish: { name: string; sink: string; types: string[] }, key: string): Promise<WithSecret> =>
  body(api.POST('/api/v1/subscriptions', { body: wish, params: { header: { 'Idempotency-Key': key } } }));
export const test = (id: string): Promise<Attempt> =>
  body(api.POST('/api/v1/subscriptions/{subscription_id}/test', { params: { path: at(id) } }));
export const turn = (one: Subscription, verb: 'pause' | 'resume') =>
  api.POST(`/api/v1/subscriptions/{subscription_id}/${verb}`, { params: { path: at(one.id), header: match(one.version) } });
export const rotate = (one: Subscription): Promise<WithSecret> =>
  body(
    api.POST('/api/v1/subscriptions/{subscription_id}/rotate-secret', {
      params: { path: at(one.id), header: match(one.version) },
    }),
  );
export const remove = (id: string) => api.DELETE('/api/v1/subscriptions/{subscription_id}', { params: { path: at(id) } });
/** With `dryRun` only counted. */
export const replay = (id: string, since: string, dryRun: boolean) =>
  body(
    api.POST('/api/v1/subscriptions/{subscription_id}/replay', {
      params: { path: at(id) },
      body: { from: { time: since }, dryRun },
    }),
  );
export const settleDelivery = (id: string, position: number, act: 'retry' | 'skip') =>
  api.POST(`/api/v1/subscriptions/{subscription_id}/deliveries/{position}/${act}`, {
    params: { path: { subscription_id: id, position } },
  });
