/** The acts on entities, posts, rosters and cards, and what of them becomes a file. Apart from what pages read: routes wait for that. */
import { api, body, match } from './client';
import type { MemberFilters } from './queries';
import type { components } from './schema';

type S = components['schemas'];
export type CardChange = S['PersonPatch'];
/** One key until an act is decided, so that sending it again makes nothing twice. */
const once = (key: string) => ({ 'Idempotency-Key': key });

// ---- acts on a card ----

/** Its owner, or who leads communication there, says that it is right today. */
export const confirmCard = (id: string, version: number) => editCard(id, version, { confirmed: true });
export const editCard = (id: string, version: number, change: CardChange) =>
  body(
    api.PATCH('/api/v1/people/{person_id}', {
      params: { path: { person_id: id }, header: match(version) },
      body: change,
    }),
  );
export const registerPerson = (made: S['NewPerson'], key: string) =>
  body(api.POST('/api/v1/people', { params: { header: once(key) }, body: made }));
export const reportMistake = (id: string, words: string, key: string) =>
  api.POST('/api/v1/people/{person_id}/report', { params: { path: { person_id: id }, header: once(key) }, body: { words } });
export const settleReport = (id: string, version: number, reportId: string) =>
  body(
    api.POST('/api/v1/people/{person_id}/settle', {
      params: { path: { person_id: id }, header: match(version) },
      body: { reportId },
    }),
  );
/** Restricted fields, shown to who may see them; the owner learns of it. */
export const openCard = (id: string) =>
  body(api.POST('/api/v1/people/{person_id}/open', { params: { path: { person_id: id } } }));

// ---- acts on posts and rosters ----

export const createPost = (made: S['NewPost'], key: string) =>
  body(api.POST('/api/v1/posts', { params: { header: once(key) }, body: made }));
type At = { id: string; version: number };
const on = ({ id, version }: At) => ({ path: { post_id: id }, header: match(version) });
export const appoint = (post: At, sent: { personId: string; kind: 'permanent' | 'acting'; from?: string; to?: string }) =>
  body(api.POST('/api/v1/posts/{post_id}/appoint', { params: on(post), body: sent }));
export const vacate = (post: At, sent: { handoverNote: string; kind: 'permanent' | 'acting' }) =>
  body(api.POST('/api/v1/posts/{post_id}/vacate', { params: on(post), body: sent }));
export const setCover = (post: At, to: string | null) =>
  body(api.POST('/api/v1/posts/{post_id}/cover', { params: on(post), body: { to } }));

const of = (code: string, version: number) => ({ path: { code }, header: match(version) });
export const assignDuty = (
  code: string,
  version: number,
  sent: { personId: string; from: string; until: string; note?: string },
) => body(api.POST('/api/v1/rosters/{code}/assign', { params: of(code, version), body: sent }));
export const releaseDuty = (code: string, version: number, dutyId: string) =>
  body(api.POST('/api/v1/rosters/{code}/release', { params: of(code, version), body: { dutyId } }));

// ---- acts on an entity ----

export const registerEntity = (made: S['NewEntity'], key: string) =>
  body(api.POST('/api/v1/entities', { params: { header: once(key) }, body: made }));
export const editEntity = (code: string, version: number, change: S['EntityPatch']) =>
  body(api.PATCH('/api/v1/entities/{code}', { params: of(code, version), body: change }));
export const mergeEntity = (code: string, version: number, into: string) =>
  body(api.POST('/api/v1/entities/{code}/merge', { params: of(code, version), body: { into } }));
export const dissolveEntity = (code: string, version: number) =>
  body(api.POST('/api/v1/entities/{code}/dissolve', { params: of(code, version) }));

// ---- files ----

export type Format = 'csv' | 'xlsx' | 'vcf';
/** Fetched and not linked to, so that the file speaks the page's language and a fault is shown like every other. */
export const exportPeople = (filters: MemberFilters, format: Format) =>
  file(`directory.${format}`, api.GET('/api/v1/people/export', { params: { query: { ...filters, format } }, parseAs: 'blob' }));
export const vcardOf = (id: string, name: string) =>
  file(`${name}.vcf`, api.GET('/api/v1/people/{person_id}/vcard', { params: { path: { person_id: id } }, parseAs: 'blob' }));

async function file(name: string, call: Promise<{ data?: unknown }>) {
  const { data } = await call;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data as Blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
