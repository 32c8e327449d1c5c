/** The platform as operations see it, looked at again every quarter of a minute. */
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import type { components } from './schema';
import type { Whole } from './types';
import { post } from './writes';

type S = components['schemas'];
export type OpsScreen = Whole<S['OperationsScreen']>;
export type Operated = Whole<S['OperatedService']>;
export type Letter = Whole<S['DeadLetter']>;
export type LetterAct = Whole<S['DeadLetterAct']>;
export type Receiver = Whole<S['DeliveryHealth']>;

export const opsQuery = queryOptions({
  queryKey: ['screen', 'operations'],
  queryFn: () => body(api.GET('/api/v1/screens/operations')),
  refetchInterval: 15_000,
});

/** Apply a dead letter and what waits behind it, or drop it for good. */
export const settle = (service: string, letter: string, act: 'release' | 'drop') =>
  post('/api/v1/operations/{service}/dead-letters/{letter}/{act}', { service, letter, act });
