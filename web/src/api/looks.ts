/** Identities and media kits. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, match, newKey } from './client';
import { queryClient } from './queries';
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

/** Each is recorded by the server before its bytes leave. */
export async function takeLogo(entity: string, logo: string, file: string) {
  const { url } = await body(
    api.POST('/api/v1/identities/{entity}/logos/{logo_id}/files/{file_id}/download', {
      params: { path: { entity, logo_id: logo, file_id: file } },
    }),
  );
  location.assign(url);
}
export async function takeItem(kit: string, item: string) {
  const { url } = await body(
    api.POST('/api/v1/kits/{kit_id}/items/{item_id}/download', { params: { path: { kit_id: kit, item_id: item } } }),
  );
  location.assign(url);
}
export const packOf = (entity: string) => `/api/v1/identities/${entity}/stream`;
export const zipOf = (kit: string) => `/api/v1/kits/${kit}/stream`;

type Given<T extends keyof S> = S[T];
const refreshed = <T>(changed: T) => (void queryClient.invalidateQueries({ queryKey: ['screen'] }), changed);

// ---- kits ----

export const createKit = (given: Given<'NewKit'>, key: string): Promise<Kit> =>
  body(api.POST('/api/v1/kits', { body: given, params: { header: { 'Idempotency-Key': key } } })).then(refreshed);
export const patchKit = (kit: Kit, given: Given<'KitPatch'>): Promise<Kit> =>
  body(
    api.PATCH('/api/v1/kits/{kit_id}', { params: { path: { kit_id: kit.id }, header: match(kit.version) }, body: given }),
  ).then(refreshed);
export const addItem = (kit: Kit, given: Given<'NewItem'>): Promise<Kit> =>
  body(
    api.POST('/api/v1/kits/{kit_id}/items', {
      params: { path: { kit_id: kit.id }, header: { ...match(kit.version), 'Idempotency-Key': newKey() } },
      body: given,
    }),
  ).then(refreshed);
export const rewordItem = (kit: Kit, item: string, given: Given<'ItemPatch'>): Promise<Kit> =>
  body(
    api.PATCH('/api/v1/kits/{kit_id}/items/{item_id}', {
      params: { path: { kit_id: kit.id, item_id: item }, header: match(kit.version) },
      body: given,
    }),
  ).then(refreshed);
export const dropItem = (kit: Kit, item: string): Promise<Kit> =>
  body(
    api.DELETE('/api/v1/kits/{kit_id}/items/{item_id}', {
      params: { path: { kit_id: kit.id, item_id: item }, header: match(kit.version) },
    }),
  ).then(refreshed);

// ---- identities ----

export const createIdentity = (given: Given<'NewIdentity'>): Promise<Identity> =>
  body(api.POST('/api/v1/identities', { body: given })).then(refreshed);
const here = (x: Identity) => ({ path: { entity: x.entity }, header: match(x.version) });
export const patchIdentity = (x: Identity, given: Given<'IdentityPatch'>): Promise<Identity> =>
  body(api.PATCH('/api/v1/identities/{entity}', { params: here(x), body: given })).then(refreshed);
export const publishIdentity = (x: Identity): Promise<Identity> =>
  body(
    api.POST('/api/v1/identities/{entity}/publish', {
      params: { ...here(x), header: { ...match(x.version), 'Idempotency-Key': newKey() } },
    }),
  ).then(refreshed);
export const addLogo = (x: Identity, given: Given<'NewLogo'>): Promise<Identity> =>
  body(
    api.POST('/api/v1/identities/{entity}/logos', {
      params: { ...here(x), header: { ...match(x.version), 'Idempotency-Key': newKey() } },
      body: given,
    }),
  ).then(refreshed);
export const dropLogo = (x: Identity, logo: string): Promise<Identity> =>
  body(
    api.DELETE('/api/v1/identities/{entity}/logos/{logo_id}', {
      params: { path: { entity: x.entity, logo_id: logo }, header: match(x.version) },
    }),
  ).then(refreshed);

export async function actOnKit(kit: Kit, verb: 'release' | 'revoke', reason?: Bi): Promise<Kit> {
  const changed = await body(
    api.POST(`/api/v1/kits/{kit_id}/${verb}` as '/api/v1/kits/{kit_id}/revoke', {
      params: { path: { kit_id: kit.id }, header: { ...match(kit.version), 'Idempotency-Key': newKey() } },
      body: (reason && { reason }) as S['Revocation'],
    }),
  );
  return refreshed(changed);
}
