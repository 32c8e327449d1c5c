/** Identities and media kits. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import { del, patch, post } from './writes';
import type { components } from './schema';
import type { Whole } from './types';
import type { Bi } from '../lib/text';

type S = components['schemas'];
export type IdentitySummary = Whole<S['IdentitySummary']>;
export type Identity = Whole<S['IdentityBody']>;
export type Logo = Whole<S['LogoBody']>;
export type Colour = Whole<S['ColourBody']>;
export type KitSummary = Whole<S['KitSummary']>;
export type Kit = Whole<S['KitBody']>;
export type KitItem = Whole<S['ItemBody']>;

export const identitiesQuery = queryOptions({
  queryKey: ['screen', 'identities'],
  queryFn: async (): Promise<IdentitySummary[]> =>
    (await body(api.GET('/api/v1/identities', { params: { query: { limit: 100 } } }))).items,
});
export const identityQuery = (entity: string) =>
  queryOptions({
    queryKey: ['screen', 'identity', entity],
    queryFn: (): Promise<Identity> => body(api.GET('/api/v1/identities/{entity}', { params: { path: { entity } } })),
  });
export const kitsQuery = (q?: string) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'kits', q ?? ''],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => body(api.GET('/api/v1/kits', { params: { query: { q, limit: 12, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const kitQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'kit', id],
    queryFn: (): Promise<Kit> => body(api.GET('/api/v1/kits/{kit_id}', { params: { path: { kit_id: id } } })),
  });

/** Each is recorded by the server before its bytes leave; the answer says where they lie. */
export const takeLogo = (entity: string, logo: string, file: string) =>
  post('/api/v1/identities/{entity}/logos/{logo_id}/files/{file_id}/download', { entity, logo_id: logo, file_id: file });
export const takeItem = (kit: string, item: string) =>
  post('/api/v1/kits/{kit_id}/items/{item_id}/download', { kit_id: kit, item_id: item });
export const packOf = (entity: string) => `/api/v1/identities/${entity}/stream`;
export const zipOf = (kit: string) => `/api/v1/kits/${kit}/stream`;

// ---- kits ----

export const createKit = (given: S['NewKit']) => post('/api/v1/kits', {}, given);
export const patchKit = (id: string, changes: S['KitPatch']) => patch('/api/v1/kits/{kit_id}', { kit_id: id }, changes);
export const addItem = (id: string, given: S['NewItem']) => post('/api/v1/kits/{kit_id}/items', { kit_id: id }, given);
export const rewordItem = (id: string, item: string, changes: S['ItemPatch']) =>
  patch('/api/v1/kits/{kit_id}/items/{item_id}', { kit_id: id, item_id: item }, changes);
export const dropItem = (id: string, item: string) => del('/api/v1/kits/{kit_id}/items/{item_id}', { kit_id: id, item_id: item });
export const actOnKit = (id: string, verb: 'release' | 'recall' | 'restore') =>
  post(`/api/v1/kits/{kit_id}/${verb}`, { kit_id: id });
export const revokeKit = (id: string, reason: Bi) => post('/api/v1/kits/{kit_id}/revoke', { kit_id: id }, { reason });
export const rescheduleKit = (id: string, times: S['KitTimes']) =>
  post('/api/v1/kits/{kit_id}/reschedule', { kit_id: id }, times);
export const correctKit = (id: string, changes: Partial<S['KitCorrection']>, reason: string) =>
  post('/api/v1/kits/{kit_id}/correct', { kit_id: id }, { ...changes, reason });
export const discardKit = (id: string) => del('/api/v1/kits/{kit_id}', { kit_id: id });

// ---- identities ----

export const createIdentity = (given: S['NewIdentity']) => post('/api/v1/identities', {}, given);
export const patchIdentity = (entity: string, changes: S['IdentityPatch']) =>
  patch('/api/v1/identities/{entity}', { entity }, changes);
export const correctIdentity = (entity: string, changes: Partial<S['IdentityCorrection']>, reason: string) =>
  post('/api/v1/identities/{entity}/correct', { entity }, { ...changes, reason });
export const publishIdentity = (entity: string) => post('/api/v1/identities/{entity}/publish', { entity });
export const addLogo = (entity: string, given: S['NewLogo']) => post('/api/v1/identities/{entity}/logos', { entity }, given);
export const dropLogo = (entity: string, logo: string) =>
  del('/api/v1/identities/{entity}/logos/{logo_id}', { entity, logo_id: logo });
export const withdrawIdentity = (entity: string, reason: Bi) =>
  post('/api/v1/identities/{entity}/withdraw', { entity }, { reason });
export const discardIdentity = (entity: string) => del('/api/v1/identities/{entity}', { entity });
