/** The library: documents with their versions, and the acts on them. Each act returns the document as the server now holds it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client';
import { del, patch, post } from './writes';
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
/** How many of them there are. */
export const documentCountQuery = (filters: SourceFilters) =>
  queryOptions({
    queryKey: ['screen', 'documents', 'count', filters],
    queryFn: () => body(api.GET('/api/v1/documents/count', { params: { query: filters } })),
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

const at = (id: string) => ({ document_id: id });
const of = (id: string, version: string) => ({ document_id: id, version_id: version });

export const createDocument = (given: S['NewDocument']) => post('/api/v1/documents', {}, given);
export const patchDocument = (id: string, changes: S['DocumentPatch']) =>
  patch('/api/v1/documents/{document_id}', at(id), changes);
export const draftVersion = (id: string, given: S['NewVersion']) =>
  post('/api/v1/documents/{document_id}/versions', at(id), given);
export const patchVersion = (id: string, version: string, changes: S['VersionPatch']) =>
  patch('/api/v1/documents/{document_id}/versions/{version_id}', of(id, version), changes);
export const dropFile = (id: string, version: string, file: string) =>
  del('/api/v1/documents/{document_id}/versions/{version_id}/files/{file_id}', { ...of(id, version), file_id: file });
export const correctDocument = (id: string, changes: Omit<S['DocumentCorrection'], 'reason'>, reason: string) =>
  post('/api/v1/documents/{document_id}/correct', at(id), { ...changes, reason });
export const correctVersion = (id: string, version: string, changes: Omit<S['VersionCorrection'], 'reason'>, reason: string) =>
  post('/api/v1/documents/{document_id}/versions/{version_id}/correct', of(id, version), { ...changes, reason });
export const discardDocument = (id: string) => del('/api/v1/documents/{document_id}', at(id));
export const dropVersion = (id: string, version: string) =>
  del('/api/v1/documents/{document_id}/versions/{version_id}', of(id, version));
export type SourceVerb = 'submit' | 'recall' | 'send-back' | 'approve' | 'publish' | 'enter-past' | 'withdraw' | 'parity';
export const actOnVersion = (id: string, version: string, verb: SourceVerb, given?: object) =>
  post(
    `/api/v1/documents/{document_id}/versions/{version_id}/${verb}` as '/api/v1/documents/{document_id}/versions/{version_id}/submit',
    of(id, version),
    given as never,
  );
export const attachFile = (id: string, version: string, given: S['NewVersionFile']) =>
  post('/api/v1/documents/{document_id}/versions/{version_id}/files', of(id, version), given);
/** Record the download; the answer says where the file lies. */
export const downloadFile = (id: string, version: string, file: string) =>
  post('/api/v1/documents/{document_id}/versions/{version_id}/files/{file_id}/download', { ...of(id, version), file_id: file });

export const nameOf = (entities: EntityRef[] | undefined, code: string): EntityRef =>
  entities?.find((e) => e.code === code) ?? { code, name: { ar: code, en: code } as Bi };
