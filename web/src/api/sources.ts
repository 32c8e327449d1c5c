/** The library: documents with their versions, and the acts on them. Each act returns the document as the server now holds it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, match, newKey } from './client';
import { queryClient } from './queries';
import { settledFile, send, type Step } from './uploads';
import type { components } from './schema';
import type { EntityRef, Whole } from './types';
import type { Bi } from '../lib/text';

type S = components['schemas'];

export type SourceVersion = Whole<S['VersionBody']>;
export type SourceFile = Whole<S['VersionFileBody']>;
export type SourceSummary = Whole<S['DocumentSummary']>;
export type SourceDocument = Whole<S['DocumentBody']>;
export type SourceKind = SourceSummary['kind'];
export type SourceState = SourceVersion['state'];

export const kinds = [
  'identity-guide',
  'communication-guide',
  'policy',
  'template',
  'legal-instrument',
  'entity-identity',
  'media-kit',
] as const satisfies SourceKind[];
export const states = [
  'in-force',
  'published',
  'in-transition',
  'superseded',
  'withdrawn',
  'draft',
  'in-review',
  'approved',
] as const satisfies SourceState[];
export type SourceFilters = { q?: string; kind?: SourceKind; state?: SourceState; entity?: string };

/** Names of entities by code; they change rarely. */
export const entitiesQuery = queryOptions({
  queryKey: ['entities'],
  queryFn: async (): Promise<EntityRef[]> =>
    (await body(api.GET('/api/v1/entities', { params: { query: { limit: 100 } } }))).items.map(({ code, name }) => ({
      code,
      name,
    })),
  staleTime: 5 * 60_000,
});
export const documentsQuery = (filters: SourceFilters) =>
  infiniteQueryOptions({
    queryKey: ['screen', 'documents', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/documents', { params: { query: { ...filters, limit: 12, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const documentQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['screen', 'document', id, at ?? 'now'],
    queryFn: (): Promise<SourceDocument> =>
      body(api.GET('/api/v1/documents/{document_id}', { params: { path: { document_id: id }, query: { at } } })),
  });
export const downloadsQuery = (id: string) =>
  queryOptions({
    queryKey: ['screen', 'document', id, 'downloads'],
    queryFn: () =>
      body(api.GET('/api/v1/documents/{document_id}/downloads', { params: { path: { document_id: id }, query: { limit: 10 } } })),
  });

const refreshed = <T>(changed: T) => (void queryClient.invalidateQueries({ queryKey: ['screen'] }), changed);
type Seen = { id: string; version: number };

export const createDocument = (given: S['NewDocument'], key: string): Promise<SourceDocument> =>
  body(api.POST('/api/v1/documents', { body: given, params: { header: { 'Idempotency-Key': key } } })).then(refreshed);

export const draftVersion = (seen: Seen, given: S['NewVersion']): Promise<SourceDocument> =>
  body(
    api.POST('/api/v1/documents/{document_id}/versions', {
      params: { path: { document_id: seen.id }, header: { ...match(seen.version), 'Idempotency-Key': newKey() } },
      body: given,
    }),
  ).then(refreshed);

export const patchVersion = (seen: Seen, version: string, given: S['VersionPatch']): Promise<SourceDocument> =>
  body(
    api.PATCH('/api/v1/documents/{document_id}/versions/{version_id}', {
      params: { path: { document_id: seen.id, version_id: version }, header: match(seen.version) },
      body: given,
    }),
  ).then(refreshed);

export type SourceVerb = 'submit' | 'send-back' | 'approve' | 'publish' | 'withdraw';
export const actOnVersion = (seen: Seen, version: string, verb: SourceVerb, given?: object): Promise<SourceDocument> =>
  body(
    api.POST(
      `/api/v1/documents/{document_id}/versions/{version_id}/${verb}` as '/api/v1/documents/{document_id}/versions/{version_id}/submit',
      {
        params: {
          path: { document_id: seen.id, version_id: version },
          header: { ...match(seen.version), 'Idempotency-Key': newKey() },
        },
        body: given as never,
      },
    ),
  ).then(refreshed);

const attachFile = (seen: Seen, version: string, assetId: string, language: 'ar' | 'en'): Promise<SourceDocument> =>
  body(
    api.POST('/api/v1/documents/{document_id}/versions/{version_id}/files', {
      params: {
        path: { document_id: seen.id, version_id: version },
        header: { ...match(seen.version), 'Idempotency-Key': newKey() },
      },
      body: { assetId, language },
    }),
  ).then(refreshed);

/** A file's way into a draft: straight to the object store, its check, then the version. */
export async function addFile(
  seen: Seen,
  version: string,
  language: 'ar' | 'en',
  file: File,
  told: (step: Step) => void,
): Promise<SourceDocument> {
  const stop = new AbortController().signal;
  told({ at: 'sending', share: 0 });
  const wish = { fileName: file.name, contentType: file.type, size: file.size, purpose: 'document' as const };
  const ticket = await body(api.POST('/api/v1/assets', { body: wish, params: { header: { 'Idempotency-Key': newKey() } } }));
  if (ticket.upload) await send(ticket.upload, file, (share) => told({ at: 'sending', share }), stop);
  told({ at: 'checking' });
  await api.POST('/api/v1/assets/{asset_id}/uploaded', { params: { path: { asset_id: ticket.id } } });
  const asset = await settledFile(ticket.id, stop);
  if (asset.status === 'rejected') throw new Error(asset.reason ?? '');
  return attachFile(seen, version, asset.id, language);
}

/** Record the download, then let the browser fetch the file from the store. */
export async function downloadFile(document: string, version: string, file: string) {
  const { url } = await body(
    api.POST('/api/v1/documents/{document_id}/versions/{version_id}/files/{file_id}/download', {
      params: { path: { document_id: document, version_id: version, file_id: file } },
    }),
  );
  location.assign(url);
}

export const nameOf = (entities: EntityRef[] | undefined, code: string): EntityRef =>
  entities?.find((e) => e.code === code) ?? { code, name: { ar: code, en: code } as Bi };
