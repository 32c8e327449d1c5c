/** The library: documents with their versions, and the acts on them. Each act returns the document as the server now holds it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, match, newKey } from './client';
import { queryClient } from './queries';
import { uploadFile, type Step } from './uploads';
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
export type Taken = Whole<S['DownloadRow']>;
export type Shelf = 'documents' | 'identities' | 'kits';
/** Who took what from a shelf's thing; 404 for all but its authors and the secretariat. */
export const downloadsQuery = (shelf: Shelf, id: string) =>
  infiniteQueryOptions({
    queryKey: ['screen', shelf, id, 'downloads'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      body(
        api.GET(`/api/v1/${shelf}/{id}/downloads` as '/api/v1/kits/{kit_id}/downloads', {
          params: { path: { id } as never, query: { limit: 50, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const changesQuery = (id: string, earlier: string, later: string, language: 'ar' | 'en') =>
  queryOptions({
    queryKey: ['changes', id, earlier, later, language],
    queryFn: () =>
      body(
        api.GET('/api/v1/documents/{document_id}/changes', {
          params: { path: { document_id: id }, query: { earlier, later, language } },
        }),
      ),
  });

const refreshed = <T>(changed: T) => (void queryClient.invalidateQueries({ queryKey: ['screen'] }), changed);
type Seen = { id: string; version: number };

export const createDocument = (given: S['NewDocument'], key: string): Promise<SourceDocument> =>
  body(api.POST('/api/v1/documents', { body: given, params: { header: { 'Idempotency-Key': key } } })).then(refreshed);

export const patchDocument = (seen: Seen, given: S['DocumentPatch']): Promise<SourceDocument> =>
  body(
    api.PATCH('/api/v1/documents/{document_id}', {
      params: { path: { document_id: seen.id }, header: match(seen.version) },
      body: given,
    }),
  ).then(refreshed);

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

export const dropFile = (seen: Seen, version: string, file: string): Promise<SourceDocument> =>
  body(
    api.DELETE('/api/v1/documents/{document_id}/versions/{version_id}/files/{file_id}', {
      params: { path: { document_id: seen.id, version_id: version, file_id: file }, header: match(seen.version) },
    }),
  ).then(refreshed);

export type SourceVerb = 'submit' | 'send-back' | 'approve' | 'publish' | 'withdraw' | 'parity';
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
  return attachFile(seen, version, await uploadFile(file, 'document', told), language);
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
